// How one file uses the names of one module that it asks for: called with which arguments, constructed, extended,
// awaited, as a type, … Facts only, read from this file's syntax and scopes; the shape is decided in src/stub/shape.ts.

import { openBindings } from './bindings.ts';
import { classifyUse } from './classify-use.ts';
import { visitModuleHandles } from './module-handles.ts';
import { type NameUses, noUses } from './uses.ts';

/** What one file does with the module behind one specifier. */
export interface ModuleUses {
  /** By imported name; `default`, and `export=` for what `require()` gives when it is used as it is. */
  readonly names: ReadonlyMap<string, NameUses>;
  /** The namespace itself is exported again under these names. */
  readonly namespaceExportedAs: ReadonlySet<string>;
}

/**
 * Reads the uses of a module's names.
 * @param text the importing file; component files with everything but their scripts blanked
 * @param fileName decides the dialect: `.ts`, `.tsx`, `.js`, `.mts`, …; any other ending is read as `.tsx`
 * @param specifier as written in the file; imports of every form that have it are looked at
 */
export function readModuleUses(text: string, fileName: string, specifier: string): ModuleUses {
  const names = new Map<string, NameUses>();
  const namespaceExportedAs = new Set<string>();
  const usesOf = (name: string): NameUses => {
    const known = names.get(name);
    if (known !== undefined) return known;
    const fresh = noUses();
    names.set(name, fresh);
    return fresh;
  };
  const { sourceFile, bindings, ts } = openBindings(text, fileName);
  visitModuleHandles(ts, sourceFile, bindings, specifier, {
    name: (name) => void usesOf(name),
    use: (name, node) => classifyUse(ts, node, usesOf(name), bindings),
    exported: (name, exportName) => usesOf(name).exportedAs.add(exportName),
    namespaceExported: (exportName) => namespaceExportedAs.add(exportName),
  });
  return { names, namespaceExportedAs };
}
