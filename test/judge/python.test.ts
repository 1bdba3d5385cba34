// A small Python project, broken in every way, before danglint and CPython: the same places, no more and no fewer.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDanglintJudge } from './danglint.ts';
import { type CPython, startCPython } from './python/cpython.ts';
import { judgeMutations, type PythonComparison } from './python/judge-mutations.ts';
import { pythonRules } from './python/rules.ts';
import { createRandom } from './random.ts';

const files: Readonly<Record<string, string>> = {
  'pyproject.toml': '[project]\nname = "shop"\nversion = "1.0"\nrequires-python = ">=3.10"\n',
  'shop/__init__.py': 'from .prices import *\nfrom .stock import Stock as Store\nfrom . import tools\n',
  'shop/prices.py':
    '__all__ = ["price", "TAX", "Price"]\n\nTAX = 0.2\n\n\ndef price(net):\n    return net * (1 + TAX)\n\n\nclass Price:\n    tax = TAX\n',
  'shop/stock.py':
    'import json\nfrom typing import TYPE_CHECKING\n\nfrom shop.tools import rounding\n\nif TYPE_CHECKING:\n    from .prices import Price\n\n\nclass Stock:\n    def load(self, text: str) -> "Price":\n        from .tools.reading import read, Format\n\n        return read(json.loads(text), Format, rounding.HALF)\n',
  'shop/tools/__init__.py': 'from . import rounding\n',
  'shop/tools/rounding.py': 'HALF = 0.5\n\n\ndef up(value):\n    return value + HALF\n',
  'shop/tools/reading.py': 'class Format:\n    pass\n\n\ndef read(*parts):\n    return parts\n',
  'shop/plain/of_namespace.py': 'VALUE = 1\n',
  'app.py':
    'import shop.tools.rounding as rounding\nimport shop\nimport os.path\nfrom shop import price, Store, TAX\nfrom shop.plain import of_namespace\n\nprint(shop.tools.rounding.up(1), rounding.up(2), price(TAX), Store, shop.Price)\nprint(os.path.join("a", of_namespace.VALUE and "b"))\n\n\ndef late():\n    import shop.stock\n\n    return shop.stock.Stock\n',
  'stars.py': 'from shop.prices import *\n\n\ndef total():\n    return price(2) + TAX\n',
};

const root = realpathSync(mkdtempSync(join(tmpdir(), 'danglint-judge-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const script = 'import os, sys; sys.exit(sys.version_info < (3, 10) or not hasattr(os, "fork"))';
const hasPython = spawnSync('python3', ['-c', script]).status === 0;

describe.skipIf(!hasPython)('against CPython (skipped where there is no python3 of 3.10 with fork)', () => {
  let cpython: CPython;
  let comparison: PythonComparison;

  beforeAll(async () => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const asked = Object.keys(files).filter((file) => file.endsWith('.py'));
    cpython = await startCPython({ root, python: 'python3', folders: ['.'], files: asked });
    const danglint = await createDanglintJudge(root, undefined, pythonRules);
    const kinds = [...new Set(cpython.mutations.map(({ kind }) => kind))].sort();
    comparison = await judgeMutations({
      ...{ root, cpython, danglint: danglint.judge, random: createRandom(1) },
      ...{ kinds, count: 5 },
    });
  }, 300_000);
  afterAll(() => cpython?.close());

  test('nothing is broken before', () => {
    expect(cpython.broken).toEqual([]);
    expect(cpython.unloaded).toEqual([]);
  });

  test('every kind of mutation breaks something', () => {
    const broken = comparison.tallies.filter(({ places }) => places > 0).map(({ kind }) => kind);
    expect(broken).toEqual([
      ...['delete-init', 'delete-module', 'drop-from-all', 'misspell-member', 'misspell-module'],
      ...['misspell-name', 'rename-definition'],
    ]);
  });

  test('danglint finds what CPython cannot load, and nothing else', () => {
    const shown = comparison.differences
      // A first part that neither the project nor anything installed has is a question of dependencies.
      .filter(({ side, explained }) => side !== 'unknown' && explained === null)
      .map(({ side, site, message, mutation: { kind, words } }) =>
        `${side} ${site} ${message} after ${kind} ${words}`.replaceAll(`${root}/`, ''),
      );
    expect(shown).toEqual([]);
  });
});
