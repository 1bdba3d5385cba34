// What is kept of a file is not its text: names that are parts of it would hold all of it.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { detachText } from '../../src/scan/detach-text.ts';
import { record } from '../languages/javascript/excerpt.ts';

it('changes nothing of a record', () => {
  const text = [
    "import { aNameOfSomeLength as another, n } from './a-module-of-some-length.js';",
    'export const { whatIsExported: [underThisName] } = another;',
    '// danglint-disable-next-line missing-export -- because of a reason',
    'n.aMemberOfSomeLength.inside();',
  ].join('\n');
  const made = record(text, 'a.ts', { detail: 'members' });
  const before = structuredClone(made);
  expect(detachText(made)).toBe(made);
  expect(made).toEqual(before);
});

it('leaves no part that holds the text in memory', { timeout: 60_000 }, () => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  const filler = '/* nothing */'.repeat(80_000);
  const kept: unknown[] = [];
  gc();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < 40; index++) {
    const text = `exports.aNameOfSomeLength${index} = 1;\n${filler}`;
    kept.push(detachText(record(text, 'a.cjs', { detail: 'surface', format: 'commonjs' })));
  }
  gc();
  expect(kept).toHaveLength(40);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000);
});
