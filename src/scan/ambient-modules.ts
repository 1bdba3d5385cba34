// `declare module 'x' { … }` in a script declares a module that has no file. A bare specifier that leads nowhere else,
// to a built-in module whose types are declared so, or to a package whose types are, may mean one; the declaration
// becomes a node `ambient:x` of the graph.
// Source: TypeScript handbook, "Modules .d.ts" (ambient modules, shorthand, wildcard).

import { sourceExtensions } from '../languages/languages.ts';
import type { AmbientModule, ExportEntry } from '../model/export-entry.ts';
import type { ImportEntry } from '../model/import-entry.ts';
import { addTo } from '../model/lists.ts';
import type { ModuleSettings } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRecord } from '../model/module-record.ts';
import type { ModuleRequest } from '../model/module-request.ts';
import { misspeltName } from '../model/nearest-name.ts';
import type { Resolution } from '../model/resolution.ts';
import { loadDeclarations, matchesPattern, type OpenRequest } from './declarations-in-scope.ts';
import type { GraphBuilder, GrowingNode } from './graph-builder.ts';

const STYLE_SHEET = /\.(?:css|less|s[ac]ss|styl(?:us)?|pcss|postcss|sss)$/;

interface Declaration {
  readonly module: ModuleId;
  readonly ambient: AmbientModule;
}

/**
 * Gives every bare specifier of the project files that is unresolved to the ambient module of that name, if one is
 * declared by the project, by a package in scope (tsconfig `types`, `@types`), or by what those refer to.
 * @returns the files in which a specifier has got an answer
 */
export function addAmbientModules(files: readonly ModuleId[], builder: GraphBuilder): ReadonlySet<ModuleId> {
  const answered = new Set<ModuleId>();
  const open = unresolvedRequests(files, builder);
  if (open.length === 0) return answered;
  const declared = loadDeclarations(open, builder);
  const declarations = collect(builder);
  const knows = createScope(builder);
  for (const { id, request, specifier } of open) {
    const before = builder.resolution(id, request);
    // A pattern stands for what has no file; a package that is there has one.
    const pattern = before.kind === 'module' ? undefined : bestPattern(declarations.patterns, specifier);
    if (isOfAKind(pattern) && (isAbsentFile(before) || mayBeSource(specifier, before))) continue;
    const found = [declarations.exact.get(specifier), pattern].find((declared) =>
      declared?.some(({ module }) => knows(id, module)),
    );
    const first = found?.[0];
    if (found === undefined || first === undefined) {
      const isTold = builder.node(id)?.record.requests[request]?.untold !== true;
      const near =
        isTold && pattern === undefined ? misspelt(id, specifier, before, declared, builder) : null;
      if (near !== null) builder.replaceResolution(id, request, near);
      continue;
    }
    const module = addNode(first.ambient.specifier, found, declarations, builder);
    if (module === null) continue;
    builder.replaceResolution(id, request, ambientResolution(module, before, builder));
    answered.add(id);
  }
  return answered;
}

/**
 * `astro:contnt`, where types in scope declare `astro:content`: something makes modules of such names, and the compiler
 * that looks at the file knows them all.
 */
function misspelt(
  id: ModuleId,
  specifier: string,
  before: Resolution,
  declared: ReadonlySet<string>,
  builder: GraphBuilder,
): Resolution | null {
  const isMade = before.kind === 'unknown' && before.reason === 'virtual-module';
  if (!isMade || builder.settings(id)?.typescript !== true) return null;
  const suggestion = misspeltName(specifier, declared);
  return suggestion === null ? null : { kind: 'unresolved', reason: 'not-found', tried: [], suggestion };
}

/** `*.png`, `*?raw`: says what files of a kind give; `virtual:*` speaks of modules that something makes. */
function isOfAKind(pattern: readonly Declaration[] | undefined): boolean {
  return pattern?.[0]?.ambient.specifier.startsWith('*') === true;
}

/** An alias leads to a path where no file is. */
function isAbsentFile(resolution: Resolution): boolean {
  return resolution.kind === 'unresolved' && resolution.expected !== undefined;
}

/**
 * An alias that nobody here declares, or that a framework brings (`components/a.vue` of Quasar), to a file of source: what
 * is in it is more than what is said of all of its kind (`declare module '*.svelte'`, which has a default).
 */
function mayBeSource(specifier: string, resolution: Resolution): boolean {
  const isAlias =
    resolution.kind === 'unknown' &&
    (resolution.reason === 'undeclared-alias' || resolution.reason === 'virtual-module');
  return isAlias && sourceExtensions.some((extension) => specifier.endsWith(extension));
}

/** The declaration gives the types; what runs is what the specifier led to before, if anything. */
function ambientResolution(module: ModuleId, before: Resolution, builder: GraphBuilder): Resolution {
  if (before.kind !== 'module') {
    return { kind: 'module', module, runtime: before.kind === 'builtin' ? (before.module ?? null) : null };
  }
  const runtime = before.runtime ?? (isUntyped(before.module, builder) ? before.module : null);
  return { ...before, module, runtime };
}

/** JavaScript that a TypeScript importer reached because the package has no types. */
function isUntyped(module: ModuleId, builder: GraphBuilder): boolean {
  return /\.[cm]?jsx?$/.test(module) && builder.node(module) !== null;
}

/**
 * Whether a declaration is in scope of a file. One of the project is unless no tsconfig has both and nothing refers to
 * it; one of a package was only read because something led to it.
 */
function createScope(builder: GraphBuilder): (file: ModuleId, declaration: ModuleId) => boolean {
  let referred: ReadonlySet<ModuleId> | null = null;
  return (file, declaration) => {
    if (builder.node(declaration)?.role !== 'project') return true;
    if (builder.frontend(file)?.resolver.sharesGlobals?.(file, declaration) !== false) return true;
    referred ??= referredModules(builder);
    return referred.has(declaration);
  };
}

function referredModules(builder: GraphBuilder): ReadonlySet<ModuleId> {
  const referred = new Set<ModuleId>();
  for (const id of builder.ids()) {
    const node = builder.node(id);
    // Of a package only what a name leads to is resolved.
    if (node?.role !== 'project') continue;
    for (const request of node.record.requests.keys()) {
      const resolution = builder.resolution(id, request);
      if (resolution.kind === 'module') referred.add(resolution.module);
    }
  }
  return referred;
}

/** Specifiers that an ambient module may answer. A relative one only for the names of an asset, which has to be there. */
function unresolvedRequests(files: readonly ModuleId[], builder: GraphBuilder): OpenRequest[] {
  const open: OpenRequest[] = [];
  for (const id of files) {
    const node = builder.node(id);
    if (node === null || node.record.language !== 'javascript') continue;
    node.record.requests.forEach(({ specifier }, request) => {
      if (specifier.startsWith('.') && builder.resolution(id, request).kind !== 'asset') return;
      if (mayBeAmbient(node, request, builder)) open.push({ id, request, specifier });
    });
  }
  return open;
}

function mayBeAmbient(node: GrowingNode, request: number, builder: GraphBuilder): boolean {
  const resolution = builder.resolution(node.id, request);
  switch (resolution.kind) {
    case 'unresolved':
    case 'unknown':
      return true;
    case 'external':
      // What the project declares is added to what the types of the package declare: it is not all.
      return resolution.isTypedApart !== true;
    case 'builtin':
      return resolution.module !== undefined && asksForMore(node, request, resolution.module, builder);
    case 'module': {
      // `declare module 'tunnel-agent' { … }` gives types to a package that has none.
      if (builder.settings(node.id)?.typescript === true && isUntyped(resolution.module, builder))
        return true;
      // `svelte/types/index.d.ts` is a script that declares the module `svelte`.
      const specifier = node.record.requests[request]?.specifier;
      const blocks = builder.node(resolution.module)?.record.ambientModules ?? [];
      return blocks.some((block) => !block.augmentation && block.specifier === specifier);
    }
    case 'asset':
      // `import { text } from './page.html?raw'`: the types say what a bundler makes of it. Of style sheets they say less
      // than is there (the names of CSS modules).
      return (
        builder.settings(node.id)?.typescript === true &&
        !STYLE_SHEET.test(resolution.path) &&
        asksFor(node, request, (name) => name !== 'default')
      );
  }
}

/** Whether a name is asked for that a built-in module does not have at run time: it may be a type of `@types/node`. */
function asksForMore(node: GrowingNode, request: number, module: ModuleId, builder: GraphBuilder): boolean {
  const builtin = builder.node(module);
  if (builtin === null) return false;
  const { exportsByName: exported } = builtin;
  const unlisted = builtin.record.unlistedProperties ?? [];
  return asksFor(node, request, (name) => !exported.has(name) && !unlisted.includes(name));
}

/** Whether a request asks for a name of this kind. */
function asksFor(node: GrowingNode, request: number, isOfInterest: (name: string) => boolean): boolean {
  const { imports, exports, memberUses } = node.record;
  const isAsked = (name: string | undefined) => name !== undefined && name !== '*' && isOfInterest(name);
  return (
    imports.some((entry) => entry.request === request && isAsked(entry.importName)) ||
    exports.some(
      (entry) => entry.kind === 'indirect' && entry.request === request && isAsked(entry.importName),
    ) ||
    memberUses.some(({ of, path }) => {
      const asked = 'request' in of ? of.request : namespaceRequest(imports[of.import]);
      return asked === request && isAsked(path[0]?.name);
    })
  );
}

function namespaceRequest(entry: ImportEntry | undefined): number | undefined {
  return entry?.importName === '*' ? entry.request : undefined;
}

interface Declarations {
  readonly exact: Map<string, Declaration[]>;
  readonly patterns: Declaration[][];
}

function collect(builder: GraphBuilder): Declarations {
  const exact = new Map<string, Declaration[]>();
  for (const id of [...builder.ids()].sort()) {
    for (const ambient of builder.node(id)?.record.ambientModules ?? []) {
      if (ambient.augmentation) continue;
      addTo(exact, ambient.specifier, { module: id, ambient });
    }
  }
  const patterns = [...exact.values()].filter((list) => list[0]?.ambient.specifier.includes('*'));
  return { exact, patterns };
}

/** The matching wildcard with the longest prefix, as TypeScript chooses. */
function bestPattern(patterns: readonly Declaration[][], specifier: string): Declaration[] | undefined {
  let best: Declaration[] | undefined;
  let bestLength = -1;
  for (const list of patterns) {
    const pattern = list[0]?.ambient.specifier ?? '';
    const prefixLength = pattern.indexOf('*');
    if (matchesPattern(pattern, specifier) && prefixLength > bestLength)
      [best, bestLength] = [list, prefixLength];
  }
  return best;
}

/**
 * One node for all declarations of the same name: their exports together, each with the requests of its own file.
 * @returns the id of the node; null when the declarations cannot be read
 */
function addNode(
  specifier: string,
  declared: readonly Declaration[],
  all: Declarations,
  builder: GraphBuilder,
): ModuleId | null {
  const module = `ambient:${specifier}`;
  const declaring = builder.settings(declared[0]?.module ?? '');
  if (declaring === null) return null;
  // Of a module that is only declared, the format of the declaring file says nothing.
  const settings: ModuleSettings = { ...declaring, format: 'unknown' };
  // It was added before; asking for the node would read a file of that name (`ambient:chart.js` looks like one).
  if (builder.isRead(module)) return module;
  const requests: ModuleRequest[] = [];
  const resolutions: Resolution[] = [];
  const exports: ExportEntry[] = [];
  for (const { module: file, ambient } of declared) {
    const record = builder.node(file)?.record;
    if (record === undefined) continue;
    const offset = requests.length;
    requests.push(...record.requests);
    for (const _ of record.requests) resolutions.push({ kind: 'unknown', reason: 'not-followed' });
    for (const entry of ambient.exports) {
      if (entry.kind !== 'local')
        resolutions[entry.request + offset] = builder.resolution(file, entry.request);
      exports.push(entry.kind === 'local' ? entry : { ...entry, request: entry.request + offset });
    }
  }
  const opaque = declared.some(({ ambient }) => ambient.shorthand);
  const record: ModuleRecord = {
    language: 'javascript',
    moduleKind: 'declaration',
    exportsKind: opaque ? 'dynamic' : 'static',
    ...(opaque ? { dynamicReason: 'declared-any' as const } : {}),
    requests,
    imports: [],
    exports,
    memberUses: [],
    ambientModules: [],
    directives: [],
    errors: [],
  };
  builder.addVirtual(module, record, resolutions, settings);
  // `declare module 'node:fs' { export * from 'fs' }`: ambient modules refer to each other, in circles too.
  for (const entry of exports) {
    if (entry.kind === 'local') continue;
    const other = requests[entry.request]?.specifier ?? '';
    const found = all.exact.get(other);
    const target = found === undefined ? null : addNode(other, found, all, builder);
    if (target === null) continue;
    const before = builder.resolution(module, entry.request);
    builder.replaceResolution(module, entry.request, ambientResolution(target, before, builder));
  }
  return module;
}
