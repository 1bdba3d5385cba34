// What a function that is `module.exports` does for the modules that call it: which names it puts into its arguments, which
// those have that it returns, and which its instances. `require('./password')(User)` is how large modules are divided.

import type { MadeBy, MadeNames, Makes, MakingUse } from '../../../model/commonjs-face.ts';
import type { Node } from '../syntax-tree.ts';
import { membersOfClass } from './class-members.ts';
import { parametersOf } from './commonjs-arguments.ts';
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
  const told = { called: callable, parameters: parametersOf(of, callable) };
  callable.params.forEach((parameter, position) => {
    const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    made.push([`argument ${position}`, madeIn(of, (face) => holdExports(face, target), told)]);
  });
  made.push(['returned', madeIn(of, (face) => lookAtReturned(face, callable), told)]);
  return Object.fromEntries(made.filter(([, each]) => isWorthTelling(each)));
}

function isWorthTelling({ names, isOpen, madeBy, ofArguments }: MadeNames): boolean {
  return isOpen || names.length > 0 || madeBy.length > 0 || ofArguments !== undefined;
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
function madeIn(
  { draft, index }: Pick<Face, 'draft' | 'index'>,
  begin: (face: Face) => void,
  told: Face['told'] = null,
  steps = 0,
): MadeNames {
  const face = newFace({ ...draft, exports: [] }, index, () => false, told);
  begin(face);
  lookAtAll(face);
  const names = face.draft.exports.flatMap((entry) => (entry.kind === 'star' ? [] : [entry.exportName]));
  const stars = face.draft.exports.flatMap((entry) =>
    entry.kind === 'star' ? [{ request: entry.request, use: 'exports' } as const] : [],
  );
  return {
    names: [...new Set(names)],
    isOpen: face.dynamic || face.oneOf.length > 0,
    madeBy: [...stars, ...makersOf(face, steps)],
    ...(face.ofArguments.size > 0 && { ofArguments: [...face.ofArguments] }),
  };
}

/** What is called with what is called with what …: as far as that is followed. */
const deepest = 2;

/** The functions of other modules that make the exports object, with what they are called with. */
export function makersOf(face: Face, steps = 0): MadeBy[] {
  return face.makers.map(({ request, use, given }) => {
    const told = given.map((value) =>
      steps < deepest && value !== null ? givenIn(face, value, steps + 1) : null,
    );
    return { request, use, ...(told.some((each) => each !== null) && { given: told }) };
  });
}

function givenIn(of: Face, value: Node, steps: number): MadeNames | null {
  // What is exported is told elsewhere, as far as it can be.
  const isExported = value.type === 'Identifier' && !of.index.bindingOf.has(value);
  if (isExported || isFunction(value)) return null;
  const made = madeIn(of, (face) => lookAt(face.values, value), of.told, steps);
  return made.isOpen ? null : made;
}
