// The modules that a shell command starts: a word of it that is the path of a module, unless the command only looks at
// files; those that a shell script names which it runs, and those that `node -e` loads.

import { readTextOrNull } from '../../host/settings-file.ts';
import { baseNameOf, resolvePath } from '../../model/path.ts';
import type { Entry, EntryKind, EntrySources } from './entry.ts';
import { pythonStarts } from './python-commands.ts';

/** Commands that read files without running them. */
const LOOKING =
  /^(?:eslint|oxlint|prettier|biome|tsc|vue-tsc|svelte-check|rm|rimraf|cp|cpy|mv|mkdir|mkdirp|echo|cat|test|\[|git|stylelint|madge|depcruise|knip|danglint|ls|find|sed|grep|zip|tar|touch|chmod|api-extractor|typedoc|ruff|mypy|black|flake8|pylint|pyright)$/;
const TESTING = /^(?:jest|vitest|mocha|ava|tap|tape|jasmine|playwright|cypress|uvu|pytest|karma|nyc|c8)$/;
/** Commands whose inputs are what is shipped. */
const BUNDLING =
  /^(?:esbuild|tsup|tsdown|rollup|rolldown|webpack|parcel|ncc|microbundle|swc|unbuild|bunchee|pkg)$/;
/** Commands whose first argument is a module, also without a dot or a slash in it: `node server`. */
const RUNNING =
  /^(?:node|nodejs|nodemon|tsx|ts-node|ts-node-esm|ts-node-dev|tsnd|vite-node|babel-node|esno|jiti|zx|bun|deno|electron|pm2|python[\d.]*)$/;
/** `esbuild main=src/main.ts` names what comes out first. https://esbuild.github.io/api/#entry-points */
const NAMED_OUTPUT = /^[\w./-]+=(?=\S+\.[cm]?[jt]sx?$)/;
/** Flags whose value is written, not read. */
const OUTPUT_FLAG = /^(?:-o|-d|--?(?:out|output|dist)[\w-]*)$/;
/** `pnpm --filter './packages/*' run dev`: the packages that it is run in, no files. https://pnpm.io/filtering */
const PACKAGES_FLAG = /^(?:--filter(?:-prod)?|-F|--scope|--workspace)$/;
/** Words in front of the command proper. */
const WRAPPER =
  /^(?:npx|bunx|pnpx|cross-env|cross-env-shell|dotenv|env|time|exec|dlx|run|command|yarn|pnpm|npm|bun|x|--|sudo|nice|dotenvx|op|doppler|infisical|concurrently)$/;
const ASSIGNMENT = /^[A-Za-z_]\w*=/;
/** Flags whose value is a module that is loaded first, or instead. */
const LOADING_FLAG = /^(?:-r|--require|--import|--loader|-m)$/;
/** Flags after which Node may look for modules elsewhere. https://nodejs.org/api/cli.html */
const HOOKING_FLAG =
  /^(?:-r|--require|--import|--loader|--experimental-loader|--env-file(?:-if-exists)?|--preserve-symlinks(?:-main)?)(?:=|$)/;
/** `node -e "require('./server')"` */
const LOADED = /\b(?:require|import)\(\\?["'`]?(\.[^"'`\\)]+)/;

/** What is a module that a command runs, and one that it bundles. */
export interface Kinds {
  readonly run: EntryKind;
  readonly bundled: EntryKind;
}

export interface Started {
  /** Where the command runs. */
  readonly directory: string;
  readonly kinds: Kinds;
  /** What makes a module an entry, in words. */
  readonly because: string;
  /** Only what a runner is given: in files in which commands of all sorts stand. */
  readonly isByRunner?: boolean;
  /** Absolute paths in it are those of a server: what stands behind the folder that the project has there counts. */
  readonly isOnServer?: boolean;
}

/** Scripts of the shell that call one another. */
const MAX_DEPTH = 3;

export function started(text: string, how: Started, sources: EntrySources, depth = 0): Entry[] {
  const { kinds, because, isByRunner = false, isOnServer = false } = how;
  const entries: Entry[] = [];
  let folder = how.directory;
  for (const words of commandsIn(text)) {
    const [command, to] = words;
    if ((command === 'cd' || command === 'pushd') && to !== undefined) {
      // `cd "$(dirname "$0")"`: most often where it is started already. On a server, where the project is.
      if (!to.includes('$') && !(isOnServer && to.startsWith('/'))) folder = resolvePath(folder, to);
      continue;
    }
    const chosen = chosenPackage(words, how.directory, sources);
    const here = chosen ?? folder;
    const program = baseNameOf(words.find((word) => !ASSIGNMENT.test(word) && !WRAPPER.test(word)) ?? '');
    if (LOOKING.test(program)) continue;
    const isBundling = BUNDLING.test(program) || /\bbun build\b/.test(words.join(' '));
    const found = TESTING.test(program) ? 'test' : isBundling ? kinds.bundled : kinds.run;
    const argument = argumentOfRunner(words);
    for (const start of pythonStarts(words, here, sources.files))
      entries.push({ ...start, kind: found, because });
    for (const [index, word] of words.entries()) {
      const previous = words[index - 1];
      const path = isBundling ? word.replace(NAMED_OUTPUT, '') : word;
      const places = isOnServer && path.startsWith('/') ? placesOnServer(path) : [path];
      if (depth < MAX_DEPTH && /\.(?:sh|bash)$/.test(word)) {
        const inScript = { ...how, directory: here, isByRunner: true };
        const script = places
          .map((place) => readTextOrNull(sources.fileSystem, resolvePath(here, place)))
          .find((text) => text !== null);
        if (script !== undefined && script !== null)
          entries.push(...started(script, inScript, sources, depth + 1));
      }
      if (isByRunner && index !== argument && !LOADING_FLAG.test(previous ?? '') && !LOADED.test(word))
        continue;
      if (previous === '-m' || isValueOf(word, previous, PACKAGES_FLAG)) continue;
      if (isBundling && isValueOf(word, previous, OUTPUT_FLAG)) continue;
      const isArgument = index === argument;
      for (const place of places) {
        const modules = modulesOf(place, isArgument, here, sources.files);
        const made =
          isArgument && isPlainNode(words) ? [{ file: resolvePath(here, place), isForNode: true }] : [];
        for (const module of modules) {
          const isMade = made.some(({ file }) => file !== module);
          entries.push({ module, kind: found, because, starts: 'script', ...(isMade && { made }) });
        }
        if (modules.length > 0) break;
      }
    }
  }
  return entries;
}

/**
 * The folder of the one package that a package manager is told to run a command in: `npm -w api exec`, `pnpm --filter
 * @a/api exec`, `yarn workspace api node x.js`; null for commands that run where they stand.
 */
function chosenPackage(
  words: readonly string[],
  directory: string,
  { packages }: EntrySources,
): string | null {
  const at = words.findIndex((word, index) => {
    if (words[index - 1] === 'yarn') return word === 'workspace';
    return /^(?:-w|-F|--workspace|--filter)(?:=|$)/.test(word);
  });
  if (at === -1 || !/^(?:npm|npx|pnpm|yarn)$/.test(words.find((word) => !ASSIGNMENT.test(word)) ?? ''))
    return null;
  const name = /=(.+)$/.exec(words[at] ?? '')?.[1] ?? words[at + 1] ?? '';
  const place = /^[./]|\//.test(name) ? resolvePath(directory, name.replace(/[{}]/g, '')) : null;
  const chosen = packages.find((each) => each.manifest['name'] === name || each.directory === place);
  return chosen?.directory ?? null;
}

/** `/opt/bot/src/server.js`: nobody says how much of it is the project's. */
function placesOnServer(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.map((_, index) => `./${parts.slice(index).join('/')}`);
}

/** `node -r x server`: the place of `server`; -1 where nothing of the kind is started. */
function argumentOfRunner(words: readonly string[]): number {
  // `nodemon --exec ts-node server`: the last one is what starts it.
  const runner = words.findLastIndex((word) => RUNNING.test(baseNameOf(word)));
  if (runner === -1) return -1;
  return words.findIndex(
    (word, index) => index > runner && !word.startsWith('-') && !LOADING_FLAG.test(words[index - 1] ?? ''),
  );
}

/** Whether Node runs it, and is not told to look for modules in another way than its own, or to load what may do so. */
function isPlainNode(words: readonly string[]): boolean {
  const runner = words.findLast((word) => RUNNING.test(baseNameOf(word)));
  return (
    /^(?:node|nodejs|nodemon)$/.test(baseNameOf(runner ?? '')) &&
    !words.some((word) => /^NODE_(?:PATH|OPTIONS)=/.test(word) || HOOKING_FLAG.test(word))
  );
}

/** Whether the word is the value of such a flag: `--flag=word`, `--flag word`, `--flag='word'` (two words here). */
function isValueOf(word: string, previous: string | undefined, flags: RegExp): boolean {
  const flag =
    /^(--?[\w-]+)=/.exec(word)?.[1] ?? (word.startsWith('-') ? '' : (previous ?? '').replace(/=$/, ''));
  return flags.test(flag);
}

/** @param isStarted the word is what a runner is to start, so it is a path without a dot or a slash too */
function modulesOf(
  word: string,
  isStarted: boolean,
  directory: string,
  files: EntrySources['files'],
): string[] {
  // `--require=./setup.js`, `--import ./hooks.mjs`
  const path = LOADED.exec(word)?.[1] ?? word.replace(/^--?[\w-]+=/, '');
  if (path.startsWith('-') || ASSIGNMENT.test(path)) return [];
  if (path.includes('*')) return [...files.match(directory, path)];
  if (!isStarted && !/[./]/.test(path)) return [];
  const module = files.find(directory, path);
  return module === null ? [] : [module];
}

/** The simple commands of a shell line, each as its words without quotes. */
function commandsIn(script: string): string[][] {
  const text = script.replace(/\\\r?\n/g, ' ').replace(/^\s*#.*$/gm, '');
  return text.split(/&&|\|\||[;|&\n]/).map((command) =>
    [...command.matchAll(/"([^"]*)"|'([^']*)'|[^\s"']+/g)].flatMap(([whole, double, single]) => {
      const quoted = double ?? single;
      // concurrently "node a.js" "node b.js": the quoted words are commands themselves.
      const words = quoted === undefined ? [inBrackets(whole)] : quoted.split(/\s+/);
      return words.filter((word) => word !== '');
    }),
  );
}

/** `(cd src && node x.js)`, `$(node version.js)` */
function inBrackets(word: string): string {
  const inner = word.replace(/^\$?\((?=[\w./])/, '');
  return inner.endsWith(')') && !inner.includes('(') ? inner.slice(0, -1) : inner;
}
