// One walk over a syntax tree: sets every node's `parent`, declares every name in its scope, resolves every reference
// to its binding, and collects the few node kinds that later questions start from. Iterative, so depth is no danger.

import { addTo } from '../../../model/lists.ts';
import type { BindingPattern, Node, Program } from '../syntax-tree.ts';
import { visitorKeys } from '../syntax-tree.ts';
import { isReference } from './references.ts';

export type BindingKind =
  | 'import'
  | 'const'
  | 'variable'
  | 'function'
  | 'class'
  | 'parameter'
  | 'type'
  | 'namespace';

export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: Scope;
  /** The identifiers that declare it, in the order met. */
  readonly declarations: Node[];
  /** The identifiers that use it; declarations are not among them. */
  readonly references: Node[];
}

export interface Scope {
  readonly parent: Scope | null;
  /** `var` declarations are hoisted to the nearest scope that is not a block. */
  readonly isBlock: boolean;
  readonly bindings: Map<string, Binding>;
}

export interface SyntaxIndex {
  readonly program: Program;
  readonly moduleScope: Scope;
  /** References to names that nothing in the file declares, by name. */
  readonly globals: ReadonlyMap<string, readonly Node[]>;
  /** The binding that an identifier refers to; undefined for globals and for what is no reference. */
  readonly bindingOf: ReadonlyMap<Node, Binding>;
  /** The binding that an identifier declares. */
  readonly declaredBy: ReadonlyMap<Node, Binding | null>;
  /** Nodes of the types in {@link collectedTypes}, by type. */
  readonly collected: ReadonlyMap<string, readonly Node[]>;
}

const collectedTypes = new Set([
  'ImportExpression',
  'TSImportType',
  'MetaProperty',
  'TSModuleDeclaration',
  'TSExportAssignment',
  'TSImportEqualsDeclaration',
  'ThisExpression',
  'Super',
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassDeclaration',
  'ClassExpression',
  'Decorator',
]);

interface Walk {
  readonly nodes: Node[];
  readonly scopes: Scope[];
  readonly declaredBy: Map<Node, Binding | null>;
  readonly references: { readonly node: Node; readonly name: string; readonly scope: Scope }[];
  readonly collected: Map<string, Node[]>;
}

const indexes = new WeakMap<Node, SyntaxIndex>();

/** The index of a tree that was indexed; null of any other. */
export function indexOf(program: Node): SyntaxIndex | null {
  return indexes.get(program) ?? null;
}

/** Indexes a tree. Changes it only by setting `parent`. */
export function indexSyntax(program: Program): SyntaxIndex {
  const moduleScope = newScope(null, false);
  const walk: Walk = {
    nodes: [program],
    scopes: [moduleScope],
    declaredBy: new Map(),
    references: [],
    collected: new Map(),
  };
  for (;;) {
    const node = walk.nodes.pop();
    const scope = walk.scopes.pop();
    if (node === undefined || scope === undefined) break;
    visit(node, scope, walk);
  }
  const globals = new Map<string, Node[]>();
  const bindingOf = new Map<Node, Binding>();
  for (const reference of walk.references) {
    if (walk.declaredBy.has(reference.node)) continue;
    const binding = lookUp(reference.scope, reference.name);
    if (binding === null) addTo(globals, reference.name, reference.node);
    else {
      binding.references.push(reference.node);
      bindingOf.set(reference.node, binding);
    }
  }
  const { declaredBy, collected } = walk;
  const index = { program, moduleScope, globals, bindingOf, declaredBy, collected };
  indexes.set(program, index);
  return index;
}

export function lookUp(scope: Scope, name: string): Binding | null {
  for (let current: Scope | null = scope; current !== null; current = current.parent) {
    const binding = current.bindings.get(name);
    if (binding !== undefined) return binding;
  }
  return null;
}

function visit(node: Node, scope: Scope, walk: Walk): void {
  if (collectedTypes.has(node.type)) addTo(walk.collected, node.type, node);
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') {
    if (isReference(node)) walk.references.push({ node, name: node.name, scope });
    if (node.type === 'JSXIdentifier') return;
  }
  const inner = declareAndEnter(node, scope, walk);
  const keys = visitorKeys[node.type];
  if (keys === undefined) return;
  const fields = node as unknown as Readonly<Record<string, unknown>>;
  // Last child first: the stack gives them back in source order.
  for (let position = keys.length - 1; position >= 0; position--) {
    const value = fields[keys[position] ?? ''];
    if (value === null || value === undefined) continue;
    if (Array.isArray(value)) {
      for (let item = value.length - 1; item >= 0; item--) push(value[item], node, inner, walk);
    } else push(value as Node, node, inner, walk);
  }
}

function push(child: Node | null, parent: Node, scope: Scope, walk: Walk): void {
  if (child === null) return;
  child.parent = parent;
  walk.nodes.push(child);
  walk.scopes.push(scope);
}

/** Declares what the node declares, and gives the scope of its children. */
function declareAndEnter(node: Node, scope: Scope, walk: Walk): Scope {
  switch (node.type) {
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      declare(node.local, 'import', scope, walk);
      return scope;
    case 'VariableDeclaration': {
      const target = node.kind === 'var' ? hoistingScope(scope) : scope;
      const kind = node.kind === 'var' || node.kind === 'let' ? 'variable' : 'const';
      for (const declarator of node.declarations) declarePattern(declarator.id, kind, target, walk);
      return scope;
    }
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'FunctionExpression':
    case 'TSEmptyBodyFunctionExpression':
    case 'ArrowFunctionExpression': {
      const inside = newScope(scope, false);
      const isDeclaration = node.type === 'FunctionDeclaration' || node.type === 'TSDeclareFunction';
      if (node.id !== null) declare(node.id, 'function', isDeclaration ? scope : inside, walk);
      declareParameters(node.params, inside, walk);
      return inside;
    }
    case 'TSFunctionType':
    case 'TSConstructorType':
    case 'TSMethodSignature':
    case 'TSCallSignatureDeclaration':
    case 'TSConstructSignatureDeclaration': {
      const inside = newScope(scope, false);
      declareParameters(node.params, inside, walk);
      return inside;
    }
    case 'TSIndexSignature': {
      const inside = newScope(scope, false);
      for (const parameter of node.parameters) walk.declaredBy.set(parameter, null);
      return inside;
    }
    case 'ClassDeclaration':
    case 'ClassExpression': {
      const inside = newScope(scope, true);
      if (node.id !== null)
        declare(node.id, 'class', node.type === 'ClassDeclaration' ? scope : inside, walk);
      return inside;
    }
    case 'TSTypeAliasDeclaration':
    case 'TSInterfaceDeclaration':
      declare(node.id, 'type', scope, walk);
      return newScope(scope, true);
    case 'TSEnumDeclaration':
      declare(node.id, 'class', scope, walk);
      return scope;
    case 'TSImportEqualsDeclaration':
      declare(
        node.id,
        node.moduleReference.type === 'TSExternalModuleReference' ? 'import' : 'const',
        scope,
        walk,
      );
      return scope;
    case 'TSModuleDeclaration':
      if (node.id.type === 'Identifier' && node.kind !== 'global') declare(node.id, 'namespace', scope, walk);
      return scope;
    case 'TSTypeParameter':
      declare(node.name, 'type', scope, walk);
      return scope;
    case 'TSMappedType':
    case 'TSConditionalType': {
      const inside = newScope(scope, true);
      if (node.type === 'TSMappedType') declare(node.key, 'type', inside, walk);
      return inside;
    }
    case 'CatchClause': {
      const inside = newScope(scope, true);
      if (node.param !== null) declarePattern(node.param, 'parameter', inside, walk);
      return inside;
    }
    case 'StaticBlock':
    case 'TSModuleBlock':
      return newScope(scope, false);
    case 'BlockStatement':
      return isFunctionBody(node) ? scope : newScope(scope, true);
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'SwitchStatement':
      return newScope(scope, true);
    default:
      return scope;
  }
}

function declareParameters(parameters: readonly Node[], scope: Scope, walk: Walk): void {
  for (const parameter of parameters) {
    if (parameter.type === 'TSParameterProperty')
      declarePattern(parameter.parameter, 'parameter', scope, walk);
    else if (parameter.type === 'RestElement') declarePattern(parameter.argument, 'parameter', scope, walk);
    else declarePattern(parameter as BindingPattern, 'parameter', scope, walk);
  }
}

/** Declares every name of a binding pattern. */
function declarePattern(pattern: Node, kind: BindingKind, scope: Scope, walk: Walk): void {
  for (const identifier of bindingIdentifiers(pattern)) declare(identifier, kind, scope, walk);
}

/** The identifiers that a binding pattern binds. */
export function bindingIdentifiers(pattern: Node): Node[] {
  const found: Node[] = [];
  const open: Node[] = [pattern];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    switch (node.type) {
      case 'Identifier':
        found.push(node);
        break;
      case 'ObjectPattern':
        for (const property of node.properties) {
          open.push(property.type === 'RestElement' ? property.argument : property.value);
        }
        break;
      case 'ArrayPattern':
        for (const element of node.elements) if (element !== null) open.push(element);
        break;
      case 'AssignmentPattern':
        open.push(node.left);
        break;
      case 'RestElement':
        open.push(node.argument);
        break;
    }
  }
  return found;
}

function declare(identifier: Node, kind: BindingKind, scope: Scope, walk: Walk): void {
  if (identifier.type !== 'Identifier') return;
  let binding = scope.bindings.get(identifier.name);
  if (binding === undefined) {
    binding = { name: identifier.name, kind, scope, declarations: [], references: [] };
    scope.bindings.set(identifier.name, binding);
  }
  binding.declarations.push(identifier);
  walk.declaredBy.set(identifier, binding);
}

function newScope(parent: Scope | null, isBlock: boolean): Scope {
  return { parent, isBlock, bindings: new Map() };
}

function hoistingScope(scope: Scope): Scope {
  let current = scope;
  while (current.isBlock && current.parent !== null) current = current.parent;
  return current;
}

function isFunctionBody(node: Node): boolean {
  const type = node.parent?.type;
  return (
    type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
  );
}
