// A file is read again for the members of its named imports only where the first reading did not look closely enough.

import { expect, it } from 'vitest';
import { openCaches } from '../../src/cache.ts';
import { createDiskFileSystem } from '../../src/host/disk-file-system.ts';
import { checkProject } from '../../src/pipeline.ts';
import { projectOf } from '../cli/run-danglint.ts';
import { checkOptions, linesOf } from '../support/check-files.ts';

it('reads a file once where its syntax tree was there the first time', async () => {
  const uses = "import { shades } from './colors.js';\nexport const a = [shades.dark, shades.gone];\n";
  const root = projectOf({
    'package.json': '{ "type": "module" }',
    'colors.ts': "export * as shades from './shades.js';\n",
    'shades.ts': 'export const dark = 1;\n',
    'plain.ts': uses,
    'close.ts': `${uses}import * as self from './close.js';\nself.a;\n`,
  });
  const read: string[] = [];
  const disk = createDiskFileSystem();
  const counting = {
    ...disk,
    isDisk: false,
    readText(path: string) {
      read.push(path.slice(root.length + 1));
      return disk.readText(path);
    },
  };
  // The rules read the texts that they ask about, and so do the words of a report: findings first.
  const result = await checkProject(checkOptions(root), openCaches(null), counting);
  expect(linesOf(result)).toEqual(['close.ts:2 missing-member', 'plain.ts:2 missing-member']);
  const timesOf = (path: string) => read.filter((one) => one === path).length;
  expect(timesOf('plain.ts')).toBe(timesOf('close.ts') + 1);
});
