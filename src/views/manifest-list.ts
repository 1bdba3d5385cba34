// Reads a list of the files on a server, as `find`, `tar -t`, `ls -R`, `git ls-files -z` and others print it. Pure text.

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
      // `ls -F` marks programs, links and folders.
      const name = nameInBlock(isMarked ? entry.path.replace(/[*@=|/]$/, '') : entry.path);
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
