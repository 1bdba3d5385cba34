// Declaration files are read by compilers alone: nothing in them crashes, whoever names them as an entry.

import { afterEach, expect, test } from 'vitest';
import { checkFiles } from '../support/check-files.ts';
import { type Project, projectOf } from '../support/fixture-case.ts';

let project: Project | null = null;
afterEach(() => project?.remove());

test('an import without names in a declaration file never runs', async () => {
  project = projectOf({
    'package.json':
      '{ "name": "p", "type": "module", "exports": { "types": "./index.d.ts", "default": "./index.js" } }',
    'index.d.ts': "import './gone.js';\nexport {};\n",
    'index.js': "import './gone.js';\n",
  });
  const { report } = await checkFiles(project.root);
  expect(report.findings.map(({ file, impact }) => [file, impact?.when])).toEqual([
    ['index.js', 'startup'],
    ['index.d.ts', 'never'],
  ]);
});
