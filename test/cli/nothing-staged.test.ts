// The early answer to --staged: for which commits it is given, and that it costs no more than a question to git.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  gitEnvironment,
  type TemporaryRepository,
  temporaryRepository,
} from '../host/temporary-repository.ts';
import { danglint } from './run-danglint.ts';

const EARLY = 'nothing that is staged can break an import';
const bin = fileURLToPath(new URL('../../bin/danglint.js', import.meta.url));

const PROJECT = {
  'package.json': '{ "name": "p", "type": "module" }',
  'README.md': '',
  'logo.svg': '<svg/>',
  'data.json': '{ "a": 1 }',
  'src/main.js':
    "import '../logo.svg';\nimport data from '../data.json' with { type: 'json' };\nexport { data };\n",
};

type Change = (repository: TemporaryRepository) => void;
const writing =
  (files: Record<string, string>): Change =>
  ({ write, git }) => {
    write(files);
    git('add', '-A');
  };

describe('--staged', () => {
  it.each<[string, Change]>([
    ['nothing', () => undefined],
    ['text', writing({ 'README.md': 'Text.' })],
    ['another picture', writing({ 'logo.svg': '<svg></svg>', 'new.png': 'x' })],
    ['a source that is not staged', ({ write }) => write({ 'src/main.js': "import './gone.js';\n" })],
  ])('answers early for %s', async (_what, change) => {
    const repository = temporaryRepository(PROJECT);
    change(repository);
    expect(await danglint(repository.root, ['--staged'])).toEqual({
      code: 0,
      stdout: `✔ ${EARLY}\n`,
      stderr: '',
    });
  });

  it.each<[string, Change]>([
    ['a source', writing({ 'src/main.js': '' })],
    ['data with names', writing({ 'data.json': '{}' })],
    ['settings', writing({ 'package.json': '{ "name": "q" }' })],
    ['a picture that goes away', ({ git }) => git('rm', '-q', 'logo.svg')],
    [
      'a picture that becomes a link',
      ({ git, remove, root }) => {
        remove('logo.svg');
        execFileSync('ln', ['-s', 'README.md', `${root}/logo.svg`]);
        git('add', '-A');
      },
    ],
  ])('reads the project for %s', async (_what, change) => {
    const repository = temporaryRepository(PROJECT);
    change(repository);
    const { stdout } = await danglint(repository.root, ['--staged']);
    expect(stdout).not.toBe('');
    expect(stdout).not.toContain(EARLY);
  });

  it('reads the project when a submodule goes away or moves', async () => {
    const inner = temporaryRepository({ 'lib.js': 'export const lib = 1;\n' });
    const { root, git, commit } = temporaryRepository(PROJECT);
    git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'vendor');
    commit('Add the submodule');
    expect((await danglint(root, ['--staged'])).stdout).toContain(EARLY);
    git('rm', '-q', '--cached', 'vendor');
    expect((await danglint(root, ['--staged'])).stdout).not.toContain(EARLY);
  });

  it('answers in the format that is asked for', async () => {
    const { root } = temporaryRepository(PROJECT);
    expect(JSON.parse((await danglint(root, ['--staged', '--format', 'json'])).stdout).findings).toEqual([]);
    expect((await danglint(root, ['--staged'], { env: { CLAUDECODE: '1' } })).stdout).toBe(`${EARLY}\n`);
    expect((await danglint(root, ['--staged', '--rule', 'nope:error'])).code).toBe(2);
  });

  it('loads nothing that reads a project', () => {
    const { root } = temporaryRepository(PROJECT);
    const hook = `
      import { register } from 'node:module';
      register('data:text/javascript,' + encodeURIComponent(\`
        import { writeSync } from 'node:fs';
        export const load = (url, context, next) => { writeSync(2, url + '\\\\n'); return next(url, context); };
      \`));`;
    const loaded = execFileSync(
      'sh',
      [
        '-c',
        '"$0" "$@" 2>&1',
        process.execPath,
        '--import',
        `data:text/javascript,${encodeURIComponent(hook)}`,
        bin,
        '--staged',
      ],
      { cwd: root, env: gitEnvironment(), encoding: 'utf8' },
    );
    expect(loaded).toContain('/dist/cli/nothing-staged.js');
    const packages = [...loaded.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)/g)].map(([, name]) => name);
    expect(new Set(packages)).toEqual(new Set(['commander']));
    expect(loaded).not.toMatch(/\/dist\/(?:pipeline|scan|link|rules|impact)/);
  });
});
