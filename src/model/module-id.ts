// The name of a module in the graph.

/**
 * The absolute path of a file with forward slashes (`/home/me/app/src/a.ts`, `C:/app/src/a.ts`), in the exact case
 * of the view it comes from; or a name that is no path: `ambient:NAME` for `declare module 'NAME'`, `node:fs` for a
 * built-in module.
 */
export type ModuleId = string;

/** The part of `id` below `root`, for people and reports; `id` itself when it is not below `root`. */
export function relativeId(root: string, id: ModuleId): string {
  const prefix = root.endsWith('/') ? root : `${root}/`;
  if (id === root) return '.';
  return id.startsWith(prefix) ? id.slice(prefix.length) : id;
}
