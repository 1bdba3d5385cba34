// The modules that are built into the Node that runs danglint: which there are, and what they export.

import { builtinModules, createRequire } from 'node:module';
import process from 'node:process';

const builtins = new Set(builtinModules);
const requireBuiltin = createRequire(import.meta.url);

/** @param name without `node:`, `fs/promises` */
export function isBuiltinModule(name: string): boolean {
  // Names that exist with the prefix only (`node:test`, `node:sqlite`) are in the list with it from Node 23 on; before,
  // only `process.getBuiltinModule` knows them.
  return (
    builtins.has(name) ||
    builtins.has(`node:${name}`) ||
    process.getBuiltinModule?.(`node:${name}`) !== undefined
  );
}

/** Whether the name can only be imported as `node:NAME`. */
export function needsNodeScheme(name: string): boolean {
  return !builtins.has(name) && isBuiltinModule(name);
}

/** The names that a built-in module exports, `default` not included; null when there is no such module. */
export function builtinModuleNames(name: string): readonly string[] | null {
  if (!isBuiltinModule(name)) return null;
  // Asking for an experimental or deprecated module warns on stderr; here nobody uses it.
  const emitWarning = process.emitWarning;
  process.emitWarning = () => {};
  try {
    const exports: unknown = requireBuiltin(`node:${name}`);
    const isObject = (typeof exports === 'object' && exports !== null) || typeof exports === 'function';
    return isObject
      ? Object.keys(exports)
          .filter((key) => key !== 'default')
          .sort()
      : [];
  } catch {
    return null;
  } finally {
    process.emitWarning = emitWarning;
  }
}

export function nodeMajorVersion(): number {
  return Number(process.versions.node.split('.')[0]);
}
