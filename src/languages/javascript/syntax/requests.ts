// Requests that are expressions or types: `import()`, `require()` and its kin, `import.meta.resolve`, `new URL(…,
// import.meta.url)`, `import('x').T`, `import x = require()`; with the members that are used of what they give.

import type { MemberName, ModuleRequest, RequestForm } from '../../../model/module-record.ts';
import { addRequest, type RecordDraft } from '../record-draft.ts';
import { childrenOf, type Node } from '../syntax-tree.ts';
import { usesOfExpression } from './member-uses.ts';
import { isFunction, literalString, memberNameOf, propertyKeyOf } from './nodes.ts';
import type { Binding, SyntaxIndex } from './scopes.ts';
import { surroundingsOf } from './surroundings.ts';
import { isFileUrl, useOfUrl } from './url-uses.ts';

/** Adds every request that is not a static import or export, and the member uses of their values. */
export function addExpressionRequests(draft: RecordDraft, index: SyntaxIndex): void {
  for (const node of index.collected.get('ImportExpression') ?? []) addDynamicImport(draft, index, node);
  for (const reference of requireReferences(index)) addRequire(draft, index, reference);
  for (const node of index.collected.get('MetaProperty') ?? []) addImportMeta(draft, index, node);
  for (const node of index.collected.get('TSImportType') ?? []) addImportType(draft, node);
  for (const node of index.collected.get('TSImportEqualsDeclaration') ?? []) addImportEquals(draft, node);
  for (const name of ['vi', 'jest', 'vitest', 'rstest']) {
    for (const reference of globalOrImported(index, name)) addMock(draft, index, reference);
  }
}

/**
 * A request at a string literal, where it stands in the code.
 * @returns its index in the draft; null when the specifier is not a literal
 */
function requestAt(
  draft: RecordDraft,
  specifier: Node | null | undefined,
  form: RequestForm,
  more: Partial<ModuleRequest> = {},
): number | null {
  const value = literalString(specifier);
  if (value === null || value === '' || specifier === null || specifier === undefined) return null;
  return addRequest(draft, {
    specifier: value,
    form,
    typeOnly: false,
    span: { start: specifier.start + 1, end: specifier.end - 1 },
    ...surroundingsOf(specifier),
    ...more,
  });
}

function addDynamicImport(draft: RecordDraft, index: SyntaxIndex, node: Node): void {
  if (node.type !== 'ImportExpression') return;
  const attributeType = attributeTypeOf(node.options);
  const mock = mockCallAround(index, node);
  const request = requestAt(draft, node.source, mock ? 'mock' : 'dynamic-import', {
    ...(attributeType === null ? {} : { attributeType }),
  });
  if (request !== null && !mock)
    draft.memberUses.push(...usesOfExpression(index, node, 'promise', { request }));
}

/** `{ with: { type: 'json' } }` → `json` */
function attributeTypeOf(options: Node | null): string | null {
  return literalString(propertyOf(propertyOf(options, 'with'), 'type'));
}

function propertyOf(object: Node | null, name: string): Node | null {
  if (object?.type !== 'ObjectExpression') return null;
  const property = object.properties.find((one) => propertyKeyOf(one) === name);
  return property?.type === 'Property' ? property.value : null;
}

/** References to CommonJS `require`: the global one, and what `createRequire()` gives. */
function requireReferences(index: SyntaxIndex): Node[] {
  const references = [...globalOrImported(index, 'require')];
  for (const reference of globalOrImported(index, 'createRequire'))
    references.push(...requiresMadeBy(index, reference));
  for (const reference of memberReferences(index, 'createRequire'))
    references.push(...requiresMadeBy(index, reference));
  for (const reference of globalOrImported(index, 'module')) {
    const member = reference.parent;
    if (
      member?.type === 'MemberExpression' &&
      member.object === reference &&
      memberNameOf(member) === 'require'
    ) {
      references.push(member);
    }
  }
  return references;
}

/** `createRequire(import.meta.url)`: called at once, or held in a variable. */
function requiresMadeBy(index: SyntaxIndex, factory: Node | null | undefined): Node[] {
  const call = factory?.parent;
  if (call?.type !== 'CallExpression' || call.callee !== factory || !isThisFile(call.arguments[0])) return [];
  const holder = call.parent;
  if (holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier') {
    return [...(index.declaredBy.get(holder.id)?.references ?? [])];
  }
  return [call];
}

/** `import.meta.url`, `__filename`, `fileURLToPath(import.meta.url)`; not a path made from a string: another package's. */
function isThisFile(from: Node | undefined): boolean {
  let isHere = false;
  const open = from === undefined ? [] : [from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'Literal' || node.type === 'TemplateLiteral') return false;
    if (node.type === 'MetaProperty' || (node.type === 'Identifier' && node.name === '__filename'))
      isHere = true;
    open.push(...childrenOf(node));
  }
  return isHere;
}

/** `module.createRequire` of an imported `module` or `node:module`. */
function memberReferences(index: SyntaxIndex, member: string): Node[] {
  const found: Node[] = [];
  for (const binding of index.moduleScope.bindings.values()) {
    if (binding.kind !== 'import') continue;
    for (const reference of binding.references) {
      const parent = reference.parent;
      if (
        parent?.type === 'MemberExpression' &&
        parent.object === reference &&
        memberNameOf(parent) === member
      ) {
        found.push(parent);
      }
    }
  }
  return found;
}

/** References to a name that is global, imported, or only declared for the type checker (`declare const require: any`). */
function globalOrImported(index: SyntaxIndex, name: string): readonly Node[] {
  const binding = index.moduleScope.bindings.get(name);
  if (binding === undefined) return index.globals.get(name) ?? [];
  const known =
    name === 'require' || name === 'module'
      ? isAmbient(binding)
      : isAmbient(binding) || binding.kind === 'import';
  return known ? binding.references : [];
}

export function isAmbient(binding: Binding): boolean {
  return binding.declarations.every((identifier) => {
    const declarator = identifier.parent;
    const statement = declarator?.type === 'VariableDeclarator' ? declarator.parent : declarator;
    return (
      statement !== null && statement !== undefined && 'declare' in statement && statement.declare === true
    );
  });
}

function addRequire(draft: RecordDraft, index: SyntaxIndex, reference: Node): void {
  const parent = reference.parent;
  if (parent?.type === 'CallExpression' && parent.callee === reference) {
    const request = requestAt(draft, parent.arguments[0], 'require');
    if (request === null) return;
    const uses = usesOfExpression(index, parent, 'namespace', { request });
    draft.memberUses.push(...uses.filter((use) => !isInherited(use.path[0]?.name ?? '')));
  } else if (
    parent?.type === 'MemberExpression' &&
    parent.object === reference &&
    memberNameOf(parent) === 'resolve'
  ) {
    const call = parent.parent;
    if (call?.type === 'CallExpression' && call.callee === parent)
      requestAt(draft, call.arguments[0], 'require-resolve');
  }
}

/** What every object or function has without exporting it: `require('x').hasOwnProperty`, `require('x').call(this)`. */
function isInherited(name: string): boolean {
  return name in Object.prototype || name in Function.prototype;
}

/** `import.meta.resolve('x')`, `new URL('x', import.meta.url)` */
function addImportMeta(draft: RecordDraft, index: SyntaxIndex, node: Node): void {
  const member = node.parent;
  if (node.type !== 'MetaProperty' || node.meta.name !== 'import' || member?.type !== 'MemberExpression')
    return;
  const name = memberNameOf(member);
  const call = member.parent;
  if (name === 'resolve' && call?.type === 'CallExpression' && call.callee === member) {
    requestAt(draft, call.arguments[0], 'import-meta-resolve');
  } else if (name === 'url' && call?.type === 'NewExpression' && call.arguments[1] === member) {
    if (call.callee.type !== 'Identifier' || call.callee.name !== 'URL') return;
    const specifier = literalString(call.arguments[0]);
    const use = specifier !== null && isFileUrl(specifier) ? useOfUrl(index, call, specifier) : 'written';
    if (use !== 'written')
      requestAt(draft, call.arguments[0], 'url', use === 'named' ? { nameOnly: true } : {});
  }
}

/** `import('x').A.B`, `typeof import('x')`, `(typeof import('x'))['y']` */
function addImportType(draft: RecordDraft, node: Node): void {
  if (node.type !== 'TSImportType') return;
  const request = requestAt(draft, node.source, 'import-type', {
    typeOnly: true,
    runs: 'never',
    guard: 'none',
  });
  if (request === null) return;
  const path = node.qualifier === null ? indexedNames(node) : qualifiedNames(node.qualifier);
  if (path.length === 0) return;
  draft.memberUses.push({ of: { request }, path, access: 'type', runs: 'never', guard: 'none' });
}

function qualifiedNames(qualifier: Node): MemberName[] {
  const names: MemberName[] = [];
  let current: Node = qualifier;
  while (current.type === 'TSQualifiedName') {
    names.unshift({ name: current.right.name, span: { start: current.right.start, end: current.right.end } });
    current = current.left;
  }
  if (current.type === 'Identifier') {
    names.unshift({ name: current.name, span: { start: current.start, end: current.end } });
  }
  return names;
}

function indexedNames(node: Node): MemberName[] {
  const names: MemberName[] = [];
  let current: Node | null | undefined = node.parent?.type === 'TSTypeQuery' ? node.parent : null;
  while (current) {
    const outer: Node | null | undefined = current.parent;
    if (outer?.type !== 'TSIndexedAccessType' || outer.objectType !== current) break;
    const { indexType } = outer;
    const key = indexType.type === 'TSLiteralType' ? literalString(indexType.literal) : null;
    if (key === null) break;
    names.push({ name: key, span: { start: indexType.start + 1, end: indexType.end - 1 } });
    current = outer;
  }
  return names;
}

/** `import x = require('y')` */
function addImportEquals(draft: RecordDraft, node: Node): void {
  if (node.type !== 'TSImportEqualsDeclaration') return;
  if (node.moduleReference.type !== 'TSExternalModuleReference') return;
  const typeOnly = node.importKind === 'type';
  const request = requestAt(draft, node.moduleReference.expression, 'import-equals', {
    typeOnly,
    ...(typeOnly ? { runs: 'never' } : {}),
  });
  if (request === null) return;
  const span = { start: node.id.start, end: node.id.end };
  draft.imports.push({ request, importName: '*', localName: node.id.name, typeOnly, span });
}

const mockMethods = new Set([
  'mock',
  'doMock',
  'unmock',
  'doUnmock',
  'dontMock',
  'deepUnmock',
  'setMock',
  'unstable_mockModule',
]);
const actualMethods = new Set(['requireActual', 'importActual']);
const automockMethods = new Set(['requireMock', 'importMock', 'createMockFromModule', 'genMockFromModule']);

/** `vi.mock('./x')`, `jest.requireActual('./x')` and their siblings. */
function addMock(draft: RecordDraft, index: SyntaxIndex, runner: Node): void {
  const call = mockCallOf(runner);
  if (call?.type !== 'CallExpression' || runner.type !== 'Identifier') return;
  const method = memberNameOf(call.callee) ?? '';
  const [specifier, factory, options] = call.arguments;
  if (mockMethods.has(method)) {
    // jest.mock('x', factory, { virtual: true }): the module need not exist
    const virtual = propertyOf(options ?? null, 'virtual');
    if (virtual?.type === 'Literal' && virtual.value === true) return;
    // A factory stands in for the module, which may be absent then (Vitest) or not (Jest).
    const replaced = factory !== undefined && isFunction(factory);
    const mayBeAbsent = replaced && runner.name !== 'jest';
    requestAt(draft, specifier, 'mock', {
      ...(mayBeAbsent ? { guard: 'optional' } : {}),
      ...(replaced ? { replaces: true } : {}),
    });
  } else if (actualMethods.has(method)) {
    const request = requestAt(draft, specifier, 'import-actual');
    if (request === null) return;
    const holding = method === 'importActual' ? 'promise' : 'namespace';
    draft.memberUses.push(...usesOfExpression(index, call, holding, { request }));
  } else if (automockMethods.has(method)) requestAt(draft, specifier, 'import-actual');
}

function mockCallOf(runner: Node): Node | null {
  const member = runner.parent;
  if (member?.type !== 'MemberExpression' || member.object !== runner) return null;
  const call = member.parent;
  return call?.type === 'CallExpression' && call.callee === member ? call : null;
}

/** `vi.mock(import('./x'), …)` */
function mockCallAround(index: SyntaxIndex, argument: Node): boolean {
  const call = argument.parent;
  if (
    call?.type !== 'CallExpression' ||
    call.arguments[0] !== argument ||
    call.callee.type !== 'MemberExpression'
  ) {
    return false;
  }
  const runner = call.callee.object;
  if (runner.type !== 'Identifier' || !['vi', 'vitest', 'rstest'].includes(runner.name)) return false;
  return (
    globalOrImported(index, runner.name).includes(runner) && mockMethods.has(memberNameOf(call.callee) ?? '')
  );
}
