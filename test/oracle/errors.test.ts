// Node judges what danglint says of a crash: each project is run, and stops with the error that danglint quotes; or it
// runs, where danglint says that the crash comes later, and the function that danglint names throws that error.

import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';
import { errorOfNode } from '../support/error-of-node.ts';

const ES = 'export const here = () => 1;\n';
const COMMON = 'exports.here = () => 1;\n';
const PACKAGE = {
  'node_modules/kit/package.json': '{ "name": "kit", "exports": { ".": "./k.js", "./x/*": "./x/*.js" } }',
  'node_modules/kit/k.js': COMMON,
  'node_modules/old/package.json': '{ "name": "old" }',
  'node_modules/old/index.js': COMMON,
  'node_modules/mapped/package.json': '{ "name": "mapped", "exports": "./gone.js" }',
  'node_modules/main/package.json': '{ "name": "main", "main": "./dist/gone.js" }',
  'node_modules/bare/package.json': '{ "name": "bare" }',
};
const PRIVATE = { '#gone': './gone.js', '#lib/*': './lib/*', '#old': { require: './c.js' } };

/** The program, by the ending of its name; `later` is the function that crashes, which is exported. */
const PROGRAMS: readonly {
  readonly text: string;
  readonly ending: 'mjs' | 'cjs';
  readonly later?: string;
}[] = [
  // Files and packages.
  { ending: 'mjs', text: "import './gone.js';" },
  { ending: 'mjs', text: "import './e';" },
  { ending: 'mjs', text: "import './lib';" },
  { ending: 'mjs', text: "import './node_modules/kit';" },
  { ending: 'mjs', text: "import './node_modules/kit/';" },
  { ending: 'mjs', text: "import 'gone';" },
  { ending: 'mjs', text: "import 'kit/gone';" },
  { ending: 'mjs', text: "import 'kit/x/gone';" },
  { ending: 'mjs', text: "import 'old/gone';" },
  { ending: 'mjs', text: "import 'old/index';" },
  { ending: 'mjs', text: "import 'mapped';" },
  { ending: 'mjs', text: "import 'main';" },
  { ending: 'mjs', text: "import 'bare';" },
  { ending: 'cjs', text: "require('mapped');" },
  { ending: 'cjs', text: "require('main');" },
  { ending: 'cjs', text: "require('bare');" },
  { ending: 'mjs', text: "import '#gone';" },
  { ending: 'mjs', text: "import '#lib/index';" },
  { ending: 'mjs', text: "import '#old';" },
  { ending: 'mjs', text: "import '#nothing';" },
  { ending: 'mjs', text: "import.meta.resolve('gone');" },
  { ending: 'mjs', text: "import.meta.resolve('kit/gone');" },
  { ending: 'cjs', text: "require('./gone');" },
  { ending: 'cjs', text: "require('./only');" },
  { ending: 'cjs', text: "require('kit/gone');" },
  { ending: 'cjs', text: "require('kit/x/gone');" },
  { ending: 'cjs', text: "require('old/gone');" },
  { ending: 'cjs', text: "require('#gone');" },
  { ending: 'cjs', text: "require('#lib/index');" },
  { ending: 'cjs', text: "require('#nothing');" },
  // Members that are needed at once.
  { ending: 'cjs', text: "const c = require('./c.js'); c.gone();" },
  { ending: 'cjs', text: "require('./c.js').gone();" },
  { ending: 'cjs', text: "new (require('./c.js').Gone)();" },
  { ending: 'cjs', text: "const { gone: other } = require('./c.js'); other();" },
  { ending: 'cjs', text: "const { Gone } = require('./c.js'); class Own extends Gone {}" },
  { ending: 'cjs', text: "const gone = require('./c.js').default; gone.more;" },
  { ending: 'cjs', text: "const { Gone } = require('./c.js'); new Gone();" },
  { ending: 'mjs', text: "import * as e from './e.mjs'; e.gone();" },
  { ending: 'mjs', text: "import * as e from './e.mjs'; for (const one of e.gone) one;" },
  { ending: 'mjs', text: "import * as e from './e.mjs'; [1, ...e.gone];" },
  { ending: 'mjs', text: "import * as e from './e.mjs'; console.log(...e.gone);" },
  { ending: 'mjs', text: "import * as e from './e.mjs'; new Error() instanceof e.Gone;" },
  { ending: 'cjs', text: "const { all } = require('./c.js'); for (const one of all) one;" },
  { ending: 'cjs', text: "const { all } = require('./c.js'); module.exports = [...all];" },
  { ending: 'cjs', text: "const { Gone } = require('./c.js'); ({}) instanceof Gone;" },
  { ending: 'mjs', text: "(await import('./e.mjs')).gone();" },
  { ending: 'mjs', text: "const { gone: other } = await import('./e.mjs'); other();" },
  { ending: 'mjs', text: "await import('./e.mjs').then((e) => e.gone());" },
  { ending: 'cjs', text: "const files = require('fs').promises; files.gone();" },
  { ending: 'cjs', text: "const { promises: files } = require('node:fs'); new files.Gone();" },
  { ending: 'mjs', text: "import { posix } from 'path'; posix.gone();" },
  { ending: 'mjs', text: "import fs from 'node:fs'; fs.promises.gone();" },
  // Members that are needed later.
  {
    ending: 'cjs',
    text: "const { gone } = require('./c.js'); exports.later = () => gone();",
    later: 'later',
  },
  {
    ending: 'cjs',
    text: "const gone = require('./c.js').gone; exports.first = () => gone; exports.later = () => gone.more;",
    later: 'later',
  },
  {
    ending: 'mjs',
    text: "const { Gone } = await import('./e.mjs'); export function later() { return new Gone(); }",
    later: 'later',
  },
];

test.each(PROGRAMS)('$ending: $text', async ({ text, ending, later }) => {
  const root = temporaryFolder();
  const main = `main.${ending}`;
  writeFiles(root, {
    'package.json': JSON.stringify({ main, imports: PRIVATE, dependencies: { kit: '1', old: '1' } }),
    'e.mjs': ES,
    'c.js': COMMON,
    'only.cjs': COMMON,
    'lib/index.js': COMMON,
    ...PACKAGE,
    [main]: `${text}\n`,
  });
  const { report } = await checkFiles(root);
  expect(report.findings).toHaveLength(1);
  const { when, enclosing, error = '' } = report.findings[0]?.impact ?? {};
  expect({ when, enclosing: enclosing ?? null }).toEqual(
    later === undefined ? { when: 'startup', enclosing: null } : { when: 'call', enclosing: later },
  );
  const said = errorOfNode(
    `import('./${main}').then((m) => ${later === undefined ? '0' : `m.${later}()`})`,
    root,
  );
  // Node shows the whole path of a package.
  expect(said.replaceAll(`${root}/`, '').replaceAll('node_modules/', '')).toContain(
    error.replaceAll('node_modules/', '').replace(/ imported from .*/, ''),
  );
  expect(error).not.toBe('');
});

test('a private name where the package has none', async () => {
  const root = temporaryFolder();
  writeFiles(root, {
    'package.json': '{ "main": "main.mjs", "dependencies": { "old": "1" } }',
    'main.mjs': "import '#nothing';\n",
    ...PACKAGE,
  });
  const { report } = await checkFiles(root);
  const { error = '' } = report.findings[0]?.impact ?? {};
  expect(error).toMatch(/^TypeError \[ERR_PACKAGE_IMPORT_NOT_DEFINED\]/);
  expect(errorOfNode("import('./main.mjs')", root)).toContain(error.replace(/ imported from .*/, ''));
});

test('the address of a file that is not there is given, and fails when it is used', async () => {
  const root = temporaryFolder();
  const text =
    "export const there = [new URL('./gone.json', import.meta.url), import.meta.resolve('./gone.js')];\n";
  writeFiles(root, {
    'package.json': '{ "main": "main.mjs" }',
    'main.mjs': `import { readFileSync } from 'node:fs';\n${text}export const later = () => readFileSync(there[0]);\n`,
    'reader.mjs':
      "import { readFileSync } from 'node:fs';\nconst text = new URL('./gone.txt', import.meta.url);\nexport const later = () => readFileSync(text);\n",
  });
  const { report } = await checkFiles(root);
  expect(report.findings.map(({ specifier, impact }) => [specifier, impact?.when, impact?.error])).toEqual([
    ['./gone.js', 'call', undefined],
    ['./gone.txt', 'unreached', undefined],
  ]);
  expect(errorOfNode("import('./main.mjs')", root)).toBe('');
  expect(errorOfNode("import('./reader.mjs')", root)).toBe('');
});

test('a name that neither the declarations nor the CommonJS of a package have', async () => {
  const root = temporaryFolder();
  const text = "import { gone } from 'typed';\ngone();\n";
  writeFiles(root, {
    'package.json': '{ "type": "module", "main": "main.ts", "dependencies": { "typed": "1" } }',
    'tsconfig.json': '{ "compilerOptions": { "module": "nodenext" } }',
    'main.ts': text,
    'compiled/main.mjs': text,
    'node_modules/typed/package.json': '{ "name": "typed", "main": "t.js", "types": "t.d.ts" }',
    'node_modules/typed/t.js': COMMON,
    'node_modules/typed/t.d.ts': 'export function here(): number;\n',
  });
  const { report } = await checkFiles(root);
  const { error = '' } = report.findings.find(({ file }) => file === 'main.ts')?.impact ?? {};
  expect(error).toMatch(/^SyntaxError: Named export 'gone' not found/);
  expect(errorOfNode("import('./compiled/main.mjs')", root)).toContain(error);
});
