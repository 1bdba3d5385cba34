// What a function that is `module.exports` does for the modules that call it: which names it puts into its arguments, which
// those have that it returns, and which its instances. `require('./password')(User)` is how large modules are divided.

import type { MadeNames, Makes, MakingUse } from '../../../model/commonjs-face.ts';
import type { Node } from '../syntax-tree.ts';
import { membersOfClass } from './class-members.ts';
import { functionOf } from './commonjs-asides.ts';
import { type Face, holdExports, lookAt, newFace } from './commonjs-face.ts';
import { lookAtAll } from './commonjs-looks.ts';
import { isFunction } from './nodes.ts';
import { returnedValues } from './universal-module.ts';

/**
 * @param of the face of the module, when everything on its agenda was looked at
 * @returns null where it is not one function, or class, that the text tells
 */
export function makesOf(of: Face): Makes | null {
  const [callable, ...others] = of.callable;
  if (callable === undefined || others.length > 0 || of.dynamic || of.oneOf.length > 0) return null;
  const made: [MakingUse, MadeNames][] = [];
  const { names, bases, isOpen } = membersOfClass(callable, 'instance', of.index, of.draft);
  if (!isFunction(callable) || names.length > 0) {
    const madeBy = bases.map((request) => ({ request, use: 'instance' }) as const);
    made.push(['instance', { names: names.map(({ name }) => name), isOpen, madeBy }]);
  }
  if (!isFunction(callable)) return Object.fromEntries(made);
  if (usesArguments(of, callable)) return null;
  callable.params.forEach((parameter, position) => {
    const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    made.push([`argument ${position}`, madeIn(of, (face) => holdExports(face, target))]);
  });
  made.push(['returned', madeIn(of, (face) => lookAtReturned(face, callable))]);
  return Object.fromEntries(made.filter(([, each]) => isWorthTelling(each)));
}

function isWorthTelling({ names, isOpen, madeBy }: MadeNames): boolean {
  return isOpen || names.length > 0 || madeBy.length > 0;
}

/** `arguments[0].name = …`; a function inside has its own. */
function usesArguments({ index }: Face, called: Node): boolean {
  return (index.globals.get('arguments') ?? []).some((use) => functionOf(use) === called);
}

function lookAtReturned(face: Face, called: Parameters<typeof returnedValues>[0]): void {
  const values = returnedValues(called);
  if (values === null) face.dynamic = true;
  else for (const value of values) lookAt(face.values, value);
}

/** The names of another object than the exports object, told in the same way. */
function madeIn({ draft, index }: Face, begin: (face: Face) => void): MadeNames {
  const face = newFace({ ...draft, exports: [] }, index, () => false);
  begin(face);
  lookAtAll(face);
  const names = face.draft.exports.flatMap((entry) => (entry.kind === 'star' ? [] : [entry.exportName]));
  const stars = face.draft.exports.flatMap((entry) =>
    entry.kind === 'star' ? [{ request: entry.request, use: 'exports' } as const] : [],
  );
  return {
    names: [...new Set(names)],
    isOpen: face.dynamic || face.oneOf.length > 0,
    madeBy: [...stars, ...face.madeBy],
  };
}
