// Code that does not run where it is written: functions that a browser's page is given, or whose text is taken and sent.
// What they import is looked for beside the page, or wherever the text is run.

import type { Node } from '../syntax-tree.ts';
import { initialValue } from './commonjs-values.ts';
import { isFunction, memberNameOf, positionIn } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';

/** The functions of Playwright and Puppeteer that run what they are given in the page: playwright.dev/docs/evaluating */
const IN_PAGE = /^(?:evaluate(?:Handle|All|OnNewDocument)?|\$\$?eval|waitForFunction|addInitScript)$/;

/** Whether a piece of code stands in a function that is sent elsewhere: `page.evaluate(() => import('./x.js'))`. */
export function isSentElsewhere(index: SyntaxIndex, code: Node): boolean {
  for (let at = code; at.parent != null; at = at.parent) {
    if (isFunction(at) && (isSent(index, at, new Set()) || isNameSent(index, at))) return true;
  }
  return false;
}

/** A function that has a name, which no other module gets. */
function isNameSent(index: SyntaxIndex, written: Node): boolean {
  const name =
    written.type === 'FunctionDeclaration'
      ? written.id
      : written.parent?.type === 'VariableDeclarator'
        ? written.parent.id
        : null;
  return name !== null && isOnlySent(index, name, new Set());
}

/** Whether what a name holds is sent somewhere, and neither called here nor handed to anybody else. */
function isOnlySent(index: SyntaxIndex, name: Node, asked: ReadonlySet<Node>): boolean {
  const uses = index.declaredBy.get(name)?.references ?? [];
  return uses.some((use) => isSent(index, use, asked)) && !uses.some((use) => isRun(index, use, asked));
}

/**
 * Whether the function that an expression gives goes to a page, or into a text: `String(send)`, `${send}`, `send.toString()`,
 * or to a function of this module that does that with it.
 * @param asked the parameters that led here
 */
function isSent(index: SyntaxIndex, value: Node, asked: ReadonlySet<Node>): boolean {
  const { parent } = value;
  switch (parent?.type) {
    case 'TemplateLiteral':
      return parent.parent?.type !== 'TaggedTemplateExpression';
    case 'BinaryExpression':
      return parent.operator === '+';
    case 'MemberExpression':
      return parent.object === value && memberNameOf(parent) === 'toString' && isCalled(parent);
    case 'ParenthesizedExpression':
      return isSent(index, parent, asked);
    case 'CallExpression': {
      const { callee } = parent;
      const position = positionIn(parent.arguments, value);
      if (position === -1) return false;
      if (callee.type !== 'Identifier') return IN_PAGE.test(memberNameOf(callee) ?? '');
      const binding = index.bindingOf.get(callee);
      if (binding === undefined) return callee.name === 'String';
      const called = initialValue(binding);
      const parameter = called !== null && isFunction(called) ? called.params[position] : undefined;
      if (parameter === undefined || asked.has(parameter)) return false;
      return isOnlySent(index, parameter, new Set(asked).add(parameter));
    }
    default:
      return false;
  }
}

/** Whether a use of a function calls it, or gives it to who may: `run()`, `run.call(this)`, `[1].map(run)`, `export { run }`. */
function isRun(index: SyntaxIndex, use: Node, asked: ReadonlySet<Node>): boolean {
  const { parent } = use;
  switch (parent?.type) {
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === use || !isSent(index, use, asked);
    case 'MemberExpression':
      return parent.object === use && isCalled(parent) && memberNameOf(parent) !== 'toString';
    case 'ExportSpecifier':
    case 'ExportDefaultDeclaration':
    case 'AssignmentExpression':
      return true;
    default:
      return false;
  }
}

function isCalled(callee: Node): boolean {
  return callee.parent?.type === 'CallExpression' && callee.parent.callee === callee;
}
