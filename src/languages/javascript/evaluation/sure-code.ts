// The code of a module that surely runs while it is loaded, walked in order: no branch, loop, handler or function, except
// for functions of the module that such code calls. Tells which values of other modules it uses, and how.

import type { LoadRead, UseOfValue } from '../../../model/evaluation.ts';
import { isFunction, memberNameOf } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import { type Class, childrenOf, type FunctionNode, type Node } from '../syntax-tree.ts';
import type { ForeignValues } from './foreign-values.ts';

/** Nodes all of whose children are evaluated when the node is, and what is done with the children. */
const TRANSPARENT: ReadonlyMap<string, UseOfValue> = new Map([
  ['ArrayExpression', 'read'],
  ['AwaitExpression', 'read'],
  ['BinaryExpression', 'tested'],
  ['ChainExpression', 'read'],
  ['JSXAttribute', 'read'],
  ['JSXElement', 'read'],
  ['JSXExpressionContainer', 'read'],
  ['JSXFragment', 'read'],
  ['JSXSpreadAttribute', 'read'],
  ['ObjectExpression', 'read'],
  ['SequenceExpression', 'tested'],
  ['SpreadElement', 'tested'],
  ['TemplateLiteral', 'tested'],
  ['UnaryExpression', 'tested'],
]);
/** Nodes that are their `expression` at run time. */
const WRAPPING = new Set([
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
]);

export interface Sink {
  readonly request: (request: number) => void;
  readonly read: (read: LoadRead) => void;
}

export function walkSureCode(index: SyntaxIndex, values: ForeignValues, sink: Sink): void {
  const called = new Set<Node>();

  /** A value that is taken for something. */
  function use(node: Node, how: UseOfValue, next: string | null = null): void {
    if (WRAPPING.has(node.type) && 'expression' in node && typeof node.expression === 'object') {
      use(node.expression, how, next);
      return;
    }
    const request = values.requestOf(node);
    if (request !== null) sink.request(request);
    const value = values.valueAt(node);
    if (value === null) {
      walk(node);
      return;
    }
    if (node.type === 'MemberExpression') noteRequest(node.object);
    const { of, member, text } = value;
    const { start, end } = node;
    sink.read({ of, member, use: how, text, ...(next === null ? {} : { next }), span: { start, end } });
  }

  function noteRequest(node: Node): void {
    const request = values.requestOf(node);
    if (request !== null) sink.request(request);
  }

  function walkClass({ superClass, body, decorators }: Class): void {
    for (const { expression } of decorators) use(expression, 'read');
    if (superClass !== null) use(superClass, 'extends');
    for (const element of body.body) {
      if (element.type === 'StaticBlock') walkStatements(element.body);
      else if (element.type === 'PropertyDefinition' || element.type === 'MethodDefinition') {
        for (const { expression } of element.decorators) use(expression, 'read');
        if (element.computed) use(element.key, 'read');
        if (element.type !== 'PropertyDefinition' || !element.static || element.declare === true) continue;
        if (element.value !== null) use(element.value, 'read');
      }
    }
  }

  /** Up to the first statement that may leave the function (or the CommonJS module). */
  function walkStatements(statements: readonly Node[]): void {
    for (const statement of statements) {
      if (statement.type === 'ReturnStatement' && statement.argument !== null)
        use(statement.argument, 'read');
      else walk(statement);
      if (statement.type === 'ThrowStatement' || mayReturn(statement)) break;
    }
  }

  /** A call of a function declared in this module runs its body. */
  function walkCalled(callee: Node): void {
    const binding = index.bindingOf.get(callee);
    const declared = binding?.declarations[0]?.parent;
    if (binding === undefined || binding.declarations.length !== 1) return;
    if (declared?.type !== 'FunctionDeclaration' || called.has(declared) || !runsWhenCalled(declared)) return;
    called.add(declared);
    if (declared.body !== null) walkStatements(declared.body.body);
  }

  function walk(node: Node): void {
    const children = TRANSPARENT.get(node.type);
    if (children !== undefined) {
      for (const child of childrenOf(node)) use(child, children);
      return;
    }
    switch (node.type) {
      case 'ExpressionStatement':
        use(node.expression, 'tested');
        break;
      case 'TSExportAssignment':
        use(node.expression, 'read');
        break;
      case 'ExportNamedDeclaration':
        if (node.declaration !== null) walk(node.declaration);
        break;
      case 'ExportDefaultDeclaration':
        use(node.declaration, 'read');
        break;
      case 'ClassDeclaration':
      case 'ClassExpression':
        if (node.declare !== true) walkClass(node);
        break;
      case 'VariableDeclaration':
        if (node.declare === true) break;
        for (const { id, init } of node.declarations) {
          // What is taken out of a module is looked at where it is used.
          if (init !== null) use(init, id.type === 'Identifier' ? held(init, id) : ofPattern(init));
        }
        break;
      case 'CallExpression':
      case 'NewExpression':
        use(node.callee, howCalled(node));
        for (const argument of node.arguments) use(argument, 'read');
        walkCalled(node.callee);
        break;
      case 'TaggedTemplateExpression':
        use(node.tag, 'call');
        use(node.quasi, 'read');
        break;
      case 'MemberExpression':
        use(node.object, node.optional ? 'tested' : 'member', memberNameOf(node));
        if (node.computed) use(node.property, 'read');
        break;
      case 'LogicalExpression':
        use(node.left, 'tested');
        break;
      case 'ConditionalExpression':
      case 'IfStatement':
        use(node.test, 'tested');
        break;
      case 'AssignmentExpression':
        if (node.operator === '=') use(node.right, 'read');
        break;
      case 'Property':
        if (node.computed) use(node.key, 'read');
        use(node.value, 'read');
        break;
      case 'JSXOpeningElement':
        if (node.name.type === 'JSXIdentifier' && /^[A-Z]/.test(node.name.name)) use(node.name, 'read');
        for (const attribute of node.attributes) walk(attribute);
        break;
      default:
        break; // functions, branches, loops, handlers, types
    }
  }

  /** `const b = require('./b')` holds a module; `const x = b.x` and `const { x } = b` hold what x is now. */
  function held(init: Node, id: Node): UseOfValue {
    const isHolder = values.holders.some(({ binding }) => index.declaredBy.get(id) === binding);
    return isHolder ? 'tested' : values.valueAt(init)?.isModule === true ? 'tested' : 'read';
  }

  function ofPattern(init: Node): UseOfValue {
    return values.valueAt(init)?.isModule === true ? 'tested' : 'read';
  }

  walkStatements(index.program.body);
}

function howCalled(node: Node): UseOfValue {
  if (node.type === 'NewExpression') return 'construct';
  return node.type === 'CallExpression' && node.optional ? 'tested' : 'call';
}

function runsWhenCalled({ async, generator }: FunctionNode): boolean {
  return !async && !generator;
}

/** Whether a statement may end the code that it stands in. */
function mayReturn(statement: Node): boolean {
  const open: Node[] = [statement];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'ReturnStatement') return true;
    if (!isFunction(node) && !/Expression$|^Class/.test(node.type)) open.push(...childrenOf(node));
  }
  return false;
}
