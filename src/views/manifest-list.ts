// Reads a list of the files on a server, as `find`, `tar -t`, `git ls-files` or `ls-files -z` print it, and finds out
// where in the list the project is. Pure text.

import { baseNameOf } from '../model/path.ts';

/**
 * The paths in a list, cleaned: one a line, or separated by NUL when there is one. Folders (with a slash at the end)
 * are left out; `./` is dropped; a backslash is taken for a separator when no path has a slash.
 */
export function pathsInList(text: string): string[] {
  const listed = text.includes('\0')
    ? text.split('\0')
    : text
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/)
        .flatMap(pathOfLine);
  const lines = listed.filter((line) => line.trim() !== '' && !line.endsWith('/'));
  const backslashes = lines.length > 0 && lines.every((line) => !line.includes('/'));
  return lines.map((line) => (backslashes ? line.replaceAll('\\', '/') : line).replace(/^(?:\.\/+)+/, ''));
}

const MODE = '([-bcdhlps])[-rwxsStT]{9}\\S?';
/** `tar -tv`: mode, owner/group, size, date, time, path. */
const TAR_LINE = new RegExp(`^${MODE}\\s+\\S+/\\S+\\s+\\S+\\s+\\d{4}-\\d\\d-\\d\\d\\s+[\\d:]+\\s(.*)$`);
/** `find -ls`: inode, blocks, mode, links, owner, group, size, month, day, time or year, path. */
const FIND_LINE = new RegExp(
  `^\\s*\\d+\\s+\\d+\\s+${MODE}\\s+\\d+\\s+\\S+\\s+\\S+\\s+\\S+\\s+\\w{3}\\s+\\d+\\s+[\\d:]+\\s(.*)$`,
);

/** `sha1sum` and its kind: the sum, a space, a space or `*`, the path. */
const SUM_LINE = /^\\?(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{56}|[\da-f]{64}|[\da-f]{96}|[\da-f]{128}) [ *](.+)$/;

/** The path of a line of a plain or a long list; none for a directory. */
function pathOfLine(line: string): string[] {
  const [, kind, path] = TAR_LINE.exec(line) ?? FIND_LINE.exec(line) ?? [];
  if (kind === undefined || path === undefined) return [plainPath(SUM_LINE.exec(line)?.[1] ?? line)];
  if (kind === 'd') return [];
  // Long lists mark what is odd in a name.
  return [unescaped(kind === 'l' ? path.replace(/ -> .*$/, '') : path)];
}

/** `git ls-files` quotes odd names; `tar -t` writes bytes outside of ASCII as numbers where the locale has none of them. */
function plainPath(line: string): string {
  const quoted = /^"(.*)"$/.exec(line)?.[1];
  return quoted === undefined ? withBytes(line) : unescaped(quoted);
}

/** `\303\274` is a letter in UTF-8. */
function withBytes(text: string): string {
  return text.replace(/(?:\\[23][0-7]{2})+/g, (bytes) =>
    new TextDecoder().decode(Uint8Array.from(bytes.slice(1).split('\\'), (byte) => Number.parseInt(byte, 8))),
  );
}

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function unescaped(text: string): string {
  return withBytes(text).replace(/\\([0-7]{3}|.)/g, (_whole, sign: string) =>
    sign.length === 3 ? String.fromCharCode(Number.parseInt(sign, 8)) : (CONTROLS[sign] ?? sign),
  );
}

/** How a path in the list becomes one relative to the root: `strip` is cut off, `add` is put in front. */
export interface ListPlace {
  readonly strip: string;
  readonly add: string;
}

/**
 * Where the project is in the list: the prefix under which most of the paths are files of the project
 * (`/srv/app/releases/42/src/a.ts` → `src/a.ts`), or the folder of the project that was deployed (`a.ts` → `src/a.ts`).
 * @param paths from {@link pathsInList}
 * @param project the files of the project, relative to its root
 * @returns null when not one path fits
 */
export function placeOfList(paths: readonly string[], project: readonly string[]): ListPlace | null {
  const known = new Set(project);
  // A list of a whole server has few files of the project in it; only those can tell where it is.
  const names = new Set(project.map(baseNameOf));
  const sample = sampleOf(paths.filter((path) => names.has(baseNameOf(path))));
  const added = ['', ...foldersOf(project)];
  let best: { place: ListPlace; hits: number } | null = null;
  for (const strip of prefixesOf(sample, added, known)) {
    const inside = sample.filter((path) => path.startsWith(strip)).map((path) => path.slice(strip.length));
    for (const add of added) {
      const hits = inside.filter((path) => known.has(add + path)).length;
      // The first of equals wins: the shortest prefix, the root before a folder.
      if (hits > 0 && (best === null || hits > best.hits)) best = { place: { strip, add }, hits };
    }
  }
  return best?.place ?? null;
}

const SAMPLE = 400;

/** Evenly picked, so that neither documentation at the start nor tests at the end decide alone. */
function sampleOf(paths: readonly string[]): string[] {
  const step = Math.max(1, Math.floor(paths.length / SAMPLE));
  return paths.filter((_, index) => index % step === 0);
}

/** The folders above sampled paths under which the rest of the path is a file of the project; shortest first. */
function prefixesOf(
  paths: readonly string[],
  added: readonly string[],
  known: ReadonlySet<string>,
): string[] {
  const prefixes = new Set<string>();
  for (const path of paths) {
    for (let at = 0; at >= 0; at = path.indexOf('/', at) + 1 || -1) {
      if (added.some((add) => known.has(add + path.slice(at)))) prefixes.add(path.slice(0, at));
    }
  }
  return [...prefixes].sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, 300);
}

/** The folders of the project, two deep at most. */
function foldersOf(project: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of project) {
    const [first, second, third] = path.split('/');
    if (second !== undefined) folders.add(`${first}/`);
    if (third !== undefined) folders.add(`${first}/${second}/`);
  }
  return [...folders].sort().slice(0, 100);
}
