// What TypeScript's checker says about the imports of a project, by file and line. Programs are kept and reused, so
// that a mutation costs the files that see it and not the project.

import ts from 'typescript';
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
}

/** Diagnostics that are about an import or an export. */
const importCodes: ReadonlySet<number> = new Set([
  1192, 1261, 2305, 2306, 2307, 2459, 2460, 2497, 2613, 2614, 2616, 2617, 2694, 2724, 2792, 2834, 2835,
  // An import for its side effects (noUncheckedSideEffectImports), and a module that is there without types.
  2882, 7016,
]);

/** Property does not exist: about an import only when the object is a module namespace. */
const memberCodes: ReadonlySet<number> = new Set([2339, 2551]);

/** @param configs absolute paths of the tsconfig files whose programs make up the project */
export function createTypeChecker(configs: readonly string[]): TypeChecker {
  const programs = configs.map((config) => createBaseProgram(config));
  const sources = new Map<string, ts.SourceFile>();
  for (const { own } of programs) for (const source of own) sources.set(source.fileName, source);
  const baseline = new Map<string, string>();
  for (const { program, own } of programs) addSites(program, own, baseline);
  return {
    sources: [...sources.values()],
    baseline,
    check(changes) {
      const sites = new Map<string, string>();
      for (const base of programs) checkChanged(base, changes, sites);
      for (const site of baseline.keys()) sites.delete(site);
      return sites;
    },
  };
}

interface BaseProgram {
  readonly program: ts.Program;
  readonly own: readonly ts.SourceFile[];
  readonly host: ts.CompilerHost;
  readonly changes: { current: Changes };
  /** Files by what they import, for files of the project. */
  readonly importers: ReadonlyMap<string, ReadonlySet<string>>;
  readonly reexporting: ReadonlySet<string>;
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
    ...parsed.options,
    ...{
      noEmit: true,
      skipLibCheck: true,
      incremental: false,
      composite: false,
      noUncheckedSideEffectImports: true,
    },
  };
  const changes: { current: Changes } = { current: new Map() };
  const importers = new Map<string, Set<string>>();
  const host = createHost(options, changes, importers);
  const program = ts.createProgram({
    rootNames: parsed.fileNames,
    options,
    host,
    ...(parsed.projectReferences === undefined ? {} : { projectReferences: parsed.projectReferences }),
  });
  const own = program
    .getSourceFiles()
    .filter((file) => !file.isDeclarationFile && !file.fileName.includes('/node_modules/'));
  return { program, own, host, changes, importers, reexporting: addImporters(program, own, importers) };
}

/** A host that reads the changed texts, and gives the same source file for the same text. */
function createHost(
  options: ts.CompilerOptions,
  changes: { current: Changes },
  importers: ReadonlyMap<string, ReadonlySet<string>>,
): ts.CompilerHost {
  const base = ts.createCompilerHost(options, true);
  const kept = new Map<string, ts.SourceFile | undefined>();
  return {
    ...base,
    fileExists: (path) =>
      changes.current.has(path) ? changes.current.get(path) !== null : base.fileExists(path),
    readFile: (path) =>
      changes.current.has(path) ? (changes.current.get(path) ?? undefined) : base.readFile(path),
    getSourceFile(path, languageVersion) {
      const text = changes.current.get(path);
      if (text === null) return undefined;
      if (text !== undefined) return ts.createSourceFile(path, text, languageVersion, true);
      if (!kept.has(path)) kept.set(path, base.getSourceFile(path, languageVersion));
      return kept.get(path);
    },
    // What led to a deleted file has to be resolved anew; all else stays as in the program before.
    hasInvalidatedResolutions(importer) {
      for (const [path, text] of changes.current) {
        if (text === null && importers.get(path)?.has(importer) === true) return true;
      }
      return false;
    },
  };
}

/** Fills `importers`. Gives the files through which a change may be seen further up. */
function addImporters(
  program: ts.Program,
  own: readonly ts.SourceFile[],
  importers: Map<string, Set<string>>,
): ReadonlySet<string> {
  const checker = program.getTypeChecker();
  const reexporting = new Set<string>();
  for (const source of own) {
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node)) {
        const target = checker.getSymbolAtLocation(node)?.declarations?.find(ts.isSourceFile)?.fileName;
        if (target === undefined) return;
        const known = importers.get(target);
        if (known === undefined) importers.set(target, new Set([source.fileName]));
        else known.add(source.fileName);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    if (/export\s*(?:\{|\*|type\s*\{|default|import|const|=)/.test(source.text))
      reexporting.add(source.fileName);
  }
  return reexporting;
}

function checkChanged(base: BaseProgram, changes: Changes, sites: Map<string, string>): void {
  const { program: before, importers, reexporting } = base;
  const roots = before.getRootFileNames().filter((file) => changes.get(file) !== null);
  base.changes.current = changes;
  const program = ts.createProgram({
    rootNames: roots,
    options: before.getCompilerOptions(),
    host: base.host,
    oldProgram: before,
  });
  const affected = new Set<string>();
  const queue = [...changes.keys()];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (affected.has(file)) continue;
    affected.add(file);
    for (const importer of importers.get(file) ?? []) {
      if (reexporting.has(importer)) queue.push(importer);
      else affected.add(importer);
    }
  }
  const files = [...affected].flatMap((file) => program.getSourceFile(file) ?? []);
  addSites(program, files, sites);
  base.changes.current = new Map();
}

function addSites(program: ts.Program, files: readonly ts.SourceFile[], sites: Map<string, string>): void {
  for (const file of files) {
    for (const diagnostic of program.getSemanticDiagnostics(file)) {
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
      found = isModule(checker.getTypeAtLocation(node.expression));
    } else if (ts.isBindingElement(node) && (node.propertyName ?? node.name).getStart(file) === offset) {
      found = isModule(checker.getTypeAtLocation(node.parent));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isModule(type: ts.Type): boolean {
  return type.symbol?.declarations?.some(ts.isSourceFile) === true;
}
