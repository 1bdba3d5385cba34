// Reads the project and what it reaches: parse, resolve, and again for the files found on the way. The only feedback
// between phases lives here. Project files are read whole; of packages only the modules that a name leads to.

import type { FileSystem } from '../host/file-system.ts';
import { type Language, languageOf, type ResolverContext } from '../languages/language.ts';
import type { ModuleGraph, ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { LanguageId, ModuleRecord } from '../model/module-record.ts';
import { addAmbientModules } from './ambient-modules.ts';
import { createNameFollower, type NameFollower } from './follow-names.ts';
import { createGraphBuilder, type GraphBuilder } from './graph-builder.ts';
import { createNamespaceTest } from './leads-to-namespace.ts';
import { createNameSources, type NameSources } from './name-sources.ts';
import {
  isDroppedType,
  isLostAndDroppable,
  isOnlyInTypes,
  isTypeUsedAsValue,
  mayHave,
} from './only-in-types.ts';
import { addOptInDeclarations } from './opt-in-declarations.ts';
import { createReadAhead } from './read-ahead.ts';
import type { Frontend } from './read-module.ts';
import type { ReadingCache } from './reading-cache.ts';
import type { ReadingThreads } from './reading-threads.ts';
import { readRequiredModules } from './required-modules.ts';
import { createStarSteps } from './star-steps.ts';

export interface ScanInput {
  /** The files to check, sorted. */
  readonly files: readonly ModuleId[];
  /** The languages of files without an ending. */
  readonly programs: ReadonlyMap<ModuleId, LanguageId>;
  readonly fileSystem: FileSystem;
  readonly languages: readonly Language[];
  readonly context: ResolverContext;
  readonly cache: ReadingCache;
  readonly threads: ReadingThreads;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface ScanResult {
  readonly graph: ModuleGraph;
  /** The front ends that were loaded, for `why` and stubs. */
  readonly frontends: ReadonlyMap<LanguageId, Frontend>;
  /** Other threads that read as this one did. */
  readonly threads: ReadingThreads;
}

/** Scans to a fixed point. The graph holds its nodes sorted by id, whatever the order of `files`. */
export async function scan(input: ScanInput): Promise<ScanResult> {
  const { pythonVersion } = input.context.options;
  const reading = {
    fileSystem: input.fileSystem,
    cache: input.cache,
    ...(pythonVersion === undefined ? {} : { pythonVersion }),
  };
  const met = input.languages.filter((language) => isMet(language, input));
  input.threads.prepare(
    met.map(({ id }) => id),
    worthAThread(met, input),
  );
  const ahead = createReadAhead({ ...reading, threads: input.threads });
  ahead.expect(input.files.length);
  const frontends = await loadFrontends(met, input.context);
  const builder = createGraphBuilder({
    ...reading,
    ahead,
    frontendOf: (id) => frontendOf(id, input, frontends),
  });
  await readProject(input, builder);
  return { graph: completed(builder.finish(), frontends), frontends, threads: input.threads };
}

/** So many files are read ahead before they become nodes: what other threads have read takes its memory twice. */
const AT_ONCE = 10_000;

/** Every file of the project, and what it reaches. */
async function readProject(input: ScanInput, builder: GraphBuilder): Promise<void> {
  const starsFor = createStarSteps(builder);
  const follower = createNameFollower(builder, starsFor);
  let reported = 0;
  const report = (done: number) => {
    if (done <= reported) return;
    reported = done;
    input.onProgress?.(done, input.files.length);
  };
  for (let start = 0; start < input.files.length; start += AT_ONCE) {
    const files = input.files.slice(start, start + AT_ONCE);
    await builder.readAhead(files, 'names', (done) => report(start + done));
    files.forEach((id, index) => {
      builder.addProjectFile(id);
      report(start + index + 1);
    });
  }
  await followImports(input.files, builder, follower);
  await followImports(addAmbientModules(input.files, builder), builder, follower);
  const leadsToNamespace = createNamespaceTest(builder, starsFor);
  const sources = createNameSources(builder);
  const reread = input.files.filter((id) => wantMembers(id, builder, leadsToNamespace, sources));
  await builder.readAhead(reread, 'members');
  for (const id of reread) builder.readWithMembers(id);
  await followImports(reread, builder, follower);
  await followAlternatives(input.files, builder, follower);
  for (const id of input.files) readDeclarationsOfTargets(id, builder);
  readRequiredModules(input.files, builder);
  addOptInDeclarations(input.files, builder, input.fileSystem);
}

function isMet(language: Language, { files, programs }: ScanInput): boolean {
  return files.some((file) => isIn(language, file, programs));
}

function isIn({ id, extensions }: Language, file: ModuleId, programs: ScanInput['programs']): boolean {
  return extensions.some((extension) => file.endsWith(extension)) || programs.get(file) === id;
}

/** How many files are worth another thread, when they are of these languages as those of the project are. */
function worthAThread(met: readonly Language[], { files, programs }: ScanInput): number {
  let worth = 0;
  for (const language of met)
    worth += files.filter((file) => isIn(language, file, programs)).length / language.worthAThread;
  return worth === 0 ? Number.POSITIVE_INFINITY : Math.ceil(files.length / worth);
}

async function loadFrontends(
  languages: readonly Language[],
  context: ResolverContext,
): Promise<Map<LanguageId, Frontend>> {
  const frontends = new Map<LanguageId, Frontend>();
  for (const language of languages) {
    const [parser, createResolver] = await Promise.all([language.loadParser(), language.loadResolver()]);
    frontends.set(language.id, { language, parser, resolver: createResolver(context) });
  }
  return frontends;
}

function frontendOf(
  id: ModuleId,
  { languages, programs }: ScanInput,
  frontends: ReadonlyMap<LanguageId, Frontend>,
): Frontend | null {
  const language = programs.get(id) ?? languageOf(id, languages)?.id;
  return language === undefined ? null : (frontends.get(language) ?? null);
}

/** Follows every name that files of the project ask of other modules. */
function followImports(
  files: Iterable<ModuleId>,
  builder: GraphBuilder,
  follower: NameFollower,
): Promise<void> {
  for (const id of files) {
    const from = builder.node(id);
    if (from === null) continue;
    visitAsks(from.record, (request, path, isErased) => {
      if (isErased) follower.askTypes(from, request, path);
      else follower.ask(from, request, path);
    });
  }
  return follower.follow();
}

/**
 * What a package gives under other conditions, and what describes it, matters only for names that the usual file lacks: few,
 * so that the builds for other platforms are not read.
 */
function followAlternatives(
  files: readonly ModuleId[],
  builder: GraphBuilder,
  follower: NameFollower,
): Promise<void> {
  for (const id of files) {
    const record = builder.node(id)?.record;
    const answers = record?.requests.map((_, request) => builder.resolution(id, request)) ?? [];
    const hasAny = answers.some(
      (answer) =>
        answer.kind === 'module' && (answer.alternatives !== undefined || answer.declaration !== undefined),
    );
    if (record === undefined || !hasAny) continue;
    visitAsks(record, (request, path, isErased) => {
      const [name, ...rest] = path;
      const answer = answers[request];
      if (name === undefined || isErased || answer?.kind !== 'module') return;
      const { alternatives = [], declaration, module, runtime } = answer;
      if (alternatives.length === 0 && declaration === undefined) return;
      const isKnown = mayHave(runtime ?? module, name, builder);
      if (declaration !== undefined && !isKnown) follower.askModule(declaration, path);
      if (rest.length === 0 && isKnown) return;
      for (const alternative of alternatives) follower.askModule(alternative, path);
    });
  }
  return follower.follow();
}

/**
 * @param path the names that are asked of it, one inside the other; empty for the module alone
 * @param isErased nothing of it is left at run time
 */
type VisitAsk = (request: number, path: readonly string[], isErased: boolean) => void;

/** What a module asks of others: there are millions in a large project, so that none becomes an object. */
function visitAsks(record: ModuleRecord, visit: VisitAsk): void {
  const { requests } = record;
  const ask = (request: number, path: readonly string[], isErased: boolean): void =>
    visit(request, path, isErased || requests[request]?.typeOnly === true);
  for (let request = 0; request < requests.length; request++) ask(request, NONE, false);
  for (const entry of record.imports) {
    if (entry.star === true) ask(entry.request, STAR, false);
    else if (entry.importName !== '*') ask(entry.request, [entry.importName], entry.typeOnly);
    if (entry.orModule !== undefined) ask(entry.orModule, NONE, false);
  }
  for (const entry of record.exports) {
    if (entry.kind !== 'indirect' || entry.importName === '*') continue;
    ask(entry.request, [entry.importName], entry.typeOnly);
  }
  for (const use of record.memberUses) {
    const path = use.path.map((member) => member.name);
    const isErased = use.access === 'type';
    if ('request' in use.of) {
      ask(use.of.request, path, isErased);
      continue;
    }
    const entry = record.imports[use.of.import];
    if (entry === undefined) continue;
    ask(
      entry.request,
      entry.importName === '*' ? path : [entry.importName, ...path],
      isErased || entry.typeOnly,
    );
    if (entry.orModule !== undefined) ask(entry.orModule, path, isErased);
  }
}

const NONE: readonly string[] = [];
const STAR: readonly string[] = ['*'];

/**
 * A named import may turn out to be a namespace: `import { colors } from './theme'` where theme says
 * `export * as colors from './colors'`. Then `colors.gone` matters, and the file is read once more for its members. So it
 * is where a name of the types is not in what runs, or the name of a type may be used as a value.
 * @returns false when there is no such import
 */
function wantMembers(
  id: ModuleId,
  builder: GraphBuilder,
  leadsToNamespace: ReturnType<typeof createNamespaceTest>,
  sources: NameSources,
): boolean {
  const node = builder.node(id);
  if (node === null) return false;
  const names = new Set<string>();
  for (const [position, entry] of node.record.imports.entries()) {
    const { importName, localName } = entry;
    if (importName === '*' || localName === null || names.has(localName)) continue;
    const matters = leadsToNamespace(node, entry);
    if (
      matters === 'all' ||
      (matters !== 'none' && builder.mayAskForOther(id, position, matters)) ||
      isOnlyInTypes(node, entry, builder) ||
      isDroppedType(node, entry, builder, sources) ||
      isTypeUsedAsValue(node, position, builder, sources) ||
      isLostAndDroppable(node, entry, builder, sources)
    )
      names.add(localName);
  }
  builder.wantMembers(id, [...names]);
  return names.size > 0;
}

/**
 * Whether a missing name is declared and only lacks its `export` is not in a record that was made without a syntax tree.
 * Asked for modules that lack a name and have no star to get it through: few, in a project that runs.
 */
function readDeclarationsOfTargets(id: ModuleId, builder: GraphBuilder): void {
  const record = builder.node(id)?.record;
  for (const entry of [...(record?.imports ?? []), ...(record?.exports ?? [])]) {
    if (!('importName' in entry) || entry.importName === '*') continue;
    const target = builder.resolution(id, entry.request);
    const node = target.kind === 'module' ? builder.node(target.module) : null;
    if (node === null || node.exportsByName.has(entry.importName)) continue;
    if (!node.record.exports.some(({ kind }) => kind === 'star')) builder.readDeclarations(node.id);
  }
}

/**
 * Lets each front end add what only the whole graph tells. Asked again where something has become missing since: a flag may
 * say that nobody gets there, or code that it is made at run time.
 */
export function completed(graph: ModuleGraph, frontends: ReadonlyMap<LanguageId, Frontend>): ModuleGraph {
  let nodes: Map<ModuleId, ModuleNode> | null = null;
  for (const { resolver } of frontends.values()) {
    const replaced = resolver.complete?.(nodes ?? graph);
    if (replaced === undefined || replaced.size === 0) continue;
    nodes ??= new Map(graph);
    for (const [id, node] of replaced) nodes.set(id, node);
  }
  return nodes ?? graph;
}
