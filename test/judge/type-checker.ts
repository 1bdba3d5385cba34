// What TypeScript's checker says about the imports of a project, by file and line. Programs are kept and reused, so
// that a mutation costs the files that see it and not the project.

import ts from 'typescript';
import { importNodesOf } from './import-nodes.ts';
import type { Changes } from './overlay.ts';

/** A place that is broken, `path:line`, and what was said about it. */
export type Sites = ReadonlyMap<string, string>;

export interface TypeChecker {
  /** Source files of the project itself, packages and declarations of libraries left out. */
  readonly sources: readonly ts.SourceFile[];
  /** Broken imports in the given files and in all that could see a change of them. */
  check(changes: Changes): Sites;
  /** Broken imports of the project as it stands. */
  readonly baseline: Sites;
  /** Whether the file is in one of the programs. */
  includes(file: string): boolean;
  /** Whether the module was not found before any mutation. */
  unresolved(file: string, specifier: string): boolean;
}

/** Diagnostics that are about an import or an export. */
export const importCodes: ReadonlySet<number> = new Set([
  1192, 1261, 2305, 2306, 2307, 2459, 2460, 2497, 2613, 2614, 2616, 2617, 2694, 2724, 2792, 2834, 2835,
  // An import for its side effects (noUncheckedSideEffectImports), and a module that is there without types.
  2882, 7016,
  // An augmentation of a module that is not there.
  2664,
]);

/** Property does not exist: about an import only when the object is a module namespace. */
const memberCodes: ReadonlySet<number> = new Set([2339, 2551]);

/** @param configs absolute paths of the tsconfig files whose programs make up the project */
export function createTypeChecker(configs: readonly string[]): TypeChecker {
  const programs = configs.map((config) => createBaseProgram(config));
  const sources = new Map<string, ts.SourceFile>();
  for (const { own } of programs) for (const source of own) sources.set(source.fileName, source);
  const baseline = new Map<string, string>();
  for (const { program, own, namespaces } of programs) addSites(program, own, namespaces, baseline);
  const unresolved = new Set<string>();
  for (const [site, message] of baseline) {
    const specifier = /^TS(?:2307|2792|7016) .*?'([^']*)'/.exec(message)?.[1];
    if (specifier !== undefined) unresolved.add(`${site.slice(0, site.lastIndexOf(':'))}\0${specifier}`);
  }
  return {
    sources: [...sources.values()],
    baseline,
    includes: (file) => sources.has(file),
    unresolved: (file, specifier) => unresolved.has(`${file}\0${specifier}`),
    check(changes) {
      const sites = new Map<string, string>();
      for (const base of programs) checkChanged(base, changes, sites);
      for (const site of baseline.keys()) sites.delete(site);
      return sites;
    },
  };
}

interface BaseProgram {
  /** Mutated programs are made from it. */
  readonly program: ts.Program;
  /** The files of the project. */
  readonly own: readonly ts.SourceFile[];
  readonly host: ts.CompilerHost;
  readonly references: readonly ts.ProjectReference[] | undefined;
  readonly state: HostState;
  /** Files by what they import, of the project and of what it refers to. */
  readonly importers: ReadonlyMap<string, ReadonlySet<string>>;
  /** Local names that stand for a module, by file. */
  readonly namespaces: ReadonlyMap<string, ReadonlySet<string>>;
  readonly reexporting: ReadonlySet<string>;
}

interface HostState {
  changes: Changes;
  readonly importers: Map<string, Set<string>>;
}

function createBaseProgram(config: string): BaseProgram {
  const parsed = ts.getParsedCommandLineOfConfigFile(config, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(`${config}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
    },
  });
  if (parsed === undefined) throw new Error(`${config} cannot be read`);
  const options: ts.CompilerOptions = {
    ...{ ...parsed.options, noEmit: true, skipLibCheck: true, noUncheckedSideEffectImports: true },
    ...{ incremental: false, composite: false },
  };
  const state: HostState = { changes: new Map(), importers: new Map() };
  const host = createHost(options, state);
  const { projectReferences } = parsed;
  const program = ts.createProgram({
    ...{ rootNames: parsed.fileNames, options, host },
    ...(projectReferences === undefined ? {} : { projectReferences }),
  });
  const read = program
    .getSourceFiles()
    .filter((file) => !file.isDeclarationFile && !file.fileName.includes('/node_modules/'));
  const own = read.filter((file) => !isOfReference(program, file));
  const checker = program.getTypeChecker();
  // What a file of this project takes from another one may come through several files of that.
  for (const source of read) addImports(source, checker, state.importers);
  const namespaces = new Map(own.map((source) => [source.fileName, namespacesIn(source, checker)]));
  const reexports = /export\s*(?:\{|\*|type\s*\{|default|import|const|=)/;
  const reexporting = new Set(
    read.filter(({ text }) => reexports.test(text)).map(({ fileName }) => fileName),
  );
  const references = projectReferences;
  return { program, own, host, references, state, importers: state.importers, namespaces, reexporting };
}

/** The source of another project that this one refers to: TypeScript reads it, and checks it in that project only. */
function isOfReference(program: ts.Program, file: ts.SourceFile): boolean {
  // Not in the declarations of TypeScript.
  const { isSourceOfProjectReferenceRedirect: isOf } = program as ts.Program & {
    isSourceOfProjectReferenceRedirect?(path: string): boolean;
  };
  return isOf?.(file.fileName) ?? false;
}

/** A host that reads the changed texts, and gives the same source file for the same text. */
function createHost(options: ts.CompilerOptions, state: HostState): ts.CompilerHost {
  const base = ts.createCompilerHost(options, true);
  const kept = new Map<string, ts.SourceFile | undefined>();
  const sourcesOfReferences = {
    // Other projects that this one refers to are read from their sources, built or not, as editors do.
    useSourceOfProjectReferenceRedirect: () => true,
  };
  return {
    ...{ ...base, ...sourcesOfReferences },
    fileExists: (path) => state.changes.get(path) !== null && base.fileExists(path),
    readFile: (path) => state.changes.get(path) ?? base.readFile(path),
    getSourceFile(path, languageVersion) {
      const changed = state.changes.get(path);
      if (changed === null) return undefined;
      if (changed !== undefined) return ts.createSourceFile(path, changed, languageVersion, true);
      if (!kept.has(path)) kept.set(path, base.getSourceFile(path, languageVersion));
      return kept.get(path);
    },
    // What led to a deleted file has to be resolved anew; all else stays as in the program before.
    hasInvalidatedResolutions(importer) {
      for (const [path, text] of state.changes) {
        if (text === null && state.importers.get(path)?.has(importer) === true) return true;
      }
      return false;
    },
  };
}

/** Notes who imports what, in every form. */
function addImports(
  source: ts.SourceFile,
  checker: ts.TypeChecker,
  importers: Map<string, Set<string>>,
): void {
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && isSpecifier(node)) {
      const target = checker.getSymbolAtLocation(node)?.declarations?.find(ts.isSourceFile)?.fileName;
      if (target === undefined) return;
      const known = importers.get(target);
      if (known === undefined) importers.set(target, new Set([source.fileName]));
      else known.add(source.fileName);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

function isSpecifier({ parent }: ts.StringLiteralLike): boolean {
  if (ts.isCallExpression(parent)) {
    const { expression } = parent;
    return expression.kind === ts.SyntaxKind.ImportKeyword || expression.getText() === 'require';
  }
  if (ts.isLiteralTypeNode(parent)) return ts.isImportTypeNode(parent.parent);
  return (
    ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isExternalModuleReference(parent)
  );
}

/** Imported names that stand for a module: `* as ns`, and names under which another file exports a namespace. */
function namespacesIn(source: ts.SourceFile, checker: ts.TypeChecker): ReadonlySet<string> {
  const names = new Set<string>();
  const addIfModule = (name: ts.Identifier) => {
    const symbol = checker.getSymbolAtLocation(name);
    if (symbol === undefined || (symbol.flags & ts.SymbolFlags.Alias) === 0) return;
    if (checker.getAliasedSymbol(symbol).declarations?.some(ts.isSourceFile) === true) names.add(name.text);
  };
  for (const statement of source.statements) {
    if (ts.isImportEqualsDeclaration(statement)) names.add(statement.name.text);
    if (!ts.isImportDeclaration(statement)) continue;
    const { name, namedBindings } = statement.importClause ?? {};
    if (name !== undefined) addIfModule(name);
    if (namedBindings === undefined) continue;
    if (ts.isNamespaceImport(namedBindings)) names.add(namedBindings.name.text);
    else for (const element of namedBindings.elements) addIfModule(element.name);
  }
  // `let parser: typeof Parser;` is given its module later.
  const addHolders = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.type !== undefined && ts.isIdentifier(node.name)) {
      const { type } = node;
      const isModule =
        (ts.isImportTypeNode(type) && type.isTypeOf && type.qualifier === undefined) ||
        (ts.isTypeQueryNode(type) && ts.isIdentifier(type.exprName) && names.has(type.exprName.text));
      if (isModule) names.add(node.name.text);
    }
    ts.forEachChild(node, addHolders);
  };
  addHolders(source);
  return names;
}

function checkChanged(base: BaseProgram, changes: Changes, sites: Map<string, string>): void {
  const { program: before, importers, reexporting } = base;
  const roots = before.getRootFileNames().filter((file) => changes.get(file) !== null);
  base.state.changes = changes;
  const program = ts.createProgram({
    rootNames: roots,
    options: before.getCompilerOptions(),
    host: base.host,
    oldProgram: before,
    ...(base.references === undefined ? {} : { projectReferences: base.references }),
  });
  const affected = new Set(changes.keys());
  const followed = new Set<string>();
  const queue = [...changes.keys()];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (followed.has(file)) continue;
    followed.add(file);
    for (const importer of importers.get(file) ?? []) {
      affected.add(importer);
      if (reexporting.has(importer)) queue.push(importer);
    }
  }
  const files = [...affected]
    .flatMap((file) => program.getSourceFile(file) ?? [])
    .filter((file) => !isOfReference(program, file));
  addSites(program, files, base.namespaces, sites);
  base.state.changes = new Map();
}

/**
 * What `Program.getSemanticDiagnostics` can do too: the diagnostics of some nodes of a file, as editors ask for those of
 * the part that is on the screen.
 */
type PartialCheck = (
  file: ts.SourceFile,
  cancellation: undefined,
  nodes: readonly ts.Node[],
) => readonly ts.Diagnostic[];

function addSites(
  program: ts.Program,
  files: readonly ts.SourceFile[],
  namespaces: BaseProgram['namespaces'],
  sites: Map<string, string>,
): void {
  const check: PartialCheck = program.getSemanticDiagnostics;
  for (const file of files) {
    const nodes = importNodesOf(file, namespaces.get(file.fileName) ?? new Set());
    for (const diagnostic of check(file, undefined, nodes)) {
      const { code, start, messageText } = diagnostic;
      if (start === undefined) continue;
      const isImport =
        importCodes.has(code) || (memberCodes.has(code) && isNamespaceMember(program, file, start));
      if (!isImport) continue;
      const line = file.getLineAndCharacterOfPosition(start).line + 1;
      sites.set(`${file.fileName}:${line}`, `TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
    }
  }
}

/** Whether the property at the offset is looked for in a module namespace. */
function isNamespaceMember(program: ts.Program, file: ts.SourceFile, offset: number): boolean {
  const checker = program.getTypeChecker();
  let found = false;
  const visit = (node: ts.Node): void => {
    if (found || offset < node.getFullStart() || offset >= node.getEnd()) return;
    if (ts.isPropertyAccessExpression(node) && node.name.getStart(file) === offset) {
      found = isModule(checker.getTypeAtLocation(node.expression)) || isNamespace(checker, node.expression);
    } else if (ts.isBindingElement(node) && (node.propertyName ?? node.name).getStart(file) === offset) {
      found = isModule(checker.getTypeAtLocation(node.parent));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** `ns` of `import * as ns`: of a module with `export =` it has the type of that value. */
function isNamespace(checker: ts.TypeChecker, node: ts.Expression): boolean {
  return checker.getSymbolAtLocation(node)?.declarations?.some(ts.isNamespaceImport) === true;
}

function isModule(type: ts.Type): boolean {
  return type.symbol?.declarations?.some(ts.isSourceFile) === true;
}
