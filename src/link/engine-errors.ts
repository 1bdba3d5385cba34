// What V8 says when a value that is not there is used.

import type { UseOfValue } from '../model/evaluation.ts';
import type { HeldUse } from '../model/member-use.ts';

/** Uses whose error is told from the text: of `in`, V8 quotes what stands in front, which is computed at run time. */
type Use = UseOfValue | Exclude<HeldUse['access'], 'handed' | 'in'>;

/**
 * @param text the expression as V8 quotes it
 * @param next what is read off it; absent when it is computed, and V8 says more than can be told
 * @returns null when using `undefined` so throws nothing
 */
export function errorOfUndefined(use: Use, text: string, next: string | undefined): string | null {
  switch (use) {
    case 'call':
      return `TypeError: ${text} is not a function`;
    case 'construct':
      return `TypeError: ${text} is not a constructor`;
    case 'extends':
      return 'TypeError: Class extends value undefined is not a constructor or null';
    case 'iterate':
      return `TypeError: ${text} is not iterable`;
    case 'instanceof':
      return "TypeError: Right-hand side of 'instanceof' is not an object";
    case 'member': {
      const error = 'TypeError: Cannot read properties of undefined';
      return next === undefined ? error : `${error} (reading '${next}')`;
    }
    case 'read':
    case 'tested':
    case 'keys':
    case 'copied':
      return null;
  }
}

/** Of a binding in its temporal dead zone, as `Object.keys` of a namespace says it too. */
export function uninitialisedError(name: string, use?: UseOfValue): string {
  // Where the exports of a namespace are copied, V8 has other words for the same.
  if (use === 'copied') return `ReferenceError: ${name} is not defined`;
  return `ReferenceError: Cannot access '${name}' before initialization`;
}
