// What functions are called with, where they give it back: `module.exports = patch(clone(fs))`. Calls of functions of this
// module say what their parameters hold; the parameters of the function that is exported hold what other modules give it.

import type { ArrowFunctionExpression, FunctionNode, Node } from '../syntax-tree.ts';
import { type Face, lookAt } from './commonjs-face.ts';
import { writtenValues } from './commonjs-values.ts';
import { isFunction } from './nodes.ts';
import type { Binding } from './scopes.ts';

type AnyFunction = FunctionNode | ArrowFunctionExpression;

/** Whether a value is a parameter of which the arguments are known. */
export function isArgument(face: Face, value: Node): boolean {
  const binding = face.index.bindingOf.get(value);
  return binding !== undefined && isGiven(face, binding);
}

/** The same of the variable. */
export function isGiven(face: Face, binding: Binding): boolean {
  return face.told?.parameters.has(binding) === true || face.given.has(binding);
}

/** The parameters of a function, by their positions; none that is taken apart, or takes the rest. */
export function parametersOf(
  { index }: Pick<Face, 'index'>,
  called: AnyFunction,
): ReadonlyMap<Binding, number> {
  const positions = new Map<Binding, number>();
  called.params.forEach((parameter, position) => {
    const declared = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    const binding = declared.type === 'Identifier' ? index.declaredBy.get(declared) : null;
    if (binding) positions.set(binding, position);
  });
  return positions;
}

/** Notes what a function of this module is called with. */
export function giveArguments(face: Face, called: AnyFunction, given: readonly Node[]): void {
  const spread = given.findIndex(({ type }) => type === 'SpreadElement');
  for (const [binding, position] of parametersOf(face, called)) {
    if (spread !== -1 && spread <= position) continue;
    const argument = given[position];
    const known = face.given.get(binding) ?? [];
    face.given.set(binding, argument === undefined ? known : [...known, argument]);
    // It is known already that what this parameter holds becomes the exports object.
    if (argument !== undefined && face.variables.has(binding)) lookAt(face.values, argument);
  }
}

/** Everything that such a parameter holds in this module; null where the text does not tell all of it. */
export function heldByParameter(face: Face, binding: Binding): readonly Node[] | null {
  const position = face.told?.parameters.get(binding);
  if (position !== undefined) face.ofArguments.add(position);
  const [declaration] = binding.declarations;
  const initial = declaration?.parent?.type === 'AssignmentPattern' ? [declaration.parent.right] : [];
  const values = [...initial, ...(face.given.get(binding) ?? []), ...writtenValues(binding)];
  return values.every((value) => value !== null) ? values : null;
}

/** A function of this module is called with the exports object. */
export function noteCall(face: Face, called: AnyFunction, call: Node): void {
  const calls = face.calls.get(called) ?? [];
  face.calls.set(called, [...calls, call]);
  if (face.givingBack.has(called)) lookAt(face.occurrences, call);
}

/**
 * A function gives the exports object back: its calls are it then, those in other modules too, which look after their own.
 * @param returned the statement, or the arrow function
 */
export function giveBack(face: Face, returned: Node): void {
  let around: Node | null = returned;
  while (around !== null && !isFunction(around)) around = around.parent ?? null;
  if (around !== null && around === face.told?.called && !around.async && !around.generator) return;
  const calls = around === null || around.async || around.generator ? undefined : face.calls.get(around);
  if (around === null || calls === undefined) {
    face.dynamic = true;
    return;
  }
  face.givingBack.add(around);
  for (const call of calls) lookAt(face.occurrences, call);
}
