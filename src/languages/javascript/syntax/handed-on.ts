// Whom a value is handed to: `app.use(value)`. A name that its module lacks does no harm while it is held; what the code
// of another module makes of `undefined` is not known, but it gets it now.

import type { Node } from '../syntax-tree.ts';
import { isFunction, isNothing, memberNameOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';

/** How many variables are followed to where a function comes from. */
const MAX_STEPS = 10;

/**
 * The call of a function of another module that is given a value, also inside of a written out object or list.
 * @returns the function as it is written (`app.use`); null where the value is used otherwise, and where the function is
 * one of the module itself or of the engine (`console.log`, `list.push`), of which no more is told
 */
export function handedTo(value: Node, index: SyntaxIndex): string | null {
  let given = value;
  let { parent } = given;
  while (parent != null && isPartOf(parent, given)) {
    given = parent;
    parent = given.parent;
  }
  if (parent?.type !== 'CallExpression' && parent?.type !== 'NewExpression') return null;
  const { callee } = parent;
  if (!parent.arguments.some((argument) => argument === given)) return null;
  return isForeign(callee, index) ? textOf(callee) : null;
}

/** Whether an expression only puts the value into something that is handed on in its turn. */
function isPartOf(around: Node, value: Node): boolean {
  switch (around.type) {
    case 'ArrayExpression':
    case 'ObjectExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return true;
    case 'Property':
      return around.value === value && around.parent?.type === 'ObjectExpression';
    default:
      return false;
  }
}

/** Whether what is called comes out of another module: `express()`, `app.use` where `app` is `express()`. */
function isForeign(callee: Node, index: SyntaxIndex): boolean {
  let current: Node | null | undefined = callee;
  for (let steps = 0; current != null && steps < MAX_STEPS; ) {
    switch (current.type) {
      case 'MemberExpression':
        current = current.object;
        break;
      case 'AwaitExpression':
        current = current.argument;
        break;
      case 'CallExpression':
      case 'NewExpression':
        if (index.globals.get('require')?.includes(current.callee) === true) return true;
        current = current.callee;
        break;
      case 'Identifier': {
        const binding = index.bindingOf.get(current);
        if (binding === undefined || binding.declarations.length !== 1) return false;
        if (binding.kind === 'import') return true;
        current = initialOf(binding.declarations[0]);
        steps++;
        break;
      }
      default:
        return false;
    }
  }
  return false;
}

/** What the variable, or the pattern that it stands in, is given when it is declared. */
function initialOf(declaration: Node | undefined): Node | null {
  for (let at = declaration; at != null; at = at.parent ?? undefined) {
    if (at.type === 'VariableDeclarator') return at.init === null || isNothing(at.init) ? null : at.init;
    if (isFunction(at) || /^Class|Statement$/.test(at.type)) return null;
  }
  return null;
}

function textOf(callee: Node): string | null {
  if (callee.type === 'Identifier') return callee.name;
  const name = memberNameOf(callee);
  if (name === null || callee.type !== 'MemberExpression') return null;
  const { object } = callee;
  const before =
    object.type === 'ThisExpression' ? 'this' : object.type === 'Super' ? 'super' : textOf(object);
  return before === null ? name : `${before}.${name}`;
}
