// Whether a statement may leave the statements around it before they have all run.

import { childrenOf, type Node } from '../syntax-tree.ts';
import { isFunction, memberNameOf } from './nodes.ts';

const LOOP = /^(?:For|ForIn|ForOf|While|DoWhile)Statement$/;
/** In these no statement stands, but for functions and classes, which are code of their own. */
const WITHOUT_STATEMENTS = /(?:Expression|Declaration|Literal)$|^Class|^TS|^JSX/;

/**
 * Whether a statement may end the program, the function or the CommonJS module that it stands in; or go to the end of a loop, a
 * `switch` or a labelled statement around it.
 * Source: ECMA-262, 14.8 to 14.10 (continue, break, return). What is thrown is an error, not a way to go on; nor is the
 * end of a process that tells of one.
 */
export function mayLeave(statement: Node): boolean {
  const labels = new Set<string>();
  const open: { readonly node: Node; readonly inLoop: boolean; readonly inSwitch: boolean }[] = [
    { node: statement, inLoop: false, inSwitch: false },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, inLoop, inSwitch } = next;
    if (node.type === 'ReturnStatement' || isGoodEnd(node)) return true;
    if (node.type === 'BreakStatement' || node.type === 'ContinueStatement') {
      const isInside = inLoop || (inSwitch && node.type === 'BreakStatement');
      if (node.label === null ? !isInside : !labels.has(node.label.name)) return true;
    }
    if (isFunction(node) || WITHOUT_STATEMENTS.test(node.type)) continue;
    if (node.type === 'LabeledStatement') labels.add(node.label.name);
    const inside = {
      inLoop: inLoop || LOOP.test(node.type),
      inSwitch: inSwitch || node.type === 'SwitchStatement',
    };
    for (const child of childrenOf(node)) open.push({ node: child, ...inside });
  }
  return false;
}

/** `process.exit();`, `process.exit(0);` */
function isGoodEnd(statement: Node): boolean {
  const call = statement.type === 'ExpressionStatement' ? statement.expression : null;
  if (call?.type !== 'CallExpression' || memberNameOf(call.callee) !== 'exit') return false;
  const { callee, arguments: given } = call;
  const isProcess =
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'process';
  const [code] = given;
  return isProcess && (code === undefined || (code.type === 'Literal' && code.value === 0));
}
