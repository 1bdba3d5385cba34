// The incident in TypeScript, from the failing check to the tidy tree.

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { danglint, projectOf } from '../cli/run-danglint.ts';
import { compile, node, treeOf } from './tree.ts';

const BOT = {
  '.gitignore': 'dist/\n.cache/\n',
  'package.json': '{ "name": "bot", "type": "module", "scripts": { "start": "node dist/server.js" } }',
  'tsconfig.json': `{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022", "rootDir": "src", "outDir": "dist",
    "types": [], "lib": ["es2022"], "noUnusedLocals": true, "noUnusedParameters": true }, "include": ["src"] }`,
  'src/database/db.ts': `export class Database {
  async reconnect(): Promise<unknown> {
    const { get_connection } = await import('./connection_pool.js');
    return get_connection('main', 5);
  }
}
`,
  'src/database/statistics.ts': `export async function size(): Promise<number> {
  const pool = await import('./connection_pool.js');
  return pool.get_db_pool().size;
}
`,
  'src/server.ts': `import { Database } from './database/db.js';
declare const console: { log(text: string): void };
console.log('started');
try {
  await new Database().reconnect();
  console.log('reconnected');
} catch (error) {
  console.log(String(error));
}
`,
};

const MESSAGE = 'The pool is off. Use a direct connection through "Database()"';

test('check fails, the stub gets the program running, its use says why, and nothing of it stays', async () => {
  const root = projectOf(BOT);
  execFileSync('git', ['init', '-q'], { cwd: root });
  const before = treeOf(root);

  const broken = await danglint(root, []);
  expect(broken.code).toBe(1);
  expect(broken.stdout).toContain('cannot find "./connection_pool.js"');

  const shown = await danglint(root, ['stub', '-m', MESSAGE]);
  expect(shown.code).toBe(0);
  expect(shown.stdout).toContain('+++ b/src/database/connection_pool.ts');
  expect(treeOf(root)).toEqual(before);

  const written = await danglint(root, ['stub', '--write', '-m', MESSAGE]);
  expect([written.code, written.stdout]).toEqual([0, '']);
  const stubbed = treeOf(root);
  expect(Object.keys(stubbed).filter((path) => !Object.hasOwn(before, path))).toEqual([
    'src/database/connection_pool.ts',
  ]);

  const again = await danglint(root, ['stub', '--write', '-m', MESSAGE]);
  expect(again.stderr).toContain('nothing is to be stubbed');
  expect(treeOf(root)).toEqual(stubbed);

  const warned = await danglint(root, []);
  expect(warned.code).toBe(0);
  expect(warned.stdout).toContain(
    '"get_connection" of "./connection_pool.js" is a compatibility stub, written today',
  );
  expect(warned.stdout).toContain('✖ 2 warnings in 2 files');

  compile(root);
  const [started, failed] = node(root, 'dist/server.js').split('\n');
  expect(started).toBe('started');
  expect(failed).toBe(
    `StubCallError: "get_connection" of "src/database/connection_pool" is a compatibility stub: ${MESSAGE} (src/database/connection_pool.ts; see "danglint explain stub-in-use")`,
  );

  const inUse = await danglint(root, ['stub', '--remove', '--write']);
  expect(inUse.stderr).toContain('nothing can be removed: 1 stub in use');

  // The pool comes back as a package of files: the stub stands in its way.
  const pool =
    'export const get_connection = (name: string, size: number) => name + size;\nexport const get_db_pool = () => ({ size: 1 });\n';
  mkdirSync(join(root, 'src/database/connection_pool'));
  writeFileSync(join(root, 'src/database/connection_pool/index.ts'), pool);
  const removed = await danglint(root, ['stub', '--remove', '--write']);
  expect(removed.stderr).toContain('src/database/connection_pool/index.ts is back');
  rmSync(join(root, 'src/database/connection_pool'), { recursive: true });
  expect(treeOf(root)).toEqual(before);
});

test('an expired stub is an error, and an importer that goes lets it go', async () => {
  const root = projectOf(BOT);
  execFileSync('git', ['init', '-q'], { cwd: root });
  const before = treeOf(root);
  await danglint(root, ['stub', '--write', '--expires', '2999-12-31']);
  const path = join(root, 'src/database/connection_pool.ts');
  const text = treeOf(root)['src/database/connection_pool.ts'] ?? '';
  expect((await danglint(root, [])).stdout).toContain('written today, until 2999-12-31');

  writeFileSync(path, text.replace('2999-12-31', '2020-01-01'));
  const expired = await danglint(root, []);
  expect(expired.code).toBe(1);
  expect(expired.stdout).toContain('expired on 2020-01-01');

  writeFileSync(join(root, 'src/database/db.ts'), 'export class Database {\n  async reconnect() {}\n}\n');
  await danglint(root, ['stub', '--remove', '--write']);
  expect(treeOf(root)['src/database/connection_pool.ts']).not.toContain('get_connection');
  expect(treeOf(root)['src/database/connection_pool.ts']).toContain('get_db_pool');

  rmSync(join(root, 'src/database/statistics.ts'));
  await danglint(root, ['stub', '--remove', '--write']);
  const { 'src/database/statistics.ts': _gone, ...rest } = before;
  expect(treeOf(root)).toEqual({
    ...rest,
    'src/database/db.ts': 'export class Database {\n  async reconnect() {}\n}\n',
  });
});
