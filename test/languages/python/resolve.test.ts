import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import { checkPython, type PythonProject } from '../../support/check-python.ts';

type Files = Readonly<Record<string, string>>;

async function findings(files: Files, options: Partial<PythonProject> = {}): Promise<Finding[]> {
  const absolute = Object.fromEntries(Object.entries(files).map(([path, text]) => [`/p/${path}`, text]));
  return (await checkPython({ files: absolute, root: '/p', ...options })).findings;
}

/** `file reason: the error that CPython gives`. */
async function errors(files: Files, options: Partial<PythonProject> = {}): Promise<string[]> {
  const found = await findings(files, options);
  return found.map(
    ({ location, messageId, site }) => `${location.module.slice(3)} ${messageId}: ${site.runtimeError ?? ''}`,
  );
}

const LEFTOVER = { 'src/database/connection_pool/__pycache__/__init__.cpython-311.pyc': '' };

describe('what is missing, in the words of CPython', () => {
  it.each<[string, Files, string[]]>([
    [
      'a module of a package',
      { 'app/__init__.py': '', 'main.py': 'import app.gone.deeper' },
      ["main.py not-found: ModuleNotFoundError: No module named 'app.gone'"],
    ],
    [
      'a part of what is no package',
      { 'app/__init__.py': '', 'app/core.py': '', 'main.py': 'import app.core.inner' },
      [
        "main.py not-found: ModuleNotFoundError: No module named 'app.core.inner'; 'app.core' is not a package",
      ],
    ],
    [
      'a relative name',
      { 'app/__init__.py': '', 'app/sub/__init__.py': '', 'app/sub/leaf.py': 'from ..gone import x' },
      ["app/sub/leaf.py not-found: ModuleNotFoundError: No module named 'app.gone'"],
    ],
    [
      'a directory that a removed package left behind',
      {
        ...LEFTOVER,
        'src/__init__.py': '',
        'src/database/__init__.py': '',
        'src/database/db.py': 'def f():\n    from src.database.connection_pool import get_connection',
      },
      [
        "src/database/db.py empty-directory: ImportError: cannot import name 'get_connection' from 'src.database.connection_pool' (unknown location)",
      ],
    ],
    [
      'a name of a namespace package',
      { 'ns/part/module.py': 'import ns.part.module', 'main.py': 'from ns.part import gone' },
      ["main.py missing: ImportError: cannot import name 'gone' from 'ns.part' (unknown location)"],
    ],
    [
      'a name of a module that is taken from its package',
      { 'app/__init__.py': '', 'app/sub.py': '', 'main.py': 'from app import sub\nsub.gone()' },
      ["main.py deep: AttributeError: module 'app.sub' has no attribute 'gone'"],
    ],
    [
      'a name of a module that another name stands for',
      {
        'app/__init__.py': 'from app import sub as other',
        'app/sub.py': '',
        'main.py': 'from app import other\nother.gone()',
      },
      ["main.py deep: AttributeError: module 'app.sub' has no attribute 'gone'"],
    ],
    [
      'a name of a relative module',
      {
        'app/__init__.py': '',
        'app/sub.py': '',
        'app/main.py': 'from . import sub\nfrom .sub import gone\nsub.lost',
      },
      [
        "app/main.py missing: ImportError: cannot import name 'gone' from 'app.sub' (/p/app/sub.py)",
        "app/main.py deep: AttributeError: module 'app.sub' has no attribute 'lost'",
      ],
    ],
    [
      'a submodule that its own package asks for',
      { 'app/__init__.py': 'from . import routes', 'main.py': 'import app' },
      [
        "app/__init__.py missing: ImportError: cannot import name 'routes' from partially initialized module 'app' (most likely due to a circular import) (/p/app/__init__.py)",
      ],
    ],
    [
      'a submodule that its own package asks for later, when it is there',
      { 'app/__init__.py': 'def make():\n    from . import routes', 'main.py': 'import app' },
      ["app/__init__.py missing: ImportError: cannot import name 'routes' from 'app' (/p/app/__init__.py)"],
    ],
    [
      'a name of the package, by a module that it is about to load, and by one that waits',
      {
        'app/__init__.py': 'from . import near\ndef make():\n    from . import late',
        'app/near.py': 'from . import deep',
        'app/deep.py': 'from . import gone',
        'app/late.py': 'from . import lost',
      },
      [
        "app/deep.py missing: ImportError: cannot import name 'gone' from partially initialized module 'app' (most likely due to a circular import) (/p/app/__init__.py)",
        "app/late.py missing: ImportError: cannot import name 'lost' from 'app' (/p/app/__init__.py)",
      ],
    ],
    [
      'more dots than packages',
      { 'app/__init__.py': '', 'app/main.py': 'from ...x import y' },
      ['app/main.py beyond-top-level: ImportError: attempted relative import beyond top-level package'],
    ],
    [
      'another case, with the dots kept in the suggestion',
      { 'app/__init__.py': '', 'app/Orders.py': '', 'app/main.py': 'from .orders import x' },
      ["app/main.py wrong-case: ModuleNotFoundError: No module named 'app.orders'"],
    ],
  ])('%s', async (_, files, expected) => {
    expect(await errors(files)).toEqual(expected);
  });

  it('suggests the case that the file has', async () => {
    const [finding] = await findings({
      'app/__init__.py': '',
      'app/Orders.py': '',
      'app/main.py': 'from .orders import x',
    });
    expect(finding?.suggestions[0]?.fix?.replacement).toBe('.Orders');
  });
});

describe('what is not the project’s to decide', () => {
  it.each<[string, Files]>([
    ['a package that is nowhere', { 'main.py': 'import requests.gone\nfrom yaml import x' }],
    ['other names of the standard library', { 'main.py': 'import encodings.gone\nfrom sys import gone' }],
    [
      'an empty directory of that name on the top level',
      { 'requests/__pycache__/x.pyc': '', 'main.py': 'import requests.api' },
    ],
    [
      'a folder that is called like a dependency',
      {
        'requirements.txt': 'docker>=6\n',
        'docker/build.py': '',
        'main.py': 'from docker import from_env\nimport docker.errors',
      },
    ],
    [
      'a folder that nobody imports from',
      { 'docker/build.py': '', 'main.py': 'from docker import from_env\nimport docker.errors' },
    ],
    [
      'an extension module',
      { 'app/__init__.py': '', 'app/fast.abi3.so': '', 'main.py': 'from app.fast import x' },
    ],
    [
      'what a build makes',
      {
        'app/__init__.py': '',
        'app/fast.pyx': '',
        'main.py': 'from app.fast import x\nfrom app import fast',
      },
    ],
    [
      'a module without its source',
      { 'app/__init__.py': '', 'app/old.pyc': '', 'main.py': 'from app.old import x' },
    ],
    [
      'modules of two roots',
      {
        'one/pyproject.toml': '',
        'src/tools.py': 'a = 1',
        'tools.py': 'b = 1',
        'app/__init__.py': '',
        'app/main.py': 'from tools import c',
      },
    ],
    [
      'names set from outside',
      {
        'app/__init__.py': '',
        'app/state.py': '',
        'app/a.py': 'from app import state\nstate.current = 1\nimport app.state as s\nsetattr(s, "other", 1)',
        'main.py': 'from app.state import current, other',
      },
    ],
    [
      'modules put into sys.modules',
      {
        'app/__init__.py':
          'import sys\nfrom . import real\nsys.modules["app.made"] = real\nfor n in ():\n    sys.modules[f"app.vendor.{n}"] = n',
        'app/real.py':
          'import sys\nfor n in ():\n    sys.modules["app.parts.%s" % n] = n\n    sys.modules["app.bits." + n] = n\n    sys.modules["app.ends.{}".format(n)] = n',
        'main.py':
          'import app.made\nfrom app.vendor.requests import x\nimport app.parts.one\nfrom app.bits.one import x\nimport app.ends.one',
      },
    ],
    [
      'a package with a changed path',
      { 'app/__init__.py': '__path__.append("elsewhere")', 'main.py': 'import app.elsewhere' },
    ],
  ])('%s', async (_, files) => {
    expect(await errors(files)).toEqual([]);
  });
});

describe('where modules are looked for', () => {
  it.each<[string, Files]>([
    [
      'src by convention',
      { 'src/app/__init__.py': '', 'src/app/a.py': '', 'tests/test_a.py': 'import app.a' },
    ],
    ['src as a package', { 'src/__init__.py': '', 'src/a.py': 'import src.b', 'src/b.py': '' }],
    [
      'setuptools',
      {
        'pyproject.toml': '[tool.setuptools.package-dir]\n"" = "code"',
        'code/app/a.py': '',
        'main.py': 'import app.a',
      },
    ],
    [
      'setup.cfg',
      {
        'setup.cfg': '[options]\npackage_dir =\n    = code\n',
        'code/app/a.py': '',
        'main.py': 'import app.a',
      },
    ],
    [
      'setup.py',
      { 'setup.py': 'setup(package_dir={"": "code"})', 'code/app/a.py': '', 'main.py': 'import app.a' },
    ],
    [
      'poetry',
      {
        'pyproject.toml': '[tool.poetry]\npackages = [{ include = "app", from = "code" }]',
        'code/app/a.py': '',
        'main.py': 'import app.a',
      },
    ],
    [
      'hatch',
      {
        'pyproject.toml': '[tool.hatch.build.targets.wheel]\npackages = ["code/app"]',
        'code/app/a.py': '',
        'main.py': 'import app.a',
      },
    ],
    [
      'pytest',
      {
        'pyproject.toml': '[tool.pytest.ini_options]\npythonpath = ["code"]',
        'code/app/a.py': '',
        'main.py': 'import app.a',
      },
    ],
    [
      'the folder of a script',
      { 'tools/run.py': 'import helper\nfrom helper import x', 'tools/helper.py': 'x = 1' },
    ],
    [
      'a project inside',
      {
        'backend/manage.py': '',
        'backend/pyproject.toml': '',
        'backend/shop/__init__.py': '',
        'backend/shop/a.py': 'import shop.b',
        'backend/shop/b.py': '',
      },
    ],
    [
      'an editable install',
      {
        '.venv/lib/python3.11/site-packages/x.pth': '/p/code\nimport nothing\n',
        'code/app/a.py': '',
        'main.py': 'import app.a',
      },
    ],
    [
      'portions of a namespace',
      { 'src/ns/one.py': 'from . import two\nfrom .two import x', 'python/ns/two.py': 'x = 1' },
    ],
    [
      'a package before a module',
      {
        'app/x/__init__.py': 'a = 1',
        'app/x.py': 'b = 1',
        'app/__init__.py': '',
        'main.py': 'from app.x import a',
      },
    ],
  ])('%s', async (_, files) => {
    expect(await errors(files)).toEqual([]);
  });

  it('knows what the standard library has lost by the oldest version that is supported', async () => {
    const main = {
      'main.py': 'import asynchat\nimport distutils\ntry:\n    import imp\nexcept ImportError: pass',
    };
    const project = (python: string) => ({
      ...main,
      'pyproject.toml': `[project]\nrequires-python = "${python}"`,
    });
    expect(await errors(project('>=3.8'))).toEqual([]);
    expect(await errors(project('>=3.12'))).toEqual([
      "main.py removed-builtin: ModuleNotFoundError: No module named 'asynchat'",
      "main.py removed-builtin: ModuleNotFoundError: No module named 'distutils'",
    ]);
    expect(await errors(main, { pythonVersion: '3.13' })).toHaveLength(2);
    const setuptools = { ...main, 'requirements.txt': 'setuptools' };
    expect(await errors(setuptools, { pythonVersion: '3.13' })).toHaveLength(1);
  });

  const SITE = '.venv/lib/python3.12/site-packages';
  it.each<[string, Files]>([
    ['a line of a .pth file', { [`${SITE}/shop.pth`]: '# shop\n\n/p/elsewhere/code\n' }],
    ['a relative line', { [`${SITE}/shop.pth`]: '../../../../elsewhere/code' }],
    [
      "the mapping of setuptools' finder",
      {
        [`${SITE}/__editable__.shop-1.pth`]:
          'import __editable___shop_1_finder; __editable___shop_1_finder.install()',
        [`${SITE}/__editable___shop_1_finder.py`]:
          "MAPPING: dict[str, str] = {'other': '/p/x/y', 'shop': '/p/elsewhere/code/shop'}\nNAMESPACES = {}\n",
      },
    ],
  ])('takes an editable install for the project: %s', async (_, environment) => {
    const files = {
      ...environment,
      'elsewhere/code/shop/__init__.py': '',
      'tests/test_shop.py': 'from shop import gone',
    };
    expect(await errors(files)).toEqual([
      "tests/test_shop.py missing: ImportError: cannot import name 'gone' from 'shop' (/p/elsewhere/code/shop/__init__.py)",
    ]);
  });

  it.each<[string, Files]>([
    ['beside the project', { [`${SITE}/tomllib/__init__.py`]: '' }],
    [
      'of the system, where pyvenv.cfg lets it in',
      {
        '.venv/pyvenv.cfg': 'home = /p/python/bin\ninclude-system-site-packages = true\n',
        'python/lib/python3/dist-packages/tomllib/__init__.py': '',
      },
    ],
    [
      'of conda',
      { 'envs/dev/conda-meta/history': '', 'envs/dev/lib/python3.9/site-packages/tomllib.py': '' },
    ],
  ])('knows what is installed %s', async (_, environment) => {
    const files = { ...environment, 'main.py': 'import tomllib' };
    expect(await errors({ 'main.py': 'import tomllib' }, { pythonVersion: '3.9' })).toHaveLength(1);
    expect(await errors(files, { pythonVersion: '3.9' })).toEqual([]);
  });

  it.each([
    ['>=3.9', '3.9', '3.14', '3.8'],
    ['>=3.9,<3.12', '3.9', '3.11', '3.12'],
    ['~=3.10', '3.10', '3.14', '3.9'],
    ['~=3.10.2', '3.10', '3.10', '3.11'],
    ['==3.11.*', '3.11', '3.11', '3.12'],
    ['^3.9 || ^3.11', '3.9', '3.14', '3.8'],
    ['>3.8, !=3.9.1, <=3.10', '3.8', '3.10', '3.11'],
  ])('judges for the versions that %s allows', async (specifier, lowest, highest, outside) => {
    const guarded = (version: string): string => {
      const [major, minor] = version.split('.');
      return `import sys\nif sys.version_info[:2] == (${major}, ${minor}):\n    import app.gone`;
    };
    const count = async (version: string): Promise<number> => {
      const files = {
        'pyproject.toml': `[project]\nrequires-python = "${specifier}"`,
        'app/__init__.py': '',
        'main.py': guarded(version),
      };
      return (await errors(files)).length;
    };
    expect([await count(lowest), await count(highest), await count(outside)]).toEqual([1, 1, 0]);
  });
});

describe('an attribute of a package that has the name of its submodule', () => {
  it.each<[string, Files]>([
    [
      'its own function, taken after the module was loaded',
      {
        'app/__init__.py': 'from app.core import core',
        'app/core.py': 'def core(): pass',
        'main.py': 'import app.core as it\nit.run',
      },
    ],
    [
      'a module of another package',
      {
        'app/__init__.py': 'from lib import core',
        'app/core.py': '',
        'lib/__init__.py': '',
        'lib/core.py': 'import app.core\nrun = 1',
        'main.py': 'import app.core as it\nit.run\nfrom app import core\ncore.run',
      },
    ],
    [
      'what __getattr__ answers, as the name was deleted',
      {
        'app/__init__.py': 'from app.core import sub\ndel sub\ndef __getattr__(name): return object()',
        'app/core.py': 'sub = 1',
        'app/sub.py': '',
        'main.py': 'from app import sub\nsub.run',
      },
    ],
  ])('%s', async (_, files) => {
    expect(await errors(files)).toEqual([]);
  });

  it.each(['def __getattr__(name): return []', '__path__ = []'])(
    'a module that answers for __path__ is a package: %s',
    async (text) => {
      const files = { 'app/__init__.py': '', 'app/far.py': text, 'main.py': 'import app.far.away' };
      expect(await errors(files)).toEqual([]);
    },
  );

  it('is the module where nothing else is bound', async () => {
    const files = { 'app/__init__.py': '', 'app/core.py': '', 'main.py': 'import app.core as it\nit.run' };
    expect(await errors(files)).toEqual([
      "main.py missing: AttributeError: module 'app.core' has no attribute 'run'",
    ]);
  });
});
