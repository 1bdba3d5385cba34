// Stubs in whole projects: where they are written, in which dialect, and that Node then runs what it refused before.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { danglint, projectOf } from '../cli/run-danglint.ts';
import { compile, node, treeOf } from './tree.ts';

const ESM = { 'package.json': '{ "name": "app", "type": "module", "main": "main.js" }' };
const COMMONJS = { 'package.json': '{ "name": "app", "type": "commonjs", "main": "main.js" }' };
const TS = {
  'package.json': '{ "name": "app", "type": "module", "main": "dist/main.js" }',
  'tsconfig.json': `{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022", "rootDir": "src", "outDir": "dist",
    "types": [], "lib": ["es2022"], "declaration": true }, "include": ["src"] }`,
};

async function stubbed(files: Readonly<Record<string, string>>) {
  const root = projectOf(files);
  const before = treeOf(root);
  const broken = await danglint(root, []);
  expect(broken.code, broken.stdout).toBe(1);
  const wrote = await danglint(root, ['stub', '--write', '-m', 'off']);
  expect(wrote.code, wrote.stderr).toBe(0);
  const after = treeOf(root);
  const again = await danglint(root, ['stub', '--write', '-m', 'off']);
  expect(again.stderr).toContain('nothing is to be stubbed');
  expect(treeOf(root)).toEqual(after);
  const checked = await danglint(root, []);
  expect(checked.code, checked.stdout).toBe(0);
  expect(checked.stdout).toContain('stub-in-use');
  return { root, before, after, added: Object.keys(after).filter((path) => !Object.hasOwn(before, path)) };
}

/** Prints the name and message of what is thrown. */
const attempt = (code: string) =>
  `try { ${code} } catch (error) { console.log(error.name + ' ' + error.message.split(' ')[0]); }`;

describe('where a stub is written, and that it runs', () => {
  test.each([
    {
      what: 'an ES module, by name, by default and as a namespace',
      files: {
        ...ESM,
        'main.js': `import pool, { size } from './db/pool.js';\nimport * as all from './db/pool.js';\n${attempt('pool(1)')}\n${attempt('size + 1')}\n${attempt('new all.Pool()')}`,
      },
      added: ['db/', 'db/pool.js'],
      prints: ['StubCallError "default"', 'StubCallError "size"', 'StubCallError "Pool"'],
    },
    {
      what: 'a CommonJS module that is called itself and has names',
      files: {
        ...COMMONJS,
        'main.js': `const pool = require('./pool');\nconst { connect } = require('./pool');\n${attempt('pool()')}\n${attempt('connect(1)')}\n${attempt('new pool.Pool(1)')}`,
      },
      added: ['pool.js'],
      prints: ['StubCallError "export="', 'StubCallError "connect"', 'StubCallError "Pool"'],
    },
    {
      what: 'a .cjs file asked for by an ES module, by name and by default',
      files: {
        ...ESM,
        'main.js': `import pool, { connect } from './pool.cjs';\n${attempt('connect()')}\n${attempt('new pool()')}`,
      },
      added: ['pool.cjs'],
      prints: ['StubCallError "connect"', 'StubCallError "export="'],
    },
    {
      what: 'a .mjs file asked for by import() in CommonJS',
      files: {
        ...COMMONJS,
        'main.js': `(async () => { ${attempt("const { connect } = await import('./pool.mjs'); await connect(1)")} })();`,
      },
      added: ['pool.mjs'],
      prints: ['StubCallError "connect"'],
    },
    {
      what: 'a CommonJS module without "type"',
      files: {
        'package.json': '{ "name": "app", "main": "main.js" }',
        'main.js': `const { connect } = require('./pool.js');\n${attempt('connect(1)')}`,
      },
      added: ['pool.js'],
      prints: ['StubCallError "connect"'],
    },
    {
      what: 'names that no identifier can be, in CommonJS',
      files: {
        ...COMMONJS,
        'main.js': `const pool = require('./pool.js');\n${attempt('pool["a-b"]()')}\n${attempt('pool.delete()')}`,
      },
      added: ['pool.js'],
      prints: ['StubCallError "a-b"', 'StubCallError "delete"'],
    },
    {
      what: 'a name that a CommonJS module lacks, for require and for import',
      files: {
        ...COMMONJS,
        'main.js': `const { connect } = require('./pool.js');\nimport('./other.mjs');\n${attempt('connect(1)')}`,
        'other.mjs': `import { connect, here } from './pool.js';\n${attempt('connect(here)')}`,
        'pool.js': "'use strict';\nexports.here = 1;",
      },
      added: ['pool.stub.js'],
      prints: ['StubCallError "connect"', 'StubCallError "connect"'],
    },
    {
      what: 'a name that an ES module lacks, its default among them',
      files: {
        ...ESM,
        'main.js': `import pool, { connect } from './pool.js';\n${attempt('connect(1)')}\n${attempt('pool()')}`,
        'pool.js': 'export const here = 1;\r\n',
      },
      added: ['pool.stub.js'],
      prints: ['StubCallError "connect"', 'StubCallError "default"'],
    },
    {
      what: 'a name that is passed on by another module',
      files: {
        ...ESM,
        'main.js': `import { open } from './index.js';\n${attempt('open(1)')}`,
        'index.js': "export { connect as open } from './pool.js';\n",
      },
      added: ['pool.js'],
      prints: ['StubCallError "connect"'],
    },
    {
      what: 'names that are passed on by a star',
      files: {
        ...ESM,
        'main.js': `import { connect, here } from './index.js';\n${attempt('connect(here)')}`,
        'index.js': "export * from './pool.js';\nexport const here = 1;\n",
      },
      added: ['pool.js'],
      prints: ['StubCallError "connect"'],
    },
  ])('$what', async ({ files, added, prints }) => {
    const project = await stubbed(files);
    expect(project.added).toEqual(added);
    expect(node(project.root, 'main.js').trimEnd().split('\n')).toEqual(prints);
    if (Object.keys(files).some((path) => /^pool\.c?js$/.test(path))) return;
    writeFileSync(join(project.root, 'main.js'), 'console.log(1);\n');
    writeFileSync(join(project.root, 'index.js'), 'export {};\n');
    await danglint(project.root, ['stub', '--remove', '--write']);
    expect(Object.keys(treeOf(project.root)).filter((path) => path.includes('pool'))).toEqual([]);
  });

  test.each([
    {
      what: 'through a path of tsconfig.json',
      files: {
        ...TS,
        'package.json': '{ "name": "app", "type": "module" }',
        'tsconfig.json':
          '{ "compilerOptions": { "strict": true, "module": "esnext", "moduleResolution": "bundler", "noEmit": true, "types": [], "paths": { "@/*": ["./src/*"] } }, "include": ["src"] }',
        'src/main.ts': "import { connect } from '@/db/pool';\nexport const c = connect('x');\n",
      },
      added: ['src/db/', 'src/db/pool.ts'],
    },
    {
      what: 'a declaration file where only types are asked for',
      files: {
        ...TS,
        'src/main.ts':
          "import type { Row } from './types.js';\nexport const id = (row: Row<string>) => row.id;\n",
      },
      added: ['src/types.d.ts'],
    },
    {
      what: 'a .mts, a .cts and a .tsx file',
      files: {
        ...TS,
        'src/main.ts':
          "import { a } from './a.mjs';\nimport b, { c } from './b.cjs';\nimport { D } from './d.jsx';\nexport const all = () => [a(), new b(), c.x, D];\n",
      },
      added: ['src/a.mts', 'src/b.cts', 'src/d.tsx'],
      config: '"jsx": "preserve",',
    },
    {
      what: 'a module with `export =` for `import x = require()`',
      files: {
        ...TS,
        'package.json': '{ "name": "app", "type": "commonjs" }',
        'src/main.ts':
          "import pool = require('./pool');\nexport const use = (row: pool.Row) => [pool(row), new pool.Pool(1)];\n",
      },
      added: ['src/pool.ts'],
    },
  ])('$what, and TypeScript agrees', async ({ files, added }) => {
    const tsconfig = files['tsconfig.json'].replace('"strict": true,', '"strict": true, "jsx": "preserve",');
    const project = await stubbed({ ...files, 'tsconfig.json': tsconfig });
    expect(project.added).toEqual(added);
    try {
      compile(project.root);
    } catch (error) {
      throw new Error(
        `${(error as { stdout: string }).stdout}\n${project.added.map((path) => project.after[path]).join('\n')}`,
      );
    }
  });
});

describe('a name that a module lacks', () => {
  test.each([
    ['with CRLF', 'export const here = 1;\r\n'],
    ['without a final line break', 'export const here = 1;'],
    ['empty', ''],
    ['with a comment at its end', 'export {}; // the end'],
    ['with the mark in a template', 'export const t = `\n// @danglint-stub\n`;\n'],
  ])('is added by one line to a file %s, which goes again with the stub', async (_what, pool) => {
    const root = projectOf({
      ...TS,
      'src/pool.ts': pool,
      'src/main.ts':
        "import { connect } from './pool.js';\nimport type { Row } from './pool.js';\nexport const c = (row: Row) => connect(row);\n",
    });
    const before = treeOf(root);
    expect((await danglint(root, ['stub', '--write'])).code).toBe(0);
    const text = readFileSync(join(root, 'src/pool.ts'), 'utf8');
    expect(text.startsWith(pool)).toBe(true);
    expect(text.slice(pool.length).trim()).toBe("export * from './pool.stub.js'; // @danglint-stub");
    compile(root);
    const checked = await danglint(root, []);
    expect(checked.code, checked.stdout).toBe(0);

    // The names come back: the module's own hide those of the star.
    writeFileSync(
      join(root, 'src/pool.ts'),
      `export type Row = string;\nexport const connect = (row: Row) => row;\n${text}`,
    );
    await danglint(root, ['stub', '--remove', '--write']);
    expect(readFileSync(join(root, 'src/pool.ts'), 'utf8')).toBe(
      `export type Row = string;\nexport const connect = (row: Row) => row;\n${pool}`,
    );
    expect(Object.keys(treeOf(root))).toEqual(Object.keys(before));
  });

  test('joins the stub that is there, which keeps what somebody wrote into it', async () => {
    const root = projectOf({ ...ESM, 'main.js': "import { a } from './pool.js';\na();\n" });
    await danglint(root, ['stub', '--write', '-m', 'first', '--expires', '2999-01-01']);
    const path = join(root, 'pool.js');
    const edited = readFileSync(path, 'utf8').replace('function () {', 'function (edited) {');
    writeFileSync(path, edited);
    writeFileSync(join(root, 'other.js'), "import { b } from './pool.js';\nnew b();\n");
    await danglint(root, ['stub', '--write']);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('function (edited)');
    expect(text).toContain('// @stub "b"');
    expect(text).toContain('@reason first');
    expect(text).toContain('@expires 2999-01-01');
    const checked = await danglint(root, []);
    expect(checked.code, checked.stdout).toBe(0);
  });
});

test('a Vue component asks for what its script and its template use', async () => {
  const { after } = await stubbed({
    ...ESM,
    'App.vue': `<script setup lang="ts">
import Chart from './chart.js';
import { load, type Row } from './data.js';
const rows: Row[] = await load('x');
</script>
<template><Chart :rows="rows" /></template>
`,
    'main.js': "import App from './App.vue';\nApp;\n",
  });
  expect(after['data.ts']).toContain('export const load: (argument1: any) => Promise<any>');
  expect(after['data.ts']).toContain('export type Row = any;');
  expect(after['chart.ts']).toContain('const stub_default: any = stubValue("default", { callable: true');
});

test('of several missing modules behind stars, the one that is asked for the name gets it', async () => {
  const { after } = await stubbed({
    ...ESM,
    'main.js':
      "import { first, pool, other } from './index.js';\nimport { other as again } from './second.js';\nfirst(pool, other, again);\n",
    'index.js': "export * from './some.js';\nexport * from './second.js';\nexport * from './pool.js';\n",
  });
  const namesIn = (path: string) =>
    [...(after[path] ?? '').matchAll(/^\/\/ @stub "(.*)"$/gm)].map((match) => match[1]);
  expect([namesIn('some.js'), namesIn('second.js'), namesIn('pool.js')]).toEqual([
    ['first'],
    ['other'],
    ['pool'],
  ]);
});

test('a missing module behind a star gets no names that the file asks of other missing modules', async () => {
  const { after } = await stubbed({
    ...ESM,
    'main.js': "import { first } from './gone.js';\nexport * from './star.js';\nfirst();\n",
  });
  expect(after['gone.js']).toContain('// @stub "first"');
  expect(after['star.js']).not.toContain('// @stub "first"');
});

describe('what is not stubbed, and the way out', () => {
  test.each([
    ['JSON', "import x from './data.json';\nx;", /data\.json" is there; write with \{ type: 'json' \}/],
    ['a package', "import x from 'left-pad';\nx();", /left-pad.* is a package; install it/],
    ['a built-in module', "import x from 'node:nothing';\nx();", /built-in/],
    ['a style sheet', "import './gone.css';", /asset/],
    ['a component', "import x from './Gone.vue';\nx();", /component/],
    ['a path outside of the project', "import x from '../../outside.js';\nx();", /outside the project/],
    ['another case', "import { here } from './Lib.js';\nhere;", /names it wrongly; write/],
    [
      'a name that is not exported',
      "import { hidden } from './lib.js';\nhidden;",
      /declared there, but not exported; export it/,
    ],
  ])('%s', async (_what, main, says) => {
    const root = projectOf({
      'package.json':
        '{ "name": "app", "type": "module", "main": "main.js", "dependencies": { "left-pad": "1" } }',
      'node_modules/other/package.json': '{ "name": "other", "version": "1.0.0" }',
      'lib.js': 'export const here = 1;\nconst hidden = 1;\n',
      'data.json': '{}\n',
      'main.js': `${main}\n`,
    });
    const before = treeOf(root);
    const ran = await danglint(root, ['stub', '--write']);
    expect(ran.stderr).toMatch(says);
    expect(ran.stderr).toMatch(/main\.js:1:\d+ is not stubbed/);
    expect(ran.code).toBe(1);
    expect(treeOf(root)).toEqual(before);
  });

  test('a file that stands where the sibling would be', async () => {
    const root = projectOf({
      ...ESM,
      'main.js': "import { a } from './pool.js';\na();\n",
      'pool.js': 'export {};\n',
      'pool.stub.js': 'mine\n',
    });
    const ran = await danglint(root, ['stub', '--write']);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('pool.stub.js is there already, and no stub');
    expect(readFileSync(join(root, 'pool.stub.js'), 'utf8')).toBe('mine\n');
  });

  test('a path that git ignores is written, with a warning', async () => {
    const root = projectOf({
      ...ESM,
      '.gitignore': 'db/\n',
      'main.js': "import { a } from './db/pool.js';\na();\n",
    });
    execFileSync('git', ['init', '-q'], { cwd: root });
    const ran = await danglint(root, ['stub']);
    expect(ran.stderr).toContain('git-ignored by .gitignore:1 (db/): this stub would not reach the server');
  });
});

describe('the command', () => {
  test('writes only what the paths mean', async () => {
    const files = { ...ESM, 'main.js': "import { a } from './a.js';\nimport { b } from './b.js';\na(b);\n" };
    for (const path of ['a.js', 'a', './a.js']) {
      const root = projectOf(files);
      await danglint(root, ['stub', path, '--write']);
      expect(Object.keys(treeOf(root)).sort()).toEqual(['a.js', 'main.js', 'package.json']);
    }
    const root = projectOf(files);
    await danglint(root, ['stub', 'main.js', '--write']);
    expect(Object.keys(treeOf(root)).sort()).toEqual(['a.js', 'b.js', 'main.js', 'package.json']);
  });

  test('says of a module that is named why its names are not stubbed', async () => {
    const root = projectOf({
      ...ESM,
      'main.js': "import { size } from './pool.js';\nexport default size;\n",
      'pool.js': 'const size = 1;\nexport const count = size;\n',
    });
    const { code, stderr } = await danglint(root, ['stub', 'pool.js']);
    expect(code).toBe(1);
    expect(stderr).toContain('main.js:1:10 is not stubbed: the name is declared there, but not exported');
  });

  test('a module of a Python package that nothing imports is to be imported, not stubbed', async () => {
    const root = projectOf({
      'shop/__init__.py': '',
      'shop/prices.py': 'def pay(): ...\n',
      'main.py': 'import shop\nshop.prices.pay()\n',
    });
    const { code, stderr } = await danglint(root, ['stub']);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'main.py:2:6 is not stubbed: the module is there, only nothing imports it; import it',
    );
    const checked = await danglint(root, []);
    expect(checked.stdout).toContain('help     write "import shop.prices" where it is used\n');
  });

  test('what a Python package imports from itself and does not use is a module that is to run', async () => {
    const root = projectOf({
      'shop/__init__.py': 'from . import signals\n',
      'main.py': 'import shop\nfrom shop import totals\ntotals()\n',
    });
    const checked = await danglint(root, []);
    expect(checked.stdout).toContain('"signals" is not exported by "shop"');
    const { stderr } = await danglint(root, ['stub', '--write', '-m', 'off']);
    expect(stderr).toContain('shop/signals.py');
    expect(stderr).toContain('shop/_init_stub.py: totals');
    expect((await danglint(root, [])).code).toBe(0);
  });

  test('tells tools the plan, the changes and the refusals', async () => {
    const root = projectOf({
      ...ESM,
      'main.js': "import { a } from './a.js';\nimport './gone.css';\na(1);\n",
    });
    const ran = await danglint(root, ['stub', '--format', 'json']);
    const plan = JSON.parse(ran.stdout);
    expect(plan).toMatchObject({
      version: 1,
      written: false,
      stubs: [
        {
          file: 'a.js',
          dialect: 'esm',
          names: [{ name: 'a', value: 'function', askedBy: [{ file: 'main.js', line: 1, column: 10 }] }],
        },
      ],
      changes: [{ file: 'a.js', action: 'create', before: null }],
      refusals: [{ file: 'main.js', line: 2, specifier: './gone.css' }],
    });
    expect(ran.code).toBe(1);
  });

  test('lists the stubs as text, JSON and Markdown', async () => {
    const root = projectOf({ ...ESM, 'main.js': "import { a } from './a.js';\na(1);\n" });
    expect((await danglint(root, ['stub', '--list'])).stdout).toBe('There are no stubs.\n');
    await danglint(root, ['stub', '--write', '-m', 'a | b', '--expires', '2999-01-01']);
    expect((await danglint(root, ['stub', '--list'])).stdout).toBe(
      'a.js  written today, expires on 2999-01-01\n  reason  a | b\n  a  main.js:1\n',
    );
    const json = JSON.parse((await danglint(root, ['stub', '--list', '--format', 'json'])).stdout);
    expect(json.stubs).toMatchObject([
      {
        file: 'a.js',
        ageDays: 0,
        expired: false,
        expires: '2999-01-01',
        names: [{ name: 'a', users: [{ file: 'main.js', line: 1 }] }],
      },
    ]);
    const markdown = (await danglint(root, ['stub', '--list', '--format', 'markdown'])).stdout;
    expect(markdown.split('\n')[2]).toBe(
      '| a.js | a | main.js:1 | written today | expires on 2999-01-01 | a \\| b |',
    );
  });

  test.each([
    [['stub', '--expires', '2020-01-01'], 'not in the future'],
    [['stub', '--expires', '2027-02-30'], 'date that exists'],
    [['stub', '--list', '--remove'], 'cannot be used with'],
    [['stub', '--format', 'markdown'], 'goes with --list'],
    [['stub', '--view', 'index', '--write'], 'work tree'],
    [['stub', '--list', '-m', 'x'], 'go with new stubs'],
  ])('%j is refused', async (argv, says) => {
    const root = projectOf({ ...ESM, 'main.js': 'export {};\n' });
    const ran = await danglint(root, argv);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(says);
  });

  test('finishes what a killed run had decided', async () => {
    const root = projectOf({ ...ESM, 'main.js': "import { a } from './a.js';\na(1);\n" });
    mkdirSync(join(root, '.danglint-write'));
    writeFileSync(join(root, '.danglint-write/owner'), '999999999');
    writeFileSync(join(root, '.danglint-write/0.forward'), 'export const a = () => 1;\n');
    const journal = {
      direction: 'forward',
      changes: [{ path: `${root}/a.js`, before: null, after: 'export const a = () => 1;\n' }],
      directories: [],
    };
    writeFileSync(join(root, '.danglint-write/journal'), JSON.stringify(journal));
    const ran = await danglint(root, ['stub']);
    expect(ran.stderr).toContain('finished what an interrupted run was writing: a.js');
    expect(treeOf(root)['a.js']).toBe('export const a = () => 1;\n');
    expect(Object.keys(treeOf(root))).not.toContain('.danglint-write/');
  });
});
