// `require('./databases/' + name)`: a module that is told when the code runs, among the files below a folder that the text
// names. What all of those lack, it lacks.

import { literalPattern } from '../../../model/literal-pattern.ts';
import type { FileGlob } from '../../../model/module-record.ts';
import type { Node } from '../syntax-tree.ts';
import { initialValue } from './commonjs-values.ts';
import { literalString, memberNameOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';
import { surroundingsOf } from './surroundings.ts';

/** What Node looks for, and what a compiler makes of that; a module that is named as a folder is its index. */
const ENDINGS = String.raw`(?:(?:/index)?\.(?:[cm]?[jt]sx?|json|node))?`;

/** Parts of variables of parts: as far as that is followed. */
const deepest = 5;

/**
 * The files of which a call of `require` loads one.
 * @returns null where the text does not name their folder, or names the file
 */
export function filesOfRequire(index: SyntaxIndex, call: Node): FileGlob | null {
  if (call.type !== 'CallExpression' || call.callee.type !== 'Identifier') return null;
  if (call.callee.name !== 'require' || index.bindingOf.get(call.callee) !== undefined) return null;
  const [asked] = call.arguments;
  const [first, ...parts] = asked === undefined ? [] : joined(partsOf(index, asked, 0));
  if (typeof first !== 'string' || !/^\.{1,2}\//.test(first) || !parts.includes(null)) return null;
  const folder = first.lastIndexOf('/');
  const rest = [first.slice(folder + 1), ...parts];
  return {
    base: first.slice(0, folder),
    isDeep: true,
    expression: `^\\./${rest.map((part) => (part === null ? '.+' : literalPattern(part))).join('')}${ENDINGS}$`,
    gives: 'modules',
    isWhole: true,
    span: { start: call.start, end: call.end },
    ...surroundingsOf(call),
  };
}

/** What a text is put together from; null for what is computed. */
type Part = string | null;

function partsOf(index: SyntaxIndex, node: Node, steps: number): readonly Part[] {
  const literal = literalString(node);
  if (literal !== null) return [literal];
  if (steps > deepest) return [null];
  const next = (part: Node) => partsOf(index, part, steps + 1);
  switch (node.type) {
    case 'TemplateLiteral':
      return node.quasis.flatMap(({ value }, at) => {
        const expression = node.expressions[at];
        return [value.cooked ?? null, ...(expression === undefined ? [] : next(expression))];
      });
    case 'BinaryExpression':
      return node.operator === '+' ? [...next(node.left), ...next(node.right)] : [null];
    case 'Identifier': {
      const binding = index.bindingOf.get(node);
      if (binding === undefined) return [node.name === '__dirname' ? '.' : null];
      const held = initialValue(binding);
      return held === null ? [null] : next(held);
    }
    case 'CallExpression':
      // path.join(__dirname, 'databases', name)
      return /^(?:join|resolve)$/.test(memberNameOf(node.callee) ?? '')
        ? node.arguments.flatMap((argument, at) => [...(at === 0 ? [] : ['/']), ...next(argument)])
        : [null];
    default:
      return [null];
  }
}

function joined(parts: readonly Part[]): readonly Part[] {
  const whole: Part[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (part !== null && typeof last === 'string') whole[whole.length - 1] = last + part;
    else if (part !== '' || whole.length === 0) whole.push(part);
  }
  return whole;
}
