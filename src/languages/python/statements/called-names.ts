// What a name is that Python code calls: a function or class of the module, a method by `self` or `super()`, what a variable
// holds, or the one import that binds it.

import type { AskingRecord } from '../../../model/evaluation.ts';
import {
  type CalledClass,
  type CalledFunction,
  type CalledValue,
  GIVEN,
  type HeldValue,
} from '../../../model/module-calls.ts';
import type { Code } from './call-drafts.ts';
import type { HeldNames } from './definition-heads.ts';

/** A class, by what its head and its body say. */
export interface ClassDraft {
  /** Names of what it is derived from; null for what is no name. */
  readonly bases: readonly (readonly string[] | null)[];
  readonly members: Set<string>;
  /** What its methods put into instances; `*` for what is not known. */
  readonly assigned: Set<string>;
}

/** What the text of a module binds, once all of it is read. */
export interface BoundNames {
  readonly module: Code;
  /** Null for names that stand for more than one. */
  readonly functions: ReadonlyMap<string, unknown>;
  readonly classes: ReadonlyMap<string, ClassDraft | null>;
  readonly imports: AskingRecord['imports'];
}

/** Variables that hold what other variables hold. */
const MAX_DEPTH = 5;

/** Null where it is not certain. */
export function calledAs(
  code: Code,
  names: readonly string[],
  bound: BoundNames,
  depth = 0,
): CalledFunction | null {
  const [first = '', ...path] = names;
  if (depth > MAX_DEPTH) return null;
  const { module, functions, classes, imports } = bound;
  if (code.self !== null && (first === code.self.name || first === 'super')) {
    const { owner } = code.self;
    if (path.length !== 1 || classes.get(owner) == null) return null;
    // Names of a class itself are written with its own in front (docs.python.org/3/reference/expressions.html#private-name-mangling).
    const isPrivate = /^__.*(?<!__)$/.test(path[0] ?? '');
    if (first !== 'super') return { of: { binding: owner }, path, on: isPrivate ? 'own' : 'this' };
    return { of: { binding: owner }, path, on: 'super' };
  }
  if (code !== module) {
    const held = code.held.get(first);
    if (held != null) return calledAs(module, behindHeld(held, path), bound, depth + 1);
    for (let around: Code | null = code; around !== null; around = around.outer)
      if (around.bound.has(first)) return null;
  }
  const held = module.held.get(first);
  if (held != null && !functions.has(first) && !classes.has(first))
    return calledAs(module, behindHeld(held, path), bound, depth + 1);
  if (module.bound.has(first)) return null;
  if (functions.has(first) || classes.has(first)) {
    const isOnce = functions.get(first) !== null && classes.get(first) !== null;
    return isOnce ? { of: { binding: first }, path } : null;
  }
  const entries = imports.flatMap(({ localName }, entry) => (localName === first ? [entry] : []));
  const [only] = entries;
  // A star may bring it, whatever it brings.
  if (only === undefined && imports.some(({ star }) => star === true))
    return { of: { binding: first }, path };
  return only === undefined || entries.length > 1 ? null : { of: { import: only }, path };
}

/** What a call gave has the members of an instance; called itself, it is what that gave. */
function behindHeld({ names, isCalled }: HeldNames, path: readonly string[]): readonly string[] {
  return isCalled && path.length === 0 ? [...names, GIVEN] : [...names, ...path];
}

/** Whether a name holds what a call gave: of a class an instance. */
export function holdsInstance(code: Code, name: string, { module }: BoundNames): boolean {
  for (let around: Code | null = code; around !== null; around = around.outer) {
    const held = around.held.get(name);
    if (held !== undefined || around.bound.has(name)) return held?.isCalled === true;
  }
  return module.held.get(name)?.isCalled === true;
}

/** The parameter that a name is, of the function around or one around that; null where it is none. */
export function parameterNamed(
  code: Code,
  [name = '', ...members]: readonly string[],
): { readonly of: string; readonly position: number } | null {
  for (let around: Code | null = code; around !== null && members.length === 0; around = around.outer) {
    const position = around.parameters.indexOf(name);
    if (position !== -1 && around.name !== null) return { of: around.name, position };
    if (around.bound.has(name)) return null;
  }
  return null;
}

/** The same of a name that stands for a value, and not for something that only an instance has. */
export function valueNamed(code: Code, names: readonly string[], bound: BoundNames): CalledValue | null {
  const called = calledAs(code, names, bound);
  return called === null || called.on !== undefined ? null : called;
}

/** The classes as those see them who call their methods. */
export function calledClasses(bound: BoundNames): Record<string, CalledClass> {
  return Object.fromEntries(
    [...bound.classes].flatMap(([name, draft]) => {
      if (draft === null || bound.module.bound.has(name)) return [];
      const bases = draft.bases.map((base) => (base === null ? null : valueNamed(bound.module, base, bound)));
      return [[name, { bases, members: [...draft.members], assigned: [...draft.assigned] }]];
    }),
  );
}

/** The variables of the module that hold an instance, or another function or class, for good. */
export function heldValues(bound: BoundNames): Record<string, HeldValue> {
  const { module, functions, classes } = bound;
  return Object.fromEntries(
    [...module.held].flatMap(([name, held]) => {
      const isOther = functions.has(name) || classes.has(name) || held === null;
      const value = isOther ? null : valueNamed(module, held.names, bound);
      return value === null
        ? []
        : [[name, { ...value, ...(held?.isCalled === true && { isInstance: true }) }]];
    }),
  );
}
