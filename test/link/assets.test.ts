// What bundlers make of files that are no modules, also where the compiler was told to resolve as Node does.

import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

test('an asset has a default export for whatever loads it, and no other name is known', async () => {
  const root = temporaryFolder();
  writeFiles(root, {
    'package.json': '{ "type": "module" }',
    'tsconfig.json': '{ "compilerOptions": { "module": "nodenext" } }',
    'src/note.md': '# Note',
    'src/all.ts':
      "export { default as note } from './note.md';\nexport { default as raw } from './note.md?raw';\n",
    'src/main.ts':
      "import { note, raw } from './all.js';\nimport { title } from './note.md';\nvoid [note, raw, title];\n",
  });
  const { report } = await checkFiles(root);
  expect(report.findings).toEqual([]);
  expect(report.summary.unknown).toBe(1);
});
