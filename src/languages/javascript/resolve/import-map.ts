// The names that Deno's import map gives to files of the project: `imports` of deno.json, or of the file that it names.
// What is loaded from a registry or the network is not looked for here.
// Source: docs.deno.com/runtime/fundamentals/modules ("Managing third party modules", "Custom path mappings").

import type { FileSystem } from '../../../host/file-system.ts';
import { asObject, readJsonObject } from '../../../host/settings-file.ts';
import { below, isWithin, parentOf, resolvePath } from '../../../model/path.ts';

/** The path that a name means for a file in a directory; null where no map gives it one. */
export type ImportMap = (name: string, directory: string) => string | null;

interface Mapping {
  /** The folder of the map, which its addresses are relative to. */
  readonly folder: string;
  readonly imports: Readonly<Record<string, unknown>>;
}

export function createImportMap(root: string, fileSystem: FileSystem): ImportMap {
  const mappings = new Map<string, Mapping | null>();

  /** That of the innermost folder that has one. */
  function mappingFor(directory: string): Mapping | null {
    const known = mappings.get(directory);
    if (known !== undefined) return known;
    const parent = parentOf(directory);
    const outer = () => (directory === root || parent === null ? null : mappingFor(parent));
    const mapping = isWithin(root, directory) ? (mappingIn(directory, fileSystem) ?? outer()) : null;
    mappings.set(directory, mapping);
    return mapping;
  }

  return (name, directory) => {
    const mapping = mappingFor(directory);
    const key = mapping === null ? null : keyFor(name, mapping.imports);
    if (mapping === null || key === null) return null;
    const address = mapping.imports[key];
    if (typeof address !== 'string' || !/^\.{0,2}\//.test(address)) return null;
    return resolvePath(mapping.folder, address + name.slice(key.length));
  };
}

function mappingIn(directory: string, fileSystem: FileSystem): Mapping | null {
  for (const name of ['deno.json', 'deno.jsonc']) {
    const path = below(directory, name);
    const settings = fileSystem.stat(path) === 'file' ? readJsonObject(fileSystem, path) : null;
    if (settings === null) continue;
    const { imports, importMap } = settings;
    if (typeof importMap !== 'string') return { folder: directory, imports: asObject(imports) ?? {} };
    const file = resolvePath(directory, importMap);
    const map = asObject(readJsonObject(fileSystem, file)?.['imports']);
    return { folder: parentOf(file) ?? directory, imports: map ?? {} };
  }
  return null;
}

/** The name itself, else the longest folder above it: keys of folders end with a slash. */
function keyFor(name: string, imports: Readonly<Record<string, unknown>>): string | null {
  if (Object.hasOwn(imports, name)) return name;
  const folders = Object.keys(imports).filter((key) => key.endsWith('/') && name.startsWith(key));
  return folders.sort((a, b) => b.length - a.length)[0] ?? null;
}
