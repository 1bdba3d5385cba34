// Which imported bindings a module surely uses while it is loaded, and which of its own are in their temporal dead zone
// until then. Code behind any condition, loop, handler or function is left out: what is said here happens.

import type { Evaluation, LoadRead } from '../../model/evaluation.ts';
import type { ModuleRecord } from '../../model/module-record.ts';
import { type BindingPattern, type Class, childrenOf, type Node, type Program } from './syntax-tree.ts';

/** Nodes all of whose children are evaluated when the node is. */
const TRANSPARENT = new Set([
  'ArrayExpression',
  'AwaitExpression',
  'BinaryExpression',
  'ChainExpression',
  'JSXAttribute',
  'JSXElement',
  'JSXExpressionContainer',
  'JSXFragment',
  'JSXSpreadAttribute',
  'ObjectExpression',
  'SequenceExpression',
  'SpreadElement',
  'TaggedTemplateExpression',
  'TemplateLiteral',
  'UnaryExpression',
]);
/** Nodes that are their `expression` at run time. */
const WRAPPING = new Set([
  'ExpressionStatement',
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
]);

/** @param record of the same text */
export function evaluationOf(program: Program, record: ModuleRecord): Evaluation {
  const imported = new Set(
    record.imports.flatMap(({ localName }) => (localName === null ? [] : [localName])),
  );
  const reads: LoadRead[] = [];
  const uninitialised: string[] = [];
  const walk = createWalk(imported, reads);
  for (const statement of program.body) {
    if (statement.type === 'ThrowStatement') break;
    declare(statement, uninitialised);
    walk(statement);
  }
  // Requests of ES modules are hoisted: every static one runs.
  const sureRequests = record.requests.flatMap(({ form }, index) =>
    form === 'import' || form === 'export-from' ? [index] : [],
  );
  return { reads, uninitialised, sureRequests };
}

function declare(statement: Node, names: string[]): void {
  switch (statement.type) {
    case 'ExportNamedDeclaration':
      if (statement.declaration !== null) declare(statement.declaration, names);
      break;
    case 'ExportDefaultDeclaration':
      if (statement.declaration.type === 'ClassDeclaration' && statement.declaration.id !== null) {
        names.push(statement.declaration.id.name);
      } else if (statement.declaration.type !== 'FunctionDeclaration') names.push('*default*');
      break;
    case 'ClassDeclaration':
      if (statement.id !== null && statement.declare !== true) names.push(statement.id.name);
      break;
    case 'VariableDeclaration':
      // `var` is undefined before, which is no error by itself.
      if (statement.kind === 'var' || statement.declare === true) break;
      for (const { id } of statement.declarations) namesIn(id, names);
      break;
  }
}

function namesIn(pattern: BindingPattern, names: string[]): void {
  if (pattern.type === 'Identifier') names.push(pattern.name);
  else if (pattern.type === 'AssignmentPattern') namesIn(pattern.left, names);
  else if (pattern.type === 'ArrayPattern') {
    for (const element of pattern.elements) {
      if (element !== null) namesIn(element.type === 'RestElement' ? element.argument : element, names);
    }
  } else {
    for (const property of pattern.properties) {
      namesIn(property.type === 'RestElement' ? property.argument : property.value, names);
    }
  }
}

function createWalk(imported: ReadonlySet<string>, reads: LoadRead[]): (node: Node) => void {
  const read = (name: string, member: string | null, use: LoadRead['use'], { start, end }: Node): void => {
    if (imported.has(name)) reads.push({ localName: name, member, use, span: { start, end } });
  };

  /** A value that is taken for something: called, extended, or only read. */
  function use(node: Node, how: LoadRead['use']): void {
    if (node.type === 'Identifier') read(node.name, null, how, node);
    else if (node.type === 'MemberExpression' && !node.computed && node.object.type === 'Identifier') {
      read(node.object.name, node.property.type === 'Identifier' ? node.property.name : null, how, node);
    } else walk(node);
  }

  function walkClass({ superClass, body, decorators }: Class): void {
    for (const { expression } of decorators) use(expression, 'read');
    if (superClass !== null) use(superClass, 'extends');
    for (const element of body.body) {
      if (element.type === 'StaticBlock') element.body.forEach(walk);
      else if (element.type === 'PropertyDefinition' || element.type === 'MethodDefinition') {
        if (element.computed) walk(element.key);
        if (element.type !== 'PropertyDefinition' || !element.static || element.declare === true) continue;
        if (element.value !== null) use(element.value, 'read');
      }
    }
  }

  function walk(node: Node): void {
    if (WRAPPING.has(node.type)) {
      if ('expression' in node && typeof node.expression === 'object') use(node.expression, 'read');
      return;
    }
    if (TRANSPARENT.has(node.type)) {
      for (const child of childrenOf(node)) use(child, 'read');
      return;
    }
    switch (node.type) {
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
        for (const { init } of node.declarations) if (init !== null) use(init, 'read');
        break;
      case 'CallExpression':
      case 'NewExpression':
        use(node.callee, node.type === 'CallExpression' ? 'call' : 'construct');
        for (const argument of node.arguments) use(argument, 'read');
        break;
      case 'MemberExpression':
        use(node.object, 'read');
        if (node.computed) use(node.property, 'read');
        break;
      case 'LogicalExpression':
        use(node.left, 'read');
        break;
      case 'ConditionalExpression':
      case 'IfStatement':
        use(node.test, 'read');
        break;
      case 'AssignmentExpression':
        if (node.operator === '=') use(node.right, 'read');
        break;
      case 'Property':
        if (node.computed) use(node.key, 'read');
        use(node.value, 'read');
        break;
      case 'JSXOpeningElement':
        if (node.name.type === 'JSXIdentifier' && /^[A-Z]/.test(node.name.name)) {
          read(node.name.name, null, 'read', node.name);
        }
        for (const attribute of node.attributes) walk(attribute);
        break;
      default:
        break; // functions, branches, loops, handlers, types
    }
  }
  return walk;
}
