// Node judges where running begins: each project is started as its package.json says, and crashes at start-up with the
// error that danglint names, in the entry that it names.

import { execSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

interface Project {
  readonly name: string;
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
  /** The program goes on: another process ended. */
  readonly goesOn?: true;
}

const start = (command: string, more: Record<string, unknown> = {}) => ({
  ...more,
  scripts: { start: command },
});
/** A module that crashes at start-up. */
const BROKEN = "import { gone } from './there.mjs';\nconsole.log(gone);\n";
const THERE = { 'src/there.mjs': 'export const here = 1;\n', 'there.mjs': 'export const here = 1;\n' };

const PROJECTS: readonly Project[] = [
  {
    name: 'a program without an ending, as express-generator makes it',
    manifest: start('node ./bin/www'),
    files: { 'bin/www': "#!/usr/bin/env node\nrequire('../app');\n", 'app.js': "require('./routes');\n" },
    entry: 'bin/www',
  },
  {
    name: 'a program without an ending and without a first line',
    manifest: start('node bin/www'),
    files: { 'bin/www': "require('../gone');\n" },
    entry: 'bin/www',
  },
  {
    name: 'a command of the package, in a package of ES modules',
    manifest: start('node bin/tool', { type: 'module', bin: { tool: 'bin/tool' } }),
    files: { 'bin/tool': "#!/usr/bin/env -S node --no-warnings\nimport '../gone.js';\n" },
    entry: 'bin/tool',
  },
  {
    name: 'a name to which Node adds the ending',
    manifest: start('NODE_ENV=production node --no-warnings server'),
    files: { 'server.js': "require('./gone');\n", 'index.js': '' },
    entry: 'server.js',
  },
  {
    name: 'a thread by URL',
    manifest: start('node main.mjs'),
    files: {
      'main.mjs':
        "import { Worker } from 'node:worker_threads';\nnew Worker(new URL('./src/w.mjs', import.meta.url));\n",
      'src/w.mjs': BROKEN,
    },
    entry: 'main.mjs',
  },
  {
    name: 'a thread by a path beside the file, held in a variable',
    manifest: start('node main.js'),
    files: {
      'main.js':
        "const threads = require('worker_threads');\nconst { join } = require('path');\nconst file = join(__dirname, 'src/w.mjs');\nconst worker = new threads.Worker(file);\n",
      'src/w.mjs': BROKEN,
    },
    entry: 'main.js',
  },
  {
    name: 'a thread by a path in several parts',
    manifest: start('node main.js'),
    files: {
      'main.js':
        "const path = require('path');\nconst { Worker } = require('worker_threads');\nnew Worker(path.resolve(__dirname, 'src', 'w.mjs'));\n",
      'src/w.mjs': BROKEN,
    },
    entry: 'main.js',
  },
  {
    name: 'a thread by a path in a template, whose file is not there',
    manifest: start('node main.mjs'),
    files: {
      'main.mjs':
        "import { Worker } from 'node:worker_threads';\nnew Worker(`${import.meta.dirname}/src/gone.mjs`);\n",
    },
    entry: 'main.mjs',
  },
  {
    name: 'a thread by a path where the program is started',
    manifest: start('node lib/main.js'),
    files: {
      'lib/main.js': "const { Worker } = require('worker_threads');\nnew Worker('./src/w.mjs');\n",
      'src/w.mjs': BROKEN,
    },
    entry: 'lib/main.js',
  },
  {
    name: 'a thread whose file is not there',
    manifest: start('node main.mjs'),
    files: {
      'main.mjs':
        "import { Worker as Thread } from 'worker_threads';\nnew Thread(new URL('./gone.mjs', import.meta.url));\n",
    },
    entry: 'main.mjs',
  },
  {
    name: 'a process by a path where the program is started',
    manifest: start('node lib/main.mjs'),
    files: {
      'lib/main.mjs': "import { fork } from 'node:child_process';\nfork('./src/child.mjs');\n",
      'src/child.mjs': BROKEN,
    },
    entry: 'src/child.mjs',
    goesOn: true,
  },
  {
    name: 'a process of Node itself',
    manifest: start('node main.js'),
    files: {
      'main.js':
        "const { spawn } = require('child_process');\nspawn(process.execPath, ['--no-warnings', require.resolve('./src/child.mjs')], { stdio: 'inherit' });\n",
      'src/child.mjs': BROKEN,
    },
    entry: 'src/child.mjs',
    goesOn: true,
  },
  {
    name: 'a command line',
    manifest: start('node main.js'),
    files: {
      'main.js':
        "require('child_process').exec('node --no-warnings src/child.mjs', (error, out, text) => console.error(text));\n",
      'src/child.mjs': BROKEN,
    },
    entry: 'src/child.mjs',
    goesOn: true,
  },
  {
    name: 'a process whose file is not there',
    manifest: start('node main.js'),
    files: {
      'main.js':
        "const path = require('path');\nconst { fork } = require('child_process');\nfork(path.join(__dirname, 'gone.js'));\n",
    },
    entry: 'main.js',
    goesOn: true,
  },
];

test.each(PROJECTS)('$name', async ({ manifest, files, entry, goesOn }) => {
  const root = temporaryFolder();
  writeFiles(root, { 'package.json': JSON.stringify(manifest), ...THERE, ...files });
  const { report } = await checkFiles(root);
  expect(report.findings).toHaveLength(1);
  const impact = report.findings[0]?.impact;
  expect(impact).toMatchObject({ when: 'startup', entry });

  const { scripts } = manifest as { scripts: { start: string } };
  const { output, failed } = run(scripts.start, root);
  expect(failed).toBe(goesOn !== true);
  // Node shows the path behind links, danglint the one below the root; an ES module adds where it was.
  const error = (impact?.error ?? '').replace(/ imported from .*/, '');
  expect(error).not.toBe('');
  expect(output.replaceAll(`${root}/`, '')).toContain(error);
});

function run(command: string, cwd: string): { readonly output: string; readonly failed: boolean } {
  try {
    return { output: execSync(`${command} 2>&1`, { cwd, encoding: 'utf8' }), failed: false };
  } catch (error) {
    const { stdout } = error as { stdout: string };
    return { output: stdout, failed: true };
  }
}
