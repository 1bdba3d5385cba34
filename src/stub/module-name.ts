// What people call a module in messages: its path without its ending; in Python the dotted name that it is imported by.
// `src/bot/x.py` is `bot.x` where `src` is on the path, and `src.bot.x` where the folder around it is: that is told by what
// the project's own imports and settings call its modules.

import type { LinkedGraph } from '../link/linked-graph.ts';
import { type ModuleId, relativeId } from '../model/module-id.ts';
import { below, isWithin, parentOf } from '../model/path.ts';
import type { StartedName } from '../model/started-name.ts';

/** The name of a module of the project, there or not. */
export type ModuleName = (path: ModuleId) => string;

/** @param started what settings name of the project's modules */
export function createModuleName(
  root: string,
  linked: LinkedGraph,
  started: readonly StartedName[],
): ModuleName {
  let inPython: ModuleName | null = null;
  return (path) => {
    if (!path.endsWith('.py')) return relativeId(root, path).replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
    inPython ??= createPythonModuleName(root, linked, started);
    return inPython(path);
  };
}

/**
 * The dotted name of a module of the project, there or not. Where nobody names it absolutely: from its topmost package on,
 * or from the root where it lies in none.
 */
function createPythonModuleName(
  root: string,
  linked: LinkedGraph,
  started: readonly StartedName[],
): ModuleName {
  /** How many say that a folder or file is a top-level module, by its path without ending. */
  const told = new Map<string, number>();
  const seen = (specifier: string, file: ModuleId): void => {
    const path = pathOf(file);
    if (!specifier.startsWith('.') && path.endsWith(`/${specifier.replaceAll('.', '/')}`)) {
      const rest = specifier.length - (specifier.split('.')[0] ?? '').length;
      const top = path.slice(0, path.length - rest);
      told.set(top, (told.get(top) ?? 0) + 1);
    }
  };
  for (const { id, record, resolutions, role } of linked.graph.values()) {
    if (role !== 'project' || record.language !== 'python') continue;
    record.requests.forEach(({ specifier }, index) => {
      const resolution = resolutions[index];
      if (resolution?.kind === 'module' && resolution.module !== id) seen(specifier, resolution.module);
      else if (resolution?.kind === 'unresolved' && resolution.expected !== undefined)
        seen(specifier, resolution.expected);
    });
  }
  for (const { specifier, expected } of started) if (expected.endsWith('.py')) seen(specifier, expected);

  return (file) => {
    const path = pathOf(file);
    let top: string | null = null;
    for (let at: string | null = path; at !== null && isWithin(root, at); at = parentOf(at))
      if ((told.get(at) ?? 0) > (top === null ? 0 : (told.get(top) ?? 0))) top = at;
    top ??= topmostPackage(path);
    return relativeId(top === null ? root : (parentOf(top) ?? root), path).replaceAll('/', '.');
  };

  function topmostPackage(path: string): string | null {
    let topmost: string | null = null;
    for (let at = parentOf(path); at !== null && at !== root && isWithin(root, at); at = parentOf(at)) {
      if (linked.graph.has(below(at, '__init__.py'))) topmost = at;
      else if (topmost !== null) break;
    }
    return topmost;
  }
}

/** The folder of a package, a module without its ending. */
function pathOf(file: ModuleId): string {
  return file.replace(/(?:\/__init__)?\.pyi?$/, '');
}
