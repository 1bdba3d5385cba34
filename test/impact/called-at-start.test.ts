// What whoever starts an entry calls of it is told as at start-up: the function of a console script, `register()` of Next.

import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

async function impactsOf(files: Readonly<Record<string, string>>) {
  const root = temporaryFolder();
  writeFiles(root, files);
  const { report } = await checkFiles(root);
  return report.findings.map(({ impact }) => [
    impact?.when,
    impact?.enclosing,
    impact?.chain,
    impact?.branchIn,
  ]);
}

const SHOP = {
  'shop/__init__.py': 'from .cli import main\n',
  'shop/cli.py':
    'from shop import tools\n\ndef main():\n    run()\n\ndef run():\n    tools.gone()\n\ndef later():\n    tools.gone()\n',
  'shop/tools.py': 'x = 1\n',
};
const withScript = (settings: string) => ({
  ...SHOP,
  'pyproject.toml': `[project]\nname = "shop"\nversion = "1"\n${settings}\n`,
});

test('a console script calls its function, also one that its module takes from another', async () => {
  expect(await impactsOf(withScript('[project.scripts]\nshop = "shop:main"'))).toEqual([
    ['startup', 'run', ['shop/__init__.py', 'shop/cli.py'], undefined],
    ['call', 'later', ['shop/__init__.py', 'shop/cli.py'], undefined],
  ]);
});

test('a plugin is only loaded', async () => {
  const found = await impactsOf(withScript('[project.entry-points."x.plugins"]\nshop = "shop:main"'));
  expect(found.map(([when]) => when)).toEqual(['call', 'call']);
});

test('Next calls register() of its instrumentation', async () => {
  const found = await impactsOf({
    'package.json': '{ "name": "web", "dependencies": { "next": "15" } }',
    'instrumentation.js':
      "import * as lib from './lib';\nexport async function register() {\n  lib.gone();\n  if (process.env.X) lib.gone2();\n}\n",
    'middleware.js': "import * as lib from './lib';\nexport function middleware() {\n  lib.gone();\n}\n",
    'lib.js': 'export const there = 1;\n',
  });
  expect(found).toEqual([
    ['startup', 'register', ['instrumentation.js'], undefined],
    ['startup', 'register', ['instrumentation.js'], 'instrumentation.js'],
    ['call', 'middleware', ['middleware.js'], undefined],
  ]);
});
