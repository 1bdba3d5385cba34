// What V8 says when a value that is not there is used.

import type { UseOfValue } from '../model/evaluation.ts';

/**
 * @param text the expression as V8 quotes it
 * @param next what is read off it; absent when it is computed, and V8 says more than can be told
 * @returns null when using `undefined` so throws nothing
 */
export function errorOfUndefined(use: UseOfValue, text: string, next: string | undefined): string | null {
  switch (use) {
    case 'call':
      return `TypeError: ${text} is not a function`;
    case 'construct':
      return `TypeError: ${text} is not a constructor`;
    case 'extends':
      return 'TypeError: Class extends value undefined is not a constructor or null';
    case 'member': {
      const error = 'TypeError: Cannot read properties of undefined';
      return next === undefined ? error : `${error} (reading '${next}')`;
    }
    case 'read':
    case 'tested':
      return null;
  }
}

/** Of a binding in its temporal dead zone. */
export function uninitialisedError(name: string): string {
  return `ReferenceError: Cannot access '${name}' before initialization`;
}
