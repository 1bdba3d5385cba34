// The differences in which danglint is right: Node runs each of them.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { classes } from './classes.ts';

const folder = mkdtempSync(join(tmpdir(), 'danglint-classes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What Node says of `main.js`: the first line of its error, or nothing. */
function run(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(folder, 'project-'));
  for (const [path, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { stderr } = spawnSync(process.execPath, ['main.js'], { cwd: root, encoding: 'utf8' });
  return /^\w*Error.*$/m.exec(stderr)?.[0].replaceAll(root, '') ?? '';
}

/** The tests of a class, by its id. */
const proofs: Readonly<Record<string, () => void>> = {
  'behind-missing-module': () => {
    const files = {
      'main.js': "import { a } from './barrel.js';\nconsole.log(a);",
      'barrel.js': "export * from './gone.js';\nexport * from './there.js';",
      'there.js': 'export const b = 1;',
    };
    test('Node says that the module is gone, and nothing of the name', () => {
      expect(run(files)).toMatch(/^Error \[ERR_MODULE_NOT_FOUND\]: Cannot find module .*gone\.js/);
    });
    test('bringing the module back mends the name', () => {
      expect(run({ ...files, 'gone.js': 'export const a = 1;' })).toBe('');
    });
    test('a name that nobody has is another matter', () => {
      expect(run({ ...files, 'gone.js': '' })).toMatch(/does not provide an export named 'a'/);
    });
  },
};

describe.each(classes)('$id', ({ id }) => {
  const proof = proofs[id];
  if (proof === undefined) test('is proven', () => expect.fail(`no proof of ${id}`));
  else proof();
});
