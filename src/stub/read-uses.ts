// How the files of a project use the modules that they import, read when it is asked for and once for each.

import { FileReadError, type FileSystem } from '../host/file-system.ts';
import { onlyRanges } from '../languages/components/script-blocks.ts';
import {
  astroScripts,
  type ComponentScripts,
  svelteScripts,
  vueScripts,
} from '../languages/components/scripts.ts';
import type { ModuleId } from '../model/module-id.ts';
import { baseNameOf } from '../model/path.ts';
import { type ModuleUses, readModuleUses } from '../typescript/name-uses.ts';
import { readPythonUses } from './python-uses.ts';

/** What a component's template does with a name is not read: see `kept` in shape.ts. */
const COMPONENTS: ReadonlyMap<string, (text: string) => ComponentScripts> = new Map([
  ['.vue', vueScripts],
  ['.svelte', svelteScripts],
  ['.astro', astroScripts],
]);

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
  const scriptsOf = COMPONENTS.get(module.slice(module.lastIndexOf('.')));
  const isPython = /\.pyw?$/.test(module);
  if (!isScript(module) && !isPython && scriptsOf === undefined) return null;
  try {
    const text = fileSystem.readText(module);
    if (isPython) return readPythonUses(text, specifier);
    if (scriptsOf === undefined) return readModuleUses(text, baseNameOf(module), specifier);
    const [group] = scriptsOf(text).groups.filter(({ ranges }) =>
      onlyRanges(text, ranges).includes(specifier),
    );
    return group === undefined
      ? null
      : readModuleUses(onlyRanges(text, group.ranges), group.ending, specifier);
  } catch (error) {
    if (error instanceof FileReadError) return null;
    throw error;
  }
}
