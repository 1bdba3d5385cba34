// What stands around an import or a member, against CPython: when it says that the failure gets out, danglint has to say
// that nothing catches it, and the other way round. Every form is combined with every failure; the suite takes a part of
// them, DANGLINT_PYTHON_GUARDS=all takes all.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { checkPython } from '../support/check-python.ts';

const python = spawnSync('python3', [
  '-c',
  'import os, sys; sys.exit(sys.version_info < (3, 8) or not hasattr(os, "fork"))',
]);
const folder = mkdtempSync(join(tmpdir(), 'danglint-guards-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Each fails in a package that has `app` and `app.there` only. */
const FAILURES = [
  'import app.gone',
  'from app import gone',
  'from app.gone import x',
  'from app.there import gone',
  'from .there import gone',
  'from . import gone',
  'there.gone()',
  'app.there.gone',
];

const CAUGHT = [
  'ImportError',
  'ModuleNotFoundError',
  'Exception',
  'BaseException',
  'AttributeError',
  'OSError',
  'builtins.ImportError',
  '(ImportError, AttributeError)',
  '(OSError, ModuleNotFoundError)',
  '(ValueError, KeyError)',
];

const ACTIONS = ['pass', 'x = None', 'print("gone")', 'raise', 'raise RuntimeError("gone")'];

const indent = (text: string): string => text.replace(/^/gm, '    ');

function attempts(body: string): string[] {
  const one = (handler: string, action: string): string =>
    `try:\n${indent(body)}\n${handler}:\n    ${action}`;
  const [first = '', ...others] = CAUGHT.map((caught) => `except ${caught}`);
  return [
    body,
    ...[first, ...others, 'except', 'except ImportError as error'].flatMap((handler) =>
      ACTIONS.map((action) => one(handler, action)),
    ),
    `${one('except ModuleNotFoundError', 'pass')}\nexcept ImportError:\n    raise`,
    `${one('except ModuleNotFoundError', 'raise')}\nexcept ImportError:\n    pass`,
    `${one('except OSError', 'pass')}\nexcept Exception:\n    pass`,
    `${one('except AttributeError', 'raise')}\nexcept Exception:\n    pass`,
    `try:\n${indent(body)}\nfinally:\n    pass`,
    `try:\n    pass\nexcept ImportError:\n    pass\nelse:\n${indent(body)}`,
    `try:\n    pass\nexcept Exception:\n    pass\nfinally:\n${indent(body)}`,
    `try:\n    raise ImportError\nexcept ImportError:\n${indent(body)}`,
    `try:\n    if True:\n${indent(indent(body))}\nexcept Exception:\n    pass`,
    `try:\n    class C:\n${indent(indent(body))}\nexcept Exception:\n    pass`,
    `try:\n    def inner():\n${indent(indent(body))}\nexcept Exception:\n    pass\ninner()`,
    `try:\n    with contextlib.nullcontext():\n${indent(indent(body))}\nexcept Exception:\n    pass`,
    `try:\n${indent(one('except ModuleNotFoundError', 'pass'))}\nexcept Exception:\n    pass`,
    `try:\n${indent(one('except OSError', 'pass'))}\nexcept ImportError:\n    pass`,
    ...[
      'ImportError',
      'ModuleNotFoundError',
      'Exception',
      'AttributeError',
      'OSError',
      'OSError, ImportError',
    ].map((caught) => `with contextlib.suppress(${caught}):\n${indent(body)}`),
    `with suppress(ImportError), contextlib.nullcontext():\n${indent(body)}`,
  ];
}

const HEAD =
  'import builtins\nimport contextlib\nfrom contextlib import suppress\nimport app.there\nfrom app import there\n';

interface Case {
  readonly module: string;
  readonly text: string;
}

const all = process.env['DANGLINT_PYTHON_GUARDS'] === 'all';
// 11 has no divisor in common with the number of forms, so that every form is met.
const cases = FAILURES.flatMap(attempts)
  .map(
    (body, index): Case => ({
      module: `case_${index}`,
      text: `${HEAD}def run():\n${indent(body)}\n`,
    }),
  )
  .filter((_, index) => all || index % 11 === 0);

describe.skipIf(python.status !== 0)('against CPython (skipped where there is no python3 with fork)', () => {
  it('says of every guard whether the failure gets out', { timeout: 600_000 }, async () => {
    const files: Record<string, string> = { 'app/__init__.py': '', 'app/there.py': '' };
    for (const { module, text } of cases) files[`app/${module}.py`] = text;
    mkdirSync(join(folder, 'app'));
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
    const probes = cases.map(({ module }) => ({
      code: `from app import ${module}\n${module}.run()`,
      package: '',
    }));
    const output = execFileSync(
      'python3',
      ['-s', '-B', fileURLToPath(new URL('./execute.py', import.meta.url))],
      {
        input: JSON.stringify({ root: folder, probes }),
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      },
    );
    const verdicts: [string, boolean, string][] = JSON.parse(output);
    const { findings } = await checkPython({
      files: Object.fromEntries(Object.entries(files).map(([path, text]) => [`/p/${path}`, text])),
      root: '/p',
    });
    const wrong: string[] = [];
    let escapes = 0;
    for (const [index, { module, text }] of cases.entries()) {
      const [kind = ''] = verdicts[index] ?? [];
      const found = findings.filter(({ location }) => location.module === `/p/app/${module}.py`);
      const isOut = found.some(({ site }) => site.guard === 'none');
      if (kind !== 'ok') escapes++;
      if (found.length > 1 || isOut !== (kind !== 'ok'))
        wrong.push(
          `${text.slice(HEAD.length)}CPython: ${kind}, danglint: ${found.map(({ rule, site }) => `${rule} ${site.guard}`)}`,
        );
    }
    if (all) console.log({ cases: cases.length, escapes, wrong: wrong.length });
    expect(wrong).toEqual([]);
    expect(escapes).toBeGreaterThan(20);
  });
});
