// Modules that are no file with a text to read: namespace packages, and those that only a build makes or whose names
// nobody can see.

import type { ModuleId } from '../../../model/module-id.ts';
import type { ModuleRecord } from '../../../model/module-record.ts';
import { below, parentOf } from '../../../model/path.ts';
import type { PythonProject } from '../../../python-project/project-files.ts';
import type { IsDeclaredOnly } from './declared-only.ts';
import type { Directories } from './directories.ts';

/** A namespace package has no file: it is named by its directory, and has no names of its own. */
const NAMESPACE_RECORD: ModuleRecord = {
  language: 'python',
  moduleKind: 'python',
  exportsKind: 'static',
  requests: [],
  imports: [],
  exports: [],
  memberUses: [],
  ambientModules: [],
  starNames: 'public',
  directives: [],
  errors: [],
};

/** Native, or made by a build: it is a module, and nobody can see its names. */
const OPAQUE_RECORD: ModuleRecord = {
  ...NAMESPACE_RECORD,
  exportsKind: 'dynamic',
  dynamicReason: 'opaque-file',
};

/** Another distribution may add to the namespace package. */
const OPEN_NAMESPACE_RECORD: ModuleRecord = {
  ...NAMESPACE_RECORD,
  exportsKind: 'dynamic',
  dynamicReason: 'open-namespace',
};

export interface VirtualModules {
  /** The directory is taken for a namespace package. */
  addNamespace(directory: ModuleId): void;
  /** Directories below other roots that are portions of the same namespace package (PEP 420). */
  addPortions(directory: ModuleId, others: readonly ModuleId[]): void;
  /** Another distribution may add to it. */
  openNamespace(directory: ModuleId): void;
  record(id: ModuleId): ModuleRecord | null;
  /** The modules in the package of `file`, an `__init__.py` or a namespace package; undefined for any other module. */
  submodules(
    file: ModuleId,
    projectsOf: (directory: string) => readonly PythonProject[],
  ): ReadonlyMap<string, ModuleId> | undefined;
}

export function createVirtualModules(
  directories: Directories,
  isDeclaredOnly: IsDeclaredOnly,
): VirtualModules {
  const namespaces = new Set<ModuleId>();
  const openNamespaces = new Set<ModuleId>();
  const opaque = new Set<ModuleId>();
  const portions = new Map<ModuleId, Set<ModuleId>>();

  function submodulesIn(
    directory: string,
    projects: readonly PythonProject[],
  ): ReadonlyMap<string, ModuleId> {
    const modules = new Map<string, ModuleId>();
    for (const [name, at] of directories.submodules(directory)) {
      const id = 'file' in at ? at.file : at.directory;
      if (at.kind === 'unbuilt' && isDeclaredOnly(id)) continue;
      if (at.kind === 'portion') namespaces.add(id);
      if (at.kind === 'opaque' || at.kind === 'unbuilt') opaque.add(id);
      modules.set(name, id);
    }
    for (const { directory: top, generated } of projects) {
      for (const end of generated) {
        const id = below(top, end);
        const name = /([^/.]+)\.py$/.exec(end)?.[1];
        if (name === undefined || modules.has(name) || parentOf(id) !== directory) continue;
        opaque.add(id);
        modules.set(name, id);
      }
    }
    return modules;
  }

  /** Who may add to `company` may add to `company.tools`, where that is a namespace package as well. */
  function isInOpenOne(id: ModuleId): boolean {
    for (let at = parentOf(id); at !== null; at = parentOf(at)) {
      if (openNamespaces.has(at)) return true;
      if (!namespaces.has(at)) return false;
    }
    return false;
  }

  return {
    addNamespace: (directory) => namespaces.add(directory),
    addPortions(directory, others) {
      const known = portions.get(directory) ?? new Set();
      portions.set(directory, known);
      for (const other of others) known.add(other);
    },
    openNamespace: (directory) => openNamespaces.add(directory),
    record(id) {
      if (openNamespaces.has(id)) return OPEN_NAMESPACE_RECORD;
      if (namespaces.has(id)) return isInOpenOne(id) ? OPEN_NAMESPACE_RECORD : NAMESPACE_RECORD;
      return opaque.has(id) ? OPAQUE_RECORD : null;
    },
    submodules(file, projectsOf) {
      const isPackage = /\/__init__\.pyw?$/.test(file);
      const directory = namespaces.has(file) ? file : isPackage ? (parentOf(file) ?? null) : null;
      if (directory === null) return undefined;
      const others = [...(portions.get(file) ?? [])].flatMap((other) => [
        ...submodulesIn(other, projectsOf(other)),
      ]);
      return new Map([...others, ...submodulesIn(directory, projectsOf(directory))]);
    },
  };
}
