// What a package has and its declarations lack stops a type checker alone; Node says which names there are.

import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

const packageOf = (code: string, type: string, types: string) => ({
  'package.json': '{ "type": "module", "main": "main.ts", "dependencies": { "paint": "1" } }',
  'tsconfig.json': '{ "compilerOptions": { "module": "nodenext" } }',
  'node_modules/paint/package.json': `{ "name": "paint", "type": "${type}", "main": "index.js", "types": "index.d.ts" }`,
  'node_modules/paint/index.js': code,
  'node_modules/paint/index.d.ts': types,
});

/** The findings of `text`, and whether Node runs it; it has no syntax of TypeScript. */
async function outcomeOf(text: string, code: string, type = 'module', types = 'export const red: string;') {
  const root = temporaryFolder();
  writeFiles(root, { ...packageOf(code, type, types), 'main.ts': text });
  const { report } = await checkFiles(root, { paths: [`${root}/main.ts`] });
  writeFiles(root, { 'main.js': text });
  let runs = true;
  try {
    execFileSync(process.execPath, ['main.js'], { cwd: root, stdio: 'pipe' });
  } catch {
    runs = false;
  }
  return { runs, findings: report.findings.map(({ name, impact }) => [name, impact?.failure, impact?.when]) };
}

test.each([
  ['an import', "import { blue } from 'paint'; blue();"],
  ['a member', "import * as paint from 'paint'; paint.blue();"],
])('%s of a name that only the code has', async (_, text) => {
  expect(await outcomeOf(text, 'export const red = 1; export const blue = () => 1;')).toEqual({
    runs: true,
    findings: [['blue', 'type', 'never']],
  });
});

test('a name that a mock may have, of a module that stands behind it for the compiler alone', async () => {
  const root = temporaryFolder();
  writeFiles(root, {
    'package.json': '{ "type": "module", "devDependencies": { "vitest": "4" } }',
    'tsconfig.json': '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }',
    'log.ts': 'export const log = 1;',
    'mocks.ts': 'export const logMock = 1;',
    'one.test.ts':
      "import { logMock } from './log';\nimport { test, vi } from 'vitest';\nvi.mock('./log', () => import('./mocks'));\ntest('one', () => logMock);",
  });
  const { report } = await checkFiles(root, { paths: [`${root}/one.test.ts`] });
  expect(report.findings.map(({ name, impact }) => [name, impact?.failure, impact?.when])).toEqual([
    ['logMock', 'type', 'never'],
  ]);
});

test('a name that neither has', async () => {
  expect(await outcomeOf("import { blue } from 'paint'; blue();", 'export const red = 1;')).toEqual({
    runs: false,
    findings: [['blue', 'link', 'startup']],
  });
});

test('a name that require would find, and that Node does not see in CommonJS', async () => {
  const code = 'const all = { red: 1, blue() {} }; for (const name in all) exports[name] = all[name];';
  const { runs, findings } = await outcomeOf("import { blue } from 'paint'; blue();", code, 'commonjs');
  expect([runs, findings.map(([name, , when]) => [name, when])]).toEqual([false, [['blue', 'startup']]]);
});

test.each([
  ['which a compiler looks at as Node does', undefined, [['type', 'never']]],
  ['which no compiler looks at', 'src', []],
])('an ending that is left out in a test of Vitest %s', async (_, include, findings) => {
  const root = temporaryFolder();
  const compiler = { compilerOptions: { module: 'nodenext' }, ...(include && { include: [include] }) };
  writeFiles(root, {
    'package.json': '{ "type": "module", "devDependencies": { "vitest": "4" } }',
    'tsconfig.json': JSON.stringify(compiler),
    'help.ts': 'export const help = 1;',
    'one.test.ts': "import { test } from 'vitest';\nimport { help } from './help';\ntest('one', () => help);",
  });
  const { report } = await checkFiles(root, { paths: [`${root}/one.test.ts`] });
  expect(report.findings.map(({ impact }) => [impact?.failure, impact?.when])).toEqual(findings);
});

test('members of the whole of a CommonJS module that only the code has, and that neither has', async () => {
  const code =
    'function paint() {} paint.red = () => 1; paint.blue = () => 1; module.exports = paint; module.exports.default = paint;';
  const types =
    'declare function paint(): void; declare namespace paint { function red(): number } export = paint;';
  const ask = (name: string) =>
    outcomeOf(`import paint from 'paint'; paint.${name}();`, code, 'commonjs', types);
  expect(await ask('blue')).toEqual({ runs: true, findings: [['blue', 'type', 'never']] });
  expect(await ask('green')).toEqual({ runs: false, findings: [['green', 'undefined', 'startup']] });
  expect(await ask('red')).toEqual({ runs: true, findings: [] });
});
