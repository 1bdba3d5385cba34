// A file is read again for the members of its named imports only where the first reading did not look closely enough.

import { expect, it } from 'vitest';
import { openCaches } from '../../src/cache.ts';
import { checkProject } from '../../src/check-project.ts';
import { createDiskFileSystem } from '../../src/host/disk-file-system.ts';
import { projectOf } from '../cli/run-danglint.ts';
import { checkOptions, linesOf } from '../support/check-files.ts';

/** Checks a project and counts how often each file is read. */
async function readCounting(root: string) {
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
  // The rules read the texts that they ask about, and so do the words of a report: compare files with findings alike.
  const result = await checkProject(checkOptions(root), openCaches(null), counting);
  return { result, timesOf: (path: string) => read.filter((one) => one === path).length };
}

it('reads a Python file once for the members of names in small letters, and again for those of others', async () => {
  const root = projectOf({
    'pyproject.toml': '[project]\nname = "p"\n',
    'p/__init__.py': '',
    'p/shades.py': 'dark = 1\n',
    'p/Tones.py': 'dark = 1\n',
    'small.py': 'from p import shades\nshades.gone\n',
    'big.py': 'from p import Tones\nTones.gone\n',
  });
  const { result, timesOf } = await readCounting(root);
  expect(linesOf(result)).toEqual(['big.py:2 missing-member', 'small.py:2 missing-member']);
  expect(timesOf('big.py')).toBe(timesOf('small.py') + 1);
});

it('reads a file once where its syntax tree was there the first time', async () => {
  const uses = "import { shades } from './colors.js';\nexport const a = [shades.dark, shades.gone];\n";
  const root = projectOf({
    'package.json': '{ "type": "module" }',
    'colors.ts': "export * as shades from './shades.js';\n",
    'shades.ts': 'export const dark = 1;\n',
    'plain.ts': uses,
    'close.ts': `${uses}import * as self from './close.js';\nself.a;\n`,
  });
  const { result, timesOf } = await readCounting(root);
  expect(linesOf(result)).toEqual(['close.ts:2 missing-member', 'plain.ts:2 missing-member']);
  expect(timesOf('plain.ts')).toBe(timesOf('close.ts') + 1);
});
