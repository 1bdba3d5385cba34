// Importing a module of a Python package runs the packages around it first: CPython says so, and what they lack is told as at
// start-up.

import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;
const PACKAGE = {
  'shop/__init__.py': '',
  'shop/orders/__init__.py': 'from . import signals\n',
  'shop/orders/views.py': 'def show():\n    from . import models\n    return models\n',
  'shop/orders/models.py': '',
};

test.each([
  ['import shop.orders.views\n', 'startup'],
  ['import shop.orders.views as views\n', 'startup'],
  ['from shop.orders.views import show\n', 'startup'],
  ['def late():\n    from shop.orders.views import show\n    return show\n', 'call'],
  // The folder is on the path, and no package around its modules is loaded.
  ['import sys\nsys.path.insert(0, "shop/orders")\nimport views\n', 'unreached'],
])('%s', async (text, when) => {
  const root = temporaryFolder();
  writeFiles(root, { ...PACKAGE, 'main.py': text });
  const { report } = await checkFiles(root);
  const [finding, ...others] = report.findings;
  expect(others).toEqual([]);
  expect([finding?.file, finding?.impact?.when]).toEqual(['shop/orders/__init__.py', when]);
  if (!hasPython) return;
  const { status } = spawnSync('python3', ['-B', 'main.py'], { cwd: root });
  expect(status).toBe(when === 'startup' ? 1 : 0);
});
