// Node judges what `require()` says of generated graphs of ES modules and CommonJS: what danglint says it refuses, it refuses with
// that error, and nothing else.

import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

const WAITS = [
  'await 0;',
  'for await (const q of []) void q;',
  "class C { [await 'm']() {} }",
  'if (globalThis.never) await 1;',
  'export const w = [await 1];',
];
const WAITS_NOT = [
  'export async function f() { await 1; }',
  'export const g = async () => { for await (const q of []) void q; };',
  "export const s = 'await 1'; // await 1",
  'class D { async m() { await 1; } static { void (async () => { await 1; }); } }',
];
const NAMES = ['a.mjs', 'b.mjs', 'c.js', 'd.mjs', 'node_modules/kit/e.mjs', 'node_modules/kit/f.mjs'];
const REQUIRES = NAMES.map((name) => asked(name));

function asked(name: string): string {
  return name.startsWith('node_modules/') ? name.slice('node_modules/'.length) : `./${name}`;
}

/** Each module asks only for later ones: a circle through `require()` fails in another way. */
const module = fc.record({
  isCommonJs: fc.boolean(),
  links: fc.array(
    fc.tuple(fc.nat(), fc.constantFrom("import '$';", "export * from '$';", "void (() => import('$'));")),
    { maxLength: 2 },
  ),
  own: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...WAITS) },
    { weight: 3, arbitrary: fc.constantFrom(...WAITS_NOT) },
  ),
});

function textOf(
  { isCommonJs, links, own }: { isCommonJs: boolean; links: [number, string][]; own: string },
  at: number,
) {
  const later = NAMES.slice(at + 1);
  const lines =
    later.length === 0
      ? []
      : links.map(([to, form]) => form.replace('$', asked(later[to % later.length] ?? '')));
  if (isCommonJs && NAMES[at] === 'c.js')
    return lines
      .map((line) => line.replace(/^.*'(.*)'.*$/, "exports.later = () => require('$1');"))
      .join('\n');
  return ['export {};', ...lines, own]
    .join('\n')
    .replaceAll("'./", NAMES[at]?.startsWith('node_modules/') ? "'../../" : "'./");
}

/** Which of these Node refuses as a whole: what is required inside of them may be refused as well, and is no matter here. */
function refusedByNode(folder: string): string[] {
  const script = `console.log(JSON.stringify(${JSON.stringify(REQUIRES)}.filter((name) => {
    try { require(name); return false; } catch (error) {
      if (error.code !== 'ERR_REQUIRE_ASYNC_MODULE') throw error;
      const [, path] = /Requir(?:ing|ed module:) (\\S+)/.exec(error.message + error.stack) ?? [];
      return path === require.resolve(name);
    }
  })))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', '-e', script], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

test('what Node refuses to require', async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(...NAMES.map(() => module)), async (modules) => {
      const files = {
        'package.json': '{ "dependencies": { "kit": "1.0.0" } }',
        'node_modules/kit/package.json': '{ "name": "kit", "version": "1.0.0" }',
        ...Object.fromEntries(modules.map((one, at) => [NAMES[at] ?? '', textOf(one, at)])),
        'main.cjs': REQUIRES.map((name) => `exports.later = () => require('${name}');`).join('\n'),
      };
      const folder = temporaryFolder();
      writeFiles(folder, files);
      const { report } = await checkFiles(folder);
      const told = report.findings.filter(
        ({ file, reason }) => file === 'main.cjs' && reason === 'asynchronous',
      );
      expect(told.map(({ specifier }) => specifier)).toEqual(refusedByNode(folder));
    }),
    { numRuns: 15, seed: 7 },
  );
}, 60_000);
