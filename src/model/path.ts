// Arithmetic on absolute paths with forward slashes, POSIX (`/app/a.ts`) and Windows (`C:/app/a.ts`, `//server/share/a.ts`)
// alike and on every operating system. Text only: nothing here knows whether a file is there.

const DRIVE_ROOT = /^[A-Za-z]:\/?$/;
const EMPTY_OR_DOTS = /\/\.{0,2}(?:\/|$)/;
const ROOT = /^(?:[A-Za-z]:\/?|\/\/[^/]+\/[^/]+\/?|\/)/;

/** Whether a path starts at a root: `/x`, `C:/x`, `//server/share`. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path);
}

/** Whether a specifier names a file by a path, and not a package. */
export function isPathSpecifier(specifier: string): boolean {
  return specifier.startsWith('.') || specifier.startsWith('/');
}

/** The directory that holds `path`; null for a root (`/`, `C:/`, `//server/share`). */
export function parentOf(path: string): string | null {
  // Every look at a file asks for its folder: a POSIX path needs no expression for it.
  if (path.startsWith('/') && !path.startsWith('//')) {
    if (path.length === 1) return null;
    return path.slice(0, path.lastIndexOf('/')) || '/';
  }
  const root = ROOT.exec(path)?.[0] ?? '';
  const slash = path.lastIndexOf('/');
  if (path.length <= root.length) return null;
  if (slash < root.length) return DRIVE_ROOT.test(root) || root === '/' ? root : root.replace(/\/$/, '');
  return path.slice(0, slash);
}

/** The last name in `path`. */
export function baseNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `name` below `directory`; `name` may have several parts but no `.` or `..`. */
export function below(directory: string, name: string): string {
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}

/** Whether `path` is `directory` or lies below it. */
export function isWithin(directory: string, path: string): boolean {
  return path === directory || path.startsWith(directory.endsWith('/') ? directory : `${directory}/`);
}

/** A folder and those around it up to the root, the innermost first; a folder outside of the root stands alone. */
export function foldersUpTo(root: string, folder: string): readonly string[] {
  const parent = parentOf(folder);
  return parent === null || !isWithin(root, parent) ? [folder] : [folder, ...foldersUpTo(root, parent)];
}

/**
 * The absolute path that `path` means when read in `directory`: `.` and `..` are taken out, double slashes too; a
 * trailing slash is dropped. Steps above the root stay at the root, as operating systems do it.
 */
export function resolvePath(directory: string, path: string): string {
  const whole = isAbsolutePath(path) ? path : below(directory, path.startsWith('./') ? path.slice(2) : path);
  // Most paths need nothing of this, and every candidate of a resolution is a path.
  if (isAbsolutePath(whole) && !EMPTY_OR_DOTS.test(whole)) return whole;
  const root = ROOT.exec(whole)?.[0] ?? '';
  const parts: string[] = [];
  for (const part of whole.slice(root.length).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  if (parts.length === 0) return root.startsWith('//') ? root.replace(/\/$/, '') : root;
  return below(root, parts.join('/'));
}

/** How to get from `directory` to `path`: `../src/a.ts`, `./a.ts`; `path` itself when they share no root. */
export function relativePath(directory: string, path: string): string {
  const from = directory.split('/').filter((part) => part !== '');
  const to = path.split('/').filter((part) => part !== '');
  if (isAbsolutePath(path) && /^[A-Za-z]:/.test(path) && from[0] !== to[0]) return path;
  let same = 0;
  while (same < from.length && same < to.length && from[same] === to[same]) same++;
  const up = from.length - same;
  const rest = to.slice(same).join('/');
  const steps = up === 0 ? './' : '../'.repeat(up);
  return rest === '' ? steps.slice(0, -1) : steps + rest;
}

/** `path` as people write it from `directory`: {@link relativePath} without the `./` that specifiers need. */
export function shownPath(directory: string, path: string): string {
  return relativePath(directory, path).replace(/^\.\//, '');
}
