// Build backends pack small projects, and the views of the wheel and the source distribution hold the same Python files.
// setuptools comes with python3; where the others are is told by DANGLINT_PYTHON_BACKENDS, a folder for the path.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { createDiskFileSystem } from '../../src/host/disk-file-system.ts';
import { openPythonView } from '../../src/views/python-view.ts';
import { type Project, projectOf } from '../support/fixture-case.ts';

const backends = process.env['DANGLINT_PYTHON_BACKENDS'];
const script = fileURLToPath(new URL('./build.py', import.meta.url));

function canBuild(module: string): boolean {
  const code = `import sys; sys.path[:0] = sys.argv[1:]; import ${module}, sys; sys.exit(sys.version_info < (3, 11))`;
  return spawnSync('python3', ['-s', '-c', code, ...(backends === undefined ? [] : [backends])]).status === 0;
}

/** With everything that packagers treat in different ways. */
const TREE: readonly string[] = [
  'shop/__init__.py',
  'shop/cart.py',
  'shop/db/__init__.py',
  'shop/db/pool.py',
  'shop/jobs/daily.py', // no __init__.py
  'shop/jobs/deep/__init__.py',
  'shop/jobs/deep/task.py',
  'shop/templates/page.html',
  'shop/tests/__init__.py',
  'shop/tests/test_cart.py',
  'tests/__init__.py',
  'tests/check.py', // newer versions of setuptools take tests/test*.py by themselves
  'docs/conf.py',
  'tools/release.py',
  'extra/__init__.py',
  'extra/more.py',
  'single.py',
  'conftest.py',
  'README.md',
];
const inSource = (path: string): string => (/^(?:shop|extra|single)/.test(path) ? `src/${path}` : path);
const ONLY_SHOP = TREE.filter((path) => !path.startsWith('extra/') && path !== 'single.py');
const SETUPTOOLS = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n';
const PROJECT = '[project]\nname = "shop"\nversion = "1.0"\n';
const other = (backend: string) => `[build-system]\nrequires = []\nbuild-backend = "${backend}"\n${PROJECT}`;

interface Case {
  readonly name: string;
  readonly needs: string;
  readonly tree: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

const setuptools = (name: string, tree: readonly string[], files: Record<string, string>): Case => ({
  ...{ name, needs: 'setuptools, wheel', tree, files },
});
const cases: readonly Case[] = [
  setuptools('found by itself, flat', ONLY_SHOP, { 'pyproject.toml': SETUPTOOLS + PROJECT }),
  setuptools('found by itself, src', TREE.map(inSource), { 'pyproject.toml': SETUPTOOLS + PROJECT }),
  setuptools('a single module found by itself', ['single.py', 'setup.cfg'], {
    'pyproject.toml': SETUPTOOLS + PROJECT,
  }),
  setuptools('only the folders of some told', TREE, {
    'pyproject.toml': SETUPTOOLS,
    'setup.cfg': '[metadata]\nname = shop\nversion = 1.0\n[options]\npackage_dir =\n  shop = shop\n',
  }),
  setuptools('find in pyproject.toml', TREE, {
    'pyproject.toml': `${SETUPTOOLS}${PROJECT}[tool.setuptools.packages.find]\ninclude = ["shop*"]\nexclude = ["*.tests"]\n`,
  }),
  setuptools('find without namespaces', TREE.map(inSource), {
    'pyproject.toml': `${SETUPTOOLS}${PROJECT}[tool.setuptools.packages.find]\nwhere = ["src"]\nnamespaces = false\n`,
  }),
  setuptools('a list kept by hand', TREE, {
    'pyproject.toml': `${SETUPTOOLS}${PROJECT}[tool.setuptools]\npackages = ["shop", "shop.db"]\npy-modules = ["single"]\n`,
  }),
  setuptools('setup.cfg', TREE.map(inSource), {
    'pyproject.toml': SETUPTOOLS,
    'setup.cfg':
      '[metadata]\nname = shop\nversion = 1.0\n[options]\npackage_dir =\n    = src\npackages = find:\n[options.packages.find]\nwhere = src\nexclude =\n    extra*\n',
  }),
  setuptools('setup.py alone', TREE, {
    'setup.py':
      'from setuptools import setup, find_packages\n\nsetup(\n    name="shop",\n    version="1.0",\n    packages=find_packages(exclude=["tests", "*.tests"]),\n    py_modules=["single"],\n)\n',
  }),
  setuptools('setup.py with folders of its own', TREE, {
    'setup.py':
      'from setuptools import setup\n\nPACKAGES = ["store", "store.db"]\nsetup(name="shop", version="1.0", packages=PACKAGES, package_dir={"store": "shop"})\n',
  }),
  setuptools('MANIFEST.in brings in and takes out', TREE, {
    'pyproject.toml': `${SETUPTOOLS}${PROJECT}[tool.setuptools]\npackages = ["shop"]\n`,
    'MANIFEST.in':
      'graft tests\nrecursive-include shop *.html *.py\nrecursive-exclude shop/tests *\ninclude docs/*.py\nglobal-exclude more.py\nprune tools\n',
  }),
  setuptools('MANIFEST.in takes out modules', TREE, {
    'pyproject.toml': `${SETUPTOOLS}${PROJECT}[tool.setuptools]\npackages = ["shop", "shop.db"]\n`,
    'MANIFEST.in': 'exclude shop/cart.py\nrecursive-exclude shop/db pool.py\n',
  }),
  setuptools('MANIFEST.in takes out nothing below .', TREE, {
    'pyproject.toml': `${SETUPTOOLS}${PROJECT}[tool.setuptools]\npackages = ["shop", "shop.db"]\n`,
    'MANIFEST.in': 'exclude ./shop/cart.py\nrecursive-exclude . *.py\nprune .\n',
  }),
  setuptools('package data', TREE, {
    'setup.cfg':
      '[metadata]\nname = shop\nversion = 1.0\n[options]\npackages = shop\n[options.package_data]\n* = templates/*.html\nshop = jobs/*.py\n',
    'setup.py': 'import setuptools\nsetuptools.setup()\n',
  }),
  ...[
    ['by its name', ''],
    ['packages', '[tool.hatch.build.targets.wheel]\npackages = ["shop", "extra"]\n'],
    [
      'include and exclude',
      '[tool.hatch.build]\nexclude = ["shop/tests", "/docs"]\n[tool.hatch.build.targets.wheel]\ninclude = ["/shop", "*.html"]\n',
    ],
    ['only-include', '[tool.hatch.build.targets.sdist]\nonly-include = ["shop"]\n'],
  ].map(([name = '', settings = '']) => ({
    name: `hatchling, ${name}`,
    needs: 'hatchling.build',
    tree: TREE,
    files: { 'pyproject.toml': other('hatchling.build') + settings, '.gitignore': 'cart.py\n/tools/\n' },
  })),
  ...[
    ['flat', TREE, ''],
    ['src', TREE.map(inSource), '[tool.flit.sdist]\ninclude = ["tests/"]\nexclude = ["src/shop/tests"]\n'],
  ].map(([name, tree, settings]) => ({
    name: `flit, ${name}`,
    needs: 'flit_core.buildapi',
    tree: tree as readonly string[],
    files: { 'pyproject.toml': `${other('flit_core.buildapi')}description = "x"\n${settings}` },
  })),
  ...[
    ['by its name', TREE, ''],
    [
      'src',
      TREE.map(inSource),
      'packages = [{ include = "shop", from = "src" }, { include = "extra", from = "src", format = "sdist" }]\n',
    ],
    [
      'include and exclude',
      TREE,
      'include = [{ path = "tests/*.py", format = "sdist" }, { path = "docs", format = "wheel" }]\nexclude = ["shop/tests/*", "shop/jobs/daily.py"]\n',
    ],
  ].map(([name, tree, settings]) => ({
    name: `poetry, ${name}`,
    needs: 'poetry.core.masonry.api',
    tree: tree as readonly string[],
    files: {
      'pyproject.toml': `[build-system]\nrequires = []\nbuild-backend = "poetry.core.masonry.api"\n[tool.poetry]\nname = "shop"\nversion = "1.0"\ndescription = ""\nauthors = []\n${settings}`,
    },
  })),
];

const projects: Project[] = [];
afterEach(() => {
  for (const project of projects.splice(0)) project.remove();
});

function built(root: string, target: string): string[] {
  const { stdout, stderr } = spawnSync(
    'python3',
    ['-s', '-B', script, root, target, ...(backends === undefined ? [] : [backends])],
    { encoding: 'utf8' },
  );
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout).filter((path: string) => path.endsWith('.py'));
}

/** A wheel has no source folder. */
function asInArchive(path: string, archive: ReadonlySet<string>): string {
  if (archive.has(path)) return path;
  return (
    [path.replace(/^src\//, ''), path.replace(/^shop\//, 'store/')].find((each) => archive.has(each)) ?? path
  );
}

const known = new Map<string, boolean>();
function isThere(module: string): boolean {
  const before = known.get(module);
  if (before !== undefined) return before;
  const answer = canBuild(module);
  known.set(module, answer);
  return answer;
}

describe.each(cases)('$name', ({ needs, tree, files }) => {
  // Skipped where python3 (3.11 or later) or this backend is not there.
  test.skipIf(!isThere(needs)).each(['wheel', 'sdist'] as const)('%s', async (target) => {
    const all = { ...Object.fromEntries(tree.map((path) => [path, ''])), ...files };
    const viewed = projectOf(all);
    const packed = projectOf(all);
    projects.push(viewed, packed);
    // Old versions of poetry write a setup.py of their own into the archive.
    const archive = new Set(built(packed.root, target).filter((path) => path !== 'setup.py' || path in all));
    const view = await openPythonView(viewed.root, target, createDiskFileSystem());
    const python = (view.files ?? []).filter((path) => path.endsWith('.py'));
    const listed = python.map((path) => asInArchive(path.slice(viewed.root.length + 1), archive));
    expect(listed.sort()).toEqual([...archive].sort());
  });
});
