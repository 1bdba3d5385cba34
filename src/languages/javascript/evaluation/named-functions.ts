// The functions of a module by the names that the places in them have (`enclosing`): `start`, `Server.start`,
// `Server.constructor`. A name that two of them have is none of them.

import { runsAtOnce } from '../syntax/called-at-once.ts';
import { isFunction, propertyKeyOf } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import { surroundingsOf } from '../syntax/surroundings.ts';
import type { Class, Node } from '../syntax-tree.ts';
import { type FunctionValue, isClass } from './callable.ts';

/** The name of a function that somebody calls, or of a field, which runs with each new instance; null without one. */
export function nameOfCode(code: Node): string | null {
  const inner = isFunction(code) ? code.body : code.type === 'PropertyDefinition' ? code.value : null;
  const name = inner === null ? undefined : surroundingsOf(inner).enclosing;
  return name === undefined || name.endsWith('.<anonymous>') ? null : name;
}

/** The name of a class as its members have it in front of theirs; null without one. */
export function nameOfClass(node: Class): string | null {
  if (node.id !== null) return node.id.name;
  const { parent } = node;
  if (parent?.type === 'ExportDefaultDeclaration') return 'default';
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : null;
}

/**
 * Those that a call by their name runs, for sure and at once, generators where values are taken from what the call gives: no
 * asynchronous generators, and nothing that is decorated.
 */
export function namedFunctions(index: SyntaxIndex): ReadonlyMap<string, FunctionValue | Class> {
  const found = new Map<string, FunctionValue | Class | null>();
  const add = (name: string | null, code: FunctionValue | Class | null) => {
    if (name !== null) found.set(name, found.has(name) ? null : code);
  };
  for (const code of functionsOf(index)) {
    if (!runsAtOnce(code)) add(nameOfCode(code), isPlain(code) ? code : null);
  }
  for (const node of classesOf(index)) {
    const name = nameOfClass(node);
    const hasOwn = node.body.body.some(
      (element) => element.type === 'MethodDefinition' && element.kind === 'constructor',
    );
    if (name === null) continue;
    if (!hasOwn) add(`${name}.constructor`, isDecorated(node) ? null : node);
    for (const { code } of fieldsOf(node)) add(nameOfCode(code), isDecorated(node) ? null : node);
  }
  return new Map([...found].flatMap(([name, code]) => (code === null ? [] : [[name, code]])));
}

/** The fields of instances whose values are no functions: they run with the constructor. */
export function fieldsOf({ body }: Class): readonly { readonly code: Node }[] {
  return body.body.flatMap((element) =>
    element.type === 'PropertyDefinition' &&
    !element.static &&
    element.value !== null &&
    !isFunction(element.value)
      ? [{ code: element }]
      : [],
  );
}

export function classesOf({ collected }: SyntaxIndex): Class[] {
  return [...(collected.get('ClassDeclaration') ?? []), ...(collected.get('ClassExpression') ?? [])].filter(
    isClass,
  );
}

const listed = new WeakMap<SyntaxIndex, readonly FunctionValue[]>();

/** All functions of the text, whether they have a name or not, as they begin. */
export function functionsOf(index: SyntaxIndex): readonly FunctionValue[] {
  let functions = listed.get(index);
  if (functions === undefined) {
    functions = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']
      .flatMap((type) => index.collected.get(type) ?? [])
      .filter(isFunction)
      .sort((one, other) => one.start - other.start);
    listed.set(index, functions);
  }
  return functions;
}

function isPlain(code: FunctionValue): boolean {
  if (code.generator && code.async) return false;
  const member = code.parent;
  switch (member?.type) {
    case 'MethodDefinition':
    case 'PropertyDefinition':
      if (member.decorators.length > 0) return false;
      break;
    case 'Property':
      if (isReplaced(member)) return false;
      break;
    default:
      return true;
  }
  const owner = member.parent?.parent;
  return owner == null || !isClass(owner) || !isDecorated(owner);
}

/** The functions that reading or writing a member runs, and of what: an instance, or the class or the object itself. */
export function accessorsOf(
  functions: ReadonlyMap<string, FunctionValue | Class>,
): Record<string, 'instance' | 'itself'> {
  return Object.fromEntries(
    [...functions].flatMap(([name, { parent }]) => {
      if (parent?.type !== 'MethodDefinition' && parent?.type !== 'Property') return [];
      if (parent.kind !== 'get' && parent.kind !== 'set') return [];
      const isOfInstance = parent.type === 'MethodDefinition' && !parent.static;
      return [[name, isOfInstance ? ('instance' as const) : ('itself' as const)]];
    }),
  );
}

/** `{ start() {}, ...others }`, `{ start() {}, start: other }`: what stands behind it may have the name too. */
function isReplaced(member: Node): boolean {
  const object = member.parent;
  return (
    object?.type === 'ObjectExpression' &&
    object.properties.some(
      (other) =>
        other.start > member.start &&
        (other.type === 'SpreadElement' ||
          (propertyKeyOf(other) === propertyKeyOf(member) && !isOtherHalf(other, member))),
    )
  );
}

/** `{ get port() {}, set port(value) {} }` */
function isOtherHalf(one: Node, other: Node): boolean {
  const kinds = [one, other].map((each) => (each.type === 'Property' ? each.kind : 'init'));
  return kinds.includes('get') && kinds.includes('set');
}

function isDecorated({ decorators }: Class): boolean {
  return decorators.length > 0;
}
