// Source files that another file reads as text: what a test reads to see how it is handled, or compares with (`snapshots/`),
// and what a script makes other files of. They are never loaded from where they stand, and what they ask for is a matter of
// the place that their text is put in. The texts of the readers are only looked at for files that something is found in.

import type { FileSystem } from '../host/file-system.ts';
import { readTextOrNull } from '../host/settings-file.ts';
import type { LinkedGraph } from '../link/linked-graph.ts';
import { addTo } from '../model/lists.ts';
import type { ModuleId } from '../model/module-id.ts';
import { below, foldersUpTo, isWithin, parentOf } from '../model/path.ts';
import { isNamedAsTest, isTestName } from '../model/test-name.ts';

/** A call that takes the text of a file, or compares a text with one. */
const READS = /\b(?:readFile(?:Sync)?|toMatchFileSnapshot)\(/;

/** What gives such calls, in the text of a module that has them. */
const GIVES_READS = /^(?:node:)?fs(?:\/promises)?$|^(?:fs-extra|graceful-fs|vitest)$/;

/** A module whose name is told when the code runs: what stands in the folder may be loaded after all. */
const LOADS = /\b(?:import|require)\(\s*(?!(['"])[^'"]*\1\s*[,)])/;

/** What is written in quotes, as far as it is told: `'generator'`, `./add-hmr/test-files/${framework}`. */
const QUOTED = /(['"`])((?:\.{0,2}\/)*[\w@.-][\w@./-]*)(?:\1|\$\{)/g;

/** `readdir('content/tutorial')`, seen from where the program is started; folders of sources are read to load them. */
const READ_FROM_START =
  /\b(?:readFile|readdir)(?:Sync)?\(\s*(['"`])(?!src\/|lib\/|app\/)([\w@.-]+\/[\w@./-]*)(?:\1|\$\{)/g;

/** `readFileSync(new URL('./templates/…', import.meta.url))`, `readFile(join(__dirname, 'templates', name))` */
const READ_HERE =
  /\breadFile(?:Sync)?\(\s*(?:new\s+URL\(\s*|(?:path\.)?(?:join|resolve)\(\s*(?:__dirname|import\.meta\.dirname)\s*,\s*)(['"`])((?:\.\/)?[\w@.-][\w@./-]*)(?:\1|\$\{)/g;

/**
 * @param isEntry whether something starts a module by itself
 * @returns whether a module of the project is read as text by others, and loaded by none
 */
export function createReadAsText(
  linked: LinkedGraph,
  root: string,
  fileSystem: FileSystem,
  isEntry: (module: ModuleId) => boolean,
): (module: ModuleId) => boolean {
  const folders = new Map<ModuleId, FoldersRead>();
  const known = new Map<ModuleId, boolean>();
  let readersByFolder: Map<string, ModuleId[]> | null = null;
  let readFromStart: ReadonlySet<string> | null = null;

  function foldersReadBy(reader: ModuleId): FoldersRead {
    let found = folders.get(reader);
    if (found === undefined) {
      found = foldersIn(readTextOrNull(fileSystem, reader) ?? '', isTestName(reader.slice(root.length + 1)));
      folders.set(reader, found);
    }
    return found;
  }

  function readersByDirectory(): ReadonlyMap<string, readonly ModuleId[]> {
    if (readersByFolder === null) {
      readersByFolder = new Map();
      for (const { id, role, record } of linked.graph.values()) {
        const mayRead = record.requests.some(({ specifier }) => GIVES_READS.test(specifier));
        if (role === 'project' && mayRead) addTo(readersByFolder, parentOf(id) ?? '/', id);
      }
    }
    return readersByFolder;
  }

  /** The folders that modules read by the path from where the program is started: their package, or one around it. */
  function foldersReadFromStart(): ReadonlySet<string> {
    const found = new Set<string>();
    for (const [folder, readers] of readersByDirectory())
      for (const reader of readers)
        for (const read of foldersReadBy(reader).fromStart)
          for (const start of foldersUpTo(root, folder)) found.add(below(start, read));
    return found;
  }

  /** The folder around a module that another one reads; null when there is none. */
  function folderAround(module: ModuleId): string | null {
    const own = parentOf(module) ?? root;
    readFromStart ??= foldersReadFromStart();
    for (const above of foldersUpTo(root, own)) if (readFromStart.has(`${above}/`)) return `${above}/`;
    for (let above = parentOf(own); above !== null && isWithin(root, above); above = parentOf(above)) {
      const place = `${own.slice(above.length + 1)}/`;
      for (const reader of readersByDirectory().get(above) ?? []) {
        const read = foldersReadBy(reader).below.find((folder) => place.startsWith(folder));
        if (read !== undefined) return `${above}/${read}`;
      }
    }
    return null;
  }

  function isReadOnly(module: ModuleId): boolean {
    if (linked.graph.get(module)?.role !== 'project' || isNamedAsTest(module) || isEntry(module))
      return false;
    const folder = folderAround(module);
    return folder !== null && linked.importers(module).every(({ module: from }) => from.startsWith(folder));
  }

  return (module) => {
    const answer = known.get(module) ?? isReadOnly(module);
    known.set(module, answer);
    return answer;
  };
}

/** The folders whose files a module reads. */
interface FoldersRead {
  /** By their path from the folder of the module, below that. */
  readonly below: readonly string[];
  /** By their path from where the program is started. */
  readonly fromStart: readonly string[];
}

/** @param isTest then every path that is written in it may be one that it reads */
function foldersIn(text: string, isTest: boolean): FoldersRead {
  if (!READS.test(text) || LOADS.test(text)) return { below: [], fromStart: [] };
  return { below: foldersOf(text, isTest ? QUOTED : READ_HERE), fromStart: foldersOf(text, READ_FROM_START) };
}

/** @param pattern its second group is a path */
function foldersOf(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].flatMap(([, , path = '']) => {
    const steps = path.split('/').filter((step) => step !== '' && step !== '.');
    return steps.length === 0 || steps.includes('..') ? [] : [`${steps.join('/')}/`];
  });
}
