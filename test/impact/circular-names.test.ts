// Names that stand for each other in circles, also growing on the way around (`exports.x = other.x.y`), and classes that are
// derived from each other: what calls lead to is looked for and not found, and every broken import is told all the same.

import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';
import { randomFrom } from '../support/random.ts';

async function brokenLines(files: Readonly<Record<string, string>>): Promise<string[]> {
  const root = temporaryFolder();
  writeFiles(root, files);
  const { report } = await checkFiles(root);
  return report.findings
    .filter(({ rule }) => rule === 'unresolved-module')
    .map(({ file, line }) => `${file}:${line}`)
    .sort();
}

test('a module that is its own value', async () => {
  const files = {
    'package.json': '{ "main": "self.js" }',
    'self.js':
      "const self = require('./self');\nmodule.exports = self;\nexports.load = load;\nself.go();\nfunction load() {\n  require('./gone');\n}\n",
  };
  expect(await brokenLines(files)).toEqual(['self.js:6']);
});

const NAMES = ['A', 'f', 'x', 'go'];
const SEEDS = Array.from({ length: 12 }, (_, index) => index);

test.each(SEEDS)('generated modules, seed %i', async (seed) => {
  const random = randomFrom(seed);
  const name = () => NAMES[random(NAMES.length)] ?? 'A';
  const count = 2 + random(4);
  const other = () => `m${random(count)}`;
  const statements = [
    () => `exports.${name()} = ${other()}.${name()};`,
    () => `exports.${name()} = ${other()}.${name()}.${name()};`,
    () => `module.exports = ${other()};`,
    () => `exports.${name()} = class extends ${other()}.${name()} { go() { this.x(); require('./gone'); } };`,
    () => `exports.${name()} = function () { ${other()}.go(); require('./gone'); };`,
    () => `exports.${name()} = new ${other()}.${name()}();`,
    () => `${other()}.${name()}();`,
    () => `new ${other()}.${name()}().go();`,
  ];
  const files: Record<string, string> = { 'package.json': '{ "main": "m0.js" }' };
  for (let module = 0; module < count; module++) {
    const lines = Array.from({ length: count }, (_, index) => `const m${index} = require('./m${index}');`);
    for (let each = 0; each < 6; each++) lines.push(statements[random(statements.length)]?.() ?? '');
    files[`m${module}.js`] = lines.join('\n');
  }
  const asked = Object.entries(files).flatMap(([file, text]) =>
    text.split('\n').flatMap((line, index) => (line.includes("'./gone'") ? [`${file}:${index + 1}`] : [])),
  );
  expect(await brokenLines(files)).toEqual(asked.sort());
});
