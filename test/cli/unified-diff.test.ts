// Diffs: that `git apply` takes them whatever the names are, and that a terminal cannot be moved by them.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { danglint, projectOf } from './run-danglint.ts';

/** A misspelt import, in a file and beside a comment that hold control characters. */
const FILES = {
  'package.json': '{ "name": "odd", "type": "module" }',
  'lib.js': 'export const connect = 1;\n',
  'ma\nin"\u{1F600}.js':
    "/* \u001B[2J */\r\nimport { conect } from './lib.js';\r\nimport './Lib.js'; // \u202E\r\nconect();\r\n",
};

it('applies, also to a file with an odd name', async () => {
  const root = projectOf(FILES);
  const { stdout } = await danglint(root, ['--fix-dry-run']);
  const patch = join(root, 'x.patch');
  writeFileSync(patch, stdout);
  execFileSync('git', ['apply', patch], { cwd: root });
  expect(readFileSync(join(root, 'ma\nin"\u{1F600}.js'), 'utf8')).toContain(
    "import './lib.js'; // \u202E\r\n",
  );
});

it.each([['--fix-dry-run'], ['stub']])(
  'shows no raw control character on a terminal: %s',
  async (command) => {
    const root = projectOf({
      ...FILES,
      'other.js': "import { gone } from './\u001B[31mnone.js'; // \u001B[2J\n",
    });
    const argv = command === 'stub' ? ['stub', 'ma\nin"\u{1F600}.js', 'other.js'] : [command];
    const { stdout, stderr } = await danglint(root, argv, { isTTY: true, env: { NO_COLOR: '1' } });
    expect(stdout).toMatch(/^\+\+\+ /m);
    expect(stdout + stderr.replace(/\r|\u001B\[K/g, '')).not.toMatch(
      /[\u0000-\u0009\u000B-\u001F\u007F\u202E]/,
    );
  },
);
