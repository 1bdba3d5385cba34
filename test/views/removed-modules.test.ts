// A module beside a script is the project's own when git had it there, and nobody's otherwise.

import { describe, expect, test } from 'vitest';
import { temporaryRepository } from '../host/temporary-repository.ts';
import { checkFiles, linesOf } from '../support/check-files.ts';

const SCRIPTS = {
  'scripts/run.py': 'import helper\nimport requests\nhelper.go()\n',
  'scripts/helper.py': 'def go(): pass\n',
};

test('removed and not committed, staged, committed', async () => {
  const repository = temporaryRepository(SCRIPTS);
  expect(linesOf(await checkFiles(repository.root))).toEqual([]);
  repository.remove('scripts/helper.py');
  expect(linesOf(await checkFiles(repository.root))).toEqual(['scripts/run.py:1 unresolved-module']);
  repository.git('add', '-A');
  const staged = await checkFiles(repository.root, { view: 'index', changes: { kind: 'staged' } });
  expect(linesOf(staged)).toEqual(['scripts/run.py:1 unresolved-module']);
  repository.git('commit', '-q', '-m', 'Remove the helper');
  const { report } = await checkFiles(repository.root);
  expect(report.findings[0]).toMatchObject({
    impact: { error: "ModuleNotFoundError: No module named 'helper'" },
  });
});

test('of an old commit: what it had taken away, not what was written and taken away later', async () => {
  const repository = temporaryRepository(SCRIPTS);
  repository.git('rm', '-q', 'scripts/helper.py');
  repository.commit('Remove the helper');
  repository.write({ 'scripts/run.py': 'import other\nother.go()\n' });
  repository.commit('Ask for another');
  repository.write({ 'scripts/other.py': 'def go(): pass\n' });
  repository.commit('Write the other');
  repository.git('rm', '-q', 'scripts/other.py');
  repository.commit('Remove the other');
  const found = async (view: string) => linesOf(await checkFiles(repository.root, { view }));
  const missing = ['scripts/run.py:1 unresolved-module'];
  expect(await found('commit:HEAD~3')).toEqual(missing);
  expect(await found('commit:HEAD~2')).toEqual([]);
  expect(await found('commit:HEAD')).toEqual(missing);
  // A tree may be what is about to be committed.
  expect(await found('commit:HEAD~2^{tree}')).toEqual(missing);
});

test('a folder that was removed: the first part is what CPython misses', async () => {
  const repository = temporaryRepository({
    'scripts/run.py': 'from helper.db import connect\n',
    'scripts/helper/__init__.py': '',
    'scripts/helper/db.py': 'def connect(): pass\n',
  });
  repository.git('rm', '-rq', 'scripts/helper');
  repository.commit('Remove');
  const { report } = await checkFiles(repository.root);
  expect(report.findings.map(({ impact }) => impact?.error)).toEqual([
    "ModuleNotFoundError: No module named 'helper'",
  ]);
});

test('nobody knows: it moved to another folder, git ignores it, a package of that name is declared', async () => {
  const moved = temporaryRepository(SCRIPTS);
  moved.write({ 'shared/.keep': '' });
  moved.git('mv', 'scripts/helper.py', 'shared/helper.py');
  moved.commit('Move');
  expect(linesOf(await checkFiles(moved.root))).toEqual([]);
  const byHand = temporaryRepository(SCRIPTS);
  byHand.git('rm', '-q', 'scripts/helper.py');
  byHand.write({ '.gitignore': 'helper.py\n' });
  byHand.commit('Leave it to everybody');
  expect(linesOf(await checkFiles(byHand.root))).toEqual([]);
  const declared = temporaryRepository(SCRIPTS);
  declared.git('rm', '-q', 'scripts/helper.py');
  declared.write({ 'requirements.txt': 'helper\n' });
  declared.commit('Take the package');
  expect(linesOf(await checkFiles(declared.root))).toEqual([]);
});

test('taken out into a distribution of its own, and thrown away', async () => {
  const files = {
    'setup.py': "from setuptools import setup\nsetup(name='tool', description='with acmelib')\n",
    'acme/__init__.py': 'def go(): pass\n',
    'acme/db.py': 'def connect(): pass\n',
    'run.py': 'import acme.db\nfrom acme import go\ngo()\n',
  };
  const foundAfter = async (name: string, before: string): Promise<string[]> => {
    const repository = temporaryRepository({ ...files, 'requirements.txt': before });
    repository.git('rm', '-rq', 'acme');
    repository.commit('Take it out');
    repository.write({ 'requirements.txt': `${before}${name}\n` });
    repository.commit('Take the package');
    return linesOf(await checkFiles(repository.root));
  };
  const missing = ['run.py:1 unresolved-module', 'run.py:2 unresolved-module'];
  expect(await foundAfter('acmelib', '')).toEqual([]);
  // What was declared before, and what is called otherwise, does not give it now.
  expect(await foundAfter('flask', 'acmelib\n')).toEqual(missing);
  expect(await foundAfter('flask', '')).toEqual(missing);
});

test('nobody knows: a build makes what git had once', async () => {
  const { root, git, commit } = temporaryRepository({
    'package.json':
      '{ "name": "built", "type": "module", "scripts": { "build": "rollup -i lib/main.js -o dist/bundle.js" } }',
    'lib/main.js': 'export const run = 1;\n',
    'dist/bundle.js': 'export const run = 1;\n',
    'bin/cli.js': "import { run } from '../dist/bundle.js';\nrun;\n",
  });
  git('rm', '-rq', 'dist');
  commit('Build it');
  expect(linesOf(await checkFiles(root))).toEqual([]);
});

test('moved into a package it is gone for the script', async () => {
  const repository = temporaryRepository({ ...SCRIPTS, 'app/__init__.py': '' });
  repository.git('mv', 'scripts/helper.py', 'app/helper.py');
  repository.commit('Move');
  expect(linesOf(await checkFiles(repository.root))).toEqual(['scripts/run.py:1 unresolved-module']);
});

describe('a folder that is called like one that builds make', () => {
  const SOURCES = {
    'package.json': '{ "name": "app", "type": "module", "main": "./main.js" }',
    'main.js': "import { connect } from './lib/pool.js';\nconnect();\n",
    'lib/pool.js': 'export const connect = () => {};\n',
  };
  const FOUND = ['main.js:1 unresolved-module'];

  test('removed and not committed, staged, committed', async () => {
    const repository = temporaryRepository(SOURCES);
    expect(linesOf(await checkFiles(repository.root))).toEqual([]);
    repository.remove('lib/pool.js');
    expect(linesOf(await checkFiles(repository.root))).toEqual(FOUND);
    repository.git('add', '-A');
    const staged = await checkFiles(repository.root, { view: 'index', changes: { kind: 'staged' } });
    expect(linesOf(staged)).toEqual(FOUND);
    repository.git('commit', '-q', '-m', 'Remove the pool');
    expect(linesOf(await checkFiles(repository.root))).toEqual(FOUND);
  });

  test('nobody knows: git never had it, git ignores it now', async () => {
    const { 'lib/pool.js': _, ...others } = SOURCES;
    expect(linesOf(await checkFiles(temporaryRepository(others).root))).toEqual([]);
    const ignored = temporaryRepository(SOURCES);
    ignored.git('rm', '-q', 'lib/pool.js');
    ignored.write({ '.gitignore': 'lib/\n' });
    ignored.commit('Build it');
    expect(linesOf(await checkFiles(ignored.root))).toEqual([]);
  });
});

test('nobody gets there: a flag is for those who have it, and code makes it while it runs', async () => {
  const flagged = temporaryRepository({
    'scripts/run.py': [
      'has_helper = False',
      'try:',
      '    import helper',
      '    has_helper = True',
      'except ImportError:',
      '    helper = None',
      'if has_helper:',
      '    from helper import go',
      '',
    ].join('\n'),
    'scripts/helper.py': 'def go(): pass\n',
  });
  flagged.git('rm', '-q', 'scripts/helper.py');
  flagged.commit('Do without');
  const { report } = await checkFiles(flagged.root);
  expect(report.findings.map(({ line, severity }) => `${line} ${severity}`)).toEqual(['3 warning']);
  const made = temporaryRepository(SCRIPTS);
  made.git('rm', '-q', 'scripts/helper.py');
  made.write({
    'scripts/start.py': "import sys, types\nsys.modules['helper'] = types.ModuleType('helper')\nimport run\n",
  });
  made.commit('Make it');
  expect(linesOf(await checkFiles(made.root))).toEqual([]);
});
