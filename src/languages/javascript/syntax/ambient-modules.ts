// `declare module 'x' { … }`: what the blocks export, and the requests and imports inside them.

import type { AmbientModule, ExportEntry, LocalExport } from '../../../model/export-entry.ts';
import type { ModuleRequest } from '../../../model/module-request.ts';
import { addRequest, type RecordDraft } from '../record-draft.ts';
import { mergeLocalExports } from '../static-entries.ts';
import type { Node } from '../syntax-tree.ts';
import {
  type Declared,
  declarationsIn,
  membersOfExportEquals,
  mergeDeclared,
  moduleExportName,
} from './declarations.ts';
import { byName, importEqualsRequest } from './module-exports.ts';
import { literalString } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';
import { interfaceMembers, someMembersOf } from './some-members.ts';

/**
 * Adds the ambient modules of a file.
 * @param isModule whether the file is a module itself; then the blocks add to modules that exist elsewhere
 */
export function addAmbientModules(draft: RecordDraft, index: SyntaxIndex, isModule: boolean): void {
  for (const node of index.collected.get('TSModuleDeclaration') ?? []) {
    if (node.type !== 'TSModuleDeclaration') continue;
    const specifier = literalString(node.id);
    if (specifier === null) continue;
    const span = { start: node.id.start + 1, end: node.id.end - 1 };
    if (isModule && !specifier.includes('*')) {
      addRequest(draft, {
        specifier,
        form: 'augmentation',
        typeOnly: true,
        span,
        runs: 'never',
        guard: 'none',
      });
    }
    draft.ambientModules.push(ambientModule(draft, node, specifier, span, isModule));
  }
  draft.ambientModules.sort((a, b) => a.span.start - b.span.start);
}

function ambientModule(
  draft: RecordDraft,
  node: Node,
  specifier: string,
  span: AmbientModule['span'],
  augmentation: boolean,
): AmbientModule {
  // The body is absent, not null, in `declare module "x";`.
  const body = node.type === 'TSModuleDeclaration' ? (node.body ?? null) : null;
  if (body === null) return { specifier, augmentation, shorthand: true, exports: [], span };
  const properties = augmentation ? interfaceMembers(body.body) : new Map<string, string[]>();
  const exports = exportsOfBlock(draft, body.body, properties);
  return { specifier, augmentation, shorthand: false, exports, span };
}

/** @param properties of the interfaces that add to those of another module, by name */
function exportsOfBlock(
  draft: RecordDraft,
  statements: readonly Node[],
  properties: ReadonlyMap<string, readonly string[]>,
): ExportEntry[] {
  const imported = importsOfBlock(draft, statements);
  const declarations = declarationsIn(statements, true);
  const grouped = byName(declarations);
  const entries: ExportEntry[] = declarations
    .filter((one) => one.exported)
    .map((one) => {
      const merged = mergeDeclared(grouped.get(one.name) ?? []);
      const someMembers = properties.get(one.name);
      return localExport(one.name, one.name, one.span, {
        ...(merged ?? { meaning: one.meaning }),
        ...(someMembers === undefined ? {} : { someMembers }),
      });
    });
  for (const statement of statements) {
    switch (statement.type) {
      case 'ExportAllDeclaration': {
        const request = requestOf(draft, statement.source, 'export-from');
        const span = { start: statement.start, end: statement.end };
        const typeOnly = statement.exportKind === 'type';
        if (statement.exported === null) entries.push({ kind: 'star', request, typeOnly, span });
        else {
          const exportName = moduleExportName(statement.exported);
          entries.push({ kind: 'indirect', exportName, request, importName: '*', typeOnly, span });
        }
        break;
      }
      case 'ExportNamedDeclaration':
        for (const specifier of statement.specifiers) {
          const local = moduleExportName(specifier.local);
          const exportName = moduleExportName(specifier.exported);
          const span = { start: specifier.start, end: specifier.end };
          const typeOnly = statement.exportKind === 'type' || specifier.exportKind === 'type';
          const through = statement.source === null ? imported.get(local) : undefined;
          if (statement.source !== null) {
            const request = requestOf(draft, statement.source, 'export-from');
            entries.push({ kind: 'indirect', exportName, request, importName: local, typeOnly, span });
          } else if (through !== undefined) {
            entries.push({ kind: 'indirect', exportName, ...through, typeOnly, span });
          } else {
            const own = mergeDeclared(grouped.get(local) ?? []);
            entries.push(localExport(exportName, local, span, own ?? { meaning: 'both' }));
          }
        }
        break;
      case 'ExportDefaultDeclaration': {
        const span = { start: statement.start, end: statement.end };
        const { declaration } = statement;
        const meaning = declaration.type === 'TSInterfaceDeclaration' ? 'type' : 'both';
        entries.push(localExport('default', null, span, { meaning }));
        break;
      }
      case 'TSExportAssignment':
        entries.push(exportEquals(draft, statement, declarations, statements));
        break;
    }
  }
  return mergeLocalExports(entries);
}

/** `export = X` in a block: an entry `export=`, with the members when the declarations of X tell all of them. */
function exportEquals(
  draft: RecordDraft,
  statement: Node,
  declarations: readonly Declared[],
  statements: readonly Node[],
): ExportEntry {
  const expression = statement.type === 'TSExportAssignment' ? statement.expression : null;
  const name = expression?.type === 'Identifier' ? expression.name : null;
  const request = name === null ? undefined : importEqualsRequest(draft, name, statements);
  const own = declarations.filter((one) => one.name === name);
  const members = membersOfExportEquals(own);
  const meaning = mergeDeclared(own)?.meaning ?? 'both';
  const span = { start: statement.start, end: statement.end };
  if (request !== undefined) {
    return { kind: 'indirect', exportName: 'export=', request, importName: '*', typeOnly: true, span };
  }
  return localExport('export=', name, span, {
    meaning,
    ...(members === null ? someMembersOf(name, statements) : { members }),
  });
}

interface Through {
  readonly request: number;
  readonly importName: string;
}

/** The imports inside a block: their requests and entries are added, and they are given by local name. */
function importsOfBlock(draft: RecordDraft, statements: readonly Node[]): ReadonlyMap<string, Through> {
  const byName = new Map<string, Through>();
  for (const statement of statements) {
    if (statement.type !== 'ImportDeclaration') continue;
    const request = requestOf(draft, statement.source, 'import');
    for (const specifier of statement.specifiers) {
      const importName =
        specifier.type === 'ImportSpecifier'
          ? moduleExportName(specifier.imported)
          : specifier.type === 'ImportDefaultSpecifier'
            ? 'default'
            : '*';
      byName.set(specifier.local.name, { request, importName });
      const at = specifier.type === 'ImportSpecifier' ? specifier.imported : specifier.local;
      draft.imports.push({
        request,
        importName,
        localName: specifier.local.name,
        typeOnly: true,
        span: { start: at.start, end: at.end },
      });
    }
  }
  return byName;
}

function requestOf(draft: RecordDraft, source: Node, form: ModuleRequest['form']): number {
  return addRequest(draft, {
    specifier: literalString(source) ?? '',
    form,
    typeOnly: true,
    span: { start: source.start + 1, end: source.end - 1 },
    runs: 'never',
    guard: 'none',
  });
}

function localExport(
  exportName: string,
  localName: string | null,
  span: LocalExport['span'],
  what: Pick<LocalExport, 'meaning' | 'members' | 'someMembers' | 'typeName'>,
): LocalExport {
  return { kind: 'local', exportName, localName, span, ...what };
}
