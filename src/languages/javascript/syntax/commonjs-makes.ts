// What a function that is `module.exports` does for the modules that call it: which names it puts into its arguments, which
// those have that it returns, and which its instances. `require('./password')(User)` is how large modules are divided.

import {
  anyUse,
  type MadeBy,
  type MadeMember,
  type MadeNames,
  type Makes,
  type MakingUse,
} from '../../../model/commonjs-face.ts';
import type { CallExpression, Node } from '../syntax-tree.ts';
import { membersOfClass } from './class-members.ts';
import { parametersOf } from './commonjs-arguments.ts';
import { functionOf } from './commonjs-asides.ts';
import { addMaker, type Face, holdExports, lookAt, newFace } from './commonjs-face.ts';
import { lookAtAll } from './commonjs-looks.ts';
import { valueSource } from './commonjs-sources.ts';
import { isHarmless, isOnlyTested } from './commonjs-values.ts';
import { isFunction, memberNameOf, positionIn } from './nodes.ts';
import { returnedValues } from './universal-module.ts';
import { valueAt } from './value-places.ts';

/**
 * @param of the face of the module, when everything on its agenda was looked at
 * @returns null where it is not one function, or class, that the text tells
 */
export function makesOf(of: Face): Makes | null {
  const [callable, ...others] = of.callable;
  if (callable === undefined || others.length > 0) return null;
  const makes = makesOfCallable(of, callable);
  if (makes === null) return null;
  return of.dynamic || of.oneOf.length > 0 ? { ...makes, [anyUse]: open } : makes;
}

const open: MadeNames = { names: [], isOpen: true, madeBy: [] };

/** What the members of the exports object are for others, as far as the text tells it. */
export function madeMembersOf(of: Face): MadeMember[] {
  return of.members.flatMap(({ name, value }): MadeMember[] => {
    const source = valueSource(of.draft, of.index, value);
    if (source !== null) return [{ name, of: source }];
    const held = valueAt(of.index, value) ?? value;
    const makes = makesOfValue(of, held, value);
    return makes === null || Object.keys(makes).length === 0 ? [] : [{ name, makes }];
  });
}

function makesOfValue(of: Face, held: Node, value: Node): Makes | null {
  if (held.type === 'ObjectExpression') return { exports: madeIn(of, (face) => lookAt(face.values, value)) };
  if (isClass(held)) {
    const own = madeIn(of, (face) => lookAt(face.values, value));
    return { exports: own, ...makesOfCallable(of, held) };
  }
  return isFunction(held) ? makesOfCallable(of, held) : null;
}

function isClass({ type }: Node): boolean {
  return type === 'ClassExpression' || type === 'ClassDeclaration';
}

/** @returns null where nothing is told of a function */
function makesOfCallable(of: Face, callable: Node): Makes | null {
  const made: [MakingUse, MadeNames][] = [];
  const { names, makers, isOpen } = membersOfClass(callable, 'instance', of.index, of.draft);
  if (!isFunction(callable) || names.length > 0 || makers.length > 0) {
    made.push(['instance', { names: names.map(({ name }) => name), isOpen, madeBy: makers }]);
  }
  if (!isFunction(callable)) return Object.fromEntries(made);
  if (usesArguments(of, callable)) return null;
  const told = { called: callable, parameters: parametersOf(of, callable) };
  callable.params.forEach((parameter, position) => {
    const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    made.push([`argument ${position}`, madeIn(of, (face) => holdExports(face, target), told)]);
    made.push([`prototype ${position}`, madeIn(of, (face) => lookAtPrototype(face, target), told)]);
  });
  made.push(['returned', madeIn(of, (face) => lookAtReturned(face, callable), told)]);
  return Object.fromEntries(made.filter(([, each]) => isWorthTelling(each)));
}

/** What is put into the prototype of a class that the function is called with; whoever else gets the class may fill it too. */
function lookAtPrototype(face: Face, parameter: Node): void {
  const binding = parameter.type === 'Identifier' ? face.index.declaredBy.get(parameter) : null;
  if (!binding) face.dynamic = true;
  for (const use of binding?.references ?? []) {
    const { parent } = use;
    if (parent?.type === 'MemberExpression' && parent.object === use) {
      if (memberNameOf(parent) === 'prototype') lookAt(face.occurrences, parent);
      else if (memberNameOf(parent) === null) face.dynamic = true;
    } else if (parent?.type === 'CallExpression' && parent.callee !== use) addFillerOf(face, parent, use);
    else if (!isHarmless(use) && !isOnlyTested(use)) face.dynamic = true;
  }
}

function addFillerOf(face: Face, call: CallExpression, given: Node): void {
  const source = valueSource(face.draft, face.index, call.callee);
  if (source === null) face.dynamic = true;
  else addMaker(face, source, `prototype ${positionIn(call.arguments, given)}`);
}

function isWorthTelling({ names, isOpen, madeBy, ofArguments, namedThrough }: MadeNames): boolean {
  return isOpen || names.length > 0 || madeBy.length > 0 || (ofArguments ?? namedThrough) !== undefined;
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
    ...(face.namedThrough.length > 0 && { namedThrough: face.namedThrough }),
  };
}

/** What is called with what is called with what …: as far as that is followed. */
const deepest = 2;

/** The functions of other modules that make the exports object, with what they are called with. */
export function makersOf(face: Face, steps = 0): MadeBy[] {
  return face.makers.map(({ given, ...maker }) => {
    const told = given.map((value) =>
      steps < deepest && value !== null ? givenIn(face, value, steps + 1) : null,
    );
    return { ...maker, ...(told.some((each) => each !== null) && { given: told }) };
  });
}

function givenIn(of: Face, value: Node, steps: number): MadeNames | null {
  // What is exported is told elsewhere, as far as it can be.
  const isExported = value.type === 'Identifier' && !of.index.bindingOf.has(value);
  if (isExported || isFunction(value)) return null;
  const made = madeIn(of, (face) => lookAt(face.values, value), of.told, steps);
  return made.isOpen ? null : made;
}
