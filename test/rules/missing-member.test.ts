import { expect, test } from 'vitest';
import { checkProject } from '../../src/check-project.ts';
import { createMemoryFileSystem } from '../../src/host/memory-file-system.ts';
import { checkOptions } from '../support/check-files.ts';

test('what a value of a module lacks is looked for among what it has', async () => {
  const disk = createMemoryFileSystem({
    '/app/colours.ts': 'export enum Colour { Crimson, Blue }\nexport const Crimsun = 1;\n',
    '/app/main.ts':
      "import { Colour } from './colours';\nexport const all = [\n  Colour.Crimsen,\n  Colour.Yellow,\n];\n",
  });
  const { report } = await checkProject(checkOptions('/app'), undefined, disk);
  expect(report.findings.map(({ line, help }) => [line, help])).toEqual([
    [3, 'did you mean "Crimson"?'],
    [4, 'it has "Crimson", "Blue"'],
  ]);
});
