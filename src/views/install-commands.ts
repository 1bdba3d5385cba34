// What a command installs: all that is declared, or all but what is declared for development. Read from the words of the
// package managers; where those leave it open, packages for development may be there.

import { filePurpose } from '../python-project/requirements-files.ts';
import type { Environment } from './dockerfile.ts';

export interface Install {
  /** null: any */
  readonly language: 'javascript' | 'python' | null;
  /** What becomes of packages that are declared for development; `untouched` where only names are given. */
  readonly development: 'left-out' | 'maybe' | 'untouched';
  /** Packages that it is given by name; words that are none may be among them. */
  readonly names: readonly string[];
  /** Whether there may be packages of which nothing is known here: what those that are named need. */
  readonly bringsOthers?: boolean;
  /** Whether it takes out again what is there and not asked for. */
  readonly takesOut?: boolean;
  /** The flags that say for which of several packages it is: `--filter=api`. */
  readonly of?: string;
}

/**
 * @param mayInstall whether a script, by the name of its file or in a package.json, may install
 * @returns null for a command that installs nothing into the project
 */
export function installOf(
  command: string,
  environment: Environment,
  mayInstall: (script: string) => boolean,
): Install | null {
  const { words, assigned } = wordsOf(command);
  const set = new Map([...environment, ...assigned]);
  const [tool = '', ...rest] = words;
  const flags = rest.filter((word) => word.startsWith('-'));
  const names = rest.filter((word, index) => !word.startsWith('-') && !VALUED.test(rest[index - 1] ?? ''));
  const program = tool.replace(/^.*\//, '').replace(/(?<!^)@.*$|[\d.]+$/, '');
  switch (program) {
    case 'npm':
    case 'pnpm':
    case 'yarn':
    case 'bun': {
      const script = scriptOf(program, names);
      if (script !== null && mayInstall(script)) return { ...ANY, language: 'javascript' };
      return script === null ? javascriptInstall(program, names, flags, set) : null;
    }
    case 'pip':
      return pipInstall(rest);
    case 'python': {
      const [flag, module, ...others] = rest;
      return flag === '-m' && module === 'pip' ? pipInstall(others) : null;
    }
    case 'uv':
      return names[0] === 'pip' ? pipInstall(rest.slice(1)) : projectInstall('uv', names, flags, set);
    case 'poetry':
    case 'pdm':
    case 'pipenv':
      return projectInstall(program, names, flags, set);
    case 'conda':
    case 'mamba':
    case 'micromamba':
      return { language: 'python', development: 'maybe', names: [] };
    case 'apt':
    case 'apt-get':
    case 'apk':
      return names.some((name) => SYSTEM_PACKAGE.test(name)) ? { ...ANY, language: 'python' } : null;
    default:
      if (PASSES_ON.test(command)) return ANY;
      return SCRIPT.test(tool) && !/^(?:\/\S*)?\/s?bin\/[^/.]+$/.test(tool) && mayInstall(program)
        ? ANY
        : null;
  }
}

const ANY: Install = { language: null, development: 'maybe', names: [] };

/** A script by its path, and what runs the tasks of a file. */
const SCRIPT = /^\.{0,2}\/|\.(?:ba|z)?sh$|^(?:make|just|task|inv|invoke|lerna|rush|ansible-playbook)$/;
/** `su node -c npm install`, `xargs pip install`: a command in another. */
const PASSES_ON =
  /^(?!\s*(?:echo|printf|rm|cp|mv|ls|test|\[|which|command|apt|apt-get|apk|corepack)\s).*(?:^|[\s/])(?:npm|pnpm|yarn|bun|pip\d*|uv|poetry|pdm|pipenv)(?:@\S+)?\s(?:.*\s)?(?:install|i|ci|add|sync)(?:\s|$)/;
/** Packages of Python that a distribution brings: `python3-numpy`, `py3-yaml`. */
const SYSTEM_PACKAGE = /^(?:python3?|py3)-(?!(?:pip|dev|venv|distutils|minimal|full)\b)/;
/** Flags of package managers that are followed by a value. */
const VALUED =
  /^(?:-[cCfFit]|--(?:cache|cache-dir|cache-folder|constraint|default-timeout|extra-index-url|find-links|index-url|loglevel|modules-folder|mutex|network-concurrency|network-timeout|platform|python-version|registry|retries|root|store-dir|target|timeout|trusted-host|userconfig))$/;

/** The script of a package.json that `npm run build`, `npm start` and `yarn build` run; null where they run none. */
function scriptOf(program: string, [verb = '', name = '']: readonly string[]): string | null {
  if (/^run(?:-script)?$/.test(verb)) return name;
  if (/^(?:start|test|stop|restart)$/.test(verb)) return verb;
  const isOwn = VERBS[program]?.test(verb) === true || /^(?:workspaces?|global)$/.test(verb);
  const mayBeScript = program === 'yarn' || program === 'pnpm';
  return mayBeScript && verb !== '' && !isOwn && !NO_SCRIPT.test(verb) ? verb : null;
}

/** Commands of Yarn and pnpm that install nothing into the project, and so no scripts by their bare names. */
const NO_SCRIPT =
  /^(?:cache|config|deploy|dlx|env|exec|fetch|info|node|plugin|policies|rebuild|remove|root|set|store|version|versions|why)$/;

const VERBS: Readonly<Record<string, RegExp>> = {
  // https://docs.npmjs.com/cli/commands/npm-install
  npm: /^(?:install|i|add|ci|clean-install|install-clean|prune)$/,
  // https://pnpm.io/cli/install
  pnpm: /^(?:install|i|add|ci|prune)$/,
  // https://classic.yarnpkg.com/en/docs/cli/install, https://yarnpkg.com/cli/workspaces/focus
  yarn: /^(?:install|add|focus)$/,
  // https://bun.com/docs/pm/cli/install
  bun: /^(?:install|i|add|ci)$/,
};
/** By flags; a word that follows is put to its flag before: {@link wordsOf}. */
const LEFT_OUT = /^--(?:prod|production|omit=dev|only=prod(?:uction)?)(?:=true)?$/;
const TAKEN_IN =
  /^--(?:include=dev|also=dev\w*|only=dev\w*|dev|prod(?:uction)?=false|no-prod(?:uction)?)$|^-D$/;
const ELSEWHERE = /^(?:--(?:prefix|cwd|dir|filter|workspaces?)\b|-[CF]=|-w$)/;
/** `NPM_CONFIG_INCLUDE`, `npm_config_production`: docs.npmjs.com/cli/using-npm/config, which go before NODE_ENV. */
const CONFIGURED = /^(?:npm|pnpm)_config_(?:include|also|only|omit|production|dev)$/i;
/** pnpm and bun have a letter for it. */
const LETTER: Readonly<Record<string, string>> = { pnpm: '-P', bun: '-p' };

function javascriptInstall(
  tool: string,
  words: readonly string[],
  flags: readonly string[],
  set: Environment,
): Install | null {
  const verb = words.findIndex((word) => VERBS[tool]?.test(word) === true);
  const isBare = tool === 'yarn' && words.length === 0 && !flags.includes('--version');
  const isGlobal = flags.some((flag) => flag === '-g' || flag === '--global') || words.includes('global');
  const names = words.slice(verb + 1).map(withoutVersion);
  if ((verb < 0 && !isBare) || words.slice(0, Math.max(verb, 0)).includes('store')) return null;
  // By NODE_PATH they are found too.
  if (isGlobal) return { language: 'javascript', development: 'untouched', names };
  // `omit` of npm; not Yarn, Bun, and pnpm since 10: docs.npmjs.com/cli/using-npm/config, github.com/pnpm/pnpm/issues/8827
  const isProduction = tool === 'npm' && set.get('NODE_ENV') === 'production';
  const isLeftOut = isProduction || flags.some((flag) => LEFT_OUT.test(flag) || flag === LETTER[tool]);
  const isTakenIn =
    flags.some((flag) => TAKEN_IN.test(flag)) || [...set.keys()].some((name) => CONFIGURED.test(name));
  return {
    language: 'javascript',
    development: isLeftOut && !isTakenIn ? 'left-out' : 'maybe',
    names,
    bringsOthers: verb >= 0 && names.length > 0,
    // Bun leaves what is there.
    takesOut: tool !== 'bun',
    of: flags.filter((flag) => ELSEWHERE.test(flag)).join(' '),
  };
}

/** https://pip.pypa.io/en/stable/cli/pip_install/: what is there already stays. */
function pipInstall(words: readonly string[]): Install | null {
  const verb = words.findIndex((word) => word === 'install' || word === 'sync');
  if (verb < 0) return null;
  const files: string[] = [];
  const others: string[] = [];
  const rest = words.slice(verb + 1);
  rest.forEach((word, index) => {
    const isNamedBefore = /^(?:-r|--requirements?)$/.test(rest[index - 1] ?? '');
    const attached = /^(?:-r|--requirements?=)(.+)$/.exec(word)?.[1];
    if (isNamedBefore || words[verb] === 'sync') files.push(word);
    else if (attached !== undefined) files.push(attached);
    else if (!word.startsWith('-') && !VALUED.test(rest[index - 1] ?? '')) others.push(word);
  });
  const isProject = (word: string): boolean =>
    /^\.{1,2}(?:\/|$)|^\//.test(word) && !/\.(?:whl|zip|gz)$/.test(word);
  const names = others.filter((word) => !isProject(word)).map(withoutVersion);
  const mayHave = [...files, ...others].some(
    (word) => /[$[\]*]/.test(word) || (files.includes(word) && filePurpose(word) === 'devDependencies'),
  );
  const isOfProject = files.length > 0 || others.some(isProject);
  return {
    language: 'python',
    development: mayHave || flagsWithGroups(rest) ? 'maybe' : isOfProject ? 'left-out' : 'untouched',
    names,
    // These need nothing.
    bringsOthers: names.some((name) => !/^(?:pip|setuptools|wheel|uv)$/.test(name)),
  };
}

/** `pip install --group dev`, `--extra` and `--all-extras` of `uv pip`. */
function flagsWithGroups(words: readonly string[]): boolean {
  return words.some((word) => /^--(?:group|extra|all-extras)\b/.test(word));
}

interface ProjectTool {
  readonly verb: RegExp;
  readonly leavesOut: RegExp | null;
  readonly takesIn: RegExp;
}

const PROJECT_TOOLS: Readonly<Record<string, ProjectTool>> = {
  // https://docs.astral.sh/uv/concepts/projects/sync/: the group `dev` is synchronised unless told otherwise
  uv: {
    // `run` synchronises before it runs, and what `export` writes is installed from: the group is in both.
    verb: /^(?:sync|run|export)$/,
    leavesOut: /^--(?:no-dev|no-default-groups|no-sync)$/,
    takesIn: /^--(?:group|only-group|all-groups|extra|all-extras|dev|only-dev)\b/,
  },
  // https://python-poetry.org/docs/cli/#install: all groups that are not optional
  poetry: {
    verb: /^(?:install|sync|export)$/,
    leavesOut: /^--(?:no-dev|only=main)$/,
    takesIn: /^--(?:dev|with|extras|all-extras|all-groups)\b|^-E/,
  },
  // https://pdm-project.org/en/latest/reference/cli/#install
  pdm: {
    verb: /^(?:install|sync|export)$/,
    leavesOut: /^--(?:prod|production|no-dev)$/,
    takesIn: /^--(?:dev|group|with)\b|^-[Gd]/,
  },
  // https://pipenv.pypa.io/en/latest/commands.html: without a word nothing for development
  pipenv: {
    verb: /^(?:install|sync|requirements)$/,
    leavesOut: null,
    takesIn: /^--(?:dev|categories)\b|^-d$/,
  },
};

function projectInstall(
  tool: string,
  words: readonly string[],
  flags: readonly string[],
  set: Environment,
): Install | null {
  const known = PROJECT_TOOLS[tool];
  const verb = known === undefined ? -1 : words.findIndex((word) => known.verb.test(word));
  // The words after `uv run` are of another command.
  if (known === undefined || verb < 0 || words[0] === 'tool') return null;
  const { leavesOut, takesIn } = known;
  const isLeftOut =
    leavesOut === null ||
    // Only the main group, where nothing else is asked for: github.com/python-poetry/poetry-plugin-export
    (tool === 'poetry' && words[verb] === 'export') ||
    (tool === 'uv' && (set.get('UV_NO_DEV') === '1' || set.get('UV_NO_SYNC') === '1')) ||
    flags.some((flag) => leavesOut.test(flag));
  const development = isLeftOut && !flags.some((flag) => takesIn.test(flag)) ? 'left-out' : 'maybe';
  const isInstall = /^(?:install|sync)$/.test(words[verb] ?? '');
  if (!isInstall && development === 'left-out') return null;
  const names = isInstall ? words.slice(verb + 1).map(withoutVersion) : [];
  return { language: 'python', development, names, bringsOthers: names.length > 0 };
}

/** `tool@2`, `@scope/tool@2`, `tool==2.0` */
function withoutVersion(name: string): string {
  return /^@?[^@=<>~!]+/.exec(name)?.[0] ?? name;
}

/** `sudo`, `corepack pnpm`, `sh -c`, `then`: what stands before the command that counts. */
const BEFORE =
  /^(?:sudo|exec|env|time|corepack|npx|then|else|elif|if|do|while|!|\{|--?y(?:es)?|(?:\/bin\/)?(?:ba|da)?sh|-[ceux]+|set)$/;

/** The words of a simple command, with what is assigned in front of it. `--omit dev` is given as `--omit=dev`. */
function wordsOf(command: string): { words: string[]; assigned: [string, string][] } {
  const words = command
    .replace(
      /(\s(?:--(?:omit|only|include|also|group|only-group|prefix|cwd|dir|filter|workspace)|-[CF]))\s+(?=[\w.@/])/g,
      '$1=',
    )
    .replace(/(\s--prod(?:uction)?)\s+(?=(?:true|false)(?:\s|$))/g, '$1=')
    .split(/\s+/)
    .filter((word) => word !== '');
  const assigned: [string, string][] = [];
  for (let word = words[0]; word !== undefined; word = words[0]) {
    const [, name, value = ''] = /^(\w+)=(.*)$/.exec(word) ?? [];
    if (name !== undefined) assigned.push([name, value]);
    else if (!BEFORE.test(word)) break;
    words.shift();
  }
  return { words, assigned };
}
