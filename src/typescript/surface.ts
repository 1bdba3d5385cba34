// The names of modules that syntax cannot tell: `export = X` where X is a value with members (lodash, express, react).
// TypeScript's checker is asked, in a program of those declarations and what they refer to, never the whole project.
// What the checker cannot tell either (a type it cannot resolve) stays dynamic.

import type { Project, ts } from 'ts-morph';
import type { FileSystem } from '../host/file-system.ts';
import type { ModuleGraph, ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { LocalExport, Meaning, ModuleRecord } from '../model/module-record.ts';
import { createFileSystemHost } from './file-system-host.ts';
import { loadTsMorph } from './load.ts';
import type { SurfaceCache } from './surface-cache.ts';

export interface SurfaceInput {
  readonly graph: ModuleGraph;
  /** Modules whose exports a look-up could not tell, in any order; those that no checker can help with are passed over. */
  readonly unknownModules: Iterable<ModuleId>;
  readonly root: string;
  readonly fileSystem: FileSystem;
  readonly cache: SurfaceCache;
}

/** The exported names of one module, and the files that they were read from. */
export interface CompletedSurface {
  /** Null: the checker cannot tell them all. */
  readonly exports: readonly LocalExport[] | null;
  readonly files: readonly ModuleId[];
}

/**
 * Nodes to put in place of those whose `export =` only the checker can list: flat, static, all names local.
 * ts-morph is loaded when at least one of them is not in the cache.
 */
export function completeSurfaces(input: SurfaceInput): ReadonlyMap<ModuleId, ModuleNode> {
  const { graph, cache, fileSystem } = input;
  const completed = new Map<ModuleId, ModuleNode>();
  const open: Subject[] = [];
  const place = (node: ModuleNode, { exports }: CompletedSurface) => {
    if (exports !== null) completed.set(node.id, { ...node, record: flatRecord(node.record, exports) });
  };
  for (const id of [...new Set(input.unknownModules)].sort()) {
    const subject = subjectOf(graph, id);
    if (subject === null) continue;
    const cached = cache.get(id, (file) => fileSystem.version(file));
    if (cached === undefined) open.push(subject);
    else place(subject.node, cached);
  }
  if (open.length === 0) return completed;
  for (const [subject, surface] of askChecker(open, input)) {
    cache.set(subject.node.id, surface, (file) => fileSystem.version(file));
    place(subject.node, surface);
  }
  return completed;
}

/** A module to ask about: a declaration file, or an ambient module with the files that declare it. */
interface Subject {
  readonly node: ModuleNode;
  readonly ambientName: string | null;
  readonly files: readonly ModuleId[];
}

function subjectOf(graph: ModuleGraph, id: ModuleId): Subject | null {
  const node = graph.get(id);
  if (node === undefined || node.record.moduleKind !== 'declaration' || !hasWholeExport(node.record))
    return null;
  if (!id.startsWith('ambient:')) return { node, ambientName: null, files: [id] };
  const ambientName = id.slice('ambient:'.length);
  const declares = ({ record }: ModuleNode) =>
    record.ambientModules.some(({ augmentation, specifier }) => !augmentation && specifier === ambientName);
  return { node, ambientName, files: [...graph.values()].filter(declares).map((declaring) => declaring.id) };
}

function hasWholeExport({ exports, dynamicReason }: ModuleRecord): boolean {
  return (
    dynamicReason === 'export-equals' ||
    exports.some((entry) => entry.kind !== 'star' && entry.exportName === 'export=')
  );
}

function flatRecord(record: ModuleRecord, exports: readonly LocalExport[]): ModuleRecord {
  const { dynamicReason: _, ...rest } = record;
  return { ...rest, exportsKind: 'static', exports };
}

/**
 * Asks first without the types of Node, which are large; where a base class or a type then is unresolved (`any`), once
 * more with them.
 */
function askChecker(subjects: readonly Subject[], input: SurfaceInput): Map<Subject, CompletedSurface> {
  const answers = new Map<Subject, CompletedSurface>();
  let open = subjects;
  for (const types of [[], ['node']]) {
    if (open.length === 0) break;
    const project = createProject(types, input);
    for (const file of new Set(open.flatMap(({ files }) => files))) project.addSourceFileAtPathIfExists(file);
    const program = project.getProgram().compilerObject;
    const files = program.getSourceFiles().map(({ fileName }) => fileName);
    const own = files.filter((file) => input.fileSystem.version(file) !== null);
    for (const subject of open) answers.set(subject, { exports: exportsOf(subject, program), files: own });
    open = open.filter((subject) => answers.get(subject)?.exports === null);
  }
  return answers;
}

function createProject(types: string[], { fileSystem, root }: SurfaceInput): Project {
  const { Project, ts } = loadTsMorph();
  return new Project({
    fileSystem: createFileSystemHost(fileSystem, root),
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts'],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      skipLibCheck: true,
      esModuleInterop: true,
      noEmit: true,
      types,
    },
  });
}

function exportsOf({ node, ambientName, files }: Subject, program: ts.Program): LocalExport[] | null {
  const { ts } = loadTsMorph();
  const checker = program.getTypeChecker();
  const module =
    ambientName === null
      ? moduleSymbolOf(program, checker, files[0] ?? node.id)
      : checker.getAmbientModules().find(({ name }) => name === `"${ambientName}"`);
  if (module === undefined) return null;
  const byName = new Map(checker.getExportsOfModule(module).map((symbol) => [symbol.name, symbol]));
  byName.delete(ts.InternalSymbolName.ExportEquals);
  const toExports = () =>
    [...byName].map(([name, symbol]) => localExport(name, resolved(symbol, checker), node.id));
  const whole = module.exports?.get(ts.InternalSymbolName.ExportEquals);
  if (whole === undefined) return toExports();
  const value = resolved(whole, checker);
  const properties = membersOf(value, checker);
  if (properties === null) return null;
  for (const property of properties) if (!byName.has(property.name)) byName.set(property.name, property);
  return [...toExports(), { ...localExport('export=', value, node.id), members: [...byName.keys()] }];
}

function moduleSymbolOf(program: ts.Program, checker: ts.TypeChecker, file: string): ts.Symbol | undefined {
  const source = program.getSourceFile(file);
  return source === undefined ? undefined : checker.getSymbolAtLocation(source);
}

function resolved(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  const { ts } = loadTsMorph();
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

/** The properties of what `export = X` exports; null for `any`, and for a class with a base that is not resolved. */
function membersOf(whole: ts.Symbol, checker: ts.TypeChecker): readonly ts.Symbol[] | null {
  const { ts } = loadTsMorph();
  if (checker.isUnknownSymbol(whole)) return null;
  if ((whole.flags & ts.SymbolFlags.Value) === 0) return [];
  const type = checker.getTypeOfSymbol(whole);
  if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return null;
  if (checker.getIndexInfosOfType(type).length > 0 || hasUnknownBase(whole, checker)) return null;
  return checker.getPropertiesOfType(type);
}

/** `class A extends B` where B, or what B extends, is not resolved: A then has statics that nobody can list. */
function hasUnknownBase(whole: ts.Symbol, checker: ts.TypeChecker): boolean {
  const { ts } = loadTsMorph();
  const seen = new Set<ts.Symbol>();
  for (let symbol: ts.Symbol | undefined = whole; symbol !== undefined && !seen.has(symbol); ) {
    seen.add(symbol);
    const declared = symbol.declarations?.find(ts.isClassDeclaration);
    const base = declared?.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
      ?.types[0];
    if (base === undefined) return false;
    const type = checker.getTypeAtLocation(base.expression);
    if ((type.flags & ts.TypeFlags.Any) !== 0) return true;
    symbol = type.symbol;
  }
  return false;
}

function localExport(exportName: string, symbol: ts.Symbol, file: ModuleId): LocalExport {
  const declaration = symbol.declarations?.find((node) => node.getSourceFile().fileName === file);
  const span =
    declaration === undefined
      ? { start: 0, end: 0 }
      : { start: declaration.getStart(), end: declaration.getEnd() };
  return { kind: 'local', exportName, localName: symbol.name, meaning: meaningOf(symbol), span };
}

function meaningOf({ flags }: ts.Symbol): Meaning {
  const { ts } = loadTsMorph();
  const value = (flags & ts.SymbolFlags.Value) !== 0;
  const type = (flags & (ts.SymbolFlags.Type | ts.SymbolFlags.Namespace)) !== 0;
  if (value && type) return 'both';
  return type ? 'type' : 'value';
}
