// What a command installs: all that is declared, or all but what is declared for development. Read from the words of the
// package managers; where those leave it open, packages for development may be there.

import { filePurpose } from '../python-project/requirements-files.ts';
import type { Environment } from './dockerfile.ts';

export interface Install {
  readonly language: 'javascript' | 'python';
  /** What becomes of packages that are declared for development; `untouched` where only names are given. */
  readonly development: 'left-out' | 'maybe' | 'untouched';
  /** Packages that it is given by name; words that are none may be among them. */
  readonly names: readonly string[];
  /** The flags that say for which of several packages it is: `--filter=api`. */
  readonly of?: string;
}

/** @returns null for a command that installs nothing into the project */
export function installOf(command: string, environment: Environment): Install | null {
  const { words, assigned } = wordsOf(command);
  const set = new Map([...environment, ...assigned]);
  const [tool = '', ...rest] = words;
  const flags = rest.filter((word) => word.startsWith('-'));
  const names = rest.filter((word) => !word.startsWith('-'));
  switch (tool.replace(/^.*\//, '').replace(/[\d.]+$/, '')) {
    case 'npm':
    case 'pnpm':
    case 'yarn':
    case 'bun':
      return javascriptInstall(tool, names, flags, set);
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
      return projectInstall(tool, names, flags, set);
    case 'conda':
    case 'mamba':
    case 'micromamba':
      return { language: 'python', development: 'maybe', names: [] };
    default:
      return null;
  }
}

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
const LEFT_OUT = /^--(?:prod|production|omit=dev|only=prod(?:uction)?)(?:=true)?$/;
const TAKEN_IN = /^--(?:include=dev|also=dev\w*|dev|prod(?:uction)?=false)$|^-D$/;
const ELSEWHERE = /^(?:--(?:prefix|cwd|dir|filter|workspaces?)\b|-[CwF]$)/;
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
  if ((verb < 0 && !isBare) || isGlobal || words.slice(0, Math.max(verb, 0)).includes('run')) return null;
  // `omit` of npm, and pnpm; not Yarn and Bun: docs.npmjs.com/cli/using-npm/config
  const isProduction = (tool === 'npm' || tool === 'pnpm') && set.get('NODE_ENV') === 'production';
  const isLeftOut = isProduction || flags.some((flag) => LEFT_OUT.test(flag) || flag === LETTER[tool]);
  const isTakenIn = flags.some((flag) => TAKEN_IN.test(flag));
  return {
    language: 'javascript',
    development: isLeftOut && !isTakenIn ? 'left-out' : 'maybe',
    names: words.slice(verb + 1).map(withoutVersion),
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
    else if (!word.startsWith('-')) others.push(word);
  });
  const isProject = (word: string): boolean => /^\.{1,2}(?:\/|$)|^\//.test(word);
  const mayHave = [...files, ...others].some(
    (word) => /[$[\]*]/.test(word) || (files.includes(word) && filePurpose(word) === 'devDependencies'),
  );
  const isOfProject = files.length > 0 || others.some(isProject);
  return {
    language: 'python',
    development: mayHave || flagsWithGroups(rest) ? 'maybe' : isOfProject ? 'left-out' : 'untouched',
    names: others.filter((word) => !isProject(word)).map(withoutVersion),
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
    verb: /^sync$/,
    leavesOut: /^--(?:no-dev|no-default-groups)$/,
    takesIn: /^--(?:group|only-group|all-groups|extra|all-extras|dev|only-dev)\b/,
  },
  // https://python-poetry.org/docs/cli/#install: all groups that are not optional
  poetry: {
    verb: /^(?:install|sync)$/,
    leavesOut: /^--(?:no-dev|only=main)$/,
    takesIn: /^--(?:with|extras|all-extras|all-groups)\b|^-E/,
  },
  // https://pdm-project.org/en/latest/reference/cli/#install
  pdm: {
    verb: /^(?:install|sync)$/,
    leavesOut: /^--(?:prod|production|no-dev)$/,
    takesIn: /^--(?:dev|group|with)\b|^-[Gd]/,
  },
  // https://pipenv.pypa.io/en/latest/commands.html: without a word nothing for development
  pipenv: { verb: /^(?:install|sync)$/, leavesOut: null, takesIn: /^--(?:dev|categories)\b|^-d$/ },
};

function projectInstall(
  tool: string,
  words: readonly string[],
  flags: readonly string[],
  set: Environment,
): Install | null {
  const known = PROJECT_TOOLS[tool];
  const verb = known === undefined ? -1 : words.findIndex((word) => known.verb.test(word));
  if (known === undefined || verb < 0) return null;
  const { leavesOut, takesIn } = known;
  const isLeftOut =
    leavesOut === null ||
    (tool === 'uv' && set.get('UV_NO_DEV') === '1') ||
    flags.some((flag) => leavesOut.test(flag));
  return {
    language: 'python',
    development: isLeftOut && !flags.some((flag) => takesIn.test(flag)) ? 'left-out' : 'maybe',
    names: words.slice(verb + 1).map(withoutVersion),
  };
}

/** `tool@2`, `@scope/tool@2`, `tool==2.0` */
function withoutVersion(name: string): string {
  return /^@?[^@=<>~!]+/.exec(name)?.[0] ?? name;
}

/** `sudo`, `corepack pnpm`, `sh -c`: what stands before the command that counts. */
const BEFORE = /^(?:sudo|exec|env|time|corepack|npx|(?:\/bin\/)?(?:ba|da)?sh|-[ceux]+|set)$/;

/** The words of a simple command, with what is assigned in front of it. `--omit dev` is given as `--omit=dev`. */
function wordsOf(command: string): { words: string[]; assigned: [string, string][] } {
  const words = command
    .replace(
      /(\s--(?:omit|only|include|also|group|only-group|prefix|cwd|dir|filter|workspace))\s+(?=[\w.@/])/g,
      '$1=',
    )
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
