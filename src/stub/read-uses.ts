// How the files of a project use the modules that they import, read when it is asked for and once for each.

import { FileReadError, type FileSystem } from '../host/file-system.ts';
import type { ModuleId } from '../model/module-id.ts';
import { baseNameOf } from '../model/path.ts';
import { type ModuleUses, readModuleUses } from '../typescript/name-uses.ts';

const SCRIPT = /\.(?:[cm]?[jt]s|[jt]sx)$/;

/** A file that TypeScript reads as it stands. */
export function isScript(module: ModuleId): boolean {
  return SCRIPT.test(module);
}

/** Null for a file that is no script, or cannot be read. */
export type UsesOf = (module: ModuleId, specifier: string) => ModuleUses | null;

export function createUsesOf(fileSystem: FileSystem): UsesOf {
  const known = new Map<string, ModuleUses | null>();
  return (module, specifier) => {
    const key = JSON.stringify([module, specifier]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const uses = read(fileSystem, module, specifier);
    known.set(key, uses);
    return uses;
  };
}

function read(fileSystem: FileSystem, module: ModuleId, specifier: string): ModuleUses | null {
  if (!isScript(module)) return null;
  try {
    return readModuleUses(fileSystem.readText(module), baseNameOf(module), specifier);
  } catch (error) {
    if (error instanceof FileReadError) return null;
    throw error;
  }
}
