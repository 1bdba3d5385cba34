// Requests that TypeScript alone writes: `import('x').T`, `typeof import('x')`, `import x = require()`.

import type { MemberName } from '../../../model/member-use.ts';
import type { RecordDraft } from '../record-draft.ts';
import type { Node } from '../syntax-tree.ts';
import { literalString } from './nodes.ts';
import { requestAt } from './request-at.ts';

/** `import('x').A.B`, `typeof import('x')`, `(typeof import('x'))['y']` */
export function addImportType(draft: RecordDraft, node: Node): void {
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
export function addImportEquals(draft: RecordDraft, node: Node): void {
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
