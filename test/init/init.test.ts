// `danglint init`, and the hook that it sets, with real commits.

import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { danglint, projectOf } from '../cli/run-danglint.ts';
import { temporaryRepository } from '../host/temporary-repository.ts';

const bin = fileURLToPath(new URL('../../bin/danglint.js', import.meta.url));

const PROJECT = {
  'package.json': '{ "name": "app", "type": "module" }',
  '.gitignore': 'node_modules\n',
  'src/main.js': "import { connect } from './pool.js';\nconnect();\n",
  'src/pool.js': 'export function connect() {}\n',
};

const read = (root: string, file: string) => readFileSync(join(root, file), 'utf8');

describe('danglint init', () => {
  it('shows what it would write and writes nothing without a yes', async () => {
    const root = projectOf(PROJECT);
    const { code, stdout } = await danglint(root, ['init', '--hook', 'husky', '--ci', 'github']);
    expect(code).toBe(0);
    expect(stdout).toContain('+npx --no-install danglint --staged');
    expect(existsSync(join(root, 'danglint.json'))).toBe(false);
    expect(existsSync(join(root, '.husky/pre-commit'))).toBe(false);
  });

  it('sets a git hook that stops the commit which breaks an importer, and lets a good one pass', async () => {
    const { root, git, write, commit } = temporaryRepository(PROJECT);
    mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
    symlinkSync(bin, join(root, 'node_modules/.bin/danglint'));
    expect((await danglint(root, ['init', '--hook', 'git', '--ci', 'none', '--yes'])).code).toBe(0);
    write({ 'src/pool.js': 'export function connectPool() {}\n' });
    git('add', 'src/pool.js');
    expect(() => git('commit', '-q', '-m', 'Break the importer')).toThrow(/connect.*missing-export/s);
    expect(git('log', '--format=%s').trim()).toBe('Begin');
    write({ 'src/pool.js': 'export function connect() { return 1; }\n' });
    commit('Change the pool');
    expect(git('log', '-1', '--format=%s').trim()).toBe('Change the pool');
  });

  it('adds to a hook that is there, once', async () => {
    const { root } = temporaryRepository(PROJECT);
    const hook = join(root, '.git/hooks/pre-commit');
    mkdirSync(join(root, '.git/hooks'), { recursive: true });
    writeFileSync(hook, '#!/bin/sh\necho mine\n');
    chmodSync(hook, 0o755);
    await danglint(root, ['init', '--hook', 'git', '--yes']);
    const once = '#!/bin/sh\necho mine\nnpx --no-install danglint --staged\n';
    expect(read(root, '.git/hooks/pre-commit')).toBe(once);
    await danglint(root, ['init', '--hook', 'git', '--yes']);
    expect(read(root, '.git/hooks/pre-commit')).toBe(once);
  });

  it('adds to YAML files without losing what stands in them', async () => {
    const root = projectOf({
      ...PROJECT,
      'lefthook.yml': '# ours\npre-commit:\n  jobs:\n    - name: format # keep\n      run: biome check\n',
      '.gitlab-ci.yml': 'build: # keep too\n  script: [make]\n',
    });
    await danglint(root, ['init', '--ci', 'gitlab', '--yes']);
    const lefthook = read(root, 'lefthook.yml');
    expect(lefthook).toContain('# ours');
    expect(lefthook).toContain('# keep');
    expect(parse(lefthook)['pre-commit'].jobs).toEqual([
      { name: 'format', run: 'biome check' },
      { name: 'danglint', run: 'npx --no-install danglint --staged' },
    ]);
    const gitlab = read(root, '.gitlab-ci.yml');
    expect(gitlab).toContain('# keep too');
    expect(Object.keys(parse(gitlab))).toEqual(['build', 'danglint']);
  });

  it('runs always in pre-commit, which leaves deleted files out of its list', async () => {
    const root = projectOf({ ...PROJECT, '.pre-commit-config.yaml': 'repos: []\n' });
    await danglint(root, ['init', '--yes']);
    const [repo] = parse(read(root, '.pre-commit-config.yaml')).repos;
    expect(repo.hooks[0]).toMatchObject({ id: 'danglint', always_run: true, pass_filenames: false });
  });

  it('leaves a configuration and a broken YAML file alone', async () => {
    const root = projectOf({ ...PROJECT, 'danglint.json': '{ "rules": {} }', 'lefthook.yml': 'a: [\n' });
    const { stdout } = await danglint(root, ['init', '--yes']);
    expect(stdout).toContain('no valid YAML');
    expect(read(root, 'danglint.json')).toBe('{ "rules": {} }');
    expect(read(root, 'lefthook.yml')).toBe('a: [\n');
  });
});
