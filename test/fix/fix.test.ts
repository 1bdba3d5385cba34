// `--fix` and `--fix-dry-run`: what is certain is edited, everything else stays as it is.

import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { danglint, projectOf } from '../cli/run-danglint.ts';

const ESM = { 'package.json': '{ "name": "app", "type": "module", "main": "main.js" }' };

function git(root: string, ...args: string[]): void {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.org'];
  execFileSync('git', [...identity, ...args], { cwd: root, stdio: 'ignore' });
}

async function fixed(root: string, file = 'main.js'): Promise<string> {
  await danglint(root, ['--fix']);
  return readFileSync(join(root, file), 'utf8');
}

describe('certain', () => {
  test.each([
    [
      'another case',
      { 'lib.js': 'export const a = 1;\n' },
      "import { a } from './Lib.js';\na;\n",
      "import { a } from './lib.js';\na;\n",
    ],
    [
      'a missing extension',
      { 'lib.js': 'export const a = 1;\n' },
      "import { a } from './lib';\na;\n",
      "import { a } from './lib.js';\na;\n",
    ],
    [
      'an unused suppression',
      {},
      '// danglint-disable-next-line missing-export\nexport {};\r\n',
      'export {};\r\n',
    ],
  ])('%s', async (_what, files, before, after) => {
    const root = projectOf({ ...ESM, ...files, 'main.js': before });
    const shown = await danglint(root, ['--fix-dry-run']);
    expect(shown.stdout).toContain('+++ b/main.js');
    expect(readFileSync(join(root, 'main.js'), 'utf8')).toBe(before);
    expect(await fixed(root)).toBe(after);
    expect(await fixed(root)).toBe(after);
    expect((await danglint(root, ['--fix-dry-run'])).stdout).toBe('');
  });

  test('the diff of the dry run is what --fix does', async () => {
    const files = {
      ...ESM,
      'lib.js': 'export const a = 1;\n',
      'main.js': "import { a } from './lib';\n\n\n\n\n\n\n\n\nexport * from './Lib.js';\na;",
    };
    const root = projectOf(files);
    const { stdout } = await danglint(root, ['--fix-dry-run']);
    const patched = projectOf(files);
    git(patched, 'init', '-q');
    execFileSync('git', ['apply', '-'], { cwd: patched, input: stdout });
    expect(readFileSync(join(patched, 'main.js'), 'utf8')).toBe(await fixed(root));
  });

  test('the mode of the file stays', async () => {
    const root = projectOf({ ...ESM, 'lib.js': 'export const a = 1;\n', 'main.js': "import './lib';\n" });
    chmodSync(join(root, 'main.js'), 0o755);
    expect(await fixed(root)).toBe("import './lib.js';\n");
    expect(statSync(join(root, 'main.js')).mode & 0o777).toBe(0o755);
  });
});

describe('a name that moved', () => {
  /** Two commits: `name` in old.js, then in new.js. */
  function moved(main: string, newText = 'export const name = 1;\n') {
    const root = projectOf({
      ...ESM,
      '.gitignore': '.cache\n',
      'old.js': 'export const rest = 0;\nexport const name = 1;\n',
      'main.js': main,
    });
    git(root, 'init', '-q');
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'one');
    writeFileSync(join(root, 'old.js'), 'export const rest = 0;\n');
    writeFileSync(join(root, 'new.js'), newText);
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'two');
    return root;
  }

  test.each([
    ['an import', "import { name } from './old.js';\nname;\n", "import { name } from './new.js';\nname;\n"],
    [
      'a re-export',
      "export { name as other } from './old.js';\n",
      "export { name as other } from './new.js';\n",
    ],
    [
      'an import on several lines',
      'import {\n  name as other,\n} from "./old.js";\nother;\n',
      'import {\n  name as other,\n} from "./new.js";\nother;\n',
    ],
  ])('%s follows it', async (_what, before, after) => {
    expect(await fixed(moved(before))).toBe(after);
  });

  test.each([
    [
      'an import that also takes what stayed',
      "import { name, rest } from './old.js';\nname + rest;\n",
      undefined,
    ],
    ['an import of the whole module', "import * as old from './old.js';\nold.name;\n", undefined],
    ['a name that another commit put there', "import { name } from './old.js';\nname;\n", '// nothing yet\n'],
  ])('%s stays', async (_what, before, newText) => {
    const root = moved(before, newText);
    if (newText !== undefined) {
      writeFileSync(join(root, 'new.js'), 'export const name = 2;\n');
      git(root, 'commit', '-q', '-a', '-m', 'three');
    }
    expect(await fixed(root)).toBe(before);
  });
});

describe('not certain', () => {
  test.each([
    ['a near name', "import { aa } from './lib.js';\naa;\n"],
    ['a near file', "import { a } from './libb.js';\na;\n"],
    ['a missing module', "import { a } from './nothing.js';\na;\n"],
  ])('%s stays', async (_what, text) => {
    const root = projectOf({ ...ESM, 'lib.js': 'export const a = 1;\n', 'main.js': text });
    expect(await fixed(root)).toBe(text);
  });
});
