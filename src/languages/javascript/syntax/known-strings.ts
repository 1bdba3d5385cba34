// Text that code puts together from parts that are known: `'is' + name`, where `name` goes through a list; also by a small
// function of the module (`const capitalised = (word) => word.charAt(0).toUpperCase() + word.slice(1)`).

import type { Node } from '../syntax-tree.ts';
import { isSymbol } from './commonjs-helpers.ts';
import { assignedValues } from './commonjs-values.ts';
import { literalString, memberNameOf } from './nodes.ts';
import type { Binding, SyntaxIndex } from './scopes.ts';
import { calledFunction, returnedValues } from './universal-module.ts';

/** Functions that call functions, variables that hold variables: as far as that is followed. */
const deepest = 10;
/** Of lists that are combined with one another. */
const most = 1000;

/** The methods of a string that give another, and depend on nothing else: ECMA-262, 22.1.3. */
const pure: ReadonlyMap<string, (text: string, ...given: string[]) => string> = new Map([
  ['toUpperCase', (text) => text.toUpperCase()],
  ['toLowerCase', (text) => text.toLowerCase()],
  ['trim', (text) => text.trim()],
  ['charAt', (text, at) => text.charAt(Number(at))],
  ['slice', (text, from, to) => text.slice(Number(from), to === undefined ? undefined : Number(to))],
  ['substring', (text, from, to) => text.substring(Number(from), to === undefined ? undefined : Number(to))],
  [
    'substr',
    (text, from, length) =>
      text.slice(Number(from)).slice(0, length === undefined ? undefined : Number(length)),
  ],
  ['concat', (text, ...others) => text + others.join('')],
]);

type Known = ReadonlyMap<Binding, string>;

/**
 * @param namesOf the texts that a variable goes through; null where it is no variable of a loop
 * @returns every text that an expression may give; null where that is not told
 */
export function knownStrings(
  index: SyntaxIndex,
  expression: Node,
  namesOf: (variable: Node) => readonly string[] | null,
): readonly string[] | null {
  const valuesOf = (node: Node, known: Known, steps: number): readonly string[] | null => {
    if (steps > deepest) return null;
    const next = (part: Node) => valuesOf(part, known, steps + 1);
    const literal = literalString(node);
    if (literal !== null) return [literal];
    switch (node.type) {
      case 'BinaryExpression':
        return node.operator === '+' ? combined([next(node.left), next(node.right)], join) : null;
      case 'TemplateLiteral': {
        const [head, ...texts] = node.quasis.map(({ value }) => value.cooked ?? '');
        const parts = node.expressions.flatMap((part, at) => [next(part), [texts[at] ?? '']]);
        return combined([[head ?? ''], ...parts], join);
      }
      case 'Identifier': {
        const binding = index.bindingOf.get(node);
        const one = binding === undefined ? undefined : known.get(binding);
        if (one !== undefined) return [one];
        const held = binding === undefined ? null : assignedValues(binding);
        return namesOf(node) ?? allOf(held?.map(next) ?? [null]);
      }
      case 'MemberExpression': {
        const at = node.computed && node.property.type === 'Literal' ? node.property.value : null;
        return typeof at === 'number' ? (next(node.object)?.map((text) => text.charAt(at)) ?? null) : null;
      }
      case 'CallExpression':
        return ofCall(node, next, steps);
      default:
        return null;
    }
  };
  const ofCall = (
    call: Extract<Node, { type: 'CallExpression' }>,
    next: (part: Node) => readonly string[] | null,
    steps: number,
  ): readonly string[] | null => {
    const given = call.arguments.map((argument) => numeral(argument) ?? next(argument));
    const method = pure.get(memberNameOf(call.callee) ?? '');
    if (isSymbol(call.callee) || isSymbolItself(index, call.callee)) return [];
    if (method !== undefined && call.callee.type === 'MemberExpression') {
      const { object } = call.callee;
      const whole = next(object) ?? startThatIsTaken(object, memberNameOf(call.callee), call.arguments);
      return combined([whole, ...given], ([text = '', ...others]) => method(text, ...others));
    }
    const called = calledFunction(index, call.callee);
    const [returned, ...more] = (called === null ? null : returnedValues(called)) ?? [];
    const parameters = called?.params.map((parameter) => index.declaredBy.get(parameter)) ?? [];
    if (returned === undefined || more.length > 0) return null;
    const results = combinations(given)?.map((texts) => {
      const known = new Map<Binding, string>();
      for (const [at, parameter] of parameters.entries()) {
        const text = texts[at];
        if (parameter && text !== undefined) known.set(parameter, text);
      }
      return valuesOf(returned, known, steps + 1);
    });
    return results === null ? null : allOf(results ?? [null]);
  };
  return valuesOf(expression, new Map(), 0);
}

/** `('require' + Math.random()).slice(0, 7)`: what comes behind the literal is cut off. */
function startThatIsTaken(
  text: Node,
  method: string | null,
  given: readonly Node[],
): readonly string[] | null {
  const [from, to] = given;
  if (!/^(?:slice|substr|substring)$/.test(method ?? '') || text.type !== 'BinaryExpression') return null;
  if (text.operator !== '+' || from?.type !== 'Literal' || from.value !== 0 || to?.type !== 'Literal')
    return null;
  const start = literalString(text.left);
  return start !== null && typeof to.value === 'number' && to.value >= 0 && to.value <= start.length
    ? [start]
    : null;
}

/** `slice(1)`; elsewhere a number may be added to another. */
function numeral(node: Node): readonly string[] | null {
  return node.type === 'Literal' && typeof node.value === 'number' ? [String(node.value)] : null;
}

/** `Symbol('x')`: no text at all. */
function isSymbolItself(index: SyntaxIndex, callee: Node): boolean {
  return callee.type === 'Identifier' && callee.name === 'Symbol' && !index.bindingOf.has(callee);
}

function allOf(lists: readonly (readonly string[] | null)[]): readonly string[] | null {
  return lists.every((list) => list !== null) ? lists.flat() : null;
}

const join = (parts: readonly string[]): string => parts.join('');

function combined(
  parts: readonly (readonly string[] | null)[],
  make: (parts: readonly string[]) => string,
): readonly string[] | null {
  return combinations(parts)?.map(make) ?? null;
}

/** One of each list, in every way; null where a list is not known, or where there are too many. */
function combinations(lists: readonly (readonly string[] | null)[]): readonly (readonly string[])[] | null {
  let made: readonly (readonly string[])[] = [[]];
  for (const list of lists) {
    if (list === null || made.length * list.length > most) return null;
    made = made.flatMap((before) => list.map((text) => [...before, text]));
  }
  return made;
}
