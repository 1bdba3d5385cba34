// "Import it from …": that the edits give the statement that a person would write, and nothing where they cannot.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openProject } from '../../src/cli/open-project.ts';
import { processSession } from '../../src/cli/session.ts';
import { moveImport } from '../../src/fix/move-import.ts';
import { analyseProject } from '../../src/pipeline.ts';
import { projectOf } from '../cli/run-danglint.ts';

const PROJECT = {
  'package.json': '{ "name": "app", "type": "module" }',
  'old.ts': 'export const stays = 1;\nexport default 2;\n',
  'new/home.ts': 'export const moved = 1;\nexport type Moved = 1;\n',
};

/** The importing file after the edits of its first finding; null when none are offered. */
async function edited(text: string): Promise<string | null> {
  const root = projectOf({ ...PROJECT, 'main.ts': text });
  const session = { ...processSession(), cwd: root };
  const { options } = await openProject([], { engine: 'oxc', cache: false }, session);
  const { findings, linked } = await analyseProject(options);
  const finding = findings.find(({ rule }) => rule === 'missing-export');
  if (finding === undefined) throw new Error('nothing is missing');
  const result = moveImport(finding, linked, readFileSync(join(root, 'main.ts'), 'utf8'));
  if (result === null) return null;
  return [...result.edits]
    .sort((left, right) => right.span.start - left.span.start)
    .reduce(
      (all, { span, replacement }) => all.slice(0, span.start) + replacement + all.slice(span.end),
      text,
    );
}

test.each([
  ["import { moved } from './old.js';\n", "import { moved } from './new/home.js';\n"],
  ["export { moved as other } from './old';\n", "export { moved as other } from './new/home';\n"],
  [
    "import { moved, stays } from './old.js';\n",
    "import { stays } from './old.js';\nimport { moved } from './new/home.js';\n",
  ],
  [
    "  import { stays, moved as here, } from './old.ts'\r\n",
    "  import { stays, } from './old.ts'\r\n  import { moved as here } from './new/home.ts'\r\n",
  ],
  [
    "import {\n  stays,\n  type Moved,\n} from './old.js';\nstays;\n",
    "import {\n  stays,\n} from './old.js';\nimport { type Moved } from './new/home.js';\nstays;\n",
  ],
  [
    "import type old, { Moved } from './old.js';\n",
    "import type old from './old.js';\nimport type { Moved } from './new/home.js';\n",
  ],
  [
    'import old, { moved } from "./old.js";old;\n',
    'import old from "./old.js";\nimport { moved } from "./new/home.js";old;\n',
  ],
])('%j', async (text, after) => {
  expect(await edited(text)).toBe(after);
});

test.each([
  ['a comment between the names', "import { moved /* the old one */, stays } from './old.js';\n"],
  ['a name that is nowhere', "import { nowhere } from './old.js';\n"],
])('nothing for %s', async (_what, text) => {
  expect(await edited(text)).toBeNull();
});
