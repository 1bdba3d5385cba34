// Names that nothing gives: missing where the environment has all that is declared, else unknown.

import { expect, test } from 'vitest';
import { checkPython } from '../../support/check-python.ts';

const VENV = '/app/.venv';
const SITE = `${VENV}/lib/python3.12/site-packages`;

/** An environment with `kombu`, which needs `amqp`, and pytest. */
const INSTALLED = {
  [`${VENV}/pyvenv.cfg`]: 'home = /usr/bin\ninclude-system-site-packages = false\n',
  [`${SITE}/kombu/__init__.py`]: '',
  [`${SITE}/kombu-5.0.dist-info/METADATA`]:
    'Name: kombu\nRequires-Dist: amqp\nRequires-Dist: colorama; sys_platform == "win32"\n',
  [`${SITE}/kombu-5.0.dist-info/RECORD`]: 'kombu/__init__.py,,\n',
  [`${SITE}/amqp/__init__.py`]: '',
  [`${SITE}/amqp-1.0.dist-info/RECORD`]: 'amqp/__init__.py,,\n',
  [`${SITE}/pytest.py`]: '',
  [`${SITE}/pytest-8.0.dist-info/RECORD`]: 'pytest.py,,\n',
};

function declaring(...lines: string[]): string {
  return [
    '[build-system]\nrequires = ["hatchling"]\n[project]\nname = "app"\nversion = "1"',
    ...lines,
    '[dependency-groups]\ndev = ["pytest"]\n',
  ].join('\n');
}

const WHOLE = declaring('dependencies = ["kombu"]');

async function told(
  text: string,
  files: Record<string, string>,
  start?: string,
): Promise<(string | undefined)[]> {
  const all = { '/app/main.py': text, ...files };
  const { findings } = await checkPython({
    root: '/app',
    files: all,
    isChecked: (path) => !path.startsWith(VENV),
    ...(start === undefined ? {} : { starts: [start] }),
  });
  return findings
    .filter(({ reason }) => reason === 'not-installed')
    .map(({ specifier, suggestions }) => `${specifier}: ${suggestions[0]?.text ?? ''}`);
}

const SLIPS =
  'import kombuq\nimport asynciio\nimport storee.cart\nfrom pytset import raises\ndef f():\n    import kommbu.pools\n';
const OWN = { '/app/store/__init__.py': '', '/app/store/cart.py': '' };
const TOLD = [
  'kombuq: did you mean "kombu"?',
  'asynciio: did you mean "asyncio"?',
  'storee.cart: did you mean "store.cart"?',
  'pytset: did you mean "pytest"?',
  'kommbu.pools: did you mean "kombu.pools"?',
];

test('a slip of the hand is told where all that is declared is installed', async () => {
  expect(await told(SLIPS, { ...INSTALLED, ...OWN, '/app/pyproject.toml': WHOLE })).toEqual(TOLD);
  // For another system; what builds need is installed where they run.
  const marked = declaring('dependencies = ["kombu", "pywin32; sys_platform == \'win32\'"]');
  expect(await told(SLIPS, { ...INSTALLED, ...OWN, '/app/pyproject.toml': marked })).toEqual(TOLD);
  // A project that declares nothing, with an environment of its own.
  expect(await told(SLIPS, { ...INSTALLED, ...OWN })).toEqual(TOLD);
});

test.each([
  ['a declared distribution is absent', declaring('dependencies = ["kombu", "PyYAML"]')],
  ['an extra is absent', `${WHOLE}\n[project.optional-dependencies]\nfast = ["ujson"]\n`],
  ['a part cannot be read', declaring('dynamic = ["dependencies"]')],
])('it is unknown where %s', async (_, pyproject) => {
  expect(await told(SLIPS, { ...INSTALLED, '/app/pyproject.toml': pyproject })).toEqual([]);
});

test('it is unknown where the system has packages too, in two environments, and without one', async () => {
  const pyproject = { '/app/pyproject.toml': WHOLE };
  const open = { [`${VENV}/pyvenv.cfg`]: 'home = /usr/bin\ninclude-system-site-packages = true\n' };
  expect(await told(SLIPS, { ...INSTALLED, ...pyproject, ...open })).toEqual([]);
  const second = {
    '/app/venv/lib/python3.11/site-packages/six.py': '',
    '/app/venv/pyvenv.cfg': 'home = /\n',
  };
  expect(await told(SLIPS, { ...INSTALLED, ...pyproject, ...second })).toEqual([]);
  expect(await told(SLIPS, pyproject)).toEqual([]);
});

test('a name that some folder of the project has may be put on the path, and another package may be wanted', async () => {
  const files = { ...INSTALLED, '/app/pyproject.toml': WHOLE };
  expect(await told('import kombuq\n', { ...files, '/app/tools/extra/kombuq.py': '' })).toEqual([]);
  expect(await told('try:\n    import kombuq\nexcept ImportError:\n    kombuq = None\n', files)).toEqual([]);
  const hyphened = { ...files, '/app/kombu-q/main.py': '' };
  expect(await told('import kombu_q\n', hyphened)).toEqual([]);
  expect(await told('open("kombuq.py", "w")\nimport kombuq\n', files)).toEqual([]);
  expect(await told('import sys\nif sys.argv:\n    import kombu2\n', files)).toEqual([]);
  expect(await told('import colorama\n', files, '/app/main.py')).toEqual([]);
});

test('another name counts where the program loads it at its start', async () => {
  const files = { ...INSTALLED, '/app/pyproject.toml': WHOLE };
  expect(await told('import bpy\n', files)).toEqual([]);
  expect(await told('import bpy\n', files, '/app/main.py')).toEqual(['bpy: ']);
  expect(await told('def f():\n    import bpy\n', files, '/app/main.py')).toEqual([]);
  const foreseen = 'try:\n    import bpy\nexcept ImportError:\n    raise SystemExit("run it in Blender")\n';
  expect(await told(foreseen, files, '/app/main.py')).toEqual([]);
  const elsewhere = declaring('dependencies = ["kombu", "pywin32; sys_platform == \'win32\'"]');
  expect(
    await told('import win32api\n', { ...files, '/app/pyproject.toml': elsewhere }, '/app/main.py'),
  ).toEqual([]);
});
