// The names of modules that syntax cannot tell: `export = X` where X is a value with members (lodash, express, react).
// TypeScript's checker is asked, in a program of those declarations and what they refer to, never the whole project.
// Where it cannot tell them all (an open type, one that it cannot resolve), other names stay unknown.

import type { Project, ts } from 'ts-morph';
import type { FileSystem } from '../host/file-system.ts';
import type { LocalExport } from '../model/export-entry.ts';
import type { ModuleGraph, ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRecord } from '../model/module-record.ts';
import { exportsByChecker, isComplete, moduleSymbolOf } from './checker-exports.ts';
import type { CompletedSurface } from './completed-surface.ts';
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
    open = open.filter((subject) => {
      const exports = answers.get(subject)?.exports ?? null;
      return exports === null || !isComplete(exports);
    });
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

function exportsOf(
  { node, ambientName, files }: Subject,
  program: ts.Program,
): readonly LocalExport[] | null {
  const checker = program.getTypeChecker();
  const module =
    ambientName === null
      ? moduleSymbolOf(files[0] ?? node.id, program)
      : checker.getAmbientModules().find(({ name }) => name === `"${ambientName}"`);
  return module === undefined ? null : exportsByChecker(module, node.id, checker);
}
