// Requests that are expressions: `import()`, `require()` and its kin, `import.meta.resolve`, `new URL(…, import.meta.url)`;
// with the members that are used of what they give. Those in types and those of test runners have files of their own.

import type { RecordDraft } from '../record-draft.ts';
import { childrenOf, type Node } from '../syntax-tree.ts';
import { globalOrImported } from './global-references.ts';
import { isBehindLoaderTest } from './loader-tests.ts';
import { usesOfExpression } from './member-uses.ts';
import { addMocks, mockCallAround } from './mock-requests.ts';
import { joinedString, literalString, memberNameOf, propertyOf } from './nodes.ts';
import { requestAt } from './request-at.ts';
import type { SyntaxIndex } from './scopes.ts';
import { isSentElsewhere } from './sent-code.ts';
import { addImportEquals, addImportType } from './type-requests.ts';
import { isFileUrl, useOfUrl } from './url-uses.ts';

/** Adds every request that is not a static import or export, and the member uses of their values. */
export function addExpressionRequests(draft: RecordDraft, index: SyntaxIndex): void {
  for (const node of index.collected.get('ImportExpression') ?? []) addDynamicImport(draft, index, node);
  for (const reference of requireReferences(index)) addRequire(draft, index, reference);
  for (const node of index.collected.get('MetaProperty') ?? []) addImportMeta(draft, index, node);
  for (const node of index.collected.get('TSImportType') ?? []) addImportType(draft, node);
  for (const node of index.collected.get('TSImportEqualsDeclaration') ?? []) addImportEquals(draft, node);
  addMocks(draft, index);
}

function addDynamicImport(draft: RecordDraft, index: SyntaxIndex, node: Node): void {
  if (node.type !== 'ImportExpression' || isSentElsewhere(index, node)) return;
  const attributeType = attributeTypeOf(node.options);
  const mock = mockCallAround(index, node);
  const request = requestAt(draft, node.source, mock ? 'mock' : 'dynamic-import', {
    ...(attributeType === null ? {} : { attributeType }),
  });
  if (request !== null && !mock)
    draft.memberUses.push(...usesOfExpression(index, node, 'promise', { request }));
}

/** `{ with: { type: 'json' } }` → `json`; before Node 20 the word was `assert`. Empty where it is computed. */
function attributeTypeOf(options: Node | null): string | null {
  if (options === null) return null;
  const attributes = propertyOf(options, 'with') ?? propertyOf(options, 'assert');
  return literalString(propertyOf(attributes, 'type')) ?? '';
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

function addRequire(draft: RecordDraft, index: SyntaxIndex, reference: Node): void {
  const parent = reference.parent;
  if (parent?.type === 'CallExpression' && parent.callee === reference) {
    const request = requestAt(draft, parent.arguments[0], 'require', {
      ...(isTaken(parent) && { held: true }),
      ...(isBehindLoaderTest(parent) && { ifLoader: true }),
    });
    if (request === null) return;
    const uses = usesOfExpression(index, parent, 'namespace', { request });
    draft.memberUses.push(...uses.filter((use) => !isInherited(use.path[0]?.name ?? '')));
  } else if (
    parent?.type === 'MemberExpression' &&
    parent.object === reference &&
    memberNameOf(parent) === 'resolve'
  ) {
    const call = parent.parent;
    if (call?.type === 'CallExpression' && call.callee === parent && !isFromElsewhere(call.arguments[1]))
      requestAt(draft, call.arguments[0], 'require-resolve');
  }
}

/** Whether the value of an expression, or what it gives when it is called, goes anywhere: `a = b || require('x')()`. */
function isTaken(expression: Node): boolean {
  let value = expression;
  for (;;) {
    const { parent } = value;
    const goesOn =
      parent?.type === 'LogicalExpression' ||
      parent?.type === 'ConditionalExpression' ||
      ((parent?.type === 'CallExpression' || parent?.type === 'NewExpression') && parent.callee === value) ||
      (parent?.type === 'MemberExpression' && parent.object === value);
    if (!goesOn) return parent?.type !== 'ExpressionStatement' && parent?.type !== 'UnaryExpression';
    value = parent;
  }
}

/** `require.resolve('x', { paths: [root] })` looks from there, and not from the file: nodejs.org/api/modules.html */
function isFromElsewhere(options: Node | undefined): boolean {
  if (options === undefined) return false;
  const paths = propertyOf(options, 'paths');
  const [from, ...others] = paths?.type === 'ArrayExpression' ? paths.elements : [];
  return others.length > 0 || from?.type !== 'Identifier' || from.name !== '__dirname';
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
    const specifier = joinedString(call.arguments[0]);
    const use = specifier !== null && isFileUrl(specifier) ? useOfUrl(index, call, specifier) : 'written';
    if (use !== 'written')
      requestAt(draft, call.arguments[0], 'url', use === 'named' ? { nameOnly: true } : {});
  }
}
