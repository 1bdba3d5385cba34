// The import and export statements of a file as the native parser's module record gives them: the tables of
// ECMA-262 16.2.1.6, with every name where it stands.

import type { ts } from 'ts-morph';
import type {
  ExportExportName,
  ExportImportName,
  ExportLocalName,
  StaticExportEntry,
  StaticImportEntry,
  StaticModule,
  ValueSpan,
} from '../languages/javascript/syntax-tree.ts';
import type { Tree } from './estree-conversion.ts';
import { loadTsMorph } from './load.ts';

interface Statement {
  readonly start: number;
  readonly end: number;
}

/** Where an imported binding comes from: re-exporting it is an indirect export of its import. */
interface Imported {
  readonly statement: Statement;
  readonly moduleRequest: ValueSpan;
  readonly importName: ExportImportName;
}

/**
 * @param source the file
 * @param body its converted statements, for where declarations start
 */
export function moduleRecordOf(source: ts.SourceFile, body: readonly Tree[]): StaticModule {
  const { ts } = loadTsMorph();
  const staticImports: StaticModule['staticImports'] = [];
  const imported = new Map<string, Imported>();
  const exportsOf = new Map<
    number,
    { readonly statement: Statement; readonly entries: StaticExportEntry[] }
  >();
  const add = (statement: Statement, entry: StaticExportEntry) => {
    const known = exportsOf.get(statement.start);
    if (known === undefined) exportsOf.set(statement.start, { statement, entries: [entry] });
    else known.entries.push(entry);
  };
  for (const node of source.statements) {
    if (!ts.isImportDeclaration(node)) continue;
    const statement = spanOf(node, source);
    const moduleRequest = valueSpan(node.moduleSpecifier, source);
    const entries = importEntries(node, source);
    staticImports.push({ ...statement, moduleRequest, entries });
    for (const { importName, localName } of entries) {
      imported.set(localName.value, { statement, moduleRequest, importName: asExportImportName(importName) });
    }
  }
  for (const node of source.statements) {
    if (ts.isExportDeclaration(node)) addExportDeclaration(node, source, imported, add);
  }
  for (const tree of body) {
    const { declaration } = tree as { declaration?: Tree | null };
    if (declaration === undefined || declaration === null) continue;
    if (tree.type === 'ExportDefaultDeclaration') add(tree, defaultEntry(tree, declaration, source.text));
    else for (const entry of declaredEntries(declaration)) add(tree, entry);
  }
  const staticExports = [...exportsOf.values()]
    .sort((left, right) => left.statement.start - right.statement.start)
    .map(({ statement: { start, end }, entries }) => ({ start, end, entries }));
  const { dynamicImports, importMetas } = importExpressions(source);
  const hasModuleSyntax = importMetas.length > 0 || source.statements.some(isModuleSyntax);
  return { hasModuleSyntax, staticImports, staticExports, dynamicImports, importMetas };
}

function isModuleSyntax(node: ts.Statement): boolean {
  const { ts } = loadTsMorph();
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isExportAssignment(node))
    return true;
  if (ts.isNamespaceExportDeclaration(node)) return true;
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) return true;
  if (!ts.canHaveModifiers(node)) return false;
  return ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function spanOf(node: ts.Node, source: ts.SourceFile): Statement {
  return { start: node.getStart(source), end: node.getEnd() };
}

function valueSpan(node: ts.Node, source: ts.SourceFile): ValueSpan {
  const { ts } = loadTsMorph();
  return { value: ts.isStringLiteralLike(node) ? node.text : node.getText(source), ...spanOf(node, source) };
}

const nowhere = { name: null, start: null, end: null };

// The kinds are constant enums in the parser's declarations, without a value at run time.
const kind = <Kind>(name: string) => name as Kind;

function importEntries(node: ts.ImportDeclaration, source: ts.SourceFile): StaticImportEntry[] {
  const { ts } = loadTsMorph();
  const clause = node.importClause;
  if (clause === undefined) return [];
  const entries: StaticImportEntry[] = [];
  const statementIsType = clause.isTypeOnly;
  const local = (name: ts.Identifier) => ({ value: name.text, ...spanOf(name, source) });
  if (clause.name !== undefined) {
    const importName = {
      ...nowhere,
      kind: kind<StaticImportEntry['importName']['kind']>('Default'),
      ...spanOf(clause.name, source),
    };
    entries.push({ importName, localName: local(clause.name), isType: statementIsType });
  }
  const bindings = clause.namedBindings;
  if (bindings === undefined) return entries;
  if (ts.isNamespaceImport(bindings)) {
    const importName = { ...nowhere, kind: kind<StaticImportEntry['importName']['kind']>('NamespaceObject') };
    return [...entries, { importName, localName: local(bindings.name), isType: statementIsType }];
  }
  for (const element of bindings.elements) {
    const name = element.propertyName ?? element.name;
    entries.push({
      importName: {
        kind: kind<StaticImportEntry['importName']['kind']>('Name'),
        name: name.text,
        ...spanOf(name, source),
      },
      localName: local(element.name),
      isType: statementIsType || element.isTypeOnly,
    });
  }
  return entries;
}

/** How an import reads as the import half of an indirect export. */
function asExportImportName(name: StaticImportEntry['importName']): ExportImportName {
  const { start, end } = name;
  switch (String(name.kind)) {
    case 'Default':
      return { kind: kind<ExportImportName['kind']>('Name'), name: 'default', start, end };
    case 'NamespaceObject':
      return { kind: kind<ExportImportName['kind']>('All'), ...nowhere };
    default:
      return { kind: kind<ExportImportName['kind']>('Name'), name: name.name, start, end };
  }
}

const noImport: ExportImportName = { kind: kind<ExportImportName['kind']>('None'), ...nowhere };
const noLocal: ExportLocalName = { kind: kind<ExportLocalName['kind']>('None'), ...nowhere };
const named = kind<ExportExportName['kind']>('Name');

function addExportDeclaration(
  node: ts.ExportDeclaration,
  source: ts.SourceFile,
  imported: ReadonlyMap<string, Imported>,
  add: (statement: Statement, entry: StaticExportEntry) => void,
): void {
  const { ts } = loadTsMorph();
  const statement = spanOf(node, source);
  const moduleRequest = node.moduleSpecifier === undefined ? null : valueSpan(node.moduleSpecifier, source);
  const clause = node.exportClause;
  if (clause === undefined || ts.isNamespaceExport(clause)) {
    const all = clause === undefined ? 'AllButDefault' : 'All';
    const exportName: ExportExportName =
      clause === undefined
        ? { kind: kind<ExportExportName['kind']>('None'), ...nowhere }
        : { kind: named, name: clause.name.text, ...spanOf(clause.name, source) };
    const importName = { kind: kind<ExportImportName['kind']>(all), ...nowhere };
    add(statement, {
      ...statement,
      moduleRequest,
      importName,
      exportName,
      localName: noLocal,
      isType: node.isTypeOnly,
    });
    return;
  }
  for (const element of clause.elements) {
    const inner = element.propertyName ?? element.name;
    const exportName = { kind: named, name: element.name.text, ...spanOf(element.name, source) };
    const entry = { ...spanOf(element, source), exportName, isType: node.isTypeOnly || element.isTypeOnly };
    const innerName = { name: inner.text, ...spanOf(inner, source) };
    const through = moduleRequest === null ? imported.get(inner.text) : undefined;
    if (through !== undefined) {
      const { moduleRequest: from, importName } = through;
      add(through.statement, { ...entry, moduleRequest: from, importName, localName: noLocal });
    } else if (moduleRequest !== null) {
      const importName = { kind: kind<ExportImportName['kind']>('Name'), ...innerName };
      add(statement, { ...entry, moduleRequest, importName, localName: noLocal });
    } else {
      const localName = { kind: kind<ExportLocalName['kind']>('Name'), ...innerName };
      add(statement, { ...entry, moduleRequest, importName: noImport, localName });
    }
  }
}

function defaultEntry(statement: Tree, declaration: Tree, text: string): StaticExportEntry {
  const start = text.indexOf('default', statement.start);
  const id = declaration['id'] as Tree | null | undefined;
  const isDeclaration = /^(?:TS.*|Function|Class)Declar/.test(declaration.type);
  let localName = noLocal;
  if (isDeclaration && id) localName = local(id, 'Name');
  else if (declaration.type === 'Identifier') localName = local(declaration, 'Default');
  return {
    ...{
      start: declaration.start,
      end: declaration.end,
      moduleRequest: null,
      importName: noImport,
      localName,
    },
    exportName: {
      kind: kind<ExportExportName['kind']>('Default'),
      name: null,
      start,
      end: start + 'default'.length,
    },
    isType: declaration.type === 'TSInterfaceDeclaration',
  };
}

function local(identifier: Tree, how: string): ExportLocalName {
  const { start, end } = identifier;
  return { kind: kind<ExportLocalName['kind']>(how), name: String(identifier['name']), start, end };
}

function declaredEntries(declaration: Tree): StaticExportEntry[] {
  return declaredIdentifiers(declaration).map((identifier) => {
    const { start, end } = identifier;
    return {
      ...{ start: declaration.start, end: declaration.end, moduleRequest: null, importName: noImport },
      exportName: { kind: named, name: String(identifier['name']), start, end },
      localName: local(identifier, 'Name'),
      isType: declaration['declare'] === true || /^TS(?:Interface|TypeAlias)/.test(declaration.type),
    };
  });
}

function declaredIdentifiers(declaration: Tree): Tree[] {
  if (declaration.type === 'VariableDeclaration') {
    const declarators = declaration['declarations'] as readonly Tree[];
    return declarators.flatMap(({ id }) => boundBy(id as Tree));
  }
  let id = declaration['id'] as Tree | null | undefined;
  while (id?.type === 'TSQualifiedName') id = id['left'] as Tree;
  return id?.type === 'Identifier' ? [id] : [];
}

/** The identifiers of a binding pattern, in source order. */
function boundBy(pattern: Tree): Tree[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return (pattern['properties'] as readonly Tree[]).flatMap((one) =>
        boundBy((one['value'] ?? one) as Tree),
      );
    case 'ArrayPattern':
      return (pattern['elements'] as readonly (Tree | null)[]).flatMap((one) =>
        one === null ? [] : boundBy(one),
      );
    case 'AssignmentPattern':
      return boundBy(pattern['left'] as Tree);
    case 'RestElement':
      return boundBy(pattern['argument'] as Tree);
    default:
      return [];
  }
}

/** `import()` and `import.meta`, anywhere in the file. */
function importExpressions(source: ts.SourceFile): Pick<StaticModule, 'dynamicImports' | 'importMetas'> {
  const { ts } = loadTsMorph();
  const found: Pick<StaticModule, 'dynamicImports' | 'importMetas'> = {
    dynamicImports: [],
    importMetas: [],
  };
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.ImportKeyword && ts.isCallExpression(node.parent)) {
      const moduleRequest = spanOf(node.parent.arguments[0] ?? node, source);
      found.dynamicImports.push({ ...spanOf(node.parent, source), moduleRequest });
    } else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      found.importMetas.push(spanOf(node, source));
    }
    ts.forEachChild(node, visit);
  };
  if (/\bimport\b(?:\s|\/[*/])*[.(]/.test(source.text)) visit(source);
  return found;
}
