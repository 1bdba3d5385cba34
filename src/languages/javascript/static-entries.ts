// The ES module record of the native parser → imports, exports and their requests, without a syntax tree. What the
// record leaves open (what an exported name means) is read from the first words of the declaration.

import type { ExportEntry, Meaning } from '../../model/export-entry.ts';
import type { Span } from '../../model/span.ts';
import { addRequest, type RecordDraft } from './record-draft.ts';
import type { StaticExportEntry, StaticImport, StaticModule } from './syntax-tree.ts';

/**
 * Decides what a local binding means when it is exported: by a reference (`export { A }`, `export default A`), which means
 * all that has the name, or by a definition, which means those that say `export`.
 */
export type MeaningOfLocal = (localName: string, by: 'reference' | 'definition') => Meaning;

/** Fills requests, imports and exports of the draft from the static import and export statements. */
export function addStaticEntries(
  draft: RecordDraft,
  module: StaticModule,
  text: string,
  meaningOfLocal: MeaningOfLocal,
): void {
  for (const statement of module.staticImports) addImport(draft, statement, text);
  for (const statement of module.staticExports) {
    for (const entry of statement.entries) {
      if (entry.moduleRequest === null) addLocalExport(draft, entry, statement.start, text, meaningOfLocal);
      else if (!addOwnDeclaration(draft, entry, text))
        addReExport(draft, entry, entry.moduleRequest, statement, text);
    }
  }
  draft.exports = mergeLocalExports(draft.exports);
}

/**
 * `import type { Contact } from './contacts'; export default function Contact() {}`: by its name the export is the import,
 * but it is what stands here.
 * @returns whether it is one
 */
function addOwnDeclaration(draft: RecordDraft, entry: StaticExportEntry, text: string): boolean {
  const { exportName, moduleRequest } = entry;
  const isOfImport = moduleRequest !== null && draft.requestAt.has(moduleRequest.start + 1);
  const isStatement = /\bexport\s+(?:default\s+)?$/.test(
    text.slice(Math.max(0, entry.start - 40), entry.start),
  );
  const meaning = isOfImport && isStatement ? meaningOfDeclarationAt(text, entry.start) : null;
  if (meaning === null) return false;
  draft.exports.push({
    kind: 'local',
    exportName: exportName.kind === 'Default' ? 'default' : (exportName.name ?? 'default'),
    localName: exportName.name,
    meaning,
    span: { start: exportName.start ?? entry.start, end: exportName.end ?? entry.end },
  });
  return true;
}

function addImport(draft: RecordDraft, statement: StaticImport, text: string): void {
  const { moduleRequest, entries } = statement;
  const head = text.slice(statement.start, moduleRequest.start);
  const typeOnly =
    /^import\s+type(?:of)?\s*(?:[{*]|[\w$\p{L}]+\s+from\b)/u.test(head) &&
    !/^import\s+type\s+from\b/.test(head);
  const attributeType = attributeTypeIn(text.slice(moduleRequest.end, statement.end));
  const request = addRequest(draft, {
    specifier: moduleRequest.value,
    form: 'import',
    typeOnly,
    span: inner(moduleRequest),
    runs: typeOnly ? 'never' : 'load',
    guard: 'none',
    ...(attributeType === null ? {} : { attributeType }),
  });
  for (const entry of entries) {
    draft.imports.push({
      request,
      importName: importNameOf(entry.importName.kind, entry.importName.name),
      localName: entry.localName.value,
      typeOnly: entry.isType,
      span: importSpan(entry.importName, entry.localName, text),
    });
  }
}

function importNameOf(kind: string, name: string | null): string {
  if (kind === 'Default') return 'default';
  return kind === 'NamespaceObject' ? '*' : (name ?? 'default');
}

/** The imported name, without the quotes of a string name; the local one where the form has no name of its own. */
function importSpan(
  name: { readonly kind: string; readonly start: number | null; readonly end: number | null },
  local: Span,
  text: string,
): Span {
  if (name.kind !== 'Name' || name.start === null || name.end === null) {
    return { start: local.start, end: local.end };
  }
  const quoted = /["']/.test(text.charAt(name.start)) ? 1 : 0;
  return { start: name.start + quoted, end: name.end - quoted };
}

function addReExport(
  draft: RecordDraft,
  entry: StaticExportEntry,
  source: { value: string; start: number; end: number },
  statement: Span,
  text: string,
): void {
  const throughImport = draft.requestAt.get(source.start + 1);
  const typeStatement = /^export\s+type\s*[{*]/.test(text.slice(statement.start, statement.start + 80));
  const attributeType = attributeTypeIn(text.slice(source.end, statement.end));
  const request =
    throughImport ??
    addRequest(draft, {
      specifier: source.value,
      form: 'export-from',
      typeOnly: typeStatement,
      span: inner(source),
      runs: typeStatement ? 'never' : 'load',
      guard: 'none',
      ...(attributeType === null ? {} : { attributeType }),
    });
  const { importName, exportName } = entry;
  if (importName.kind === 'AllButDefault') {
    draft.exports.push({
      kind: 'star',
      request,
      typeOnly: entry.isType,
      span: { start: entry.start, end: entry.end },
    });
    return;
  }
  draft.exports.push({
    kind: 'indirect',
    exportName: exportName.kind === 'Default' ? 'default' : (exportName.name ?? 'default'),
    request,
    importName: importName.kind === 'All' ? '*' : (importName.name ?? 'default'),
    typeOnly: entry.isType,
    span: reExportSpan(entry, throughImport !== undefined),
  });
}

/** The name asked for where it stands in the export; the exported name when the import is another statement. */
function reExportSpan(entry: StaticExportEntry, throughImport: boolean): Span {
  const { importName, exportName } = entry;
  if (!throughImport && importName.start !== null && importName.end !== null) {
    return { start: importName.start, end: importName.end };
  }
  if (exportName.start !== null && exportName.end !== null)
    return { start: exportName.start, end: exportName.end };
  return { start: entry.start, end: entry.end };
}

function addLocalExport(
  draft: RecordDraft,
  entry: StaticExportEntry,
  statementStart: number,
  text: string,
  meaningOfLocal: MeaningOfLocal,
): void {
  const { exportName, localName } = entry;
  const name = exportName.kind === 'Default' ? 'default' : exportName.name;
  if (name === null) return;
  specifierList.lastIndex = statementStart;
  const isSpecifier = specifierList.test(text);
  draft.exports.push({
    kind: 'local',
    exportName: name,
    // `export default x` exports a binding of its own, not `x`.
    localName: localName.kind === 'Name' ? localName.name : null,
    meaning: isSpecifier
      ? meaningOfSpecifier(entry, meaningOfLocal)
      : meaningOfDefinition(entry, text, meaningOfLocal),
    span: { start: exportName.start ?? entry.start, end: exportName.end ?? entry.end },
  });
}

const specifierList = /export\s*(?:type\s*)?\{/y;

function meaningOfSpecifier(entry: StaticExportEntry, meaningOfLocal: MeaningOfLocal): Meaning {
  return entry.isType ? 'type' : meaningOfLocal(entry.localName.name ?? '', 'reference');
}

function meaningOfDefinition(
  entry: StaticExportEntry,
  text: string,
  meaningOfLocal: MeaningOfLocal,
): Meaning {
  // export default Foo;
  if (entry.localName.kind === 'Default' && entry.localName.name !== null)
    return meaningOfLocal(entry.localName.name, 'reference');
  const declared = meaningOfDeclarationAt(text, entry.start);
  if (declared !== null) return declared;
  // export namespace N { … }, export @decorator class …, export import A = N.B
  if (entry.localName.name !== null) return meaningOfLocal(entry.localName.name, 'definition');
  return 'value';
}

const declarationStart =
  /(?:declare\s+)?(?:(abstract\s+class|class|const\s+enum|enum)\b|(interface|type)\b(?!\s*[=,(.])|((?:async\s+)?function|const|let|var|using|await\s+using)\b)/y;

/** What the declaration that starts at the offset means; null when it is not one that a look at the words decides. */
function meaningOfDeclarationAt(text: string, offset: number): Meaning | null {
  declarationStart.lastIndex = offset;
  const match = declarationStart.exec(text);
  if (match === null) return null;
  if (match[1] !== undefined) return 'both';
  return match[2] === undefined ? 'value' : 'type';
}

/**
 * One entry per exported name: overloads and merged declarations (`interface A`, `const A`) are one export that means
 * all of what its parts mean.
 */
export function mergeLocalExports(entries: readonly ExportEntry[]): ExportEntry[] {
  const at = new Map<string, number>();
  const merged: ExportEntry[] = [];
  for (const entry of entries) {
    if (entry.kind !== 'local') {
      merged.push(entry);
      continue;
    }
    const known = at.get(entry.exportName);
    const earlier = known === undefined ? undefined : merged[known];
    if (known === undefined || earlier?.kind !== 'local') {
      at.set(entry.exportName, merged.push(entry) - 1);
      continue;
    }
    const meaning = mergeMeanings(earlier.meaning, entry.meaning);
    const members = earlier.members ?? entry.members;
    merged[known] = { ...earlier, meaning, ...(members === undefined ? {} : { members }) };
  }
  return merged;
}

export function mergeMeanings(a: Meaning, b: Meaning): Meaning {
  return a === b ? a : 'both';
}

/** `with { type: 'json' }` → `json`. */
function attributeTypeIn(tail: string): string | null {
  if (!tail.includes('{')) return null;
  return (
    /['"]?\btype['"]?\s*:\s*(?:'([^']*)'|"([^"]*)")/
      .exec(tail)
      ?.slice(1)
      .find((value) => value !== undefined) ?? null
  );
}

/** A string literal without its quotes. */
function inner(span: Span): Span {
  return { start: span.start + 1, end: span.end - 1 };
}
