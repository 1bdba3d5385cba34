// `declare module 'x' { … }`: what the blocks export, and the requests and imports inside them.

import type { AmbientModule, ExportEntry, LocalExport, ModuleRequest } from '../../../model/module-record.ts';
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
import { literalString } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';

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
  return { specifier, augmentation, shorthand: false, exports: exportsOfBlock(draft, body.body), span };
}

function exportsOfBlock(draft: RecordDraft, statements: readonly Node[]): ExportEntry[] {
  const imported = importsOfBlock(draft, statements);
  const declarations = declarationsIn(statements, true);
  const entries: ExportEntry[] = declarations
    .filter((one) => one.exported)
    .map((one) => {
      const merged = mergeDeclared(declarations.filter((other) => other.name === one.name));
      return localExport(one.name, one.name, one.span, merged ?? { meaning: one.meaning });
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
            const own = mergeDeclared(declarations.filter((one) => one.name === local));
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
        entries.push(exportEquals(statement, declarations));
        break;
    }
  }
  return mergeLocalExports(entries);
}

/** `export = X` in a block: an entry `export=`, with the members when the declarations of X tell all of them. */
function exportEquals(statement: Node, declarations: readonly Declared[]): ExportEntry {
  const expression = statement.type === 'TSExportAssignment' ? statement.expression : null;
  const name = expression?.type === 'Identifier' ? expression.name : null;
  const own = declarations.filter((one) => one.name === name);
  const members = membersOfExportEquals(own);
  const meaning = mergeDeclared(own)?.meaning ?? 'both';
  const span = { start: statement.start, end: statement.end };
  return localExport('export=', name, span, { meaning, ...(members === null ? {} : { members }) });
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
  what: Pick<LocalExport, 'meaning' | 'members'>,
): LocalExport {
  return {
    kind: 'local',
    exportName,
    localName,
    meaning: what.meaning,
    span,
    ...(what.members === undefined ? {} : { members: what.members }),
  };
}
