// The code that surely runs while a module is loaded, or while a function is called, walked in order: no branch, loop,
// handler or function, except for functions and classes of the module that such code calls. Tells which names it uses,
// and how.

import type { UseOfValue } from '../../../model/evaluation.ts';
import { mayLeave } from '../syntax/leaving.ts';
import { memberNameOf } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import { type Class, childrenOf, type Expression, type MemberExpression, type Node } from '../syntax-tree.ts';
import type { Callable } from './callable.ts';
import { createCalledCode } from './called-code.ts';
import { partsOf } from './class-parts.ts';
import { TRANSPARENT, WRAPPING } from './evaluated-nodes.ts';
import type { ForeignValues } from './foreign-values.ts';
import { isShadowed } from './merged-blocks.ts';
import { useAsArgument } from './namespace-reads.ts';
import { createNotedUses, type Sink } from './noted-uses.ts';
import { takenDefaults } from './pattern-defaults.ts';
import { createSureCalls } from './sure-calls.ts';
import { createCourse } from './suspension.ts';

/** What the body of the module surely runs. */
export function walkModule(index: SyntaxIndex, values: ForeignValues, sink: Sink): void {
  createWalk(index, values, sink).statements(index.program.body);
}

/** What a call of a function, or making an instance of a class, surely runs; whatever it is given. */
export function walkCallable(
  callable: Callable,
  index: SyntaxIndex,
  values: ForeignValues,
  sink: Sink,
): void {
  createWalk(index, values, sink).called(callable);
}

interface Walk {
  statements(statements: readonly Node[]): void;
  called(callable: Callable): void;
}

function createWalk(index: SyntaxIndex, values: ForeignValues, sink: Sink): Walk {
  const code = createCalledCode(index);
  const course = createCourse();
  const uses = createNotedUses(index, values, sink);
  const calls = createSureCalls(
    code,
    { use: (node) => use(node, 'read'), statements: walkStatements, run: course.run },
    index,
  );

  /** A value that is taken for something. */
  function use(node: Node, how: UseOfValue, next: string | null = null): void {
    if (course.isLeft()) return;
    if (WRAPPING.has(node.type) && 'expression' in node && typeof node.expression === 'object') {
      use(node.expression, how, next);
      return;
    }
    if (!uses.note(node, how, next)) walk(node);
  }

  function walkClass(node: Class): void {
    const { early, late, decorators } = partsOf(node);
    for (const part of early) use(part, part === node.superClass ? 'extends' : 'read');
    // The class has its name from here on (ECMA-262, 15.7.14), and can be constructed in its own static parts.
    code.evaluated(node);
    for (const part of late) {
      if (part.type === 'StaticBlock') walkStatements(part.body);
      else use(part, 'read');
    }
    for (const decorator of decorators) calls.handOver(decorator);
    uses.noteDescribed(node);
  }

  /** Up to the first statement that may leave the function (or the CommonJS module). */
  function walkStatements(statements: readonly Node[]): void {
    for (const statement of statements) {
      uses.comeTo(statement);
      if (statement.type === 'ReturnStatement' && statement.argument !== null)
        use(statement.argument, 'read');
      else walk(statement);
      if (statement.type === 'ThrowStatement' || mayLeave(statement)) break;
    }
  }

  function walk(node: Node): void {
    if (course.isLeft()) return;
    const children = TRANSPARENT.get(node.type);
    if (children === undefined) walkInside(node);
    else for (const child of childrenOf(node)) use(child, children);
    course.passes(node);
  }

  function walkInside(node: Node): void {
    switch (node.type) {
      case 'BlockStatement':
        walkStatements(node.body);
        break;
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
      case 'TSModuleDeclaration':
        if (node.declare !== true && node.body?.type === 'TSModuleBlock' && !isShadowed(node, index))
          walkStatements(node.body.body);
        break;
      case 'VariableDeclaration':
        if (node.declare === true) break;
        for (const declarator of node.declarations) {
          const { id, init } = declarator;
          uses.comeTo(declarator);
          // What is taken out of a module is looked at where it is used.
          if (init !== null) use(init, id.type === 'Identifier' ? held(init, id) : ofPattern(init));
          if (init !== null && !course.isLeft()) uses.notePattern(id, init);
          for (const value of takenDefaults(id, init)) use(value, 'read');
          code.evaluated(declarator);
        }
        break;
      case 'CallExpression':
      case 'NewExpression': {
        use(node.callee, howCalled(node));
        node.arguments.forEach((argument, position) => {
          const whole = useAsArgument(node, position, index);
          if (whole === null) use(argument, 'read');
          else useAll(argument, whole, 'read');
        });
        if (!course.isLeft()) calls.walk(node);
        break;
      }
      case 'TaggedTemplateExpression':
        use(node.tag, 'call');
        use(node.quasi, 'read');
        break;
      case 'MemberExpression':
        use(node.object, node.optional ? 'tested' : 'member', memberNameOf(node) ?? elementOf(node));
        if (node.computed) use(node.property, 'read');
        if (!isDeleted(node)) calls.read(node);
        break;
      case 'LogicalExpression':
        use(node.left, 'tested');
        break;
      case 'ConditionalExpression':
      case 'IfStatement':
        use(node.test, 'tested');
        break;
      case 'SwitchStatement':
        use(node.discriminant, 'tested');
        // Compared first, wherever the default stands.
        walkFirstCase(node.cases);
        break;
      case 'ForInStatement':
        useAll(node.right, 'keys', 'tested');
        break;
      case 'ForOfStatement':
        use(node.right, 'tested');
        break;
      case 'DoWhileStatement':
      case 'LabeledStatement':
        walk(node.body);
        break;
      case 'TryStatement':
        if (node.handler === null) walk(node.block);
        if (node.finalizer !== null) walk(node.finalizer);
        break;
      case 'AwaitExpression':
        use(node.argument, 'read');
        break;
      case 'YieldExpression':
        if (node.argument !== null) use(node.argument, node.delegate ? 'tested' : 'read');
        break;
      case 'SpreadElement':
        if (node.parent?.type === 'ObjectExpression') useAll(node.argument, 'copied', 'tested');
        else use(node.argument, 'tested');
        break;
      case 'AssignmentExpression':
        walkAssignment(node.operator, node.left, node.right);
        break;
      case 'Property':
        if (node.computed) use(node.key, 'read');
        use(node.value, 'read');
        break;
      case 'JSXOpeningElement':
        useElement(node.name);
        for (const attribute of node.attributes) walk(attribute);
        break;
      default:
        break; // functions, branches, loops, handlers, types
    }
  }

  function walkFirstCase(cases: readonly { readonly test: Expression | null }[]): void {
    const first = cases.find(({ test }) => test !== null)?.test ?? null;
    if (first !== null) use(first, 'read');
  }

  /** `<Panel/>` is read; of `<v.Panel/>` the name in front is, unless that is a namespace. */
  function useElement(name: Node, next: string | null = null): void {
    if (name.type === 'JSXMemberExpression') {
      if (!uses.noteElement(name.object, name.property, next)) useElement(name.object, name.property.name);
    } else if (name.type !== 'JSXIdentifier') return;
    else if (next !== null) use(name, 'member', next);
    else if (/^[A-Z]/.test(name.name)) use(name, 'read');
  }

  /** A namespace all of whose exports are looked at; any other value is used in the usual way. */
  function useAll(node: Node, how: 'keys' | 'copied', otherwise: UseOfValue): void {
    if (course.isLeft() || !uses.noteAll(node, how)) use(node, otherwise);
  }

  function walkAssignment(operator: string, left: Node, right: Expression): void {
    const mayStop = operator === '||=' || operator === '&&=' || operator === '??=';
    if (left.type === 'MemberExpression') {
      // Of a module itself nothing is read.
      if (values.valueAt(left.object)?.isModule === true) uses.noteRequest(left.object);
      else use(left.object, 'tested');
      if (left.computed) use(left.property, 'read');
    } else if (operator !== '=') use(left, 'tested');
    if (!mayStop) use(right, 'read');
    // Its binding is looked up in the end (ECMA-262, 13.15.2), and has to be initialised.
    if (operator === '=' && left.type === 'Identifier') uses.noteOwn(left, 'tested', null);
  }

  /** `const b = require('./b')` holds a module; `const x = b.x` and `const { x } = b` hold what x is now. */
  function held(init: Node, id: Node): UseOfValue {
    const isHolder = values.holders.some(({ binding }) => index.declaredBy.get(id) === binding);
    return isHolder ? 'tested' : values.valueAt(init)?.isModule === true ? 'tested' : 'read';
  }

  function ofPattern(init: Node): UseOfValue {
    return values.valueAt(init)?.isModule === true ? 'tested' : 'read';
  }

  /** By then all of the module is there, or what is not throws when it is read. */
  function called(callable: Callable): void {
    for (const { declarations } of index.moduleScope.bindings.values()) {
      for (const { parent } of declarations) if (parent) code.evaluated(parent);
    }
    calls.run(callable);
  }

  return { statements: walkStatements, called };
}

function howCalled(node: Node): UseOfValue {
  if (node.type === 'NewExpression') return 'construct';
  return node.type === 'CallExpression' && node.optional ? 'tested' : 'call';
}

/** `list[0]`, as engines quote it. */
function elementOf({ computed, property }: MemberExpression): string | null {
  return computed && property.type === 'Literal' && typeof property.value === 'number'
    ? String(property.value)
    : null;
}

function isDeleted({ parent }: Node): boolean {
  return parent?.type === 'UnaryExpression' && parent.operator === 'delete';
}
