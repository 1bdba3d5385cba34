// A random project in a repository, and the steps by which it comes into random states: work of people on its files, and
// everything that git can do with them. For the oracle of the index.

import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gitEnvironment, type TemporaryRepository } from '../host/temporary-repository.ts';
import type { Random } from '../judge/random.ts';

const EXPORTS = ['one', 'two', 'three'];

/** What others can ask for, as they write it below their own folder: `./` and `../` come before a path with a dot. */
const SCRIPTS = ['a.js', 'b.js', 'c.js', 'lib/d.js', 'lib/e.js', 'lib/deep/f.js', 'odd dir/g.js', 'lib/ü.js'];
const LINKS = ['link.js', 'folder'];
const ASKED_BY_PATH = [
  ...SCRIPTS,
  'old/h.cjs',
  'typed/t.ts',
  'link.js',
  'folder/d.js',
  'folder/deep/f.js',
  'data.json',
];
const ASKED_BY_NAME = ['member', 'member/extra', '#lib/d.js', '@typed/t.ts'];
const PYTHON = ['app/__init__.py', 'app/m.py', 'app/sub/__init__.py', 'app/sub/n.py', 'tool.py', 'run.py'];
const PYTHON_MODULES = ['app', 'app.m', 'app.sub', 'app.sub.n', 'tool'];
/** Read wherever they are, also where they are on disk only. */
export const SETTINGS = ['package.json', 'member/package.json', 'tsconfig.json'];
const FILES = [
  ...SCRIPTS,
  'old/h.cjs',
  'old/i.cjs',
  'typed/t.ts',
  'typed/u.ts',
  'member/main.js',
  'member/extra.js',
  'data.json',
];

/** Everything that a step can touch. */
const PATHS = [...FILES, ...PYTHON, ...SETTINGS, ...LINKS];

const oneOf = <Item>(random: Random, items: readonly [Item, ...Item[]] | readonly Item[]): Item =>
  items[random.below(items.length)] as Item;

/** A file at this path, that takes names of two others which may or may not be there. */
function textOf(random: Random, path: string): string {
  if (SETTINGS.includes(path)) return settingsText(random, path);
  const names = random.sample(EXPORTS, 1 + random.below(3)).sort();
  if (path.endsWith('.json')) return JSON.stringify(Object.fromEntries(names.map((name) => [name, 1])));
  const imports = Array.from({ length: random.below(3) }, () => importText(random, path));
  const comment = path.endsWith('.py') ? '#' : '//';
  // Apart from each other, so that "git add -p" can take one and leave the other.
  const gap = Array.from({ length: 8 }, (_, line) => `${comment} ${line}`);
  const values = names.map((name) => {
    const value = random.below(9);
    if (path.endsWith('.py')) return `${name} = ${value}`;
    return path.endsWith('.cjs') ? `exports.${name} = ${value};` : `export const ${name} = ${value};`;
  });
  return [...imports, ...gap, ...values, ''].join('\n');
}

function importText(random: Random, path: string): string {
  const name = oneOf(random, EXPORTS);
  if (path.endsWith('.py')) {
    const from = oneOf(random, PYTHON_MODULES);
    return oneOf(random, [
      `from ${from} import ${name}`,
      `import ${from}`,
      `from . import ${name}, m`,
      `from app import sub, m`,
    ]);
  }
  const depth = path.split('/').length - 1;
  const wanted =
    random.below(5) === 0
      ? oneOf(random, ASKED_BY_NAME)
      : `${depth === 0 ? './' : '../'.repeat(depth)}${oneOf(random, ASKED_BY_PATH)}`;
  if (path.endsWith('.cjs')) return `const { ${name}: x${random.below(1e6)} } = require('${wanted}');`;
  return wanted.endsWith('.json')
    ? `import x${random.below(1e6)} from '${wanted}';`
    : `import { ${name} as x${random.below(1e6)} } from '${wanted}';`;
}

function settingsText(random: Random, path: string): string {
  if (path === 'tsconfig.json')
    return JSON.stringify({
      compilerOptions: {
        module: 'nodenext',
        allowImportingTsExtensions: true,
        noEmit: true,
        allowJs: true,
        ...(random.below(2) === 0 && { paths: { '@typed/*': ['./typed/*'] } }),
      },
    });
  if (path === 'member/package.json')
    return JSON.stringify({
      name: 'member',
      type: 'module',
      ...(random.below(2) === 0
        ? { main: oneOf(random, ['main.js', 'extra.js']) }
        : { exports: { '.': './main.js', ...(random.below(2) === 0 && { './extra': './extra.js' }) } }),
    });
  return JSON.stringify({
    name: 'root',
    type: 'module',
    workspaces: ['member'],
    dependencies: { member: '*' },
    ...(random.below(2) === 0 && { imports: { '#lib/*': './lib/*' } }),
  });
}

export interface State {
  readonly repository: TemporaryRepository;
  readonly random: Random;
  branches: number;
}

/** The files of a project. */
export function beginning(random: Random): Record<string, string> {
  const files: Record<string, string> = {};
  for (const path of [...FILES, ...PYTHON, ...SETTINGS]) {
    if (path === 'package.json' || random.below(4) !== 0) files[path] = textOf(random, path);
  }
  return files;
}

/** Runs what git may refuse because it makes no sense in this state, and what stops at conflicts. */
export const quietly = (run: () => unknown): void => {
  try {
    run();
  } catch {
    // As it is.
  }
};

const pathOf = ({ random }: State): string => oneOf(random, PATHS);

export const STEP_KINDS: Readonly<Record<string, (state: State) => void>> = {
  write: (state) => {
    const path = oneOf(state.random, [...FILES, ...PYTHON, ...SETTINGS]);
    state.repository.write({ [path]: textOf(state.random, path) });
  },
  writeAgain: (state) => STEP_KINDS['write']?.(state),
  writeCrlf: (state) => {
    const path = oneOf(state.random, FILES);
    state.repository.write({ [path]: textOf(state.random, path).replaceAll('\n', '\r\n') });
  },
  /** Of a file that is there as well, or of a folder that holds something. */
  link: ({ repository, random }) => {
    const path = join(repository.root, oneOf(random, [...LINKS, 'b.js', 'lib/deep', 'app/sub']));
    rmSync(path, { recursive: true, force: true });
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(oneOf(random, ['a.js', 'lib', '../lib', 'lib/d.js', 'app', 'link.js', 'nowhere.js']), path);
  },
  /** A file where a folder was, and the other way round. */
  swap: ({ repository, random }) => {
    const path = oneOf(random, ['lib/deep', 'a.js', 'app/sub', 'member']);
    const isFolder = lstatSync(join(repository.root, path)).isDirectory();
    rmSync(join(repository.root, path), { recursive: true });
    repository.write(isFolder ? { [path]: '' } : { [`${path}/index.js`]: textOf(random, 'x/y.js') });
  },
  add: (state) => state.repository.git('add', pathOf(state)),
  addAll: ({ repository }) => repository.git('add', '-A'),
  addPart: (state) => {
    const input = Array.from({ length: 6 }, () => (state.random.below(2) === 0 ? 'y' : 'n')).join('\n');
    execFileSync('git', ['add', '-p'], {
      cwd: state.repository.root,
      env: gitEnvironment(),
      input,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
  },
  intend: (state) => {
    const path = `new${state.random.below(3)}.js`;
    state.repository.write({ [path]: textOf(state.random, path) });
    state.repository.git('add', '-N', path);
  },
  remove: (state) => state.repository.git('rm', '-q', '-f', pathOf(state)),
  removeCached: (state) => state.repository.git('rm', '-q', '--cached', pathOf(state)),
  removeOnDisk: (state) => rmSync(join(state.repository.root, pathOf(state)), { force: true }),
  rename: (state) => state.repository.git('mv', '-k', pathOf(state), pathOf(state)),
  commit: ({ repository }) => repository.git('commit', '-q', '-m', 'Work'),
  commitAll: ({ repository }) => repository.git('commit', '-q', '-a', '-m', 'All work'),
  amend: ({ repository }) => repository.git('commit', '-q', '--amend', '-m', 'Amended'),
  branch: (state) => state.repository.git('checkout', '-q', '-b', `b${state.branches++}`),
  checkout: (state) =>
    state.repository.git('checkout', '-q', `b${state.random.below(Math.max(1, state.branches))}`),
  merge: (state) =>
    state.repository.git('merge', '-q', '-m', 'Merge', `b${state.random.below(Math.max(1, state.branches))}`),
  mergeOpen: (state) =>
    state.repository.git(
      'merge',
      '-q',
      '--no-commit',
      '--no-ff',
      `b${state.random.below(Math.max(1, state.branches))}`,
    ),
  rebase: (state) =>
    state.repository.git('rebase', '-q', `b${state.random.below(Math.max(1, state.branches))}`),
  cherryPick: (state) =>
    state.repository.git('cherry-pick', `b${state.random.below(Math.max(1, state.branches))}`),
  revert: ({ repository }) => repository.git('revert', '--no-edit', 'HEAD'),
  solve: ({ repository }) => repository.git('checkout', '--ours', '.'),
  abort: ({ repository }) => {
    for (const what of ['merge', 'rebase', 'cherry-pick', 'revert'])
      quietly(() => repository.git(what, '--abort'));
  },
  stash: ({ repository }) => repository.git('stash', '-q'),
  stashKeep: ({ repository }) => repository.git('stash', '-q', '--keep-index'),
  stashPop: ({ repository }) => repository.git('stash', 'pop', '-q'),
  reset: ({ repository }) => repository.git('reset', '-q'),
  resetSoft: ({ repository }) => repository.git('reset', '-q', '--soft', 'HEAD~1'),
  resetHard: ({ repository }) => repository.git('reset', '-q', '--hard'),
  assume: (state) => state.repository.git('update-index', '--assume-unchanged', pathOf(state)),
  skip: (state) => state.repository.git('update-index', '--skip-worktree', pathOf(state)),
  sparse: ({ repository, random }) =>
    repository.git(
      'sparse-checkout',
      'set',
      ...(random.below(2) === 0 ? ['--cone', 'lib'] : ['--no-cone', '/*', '!/lib/deep/']),
    ),
  full: ({ repository }) => repository.git('sparse-checkout', 'disable'),
  split: ({ repository }) => repository.git('update-index', '--split-index'),
  untracked: ({ repository }) => repository.git('update-index', '--untracked-cache'),
  autocrlf: ({ repository, random }) =>
    repository.git('config', 'core.autocrlf', ['true', 'input', 'false'][random.below(3)] ?? 'false'),
  attributes: ({ repository, random }) =>
    repository.write({
      '.gitattributes': oneOf(random, ['*.js text eol=crlf\n', '*.js -text\n', '*.py ident\n', '']),
    }),
  ignore: ({ repository, random }) =>
    repository.write({ '.gitignore': ['lib/\n', 'b.js\n', ''][random.below(3)] ?? '' }),
  ignoreCase: ({ repository }) => repository.git('config', 'core.ignorecase', 'true'),
  version4: ({ repository }) => repository.git('update-index', '--index-version', '4'),
  gc: ({ repository }) => repository.git('gc', '-q'),
};
