// Reads a list of the files on a server, as `find`, `tar -t`, `ls -R`, `git ls-files -z` and others print it, and finds
// out where in the list the project is. Pure text.

import { baseNameOf } from '../model/path.ts';
import { isLongLine, pathInLine, plainPath } from './manifest-lines.ts';

export interface FileList {
  /** Cleaned: without `./` in front; a backslash is taken for a separator when no path has a slash. */
  readonly paths: readonly string[];
  /** Folders that are named as such. */
  readonly folders: readonly string[];
  /** Names with a dot in front are left out (`ls -R`): their absence says nothing. */
  readonly hidesDots: boolean;
}

/**
 * The files in a list: one a line, separated by NUL when there is one, or in blocks below the names of their folders.
 * Folders are left out.
 * @returns a sentence where the list is one that cannot tell which files are there
 */
export function readFileList(text: string): FileList | { readonly refused: string } {
  if (text.includes('\0')) {
    const paths = text.split('\0');
    const isFolder = (path: string) => path.endsWith('/');
    return listOf(
      paths.filter((path) => !isFolder(path)),
      paths.filter(isFolder),
      false,
    );
  }
  const lines = linesOf(text);
  const refused = REFUSED.find(({ line }) => lines.some((one) => line.test(one)));
  if (refused !== undefined) return { refused: refused.because };
  const blocks = blocksIn(lines);
  if (blocks !== null) return filesInBlocks(blocks);
  const named = withoutSizes(lines).flatMap((line) => pathInLine(line) ?? []);
  const pathsOf = (isDirectory: boolean) =>
    named.filter((entry) => entry.isDirectory === isDirectory).map(({ path }) => path);
  return listOf(
    pathsOf(false),
    pathsOf(true),
    hidesDotsIn(lines) && !named.some(({ path }) => isDotted(path)),
  );
}

/** Without what is there for the screen: colours, the mark of the encoding, a blank at the end of each line. */
function linesOf(text: string): string[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\u001B\[[\d;]*[mK]/g, '')
    .split(/\r?\n/);
  const isPadded = lines.every((line) => line === '' || line.endsWith(' '));
  return isPadded ? lines.map((line) => line.replace(/ $/, '')) : lines;
}

/** `tree` closes with what it counted, and leaves out names with a dot in front. */
const hidesDotsIn = (lines: readonly string[]) =>
  lines.some((line) => /^\d+ director(?:y|ies), \d+ files?$/.test(line));
const isDotted = (path: string) => /(?:^|\/)\.[^./]/.test(path);

/** `find -printf '%s %p\n'`, `wc -c`: every line begins with numbers. */
function withoutSizes(lines: readonly string[]): readonly string[] {
  const filled = lines.filter((line) => line !== '');
  const numbers = /^\s*(?:\d[\d.,:]*\s+)+(?=[^\s\d])/;
  if (!filled.every((line) => numbers.test(line)) || filled.some(isLongLine)) return lines;
  return filled.map((line) => line.replace(numbers, ''));
}

function listOf(paths: readonly string[], folders: readonly string[], hidesDots: boolean): FileList {
  return {
    paths: cleaned(paths),
    folders: cleaned(folders.map((path) => path.replace(/\/$/, ''))),
    hidesDots,
  };
}

const ASK = 'write it with "find DIR -type f"';
const REFUSED: readonly { readonly line: RegExp; readonly because: string }[] = [
  {
    line: /^[\s│|]*(?:├──|└──|\|--|`--|[+\\]---)/u,
    because: `it is a drawing of a tree, in which no path is whole: ${ASK}`,
  },
  {
    line: /^(?:sending|receiving) (?:incremental )?file list$|^building file list \.\.\./,
    because: 'rsync lists what it would copy, not what is there: use "rsync -r --list-only SERVER:DIR/"',
  },
  {
    line: /^\s*(?:Directory of|Verzeichnis von|Répertoire de) [A-Z]:\\|^ {4}Directory: |^Mode\s+LastWriteTime\s+Length Name$/,
    because: 'it is a listing for people: use "dir /s /b /a-d" or "(Get-ChildItem -Recurse -File).FullName"',
  },
  { line: /^npm notice /, because: 'it is the report of npm: use --view npm' },
];

/** A folder and the lines below its name. */
interface Block {
  readonly folder: string;
  readonly lines: readonly string[];
}

/** `ls -R` names a folder, with a colon, and then what is in it; the first one may go unnamed. Null for any other list. */
function blocksIn(lines: readonly string[]): Block[] | null {
  const blocks: { folder: string; lines: string[] }[] = [{ folder: '.', lines: [] }];
  let isStart = true;
  for (const line of lines) {
    const folder = isStart ? /^(.+):$/.exec(line)?.[1] : undefined;
    if (folder !== undefined) blocks.push({ folder: nameInBlock(plainPath(folder)), lines: [] });
    else if (line !== '') blocks.at(-1)?.lines.push(line);
    isStart = line === '';
  }
  return blocks.length === 1 ? null : blocks;
}

function filesInBlocks(blocks: readonly Block[]): ReturnType<typeof readFileList> {
  const folders = new Set(blocks.map(({ folder }) => folder.replace(/^(?:\.\/)+|\/$/g, '')));
  const paths: string[] = [];
  /** Named, and nothing of what is in them. */
  const unopened: string[] = [];
  let hidesDots = true;
  const isMarked = blocks.some(({ lines }) => lines.some((line) => line.endsWith('/')));
  for (const { folder, lines } of blocks) {
    const isLong = lines.some(isLongLine);
    for (const line of lines) {
      if (!isLong && /\S(?: {2,}|\t)\S/.test(line))
        return { refused: `its names stand in columns, which cannot be told apart: ${ASK} or "ls -1R"` };
      const entry = pathInLine(line);
      if (entry === null) continue;
      // `ls -F` marks programs and links.
      const name = nameInBlock(isMarked ? entry.path.replace(/[*@=|]$/, '') : entry.path);
      if (name.startsWith('.')) hidesDots = false;
      const path = `${folder.replace(/\/$/, '')}/${name}`.replace(/^(?:\.\/)+/, '');
      if (/^\.{1,2}$/.test(name) || folders.has(path)) continue;
      (entry.isDirectory ? unopened : paths).push(path);
    }
  }
  return listOf(paths, unopened, hidesDots);
}

/** `ls` quotes odd names on a screen (`'a b'`), and writes `a\ b` when asked to. */
function nameInBlock(text: string): string {
  const quoted = /^'(.*)'$/.exec(text)?.[1];
  return quoted ?? text.replace(/\\(?=[ \\])/g, '');
}

function cleaned(listed: readonly string[]): string[] {
  const lines = listed.filter((line) => line.trim() !== '');
  const backslashes = lines.length > 0 && lines.every((line) => !line.includes('/'));
  return lines.map((line) => (backslashes ? line.replaceAll('\\', '/') : line).replace(/^(?:\.\/+)+/, ''));
}

/** How a path in the list becomes one relative to the root: `strip` is cut off, `add` is put in front. */
export interface ListPlace {
  readonly strip: string;
  readonly add: string;
}

/**
 * Where the project is in the list: the prefix under which most of the paths are files of the project
 * (`/srv/app/releases/42/src/a.ts` → `src/a.ts`), or the folder of the project that was deployed (`a.ts` → `src/a.ts`).
 * @param paths from {@link readFileList}
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
