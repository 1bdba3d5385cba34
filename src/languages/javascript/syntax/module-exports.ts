// TypeScript's exports that the native module record does not tell: `export =`, `export import A = require()`, the
// implicit exports of declaration files, the members of namespaces.

import type { ExportEntry, LocalExport } from '../../../model/export-entry.ts';
import { addTo } from '../../../model/lists.ts';
import type { RecordDraft } from '../record-draft.ts';
import { type MeaningOfLocal, mergeLocalExports } from '../static-entries.ts';
import type { Node } from '../syntax-tree.ts';
import {
  type Declared,
  declarationsIn,
  exportsImplicitly,
  membersOfExportEquals,
  mergeDeclared,
  moduleExportName,
} from './declarations.ts';
import { nameSpan, propertyKeyOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';
import { someMembersOf } from './some-members.ts';

type Grouped = ReadonlyMap<string, readonly Declared[]>;

/** The declarations of each name, in order. */
export function byName(declarations: readonly Declared[]): Grouped {
  const groups = new Map<string, Declared[]>();
  for (const one of declarations) {
    addTo(groups, one.name, one);
  }
  return groups;
}

/** `export interface A {}  const A = 1`: the declarations that say `export`, when any does. */
function exportedOf(declarations: Grouped, name: string): readonly Declared[] {
  const all = declarations.get(name) ?? [];
  const exported = all.filter((one) => one.exported);
  return exported.length > 0 ? exported : all;
}

/** Whether `import x = require()` or `export import` makes a file a module; the native record does not count them. */
export function hasImportEquals(index: SyntaxIndex): boolean {
  return index.program.body.some((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'TSImportEqualsDeclaration') return false;
    return declaration !== statement || declaration.moduleReference.type === 'TSExternalModuleReference';
  });
}

/** What the module's own declarations mean, by name. Imported and unknown names are taken for both. */
export function meaningsIn(index: SyntaxIndex, isDeclarationFile: boolean): MeaningOfLocal {
  const declarations = byName(declarationsIn(index.program.body, isDeclarationFile));
  return (localName, by) => {
    const own = mergeDeclared(
      by === 'reference' ? (declarations.get(localName) ?? []) : exportedOf(declarations, localName),
    );
    return own?.meaning ?? (index.moduleScope.bindings.get(localName)?.kind === 'import' ? 'both' : 'value');
  };
}

/** Completes the exports of a TypeScript module whose static entries are in the draft. */
export function completeTypeScriptExports(draft: RecordDraft, index: SyntaxIndex, isModule: boolean): void {
  const isDeclarationFile = draft.moduleKind === 'declaration';
  const { body } = index.program;
  const declarations = declarationsIn(body, isDeclarationFile);
  if (isDeclarationFile && isModule && exportsImplicitly(body)) {
    for (const one of declarations) {
      if (!one.exported) continue;
      draft.exports.push({
        kind: 'local',
        exportName: one.name,
        localName: one.name,
        meaning: one.meaning,
        span: one.span,
      });
    }
    draft.exports = mergeLocalExports(draft.exports);
  }
  const grouped = byName(declarations);
  draft.exports = draft.exports.map((entry) => {
    const name = entry.kind === 'local' ? (entry.localName ?? nameOfDefault(entry, body)) : null;
    const whole = withMembers(entry, name, grouped);
    return isDeclarationFile ? withMembersOfDefault(whole, name, body) : whole;
  });
  for (const statement of body) {
    if (statement.type === 'TSExportAssignment') addExportAssignment(draft, index, statement, grouped);
    else if (statement.type === 'ExportNamedDeclaration') addExportedImport(draft, statement.declaration);
  }
}

/** `export default Level`: the name of what it gives. */
function nameOfDefault({ exportName }: LocalExport, statements: readonly Node[]): string | null {
  if (exportName !== 'default') return null;
  const names = statements.flatMap((statement) =>
    statement.type === 'ExportDefaultDeclaration' && statement.declaration.type === 'Identifier'
      ? [statement.declaration.name]
      : [],
  );
  return names[0] ?? null;
}

/** @param name of the value in this module */
function withMembers(entry: ExportEntry, name: string | null, declarations: Grouped): ExportEntry {
  if (entry.kind !== 'local' || name === null) return entry;
  const own = mergeDeclared(exportedOf(declarations, name));
  if (own?.members === undefined) return entry;
  const { members, innerMembers } = own;
  return { ...entry, members, ...(innerMembers === undefined ? {} : { innerMembers }) };
}

/** Where the module may be that value itself, when it runs: {@link LocalExport.someMembers}. */
function withMembersOfDefault(
  entry: ExportEntry,
  name: string | null,
  statements: readonly Node[],
): ExportEntry {
  if (entry.kind !== 'local' || entry.exportName !== 'default') return entry;
  const { someMembers = [] } = someMembersOf(name, statements);
  return someMembers.length === 0 ? entry : { ...entry, someMembers };
}

/** `export import A = require('x')` is a namespace re-export. */
function addExportedImport(draft: RecordDraft, declaration: Node | null): void {
  if (declaration?.type !== 'TSImportEqualsDeclaration') return;
  const { id, moduleReference } = declaration;
  if (moduleReference.type !== 'TSExternalModuleReference') return;
  const request = draft.requestAt.get(moduleReference.expression.start + 1);
  if (request === undefined) return;
  draft.exports = draft.exports.filter((entry) => entry.kind === 'star' || entry.exportName !== id.name);
  draft.exports.push({
    kind: 'indirect',
    exportName: id.name,
    request,
    importName: '*',
    typeOnly: declaration.importKind === 'type',
    span: { start: id.start, end: id.end },
  });
}

function addExportAssignment(
  draft: RecordDraft,
  index: SyntaxIndex,
  statement: Node,
  declarations: Grouped,
): void {
  if (statement.type !== 'TSExportAssignment') return;
  const { expression } = statement;
  const name = expression.type === 'Identifier' ? expression.name : null;
  const request = name === null ? undefined : importEqualsRequest(draft, name, index.program.body);
  if (request !== undefined) {
    const span = { start: expression.start, end: expression.end };
    draft.exports.push({
      kind: 'indirect',
      exportName: 'export=',
      request,
      importName: '*',
      typeOnly: false,
      span,
    });
    return;
  }
  const own = name === null ? [] : (declarations.get(name) ?? []);
  const members = membersOf(expression, own, index, draft.moduleKind === 'declaration');
  if (members === null) draft.dynamicReason = 'export-equals';
  draft.exports.push({
    kind: 'local',
    exportName: 'export=',
    localName: name,
    meaning: mergeDeclared(own)?.meaning ?? (name === null ? 'value' : 'both'),
    span: { start: expression.start, end: expression.end },
    ...(members === null ? someMembersOf(name, index.program.body) : { members }),
  });
}

/** `import X = require('x')`: the request, for `export = X` hands the whole module on. */
export function importEqualsRequest(
  draft: RecordDraft,
  name: string,
  statements: readonly Node[],
): number | undefined {
  for (const statement of statements) {
    if (statement.type !== 'TSImportEqualsDeclaration' || statement.id.name !== name) continue;
    const { moduleReference } = statement;
    if (moduleReference.type !== 'TSExternalModuleReference') continue;
    return draft.requestAt.get(moduleReference.expression.start + 1);
  }
  return undefined;
}

function membersOf(
  expression: Node,
  own: readonly Declared[],
  index: SyntaxIndex,
  isDeclarationFile: boolean,
): readonly string[] | null {
  if (expression.type === 'ObjectExpression') return keysOf(expression);
  if (expression.type !== 'Identifier') return null;
  const onlyNamespaces = mergeDeclared(own)?.members;
  if (onlyNamespaces !== undefined) return onlyNamespaces;
  if (isDeclarationFile) return membersOfExportEquals(own);
  const declarator = index.bindingOf.get(expression)?.declarations[0]?.parent;
  if (own.length !== 1 || declarator?.type !== 'VariableDeclarator' || declarator.init === null) return null;
  return declarator.init.type === 'ObjectExpression' && !declarator.id.typeAnnotation
    ? keysOf(declarator.init)
    : null;
}

function keysOf(object: Node): string[] | null {
  if (object.type !== 'ObjectExpression') return null;
  const keys = object.properties.map(propertyKeyOf);
  return keys.every((key) => key !== null) ? keys : null;
}

/** Names declared at module scope that no entry exports; for "declared here, not exported". */
export function unexportedIn(
  draft: RecordDraft,
  index: SyntaxIndex,
): { name: string; span: { start: number; end: number } }[] {
  const exported = new Set<string>();
  for (const entry of draft.exports)
    if (entry.kind === 'local' && entry.localName !== null) exported.add(entry.localName);
  const found = [];
  for (const statement of index.program.body) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    for (const specifier of statement.specifiers) exported.add(moduleExportName(specifier.local));
  }
  for (const binding of index.moduleScope.bindings.values()) {
    const [declaration] = binding.declarations;
    if (binding.kind === 'import' || declaration === undefined || exported.has(binding.name)) continue;
    found.push({ name: binding.name, span: nameSpan(declaration) });
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}
