// What the classes and the variables of a module are to those who call their members: which class another one is derived
// from, and of which class an instance is that a variable holds.

import type { CalledClass, CalledValue, HeldValue } from '../../../model/module-calls.ts';
import { setterName } from '../../../model/timing.ts';
import { isFunction, propertyKeyOf } from '../syntax/nodes.ts';
import type { Binding, SyntaxIndex } from '../syntax/scopes.ts';
import type { Class, Node } from '../syntax-tree.ts';
import { assignedMembers, fieldNames } from './instance-members.ts';
import { classesOf, nameOfClass } from './named-functions.ts';

/** What an expression means, where it stands for a value of another module or for code of this one. */
export type MeaningOf = (value: Node) => CalledValue | null;

/** By name; none whose name another one has too. */
export function calledClasses(index: SyntaxIndex, meaningOf: MeaningOf): Record<string, CalledClass> {
  const found = new Map<string, CalledClass | null>();
  const assigned = assignedMembers(index);
  for (const node of classesOf(index)) {
    const name = nameOfClass(node);
    if (name === null) continue;
    const own = { fields: fieldNames(node), assigned: [...(assigned.get(name) ?? [])] };
    found.set(name, found.has(name) ? null : { ...calledClass(node, meaningOf), ...own });
  }
  return Object.fromEntries([...found].flatMap(([name, one]) => (one === null ? [] : [[name, one]])));
}

function calledClass({ superClass, body }: Class, meaningOf: MeaningOf): CalledClass {
  const members = body.body.flatMap((element) => {
    if (!('key' in element) || element.computed) return [];
    const { key } = element;
    if (key.type === 'PrivateIdentifier') return [`#${key.name}`, setterName(`#${key.name}`)];
    return key.type === 'Identifier' ? [key.name, setterName(key.name)] : [];
  });
  return { bases: superClass === null ? [] : [meaningOf(superClass)], members };
}

/**
 * Variables at module level that hold an instance, or what another name stands for, for good; members of objects that are
 * written out as well.
 * @param isKept nobody gives the name, or a member of it, to anything else
 */
export function heldValues(
  { moduleScope }: SyntaxIndex,
  meaningOf: MeaningOf,
  isKept: (binding: Binding) => boolean,
): Record<string, HeldValue> {
  const found: Record<string, HeldValue> = {};
  for (const binding of moduleScope.bindings.values()) {
    const [name] = binding.declarations;
    const declarator = name?.parent;
    if (declarator?.type !== 'VariableDeclarator' || declarator.id !== name || declarator.init === null)
      continue;
    if (!isKept(binding)) continue;
    const value = valueOfHeld(declarator.init, meaningOf);
    if (value !== null) found[binding.name] = value;
    if (declarator.init.type !== 'ObjectExpression') continue;
    for (const property of declarator.init.properties) {
      const key = propertyKeyOf(property);
      const member =
        property.type === 'Property' && key !== null ? valueOfHeld(property.value, meaningOf) : null;
      if (member !== null) found[`${binding.name}.${key}`] = member;
    }
  }
  return found;
}

/** An instance, or what another name stands for. */
export function valueOfHeld(value: Node, meaningOf: MeaningOf): HeldValue | null {
  if (value.type !== 'NewExpression')
    return isFunction(value) || value.type === 'ClassExpression' ? null : meaningOf(value);
  const made = meaningOf(value.callee);
  return made === null ? null : { ...made, isInstance: true };
}
