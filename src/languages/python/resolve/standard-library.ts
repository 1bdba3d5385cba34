// The modules of the standard library and their names, by version: what `library-names.txt` says of a range of versions.
// A module or name is missing only when every version of the range lacks it; what only some have is *may*.

import { fileURLToPath } from 'node:url';
import { createDiskFileSystem } from '../../../host/disk-file-system.ts';
import type { LocalExport } from '../../../model/export-entry.ts';
import type { ModuleId } from '../../../model/module-id.ts';
import type { ModuleRecord } from '../../../model/module-record.ts';
import { type Coverage, coverageOf, rangeLabel, type VersionRange } from '../version.ts';

/** What the library has under a dotted name, for one range of versions. */
export type LibraryAnswer =
  /** `module`: an id of which {@link StandardLibrary.record} knows the names. */
  | {
      readonly kind: 'module';
      readonly module: ModuleId /** Not in all of them. */;
      readonly certainty?: 'may';
    }
  /** It may be there, in a package whose modules are not listed. */
  | { readonly kind: 'unlisted' }
  /** No version of the range has it any more, or yet. */
  | { readonly kind: 'removed' | 'later' }
  /** The first part is in the library; `missing`, an absolute name, is in no version. */
  | { readonly kind: 'absent'; readonly missing: string };

export interface StandardLibrary {
  /** Null when no version has the first part of the name. */
  find(name: string, range: VersionRange): LibraryAnswer | null;
  /** The modules of any version that are in no package. */
  topLevelNames(): readonly string[];
  /** The names of a module that {@link find} gave; null for any other id. */
  record(id: ModuleId): ModuleRecord | null;
  /** The modules in a package that {@link find} gave, by name. */
  submodules(id: ModuleId): ReadonlyMap<string, ModuleId> | undefined;
}

/** One line of the table. */
interface Listed {
  readonly name: string;
  /**
   * - `complete`: written in Python, nothing but what is listed
   * - `native`: constants and private names may be there that only another system or build has
   * - `open`: names that are not listed may be there
   */
  readonly names: 'complete' | 'native' | 'open';
  /** Of the 3.x versions that have it: `6-11`, `9-`. */
  readonly versions: string;
  /** `9- a b`: names with the versions that have them; `?` in front: only on systems that were not asked. */
  readonly groups: readonly string[];
}

/** Reads the table when it is first asked for. test/oracle/write_library_names.py writes it. */
export function createStandardLibrary(): StandardLibrary {
  let table: ReadonlyMap<string, string> | null = null;
  const found = new Map<ModuleId, { readonly listed: Listed; readonly range: VersionRange }>();
  const records = new Map<ModuleId, ModuleRecord>();

  function listedAs(name: string): Listed | null {
    table ??= readTable();
    const line = table.get(name);
    return line === undefined ? null : parseLine(line);
  }

  function find(name: string, range: VersionRange): LibraryAnswer | null {
    let module: Listed | null = null;
    let isInAll = true;
    for (let end = name.indexOf('.'); ; end = name.indexOf('.', end + 1)) {
      const prefix = end === -1 ? name : name.slice(0, end);
      const listed = listedAs(prefix);
      if (listed === null) {
        if (module === null) return null;
        return module.names === 'open' || hasPython2(range)
          ? { kind: 'unlisted' }
          : { kind: 'absent', missing: prefix };
      }
      const coverage = coverageOf(listed.versions, range);
      if (coverage === 'earlier') return { kind: 'removed' };
      if (coverage === 'later') return { kind: 'later' };
      module = listed;
      isInAll &&= coverage === 'all';
      if (end === -1)
        return {
          kind: 'module',
          module: idOf(listed, range),
          ...(isInAll ? {} : { certainty: 'may' as const }),
        };
    }
  }

  function idOf(listed: Listed, range: VersionRange): ModuleId {
    const id = `python${hasPython2(range) ? '2' : rangeLabel(range)}:${listed.name}`;
    if (!found.has(id)) found.set(id, { listed, range });
    return id;
  }

  return {
    find,
    topLevelNames() {
      table ??= readTable();
      return [...table.keys()].filter((name) => !name.includes('.'));
    },
    record(id) {
      const module = found.get(id);
      if (module === undefined) return null;
      const record = records.get(id) ?? recordOf(module.listed, module.range);
      records.set(id, record);
      return record;
    },
    submodules(id) {
      const module = found.get(id);
      if (module === undefined || table === null) return undefined;
      const prefix = `${module.listed.name}.`;
      const inside = new Map<string, ModuleId>();
      for (const name of table.keys()) {
        if (!name.startsWith(prefix) || name.includes('.', prefix.length)) continue;
        const listed = listedAs(name);
        if (listed !== null && isIn(coverageOf(listed.versions, module.range)))
          inside.set(name.slice(prefix.length), idOf(listed, module.range));
      }
      return inside;
    },
  };
}

/** Its names are in no table: what no version of 3 has may be one of them. */
function hasPython2({ lowest: [major = 3] }: VersionRange): boolean {
  return major < 3;
}

function isIn(coverage: Coverage): boolean {
  return coverage === 'all' || coverage === 'some';
}

/** Lines by the name of their module. */
function readTable(): Map<string, string> {
  const path = fileURLToPath(new URL('../../../../src/languages/python/library-names.txt', import.meta.url));
  const lines = createDiskFileSystem().readText(path.replaceAll('\\', '/')).trimEnd().split('\n');
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(' ')), line]));
}

const OPENNESS: Readonly<Record<string, Listed['names']>> = { '-': 'complete', c: 'native', '*': 'open' };

/** `os c 6-|6- abc abort|10- eventfd|?6- startfile` */
function parseLine(line: string): Listed {
  const [head = '', ...groups] = line.split('|');
  const [name = '', flag = '', versions = ''] = head.split(' ');
  return { name, names: OPENNESS[flag] ?? 'open', versions, groups };
}

const NOWHERE = { start: 0, end: 0 };

function recordOf(listed: Listed, range: VersionRange): ModuleRecord {
  const exports = listed.groups.flatMap((group): LocalExport[] => {
    const [versions = '', ...names] = group.split(' ');
    const isElsewhere = versions.startsWith('?');
    const coverage = coverageOf(isElsewhere ? versions.slice(1) : versions, range);
    if (!isIn(coverage)) return [];
    const certainty = coverage === 'some' || isElsewhere ? { certainty: 'may' as const } : {};
    return names.map((name) => ({
      kind: 'local',
      exportName: name,
      localName: name,
      meaning: 'value',
      span: NOWHERE,
      ...certainty,
    }));
  });
  const isOpen = listed.names === 'open' || hasPython2(range);
  return {
    language: 'python',
    moduleKind: 'python',
    exportsKind: isOpen ? 'dynamic' : 'static',
    ...(isOpen ? { dynamicReason: 'opaque-file' as const } : {}),
    ...(listed.names === 'native' ? { unlistedNames: 'internal' as const } : {}),
    requests: [],
    imports: [],
    exports,
    memberUses: [],
    ambientModules: [],
    starNames: 'public',
    directives: [],
    errors: [],
  };
}
