// The graph while it is being built: nodes are read when first asked for, and each request is resolved when first
// asked for. `finish` freezes it; what nobody asked of a package's module is left *not followed*.

import type { FileSystem } from '../host/file-system.ts';
import { textOf } from '../host/text-of.ts';
import type { ParseOptions } from '../languages/language.ts';
import type { ExportEntry } from '../model/export-entry.ts';
import { addTo } from '../model/lists.ts';
import type { ModuleGraph, ModuleNode, ModuleSettings } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRecord } from '../model/module-record.ts';
import type { Resolution } from '../model/resolution.ts';
import type { Span } from '../model/span.ts';
import { tellsNamedUses, withNamedUses, withoutNamedUses } from './named-uses.ts';
import type { ReadAhead, Wanted } from './read-ahead.ts';
import { type Frontend, readModule, readOutline, taskOf } from './read-module.ts';
import type { ReadingCache } from './reading-cache.ts';

export interface GraphBuilderOptions {
  readonly fileSystem: FileSystem;
  readonly cache: ReadingCache;
  readonly ahead: ReadAhead;
  /** The loaded front end of a file; null for files of no known language. */
  readonly frontendOf: (id: ModuleId) => Frontend | null;
  readonly pythonVersion?: string;
}

/** A node that still grows. */
export interface GrowingNode {
  readonly id: ModuleId;
  readonly role: 'project' | 'target';
  readonly record: ModuleRecord;
  /** The exports of `record` by name; stars are apart. */
  readonly exportsByName: ReadonlyMap<string, readonly ExportEntry[]>;
  readonly submodules: ReadonlyMap<string, ModuleId> | undefined;
}

export interface GraphBuilder {
  /**
   * Reads modules that will be asked for, on all processors; changes no answer. Those that are nodes are left out, but
   * for `members`, which are read again.
   */
  readAhead(
    ids: readonly ModuleId[],
    detail: ParseOptions['detail'],
    onProgress?: (done: number) => void,
  ): Promise<void>;
  addProjectFile(id: ModuleId): void;
  /** Adds a node that is no file (an ambient module), with resolutions already made. */
  addVirtual(
    id: ModuleId,
    record: ModuleRecord,
    resolutions: readonly Resolution[],
    settings: ModuleSettings,
  ): void;
  /** Whether asking for the node reads nothing: it is there, or known to be no module that can be read. */
  isRead(id: ModuleId): boolean;
  /** The node, read now when it was not; null when the id is no module that can be read. */
  node(id: ModuleId): GrowingNode | null;
  /**
   * What a declaration file refers to and which ambient modules it may declare, without making it a node: of the many
   * files of `@types` few are needed.
   */
  outline(id: ModuleId): DeclarationOutline;
  /** Says of which named imports of a file the member uses are wanted, by their local names; of none, mostly. */
  wantMembers(id: ModuleId, names: readonly string[]): void;
  /** The file with the member uses that are wanted: read again, where the first reading did not tell them. */
  readWithMembers(id: ModuleId): void;
  /** Whether a file may use an imported name (index of its entry) as a value; true when in doubt. */
  mayUseAsValue(id: ModuleId, entry: number): boolean;
  /** Whether a file may ask an imported name for a member that is none of these; true when in doubt. */
  mayAskForOther(id: ModuleId, entry: number, members: readonly string[]): boolean;
  /** Reads a file of the project again with the names that it declares and does not export, when that is not known. */
  readDeclarations(id: ModuleId): void;
  /**
   * Reads a package's CommonJS module whole, when the lexer did not see a name. Gives the new node; null when the module
   * was read whole before.
   */
  readWhole(id: ModuleId): GrowingNode | null;
  /** Looks whether an ES module waits at its top level, and says so in its node. */
  lookForAwait(id: ModuleId): void;
  resolution(id: ModuleId, request: number): Resolution;
  /** Puts another answer in place of a resolution (an ambient module for an unresolved specifier). */
  replaceResolution(id: ModuleId, request: number, resolution: Resolution): void;
  settings(id: ModuleId): ModuleSettings | null;
  frontend(id: ModuleId): Frontend | null;
  ids(): IterableIterator<ModuleId>;
  finish(): ModuleGraph;
}

export interface DeclarationOutline {
  readonly refersTo: readonly ModuleId[];
  /** Specifiers of ambient modules. */
  readonly declares: readonly string[];
}

interface Entry extends GrowingNode {
  record: ModuleRecord;
  exportsByName: ReadonlyMap<string, readonly ExportEntry[]>;
  readonly frontend: Frontend | null;
  readonly settings: ModuleSettings;
  resolutions: (Resolution | undefined)[];
  isWhole: boolean;
  awaitsAt?: Span;
}

const notFollowed: Resolution = { kind: 'unknown', reason: 'not-followed' };

export function createGraphBuilder(options: GraphBuilderOptions): GraphBuilder {
  const { ahead } = options;
  const context = { ...options, takeAhead: ahead.take };
  const entries = new Map<ModuleId, Entry | null>();
  const membersOf = new Map<ModuleId, readonly string[]>();
  let lastText: { readonly id: ModuleId; readonly text: string } | null = null;

  /** Several names of one file are asked for one after the other. */
  function textOfLast(id: ModuleId): string {
    if (lastText?.id !== id) lastText = { id, text: textOf(id, options.fileSystem) ?? '' };
    return lastText.text;
  }

  const read = (id: ModuleId, frontend: Frontend, detail: ParseOptions['detail']) =>
    readModule(id, frontend, detail, context, membersOf.get(id));

  function load(id: ModuleId, role: 'project' | 'target'): Entry | null {
    const known = entries.get(id);
    if (known !== undefined) return known;
    const frontend = options.frontendOf(id) ?? frontendOfVirtual(id);
    if (frontend === null) {
      entries.set(id, null);
      return null;
    }
    const record =
      frontend.resolver.virtualModule?.(id) ?? read(id, frontend, role === 'project' ? 'names' : 'surface');
    const entry: Entry = {
      id,
      role,
      record,
      exportsByName: indexExports(record),
      submodules: frontend.resolver.submodules?.(id),
      frontend,
      settings: frontend.resolver.settings(id, record),
      resolutions: new Array(record.requests.length).fill(undefined),
      isWhole: role === 'project',
    };
    entries.set(id, entry);
    // A namespace package of Python is no file, wherever it is met first.
    for (const submodule of entry.submodules?.values() ?? []) resolvedBy.set(submodule, frontend);
    return entry;
  }

  // `node:fs` has no extension that names a language: the front end that resolved to it knows it.
  const resolvedBy = new Map<ModuleId, Frontend>();
  const frontendOfVirtual = (id: ModuleId): Frontend | null => resolvedBy.get(id) ?? null;

  function resolution(id: ModuleId, request: number): Resolution {
    const entry = entries.get(id);
    if (entry === undefined || entry === null) return notFollowed;
    const known = entry.resolutions[request];
    if (known !== undefined) return known;
    const answer = entry.frontend?.resolver.resolve(id, entry.record, request) ?? notFollowed;
    entry.resolutions[request] = answer;
    if (entry.frontend !== null && (answer.kind === 'builtin' || answer.kind === 'module')) {
      if (answer.module !== undefined) resolvedBy.set(answer.module, entry.frontend);
    }
    return answer;
  }

  return {
    readAhead(ids, detail, onProgress) {
      const wanted: Wanted[] = [];
      for (const id of ids) {
        const known = entries.get(id);
        const members = membersOf.get(id) ?? [];
        const isTold = known !== undefined && known !== null && tellsNamedUses(known.record, members);
        if (detail === 'members' ? isTold : known !== undefined) continue;
        const frontend = options.frontendOf(id);
        if (frontend === null || (frontend.resolver.virtualModule?.(id) ?? null) !== null) continue;
        wanted.push({ id, frontend, membersOf: members });
      }
      return ahead.read(wanted, detail, onProgress);
    },
    addProjectFile: (id) => void load(id, 'project'),
    addVirtual(id, record, resolutions, settings) {
      entries.set(id, {
        id,
        role: 'target',
        record,
        exportsByName: indexExports(record),
        submodules: undefined,
        frontend: null,
        settings,
        resolutions: [...resolutions],
        isWhole: true,
      });
    },
    isRead: (id) => entries.has(id),
    node: (id) => load(id, 'target'),
    outline(id) {
      const frontend = options.frontendOf(id);
      const record =
        entries.get(id)?.record ?? (frontend === null ? null : readOutline(id, frontend, context));
      if (record === null) return { refersTo: [], declares: [] };
      return {
        refersTo: record.requests.flatMap(({ form }, request) => {
          if (form !== 'reference-path' && form !== 'reference-types') return [];
          const answer = frontend?.resolver.resolve(id, record, request);
          return answer?.kind === 'module' ? [answer.module] : [];
        }),
        declares: record.ambientModules.map(({ specifier }) => specifier),
      };
    },
    wantMembers(id, names) {
      membersOf.set(id, names);
      const entry = entries.get(id);
      if (names.length === 0 && entry) entry.record = withoutNamedUses(entry.record);
    },
    readWithMembers(id) {
      const entry = entries.get(id);
      if (entry === undefined || entry === null || entry.frontend === null) return;
      entry.record =
        withNamedUses(entry.record, membersOf.get(id) ?? []) ?? read(id, entry.frontend, 'members');
      entry.exportsByName = indexExports(entry.record);
      // The requests are the same, because they come from the same text; only member uses were added.
    },
    mayUseAsValue(id, position) {
      const entry = entries.get(id);
      if (entry === undefined || entry === null || entry.frontend === null) return false;
      const { namedUses } = entry.record;
      if (namedUses !== undefined) return namedUses.usedAsValue.some(([used]) => used === position);
      return entry.frontend.parser.mayUseAsValue?.(textOfLast(id), entry.record, position) ?? false;
    },
    mayAskForOther(id, position, members) {
      const entry = entries.get(id);
      const ask = entry?.frontend?.parser.mayAskForOther;
      if (entry === undefined || entry === null || ask === undefined) return true;
      return entry.record.namedUses !== undefined || ask(textOfLast(id), entry.record, position, members);
    },
    readDeclarations(id) {
      const entry = entries.get(id);
      if (entry === undefined || entry === null || entry.frontend === null) return;
      const { record, role } = entry;
      const isKnown = record.unexported !== undefined || record.exportsKind === 'dynamic';
      if (role !== 'project' || isKnown || record.language !== 'javascript') return;
      const { unexported } = read(id, entry.frontend, 'members');
      entry.record = { ...record, unexported: unexported ?? [] };
    },
    readWhole(id) {
      const entry = entries.get(id);
      if (entry === undefined || entry === null || entry.frontend === null || entry.isWhole) return null;
      if (entry.record.moduleKind !== 'commonjs') return null;
      entry.isWhole = true;
      entry.record = read(id, entry.frontend, 'names');
      entry.exportsByName = indexExports(entry.record);
      entry.resolutions = new Array(entry.record.requests.length).fill(undefined);
      return entry;
    },
    lookForAwait(id) {
      const entry = entries.get(id);
      if (entry === undefined || entry === null || entry.frontend === null) return;
      const { frontend, record } = entry;
      const { options: asParsed } = taskOf(id, frontend, 'names', options.pythonVersion, []);
      const awaitsAt = frontend.parser.awaitsAt?.(textOfLast(id), asParsed, record) ?? null;
      if (awaitsAt !== null) entry.awaitsAt = awaitsAt;
    },
    resolution,
    replaceResolution(id, request, answer) {
      const entry = entries.get(id);
      if (entry !== undefined && entry !== null) entry.resolutions[request] = answer;
    },
    settings: (id) => entries.get(id)?.settings ?? null,
    frontend: (id) => entries.get(id)?.frontend ?? null,
    ids: () => entries.keys(),
    finish() {
      const graph = new Map<ModuleId, ModuleNode>();
      for (const id of [...entries.keys()].sort()) {
        const entry = entries.get(id);
        if (entry === undefined || entry === null) continue;
        graph.set(id, {
          id,
          role: entry.role,
          record: entry.record,
          settings: entry.settings,
          ...(entry.submodules === undefined ? {} : { submodules: entry.submodules }),
          ...(entry.awaitsAt === undefined ? {} : { awaitsAt: entry.awaitsAt }),
          resolutions: entry.record.requests.map(({ form }, request) =>
            // A package may add to itself: hot-shots declares its classes in `declare module "hot-shots"`.
            entry.role === 'project' || form === 'augmentation'
              ? resolution(id, request)
              : (entry.resolutions[request] ?? notFollowed),
          ),
        });
      }
      return graph;
    },
  };
}

function indexExports(record: ModuleRecord): Map<string, ExportEntry[]> {
  const byName = new Map<string, ExportEntry[]>();
  for (const entry of record.exports) {
    if (entry.kind === 'star') continue;
    addTo(byName, entry.exportName, entry);
  }
  return byName;
}
