// Reading ahead on other threads changes no answer. The code in src/ finds no thread to start (they are built into
// dist/), so that it reads everything itself: the same project must give the same report both ways.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { danglint, projectOf } from '../cli/run-danglint.ts';

const bin = fileURLToPath(new URL('../../bin/danglint.js', import.meta.url));

/** More files than it takes to start a thread: some broken, some unreadable, some read twice for their members. */
function largeProject(): string {
  const files: Record<string, string> = {
    'package.json': '{ "name": "large", "type": "module" }',
    'src/colors.ts': 'export * as shades from "./shades.js";\nexport const red = 1;\n',
    'src/shades.ts': 'export const dark = 1;\n',
    'src/binary.ts': 'export const a = "\0";\n',
    'src/broken.ts': 'export const a = ;\n',
    'src/script.py': 'from src import gone\n',
  };
  for (let index = 0; index < 400; index++) {
    const next = (index + 1) % 400;
    files[`src/file${index}.ts`] = [
      `import { value${next}${index % 50 === 7 ? 'x' : ''} as next } from './file${next}.js';`,
      `import { shades, red } from './colors.js';`,
      `import * as self from './file${index}.js';`,
      ...(index % 20 === 3 ? ["import { a } from './binary.js';", "import b from './broken.js';"] : []),
      `export const value${index} = () => [next, red, shades.dark, ${index % 40 === 9 ? 'shades.gone, ' : ''}self.value${index}];`,
      '',
    ].join('\n');
  }
  return projectOf(files);
}

const findingsOf = (report: Report) => ({ ...report, summary: { ...report.summary, durationMs: 0 } });

it('gives the same report with other threads and without, and from the records that were kept', async () => {
  const root = largeProject();
  const here = await danglint(root, ['--format', 'json', '--no-cache']);
  const expected = findingsOf(JSON.parse(here.stdout) as Report);
  expect(expected.summary.files).toBe(405);
  expect(new Set(expected.findings.map(({ rule }) => rule))).toContain('missing-member');
  for (const options of [['--no-cache'], [], ['--stats']]) {
    const { stdout, stderr } = spawnSync(process.execPath, [bin, '--format', 'json', ...options], {
      cwd: root,
      encoding: 'utf8',
      env: { XDG_CACHE_HOME: `${root}/.cache`, PATH: process.env['PATH'] },
    });
    expect(findingsOf(JSON.parse(stdout) as Report)).toEqual(expected);
    // Nor does Node or V8 have anything to say about how it was started.
    if (!options.includes('--stats')) expect(stderr).toBe('');
  }
});
