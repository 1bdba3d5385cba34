// Node judges what is said to happen "if the branch around it is taken": each piece of code runs with a flag and without
// it. What crashes in both is a crash at start-up; what crashes in one of them is told with its branch; and of what
// compiled TypeScript does with a name that is not there Node says when.

import { spawnSync } from 'node:child_process';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

/** `@` is what breaks. */
const CODE: readonly string[] = [
  '@;',
  'if (flag) @;',
  'if (flag) {} else @;',
  'if (@) {}',
  'if (true) @;',
  'if (!0) { @; }',
  'flag && @;',
  'flag || @;',
  "('a' && @);",
  '(null ?? @);',
  '(flag ? 1 : undefined) ?? @;',
  'flag ? @ : 0;',
  'flag ? 0 : @;',
  'for (const one of [1]) @;',
  'for (const one of flag ? [1] : []) @;',
  'for (const one in { a: 1, ...(flag && { b: 2 }) }) if (one === "b") @;',
  'for (let i = 0; i < (flag ? 1 : 0); i++) @;',
  'for (let i = 0; ; i++) { @; break; }',
  'for (let i = 0, x = @; flag; i++) {}',
  'while (flag) { @; }',
  'while (true) { if (flag) break; @; }',
  'do { @; } while (false);',
  'switch (flag) { case true: @; }',
  'switch (flag) { case true: break; default: @; }',
  'switch (@) { default: }',
  'label: { if (flag) break label; @; }',
  'label: { for (;;) { break label; } } @;',
  'for (const x of [1, 2]) { if (flag) continue; @; }',
  'for (const x of [1, 2]) { for (;;) break; @; }',
  'switch (1) { case 2: break; } @;',
  '(function () { if (flag) return; @; })();',
  '(() => { const f = () => { return 1; }; @; })();',
  '(function () { @; }).call(null);',
  'if (flag) return; @;',
  'try { @; } finally {}',
  'try { if (flag) throw 1; } catch { @; }',
  'try {} finally { @; }',
  '[1].forEach(() => { @; });',
  '(flag ? [1] : []).forEach(() => { @; });',
  '[1, 2].map((one) => one > 1 && flag && @);',
  'const { a = @ } = flag ? {} : { a: 1 };',
  'let b = flag; b &&= @;',
  'let c = flag; c ||= @;',
  'let d; d = @;',
  'class A { static x = @; }',
  'class B { static { if (flag) @; } }',
  'const o = flag ? { f() {} } : null; o?.f(@);',
  'throwing: try { @; } finally { flag; }',
];

interface Told {
  readonly when: string | undefined;
  readonly branch: boolean;
  readonly error: string | undefined;
}

async function told(root: string): Promise<Told> {
  const { report } = await checkFiles(root);
  const impact = report.findings[0]?.impact;
  return { when: impact?.when, branch: impact?.branchIn !== undefined, error: impact?.error };
}

/** The first line of the error that Node ends with; null when it does not. */
function run(file: string, cwd: string, flag: '' | '1'): string | null {
  const { status, stderr } = spawnSync(process.execPath, [file], {
    cwd,
    env: { ...process.env, FLAG: flag },
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (status === 0) return null;
  const error = /^\w*Error.*$/m.exec(stderr)?.[0] ?? stderr;
  // Node 20 does not quote what stands in static parts of classes.
  return error.replace(': undefined is not a', ': lib.gone is not a');
}

test.each([
  ['a module that is not there', "require('./gone')"],
  ['a name that is not there', 'lib.gone()'],
])(
  '%s, at each place',
  async (_, breaks) => {
    const folder = temporaryFolder();
    const said: [code: string, Told][] = [];
    const did: [code: string, Told][] = [];
    for (const [index, code] of CODE.entries()) {
      const root = `${folder}/${index}`;
      writeFiles(root, {
        'package.json': '{ "name": "branches", "main": "./main.js" }',
        'lib.js': 'exports.there = 1;\n',
        'main.js': `const lib = require('./lib');\nconst flag = process.env.FLAG === '1';\nlib.there;\n${code.replace('@', breaks)}\n`,
      });
      said.push([code, await told(root)]);
      const [off, on] = [run('main.js', root, ''), run('main.js', root, '1')];
      const isSure = off !== null && on !== null;
      did.push([code, { when: 'startup', branch: !isSure, error: (off ?? on) as string }]);
    }
    expect(said).toEqual(did);
    expect(did.filter(([, { branch }]) => branch).length).toBeGreaterThan(15);
    expect(did.filter(([, { branch }]) => !branch).length).toBeGreaterThan(15);
  },
  120_000,
);

test('on the way from the entry: the longer way counts where it is sure', async () => {
  const root = temporaryFolder();
  writeFiles(root, {
    'package.json': '{ "name": "branches", "main": "./main.js" }',
    'main.js':
      "if (process.env.FLAG) require('./broken');\nif (process.env.FLAG) require('./other');\nrequire('./sure');\n",
    'sure.js': "require('./broken');\n",
    'other.js': "require('./gone-too');\n",
    'broken.js': "require('./gone');\n",
  });
  const { report } = await checkFiles(root);
  const impacts = report.findings.map(({ specifier, impact }) => [
    specifier,
    impact?.branchIn,
    impact?.chain,
  ]);
  // What surely crashes comes first.
  expect(impacts).toEqual([
    ['./gone', undefined, ['main.js', 'sure.js', 'broken.js']],
    ['./gone-too', 'main.js', ['main.js', 'other.js']],
  ]);
});

/** What is done with `gone`, and what is told of it beside the error. */
const USES: readonly string[] = [
  'gone();',
  'new gone();',
  'class A extends gone {}',
  'gone.then;',
  'if (flag) gone();',
  'export const list = [gone]; gone();',
  'use(gone);',
  'use({ a: [gone] });',
  'const { use: other } = pkg; other(gone);',
  'pkg.make().use(gone);',
  'if (flag) use(gone);',
  'export const kept = [gone];',
  'console.log(gone);',
  'export function later() { gone(); }',
];

test.each(['typescript', 'commonjs'])(
  'undefined from %s',
  async (kind) => {
    const folder = temporaryFolder();
    for (const [index, code] of USES.entries()) {
      const root = `${folder}/${index}`;
      const text =
        kind === 'typescript'
          ? `import { gone } from './lib';\nimport { use } from 'pkg';\nimport * as pkg from 'pkg';\nconst flag = process.env.FLAG === '1';\n${code}\n`
          : `const { gone } = require('./lib');\nconst pkg = require('pkg');\nconst { use } = pkg;\nconst flag = process.env.FLAG === '1';\n${code.replace(/^export const (\w+)/, 'exports.$1').replace(/^export /, '')}\n`;
      const source = kind === 'typescript' ? 'main.ts' : 'main.js';
      writeFiles(root, {
        'package.json': `{ "name": "uses", "main": "./${source}", "scripts": { "build": "tsc" }, "dependencies": { "pkg": "1" } }`,
        ...(kind === 'typescript' && {
          'tsconfig.json': '{ "compilerOptions": { "module": "commonjs", "target": "es2022" } }',
        }),
        [source]: text,
        [`lib.${source.slice(-2)}`]:
          kind === 'typescript' ? 'export const there = 1;\n' : 'exports.there = 1;\n',
        'node_modules/pkg/package.json': '{ "name": "pkg", "version": "1.0.0" }',
        'node_modules/pkg/index.js':
          "exports.use = (x) => { if (JSON.stringify(x) !== '[]' && JSON.stringify([x]).includes('null')) throw new TypeError('needs a function'); };\nexports.make = () => exports;\n",
      });
      const { report } = await checkFiles(root);
      const impact = report.findings.find(({ name }) => name === 'gone')?.impact;
      if (kind === 'typescript') {
        for (const name of ['main', 'lib']) {
          const { outputText } = ts.transpileModule(name === 'lib' ? 'export const there = 1;' : text, {
            compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
          });
          writeFiles(root, { [`${name}.js`]: outputText });
        }
      }
      const [off, on] = [run('main.js', root, ''), run('main.js', root, '1')];
      const context = `${code}: ${JSON.stringify(impact)}`;
      const crash = off ?? on;
      expect(impact?.when === 'startup', context).toBe(crash !== null);
      expect(impact?.branchIn !== undefined, context).toBe(off === null && on !== null);
      if (crash !== null && impact?.handedTo !== undefined)
        expect(crash, context).toContain('needs a function');
      else if (crash !== null) expect(impact?.error, context).toBe(crash);
    }
  },
  60_000,
);

/** `@` is what breaks, in functions of the module that it calls, or does not. */
const STARTS: readonly string[] = [
  'function main() { @; } main();',
  'async function main() { @; } main();',
  'const main = async () => { @; }; main();',
  'const main = function () { @; }; void main();',
  'async function main() { await null; @; } main();',
  'async function main() { @; } main().catch((e) => console.error(e));',
  'async function main() { @; } main().catch((e) => { console.error(e); process.exit(1); });',
  'async function main() { @; } main().then(() => {}, (e) => { process.exitCode = 1; throw e; });',
  'async function main() { @; } main().then(() => {}).catch(() => {});',
  'function main() { @; } try { main(); } catch {}',
  'function main() { @; } try { main(); } catch (e) { console.error(e); throw e; }',
  'function main() { @; } try { main(); } finally {}',
  'function main() { @; } if (flag) main();',
  'function main() { if (flag) @; } main();',
  'function main() { if (flag) return; @; } main();',
  'function main() { setup(); } function setup() { @; } main();',
  'function main() { setup(); } function setup() { if (flag) @; } main();',
  'function main() { if (flag) setup(); } function setup() { @; } main();',
  'function main() { try { setup(); } catch {} } function setup() { @; } main();',
  'function main() { if (flag) main2(); } function main2() { @; main(); } main();',
  'function main() { @; }',
  'function main() { @; } exports.main = main;',
  'function main() { return () => { @; }; } main();',
  'function main() { setTimeout(() => {}, 1); return [() => { @; }]; } exports.x = main();',
  'function* main() { @; } main();',
  'const x = main(); function main() { @; return 1; }',
  'exports.x = [main()]; function main() { @; }',
  'if (require.main !== module) main(); function main() { @; }',
  'class A { go() { @; } } new A();',
];

test('in functions that the module calls itself', async () => {
  const folder = temporaryFolder();
  const said: unknown[] = [];
  const did: unknown[] = [];
  for (const [index, code] of STARTS.entries()) {
    const root = `${folder}/${index}`;
    writeFiles(root, {
      'package.json': '{ "name": "starts", "main": "./main.js" }',
      'main.js': `const flag = process.env.FLAG === '1';\n${code.replace('@', "require('./gone')")}\n`,
    });
    const { report } = await checkFiles(root);
    const { when, branchIn, swallowed } = report.findings[0]?.impact ?? {};
    const [off, on] = [run('main.js', root, ''), run('main.js', root, '1')];
    // What is said to be caught, or in a branch that is never taken, is not proven by a run that ends well.
    const isCrash = off !== null || on !== null;
    const isSilent = swallowed !== undefined || branchIn !== undefined;
    said.push([code, isCrash || !isSilent ? when === 'startup' && swallowed === undefined : false]);
    did.push([code, isCrash]);
    if (isCrash) {
      said.push(branchIn !== undefined);
      did.push(off === null || on === null);
    }
  }
  expect(said).toEqual(did);
}, 60_000);
