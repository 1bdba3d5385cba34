// What `danglint init` writes; hooks.test.ts commits with it.

import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { danglint, projectOf } from '../cli/run-danglint.ts';
import { temporaryRepository } from '../host/temporary-repository.ts';

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
    expect(stdout).toContain('+node_modules/.bin/danglint --staged');
    expect(existsSync(join(root, 'danglint.json'))).toBe(false);
    expect(existsSync(join(root, '.husky/pre-commit'))).toBe(false);
  });

  it('adds to a hook that is there, once', async () => {
    const { root } = temporaryRepository(PROJECT);
    const hook = join(root, '.git/hooks/pre-commit');
    mkdirSync(join(root, '.git/hooks'), { recursive: true });
    writeFileSync(hook, '#!/bin/sh\necho mine\n');
    chmodSync(hook, 0o755);
    await danglint(root, ['init', '--hook', 'git', '--yes']);
    const once = '#!/bin/sh\necho mine\nnode_modules/.bin/danglint --staged\n';
    expect(read(root, '.git/hooks/pre-commit')).toBe(once);
    await danglint(root, ['init', '--hook', 'git', '--yes']);
    expect(read(root, '.git/hooks/pre-commit')).toBe(once);
  });

  it.each([
    [
      'runs before a line that ends the script',
      '#!/bin/bash\nset -e\nmake\nexit 0\n',
      /^#!\/bin\/bash\nset -e\nmake\nnode_modules\/\.bin\/danglint --staged \|\| exit 1\nexit 0\n$/,
    ],
    [
      'runs before a line that replaces the shell',
      '#!/bin/sh\nexec other "$@"\n',
      /danglint --staged \|\| exit 1\nexec other/,
    ],
    [
      'leaves a hook alone that is no shell script',
      '#!/usr/bin/env python3\nprint(1)\n',
      /^#!\/usr\/bin\/env python3\nprint\(1\)\n$/,
    ],
  ])('%s', async (_name, before, after) => {
    const { root, write } = temporaryRepository(PROJECT);
    write({ '.git/hooks/pre-commit': before });
    await danglint(root, ['init', '--hook', 'git', '--yes']);
    expect(read(root, '.git/hooks/pre-commit')).toMatch(after);
  });

  it('sets the hook of the repository for a project in one of its folders', async () => {
    const { root, git } = temporaryRepository({
      'README.md': '',
      'the app/package.json': '{ "name": "app" }',
      'the app/main.js': '',
    });
    const app = join(root, 'the app');
    await danglint(app, ['init', '--hook', 'git', '--ci', 'github', '--yes']);
    expect(read(root, '.git/hooks/pre-commit')).toContain(
      "(cd 'the app' && node_modules/.bin/danglint --staged)",
    );
    expect(parse(read(root, '.github/workflows/danglint.yml')).jobs.imports.defaults).toEqual({
      run: { 'working-directory': 'the app' },
    });
    expect(existsSync(join(app, 'danglint.json'))).toBe(true);
    await danglint(app, ['init', '--hook', 'pre-commit', '--ci', 'none', '--yes']);
    const [{ hooks }] = parse(read(root, '.pre-commit-config.yaml')).repos;
    expect(hooks[0].entry).toBe("danglint --staged --cwd 'the app'");
    git('config', 'core.hooksPath', '/elsewhere/hooks');
    const { stdout } = await danglint(app, ['init', '--hook', 'git', '--ci', 'none', '--yes']);
    expect(stdout).toContain('/elsewhere/hooks, which is outside of it');
  });

  it("runs through yarn where there is no node_modules, and in husky's folder where git uses that", async () => {
    const { root, git } = temporaryRepository({ ...PROJECT, '.pnp.cjs': '', 'yarn.lock': '' });
    git('config', 'core.hooksPath', '.husky/_');
    await danglint(root, ['init', '--ci', 'none', '--yes']);
    expect(read(root, '.husky/pre-commit')).toBe('yarn danglint --staged\n');
    expect(read(root, '.husky/pre-merge-commit')).toBe('yarn danglint --staged\n');
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
      { name: 'danglint', run: 'node_modules/.bin/danglint --staged' },
    ]);
    const gitlab = read(root, '.gitlab-ci.yml');
    expect(gitlab).toContain('# keep too');
    expect(Object.keys(parse(gitlab))).toEqual(['build', 'danglint']);
  });

  it('gives the report of GitLab a name that no configuration has', async () => {
    const root = projectOf(PROJECT);
    await danglint(root, ['init', '--hook', 'none', '--ci', 'gitlab', '--yes']);
    const { script, artifacts } = parse(read(root, '.gitlab-ci.yml')).danglint;
    expect(artifacts.reports.codequality).toBe('gl-code-quality-report.json');
    expect(script.at(-1)).toContain('--format gitlab=gl-code-quality-report.json ');
  });

  it('says how to add danglint where package.json does not declare it', async () => {
    const says = async (files: Readonly<Record<string, string>>, hook: string) => {
      const root = projectOf({ ...PROJECT, ...files });
      return (await danglint(root, ['init', '--hook', hook, '--ci', 'none', '--yes'])).stdout;
    };
    expect(await says({}, 'husky')).toContain('npm install --save-dev danglint');
    expect(await says({ 'pnpm-lock.yaml': '' }, 'lefthook')).toContain('pnpm add --save-dev danglint');
    expect(await says({}, 'pre-commit')).not.toContain('--save-dev');
    const declared = { 'package.json': '{ "name": "app", "devDependencies": { "danglint": "^0.1.0" } }' };
    expect(await says(declared, 'husky')).not.toContain('--save-dev');
  });

  it('downloads danglint where there is no package.json to declare it in', async () => {
    const { root } = temporaryRepository({ 'app.py': 'import os\n' });
    const { stdout } = await danglint(root, ['init', '--hook', 'git', '--ci', 'github', '--yes']);
    expect(stdout).not.toContain('--save-dev');
    expect(read(root, '.git/hooks/pre-commit')).toMatch(
      /^#!\/bin\/sh\nnpx --yes danglint@[\d.]+ --staged\n$/,
    );
    const { steps } = parse(read(root, '.github/workflows/danglint.yml')).jobs.imports;
    expect(steps.slice(2)).toEqual([{ run: expect.stringMatching(/^npx --yes danglint@[\d.]+$/) }]);
    expect(read(root, 'danglint.json')).toBe('{\n  "rules": {}\n}\n');
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
