// The entries that commands start: scripts of package.json, a Procfile, the CMD of a Dockerfile. A word of a command
// that is the path of a module is one, unless the command only looks at files.

import { asObject, readTextOrNull } from '../host/settings-file.ts';
import { yamlOrNull } from '../host/yaml.ts';
import { baseNameOf, resolvePath } from '../model/path.ts';
import type { Entry, EntryKind, EntrySources } from './entry.ts';
import { pythonStarts } from './python-commands.ts';

/** Commands that read files without running them. */
const LOOKING =
  /^(?:eslint|oxlint|prettier|biome|tsc|vue-tsc|svelte-check|rm|rimraf|cp|cpy|mv|mkdir|mkdirp|echo|cat|test|\[|git|stylelint|madge|depcruise|knip|danglint|ls|find|sed|grep|zip|tar|touch|chmod|api-extractor|typedoc|ruff|mypy|black|flake8|pylint|pyright)$/;
const TESTING = /^(?:jest|vitest|mocha|ava|tap|tape|jasmine|playwright|cypress|uvu|pytest|karma|nyc|c8)$/;
const PRODUCTION_SCRIPT = /^(?:start|serve|server|prod|production|worker|web)(?::|$)/;
/** `dev`, `start:dev`, `watch:server`: run where everything is installed, and what they build is not shipped. */
const DEVELOPMENT_SCRIPT = /(?:^|[:-])(?:dev|develop|development|debug|local|watch|hot)(?:[:-]|$)/;
/** Commands whose inputs are what is shipped. */
const BUNDLING =
  /^(?:esbuild|tsup|tsdown|rollup|rolldown|webpack|parcel|ncc|microbundle|swc|unbuild|bunchee|pkg)$/;
/** Commands whose first argument is a module, also without a dot or a slash in it: `node server`. */
const RUNNING = /^(?:node|nodejs|nodemon|tsx|ts-node|ts-node-dev|bun|deno|electron|pm2|python[\d.]*)$/;
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

export function commandEntries(sources: EntrySources): Entry[] {
  const { packages, fileSystem, root } = sources;
  const entries: Entry[] = [];
  for (const { directory, manifest } of packages) {
    for (const [name, command] of Object.entries(asObject(manifest['scripts']) ?? {})) {
      if (typeof command !== 'string') continue;
      entries.push(...started(command, directory, kindsOfScript(name), `script "${name}"`, sources));
    }
  }
  const read = (path: string) => readTextOrNull(fileSystem, path);
  for (const { directory } of packages) {
    for (const { name, command, file } of deployCommands(directory, read)) {
      // An image of one package may be built from the root, and its commands then run there.
      for (const folder of new Set([directory, root]))
        entries.push(...started(command, folder, DEPLOYED, `${name} of ${file}`, sources));
    }
    for (const { name, file, folder, commands } of composeServices(directory, read)) {
      const inImage = folder === directory ? [] : deployCommands(folder, read);
      for (const command of [...commands, ...inImage.map((each) => each.command)])
        entries.push(...started(command, folder, DEPLOYED, `${name} of ${file}`, sources));
    }
  }
  return entries;
}

/** What is a module that a command runs, and one that it bundles. */
interface Kinds {
  readonly run: EntryKind;
  readonly bundled: EntryKind;
}

const DEPLOYED: Kinds = { run: 'production', bundled: 'production' };

function kindsOfScript(name: string): Kinds {
  if (DEVELOPMENT_SCRIPT.test(name)) return { run: 'tool', bundled: 'tool' };
  if (PRODUCTION_SCRIPT.test(name)) return DEPLOYED;
  const isTest = /^(?:pre|post)?test|(?:^|:)(?:e2e|unit|coverage)(?::|$)/.test(name);
  return { run: isTest ? 'test' : 'tool', bundled: 'production' };
}

function started(
  script: string,
  directory: string,
  kinds: Kinds,
  because: string,
  { files }: EntrySources,
): Entry[] {
  const entries: Entry[] = [];
  let folder = directory;
  for (const words of commandsIn(script)) {
    const [command, to] = words;
    if (command === 'cd' && to !== undefined) {
      folder = resolvePath(folder, to);
      continue;
    }
    const program = baseNameOf(words.find((word) => !ASSIGNMENT.test(word) && !WRAPPER.test(word)) ?? '');
    if (LOOKING.test(program)) continue;
    const isBundling = BUNDLING.test(program) || /\bbun build\b/.test(words.join(' '));
    const found = TESTING.test(program) ? 'test' : isBundling ? kinds.bundled : kinds.run;
    const started = argumentOfRunner(words);
    for (const module of pythonStarts(words, folder, files)) entries.push({ module, kind: found, because });
    for (const [index, word] of words.entries()) {
      if (words[index - 1] === '-m' || isValueOf(word, words[index - 1], PACKAGES_FLAG)) continue;
      if (isBundling && isValueOf(word, words[index - 1], OUTPUT_FLAG)) continue;
      const path = isBundling ? word.replace(NAMED_OUTPUT, '') : word;
      for (const module of modulesOf(path, index === started, folder, files))
        entries.push({ module, kind: found, because });
    }
  }
  return entries;
}

/** `node -r x server`: the place of `server`; -1 where nothing of the kind is started. */
function argumentOfRunner(words: readonly string[]): number {
  // `nodemon --exec ts-node server`: the last one is what starts it.
  const runner = words.findLastIndex((word) => RUNNING.test(baseNameOf(word)));
  if (runner === -1) return -1;
  return words.findIndex(
    (word, index) =>
      index > runner &&
      !word.startsWith('-') &&
      !/^(?:-r|--require|--import|--loader|-m)$/.test(words[index - 1] ?? ''),
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
  const path = word.replace(/^--?[\w-]+=/, '');
  if (path.startsWith('-') || ASSIGNMENT.test(path)) return [];
  if (path.includes('*')) return [...files.match(directory, path)];
  if (!isStarted && !/[./]/.test(path)) return [];
  const module = files.find(directory, path);
  return module === null ? [] : [module];
}

/** The simple commands of a shell line, each as its words without quotes. */
function commandsIn(script: string): string[][] {
  return script.split(/&&|\|\||[;|&\n]/).map((command) =>
    [...command.matchAll(/"([^"]*)"|'([^']*)'|[^\s"']+/g)].flatMap(([whole, double, single]) => {
      const quoted = double ?? single;
      // concurrently "node a.js" "node b.js": the quoted words are commands themselves.
      return quoted === undefined ? [whole] : quoted.split(/\s+/).filter((word) => word !== '');
    }),
  );
}

interface DeployCommand {
  readonly name: string;
  readonly command: string;
  readonly file: string;
}

function deployCommands(directory: string, read: (path: string) => string | null): DeployCommand[] {
  const commands: DeployCommand[] = [];
  for (const line of (read(`${directory}/Procfile`) ?? '').split('\n')) {
    const match = /^([\w-]+):\s*(.+)$/.exec(line);
    if (match !== null) commands.push({ name: match[1] ?? '', command: match[2] ?? '', file: 'Procfile' });
  }
  for (const line of (read(`${directory}/Dockerfile`) ?? '').replace(/\\\r?\n/g, ' ').split('\n')) {
    const match = /^\s*(CMD|ENTRYPOINT)\s+(.+)$/i.exec(line);
    if (match === null) continue;
    const text = (match[2] ?? '').trim();
    const command = text.startsWith('[') ? text.replace(/[[\],]/g, ' ') : text;
    commands.push({ name: match[1] ?? '', command, file: 'Dockerfile' });
  }
  return commands;
}

interface Service {
  readonly name: string;
  readonly file: string;
  /** Where its image is built from, and its commands are run. */
  readonly folder: string;
  readonly commands: readonly string[];
}

/** The services that are built here. https://docs.docker.com/reference/compose-file/services/#command */
function composeServices(directory: string, read: (path: string) => string | null): Service[] {
  return ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'].flatMap((file) => {
    const text = read(`${directory}/${file}`);
    const services = text === null ? null : asObject(asObject(yamlOrNull(text))?.['services']);
    return Object.entries(services ?? {}).flatMap(([name, service]) => {
      const { build, command, entrypoint } = asObject(service) ?? {};
      if (build === undefined) return [];
      const context = typeof build === 'string' ? build : asObject(build)?.['context'];
      const folder = resolvePath(directory, typeof context === 'string' ? context : '.');
      const commands = [command, entrypoint].flatMap((words) => {
        const line = Array.isArray(words) ? words.join(' ') : words;
        return typeof line === 'string' ? [line] : [];
      });
      return [{ name: `service ${name}`, file, folder, commands }];
    });
  });
}
