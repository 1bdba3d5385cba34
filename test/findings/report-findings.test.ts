// From findings to the report: what is hidden, what is said, where and in which order.

import { describe, expect, it } from 'vitest';
import { buildReport, type ReportInput } from '../../src/findings/report-findings.ts';
import type { Directive } from '../../src/model/directive.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { ModuleNode } from '../../src/model/module-graph.ts';
import type { ModuleRecord } from '../../src/model/module-record.ts';
import type { ModuleRequest } from '../../src/model/module-request.ts';
import type { Resolution } from '../../src/model/resolution.ts';

const ROOT = '/app';
const RULES = [
  {
    id: 'missing-export',
    defaultSeverity: 'error' as const,
    messages: { named: '"{name}" is not exported by "{target}"' },
    help: { named: 'export it from {target}' },
  },
  {
    id: 'unresolved-module',
    defaultSeverity: 'error' as const,
    messages: { 'not-found': 'no "{specifier}"' },
  },
  { id: 'parse-error', defaultSeverity: 'error' as const, messages: { syntax: 'cannot be parsed' } },
  {
    id: 'unused-suppression',
    defaultSeverity: 'warning' as const,
    messages: { unused: 'unused', 'unused-rule': 'unused {rule}', 'unknown-rule': 'no rule {rule}' },
  },
];

/** A file whose findings stand where its text has `@` (one finding for each), and its comments are read by hand. */
function file(id: string, text: string, resolution: Resolution['kind'] = 'module') {
  const directives: Directive[] = [];
  for (const match of text.matchAll(/\/\/ danglint-([a-z-]+)(?: ([\w\-, ]+?))?(?: -- .*)?$/gm)) {
    directives.push({
      kind: match[1] as 'disable',
      rules: match[2]?.split(/,\s*/) ?? [],
      span: { start: match.index, end: match.index + match[0].length },
    });
  }
  const findings: Finding[] = [...text.matchAll(/@(\w*)/g)].map((match) =>
    finding(id, match[1] || 'gone', match.index),
  );
  const requests: ModuleRequest[] = [...text.matchAll(/from '([^']*)'/g)].map((match) => ({
    specifier: match[1] ?? '',
    form: 'import',
    typeOnly: false,
    span: { start: match.index + 6, end: match.index + match[0].length - 1 },
    runs: 'load',
    guard: 'none',
  }));
  const record: ModuleRecord = {
    language: 'javascript',
    moduleKind: 'esm',
    exportsKind: 'static',
    requests,
    imports: [],
    exports: [],
    memberUses: [],
    ambientModules: [],
    directives,
    errors: [],
  };
  const node: ModuleNode = {
    id,
    record,
    resolutions: requests.map(() => ({ kind: resolution }) as Resolution),
    role: 'project',
    settings: { runtime: 'node', format: 'esm', typescript: true, verbatim: false, isolated: false },
  };
  return { id, text, node, findings };
}

function finding(module: string, name: string, start: number, more: Partial<Finding> = {}): Finding {
  return {
    rule: 'missing-export',
    messageId: 'named',
    data: { name, target: `${ROOT}/src/x.ts` },
    location: { module, span: { start, end: start + 1 } },
    related: [],
    specifier: './x',
    name,
    suggestions: [],
    site: { failure: 'link', runs: 'load', guard: 'none' },
    ...more,
  };
}

function build(files: readonly ReturnType<typeof file>[], more: Partial<ReportInput> = {}) {
  return buildReport({
    findings: files.flatMap(({ findings }) => findings),
    rules: RULES,
    graph: new Map(files.map(({ id, node }) => [id, node])),
    textOf: (module) => files.find(({ id }) => id === module)?.text ?? null,
    root: ROOT,
    toolVersion: '1.2.3',
    summary: { files: 1, imports: 1, unknown: 0, skipped: 0, durationMs: 1, view: 'worktree', engine: 'oxc' },
    ...more,
  });
}

const shown = (result: ReturnType<typeof build>) =>
  result.report.findings.map(({ file, line, rule, name }) => `${file}:${line} ${rule} ${name ?? ''}`.trim());

describe('wording and place', () => {
  it('shows paths relative to the root and fills the message', () => {
    const [reported] = build([file('/app/src/a.ts', "import {\r\n  @ } from './x'")]).report.findings;
    expect(reported).toMatchObject({
      file: 'src/a.ts',
      line: 2,
      column: 3,
      endLine: 2,
      endColumn: 4,
      severity: 'error',
      message: '"gone" is not exported by "src/x.ts"',
      help: 'export it from src/x.ts',
    });
  });

  it('does not count a byte-order mark as a column', () => {
    expect(build([file('/app/a.ts', '\uFEFF @')]).report.findings[0]).toMatchObject({ line: 1, column: 2 });
  });

  it('keeps the fingerprint when lines are inserted, and tells equal findings apart', () => {
    const fingerprints = (text: string) =>
      build([file('/app/a.ts', text)]).report.findings.map((f) => f.fingerprint);
    expect(fingerprints('\n\n@a @a\n@b')).toEqual(fingerprints('@a\n\n@a @b'));
    expect(new Set(fingerprints('@a @a @b')).size).toBe(3);
  });

  it('makes the paths of impact and history relative', () => {
    const a = file('/app/a.ts', '@');
    const source = a.findings[0] as Finding;
    const result = build([a], {
      impacts: new Map([
        [
          source,
          {
            failure: 'link',
            when: 'startup',
            entry: '/app/main.ts',
            enclosing: null,
            chain: ['/app/main.ts', '/app/a.ts'],
            swallowed: 'a handler around the import of /app/a.ts catches the error',
          },
        ],
      ]),
      histories: new Map([
        [
          source,
          { commit: 'abc', date: '2025-01-14', subject: 's', change: 'removed', movedTo: '/app/b.ts' },
        ],
      ]),
    });
    expect(result.report.findings[0]).toMatchObject({
      impact: {
        entry: 'main.ts',
        chain: ['main.ts', 'a.ts'],
        swallowed: 'a handler around the import of a.ts catches the error',
      },
      history: { movedTo: 'b.ts' },
    });
  });
});

describe('severity', () => {
  const a = file('/app/a.ts', '');
  it.each([
    ['the default', undefined, undefined, 'error'],
    ['the finding speaks', 'warning', undefined, 'warning'],
    ['the configuration repeats the default', 'warning', 'error', 'warning'],
    ['the configuration differs', undefined, 'warning', 'warning'],
  ] as const)('%s', (_title, own, configured, expected) => {
    const result = build([a], {
      findings: [finding('/app/a.ts', 'x', 0, own === undefined ? {} : { severity: own })],
      configuredSeverity: () => configured,
    });
    expect(result.report.findings.map(({ severity }) => severity)).toEqual([expected]);
  });

  it('drops what is switched off', () => {
    expect(build([file('/app/a.ts', '@')], { configuredSeverity: () => 'off' }).report.findings).toEqual([]);
  });
});

describe('order', () => {
  it('puts errors first, then start-up before calls before tests', () => {
    const a = file('/app/a.ts', '@test @call @start @plain');
    const when = { test: 'test', call: 'call', start: 'startup' } as const;
    const impacts = new Map(
      a.findings.flatMap((source) => {
        const moment = when[source.name as keyof typeof when];
        return moment === undefined
          ? []
          : [[source, { failure: 'throw', when: moment, entry: null, enclosing: null, chain: [] }] as const];
      }),
    );
    const warning = finding('/app/a.ts', 'warned', 0, { severity: 'warning' });
    const names = build([a], { findings: [warning, ...a.findings], impacts }).report.findings.map(
      ({ name }) => name,
    );
    expect(names).toEqual(['start', 'call', 'plain', 'test', 'warned']);
  });
});

describe('suppression comments', () => {
  it.each([
    ['next line', '// danglint-disable-next-line\n@a\n@b', ['a.ts:3 missing-export b'], 1],
    [
      'next line, over an import of several lines',
      "// danglint-disable-next-line\nimport {\n @a,\n @b\n} from './x'\n@c",
      ['a.ts:6 missing-export c'],
      2,
    ],
    ['same line', '@a // danglint-disable-line missing-export -- known\n@b', ['a.ts:2 missing-export b'], 1],
    ['file', '@a\n// danglint-disable-file missing-export', [], 1],
    [
      'block',
      '@a\n// danglint-disable\n@b\n// danglint-enable\n@c',
      ['a.ts:1 missing-export a', 'a.ts:5 missing-export c'],
      1,
    ],
    ['block, another rule enabled', '// danglint-disable\n@a\n// danglint-enable parse-error\n@b', [], 2],
    [
      'another rule',
      '// danglint-disable-next-line parse-error\n@a',
      ['a.ts:2 missing-export a', 'a.ts:1 unused-suppression parse-error'],
      0,
    ],
    [
      'unknown rule',
      '// danglint-disable-next-line missing-exprot\n',
      ['a.ts:1 unused-suppression missing-exprot'],
      0,
    ],
    [
      'nothing to suppress',
      '// danglint-disable-next-line\n\n@a',
      ['a.ts:3 missing-export a', 'a.ts:1 unused-suppression'],
      0,
    ],
    [
      'one of two rules',
      '// danglint-disable-next-line missing-export, parse-error\n@a',
      ['a.ts:1 unused-suppression parse-error'],
      1,
    ],
  ])('%s', (_title, text, expected, suppressed) => {
    const result = build([file('/app/a.ts', text)]);
    expect(shown(result)).toEqual(expected);
    expect(result.report.summary.suppressed).toBe(suppressed);
  });

  it('is not called unused where the import could not be judged', () => {
    const text = "// danglint-disable-next-line missing-export\nimport { a } from 'react'";
    expect(shown(build([file('/app/a.ts', text, 'external')]))).toEqual([]);
    expect(shown(build([file('/app/a.ts', text, 'module')]))).toHaveLength(1);
  });

  it('is not called unused for a rule that is off or needs another view', () => {
    const a = file('/app/a.ts', '// danglint-disable-next-line unresolved-module\n');
    expect(shown(build([a], { inactiveRules: new Set(['unresolved-module']) }))).toEqual([]);
    expect(
      shown(build([a], { configuredSeverity: (rule) => (rule === 'unresolved-module' ? 'off' : undefined) })),
    ).toEqual([]);
  });

  it.each([
    ['its whole line', 'a\n  // danglint-disable-next-line\nb', 'a\nb'],
    ['the blanks before it', 'a // danglint-disable-line\nb', 'a\nb'],
    [
      'one rule',
      '// danglint-disable-next-line missing-export, parse-error -- why\n@',
      '// danglint-disable-next-line missing-export -- why\n@',
    ],
    [
      'the first rule',
      '// danglint-disable-next-line parse-error, missing-export\n@',
      '// danglint-disable-next-line missing-export\n@',
    ],
  ])('the fix takes out %s', (_title, text, expected) => {
    const fix = build([file('/app/a.ts', text)]).sources.find(({ rule }) => rule === 'unused-suppression')
      ?.suggestions[0]?.fix;
    const { start, end } = fix?.location.span ?? { start: 0, end: 0 };
    expect(text.slice(0, start) + text.slice(end)).toBe(expected);
  });
});

describe('the baseline', () => {
  it('hides what it names and nothing else', () => {
    const result = build([file('/app/a.ts', '@old\n@new')], {
      baseline: { 'a.ts': { 'missing-export': ['./x#old'] } },
    });
    expect(shown(result)).toEqual(['a.ts:2 missing-export new']);
    expect(result).toMatchObject({ baselined: 1, staleBaseline: [] });
    expect(result.fullBaseline).toEqual({ 'a.ts': { 'missing-export': ['./x#new', './x#old'] } });
  });

  it('lets what it names come once for each time that it names it', () => {
    const baseline = { 'a.ts': { 'missing-export': ['./x#old', './x#old'] } };
    const twice = build([file('/app/a.ts', '\n\n@old\n@old')], { baseline });
    expect(shown(twice)).toEqual([]);
    expect(twice.fullBaseline).toEqual(baseline);
    const again = build([file('/app/a.ts', '@old\n@old\n@old')], { baseline });
    expect(shown(again)).toEqual(['a.ts:3 missing-export old']);
    const once = build([file('/app/a.ts', '@old')], { baseline });
    expect(once.staleBaseline).toEqual([{ file: 'a.ts', rule: 'missing-export', key: './x#old' }]);
  });

  it('follows a file that was renamed, to one file, and not to a copy', () => {
    const baseline = { 'src/a.ts': { 'missing-export': ['./x#old', './x#other', './x#fixed'] } };
    const renamed = build([file('/app/src/b.ts', '@old\n@new'), file('/app/src/c.ts', '@old @other')], {
      baseline,
    });
    expect(shown(renamed)).toEqual(['src/b.ts:1 missing-export old', 'src/b.ts:2 missing-export new']);
    expect(renamed.movedBaseline.map(({ from, to }) => `${from.file} ${to.file} ${to.key}`)).toEqual([
      'src/a.ts src/c.ts ./x#old',
      'src/a.ts src/c.ts ./x#other',
    ]);
    expect(renamed.staleBaseline.map(({ key }) => key)).toEqual(['./x#fixed']);
    const copied = build([file('/app/src/a.ts', '@old'), file('/app/src/b.ts', '@old')], { baseline });
    expect(shown(copied)).toEqual(['src/b.ts:1 missing-export old']);
  });

  it('follows a file to another folder by the place that its imports lead to', () => {
    const baseline = { 'src/in/a.ts': { 'missing-export': ['../x#old', '../y#old'] } };
    const moved = build([file('/app/src/b.ts', '@old')], { baseline });
    expect(shown(moved)).toEqual([]);
    expect(moved.staleBaseline.map(({ key }) => key)).toEqual(['../y#old']);
  });

  it('follows a module of Python, whose dots are packages', () => {
    const baseline = { 'app/a.py': { 'missing-export': ['..lib.m#old', '.m#old'] } };
    const findings = [
      finding('/app/app/in/a.py', 'old', 0, { specifier: '...lib.m' }),
      finding('/app/app/in/a.py', 'old', 1, { specifier: '..m' }),
      finding('/app/app/in/a.py', 'old', 2, { specifier: '.m' }),
    ];
    const moved = build([file('/app/app/in/a.py', '   ')], { findings, baseline });
    expect(moved.report.findings.map(({ specifier }) => specifier)).toEqual(['.m']);
    expect(moved.staleBaseline).toEqual([]);
  });

  it('calls no entry stale whose finding is only a warning today', () => {
    const baseline = { 'a.ts': { 'missing-export': ['./x#old'] } };
    const findings = [finding('/app/a.ts', 'old', 0, { severity: 'warning' })];
    expect(build([file('/app/a.ts', ' ')], { findings, baseline }).staleBaseline).toEqual([]);
  });

  it('calls no entry stale of a file that the view leaves out', () => {
    const baseline = { 'src/a.ts': { 'missing-export': ['./x#old'] } };
    const result = build([file('/app/src/b.ts', '@old')], { baseline, isLeftOut: () => true });
    expect(shown(result)).toEqual(['src/b.ts:1 missing-export old']);
    expect(result.staleBaseline).toEqual([]);
  });

  it('never hides a warning or a parse error', () => {
    const findings = [
      finding('/app/a.ts', 'w', 0, { severity: 'warning' }),
      finding('/app/a.ts', 'p', 0, { rule: 'parse-error', messageId: 'syntax' }),
    ];
    const baseline = { 'a.ts': { 'missing-export': ['./x#w'], 'parse-error': ['./x#p'] } };
    const result = build([file('/app/a.ts', ' ')], { findings, baseline });
    expect(result.report.findings).toHaveLength(2);
    expect(result.fullBaseline).toEqual({});
  });

  it('tells stale entries of whole runs, where the import was judged', () => {
    const baseline = {
      'a.ts': { 'missing-export': ['./x#old', 'react#gone'] },
      'deleted.ts': { 'missing-export': ['y'] },
    };
    const a = file('/app/a.ts', "import { gone } from 'react'", 'external');
    expect(build([a], { baseline }).staleBaseline).toEqual([
      { file: 'a.ts', rule: 'missing-export', key: './x#old' },
      { file: 'deleted.ts', rule: 'missing-export', key: 'y' },
    ]);
    expect(build([a], { baseline, select: () => true }).staleBaseline).toEqual([]);
  });
});

it('reports only what is selected, and judges suppressions by the whole project', () => {
  const files = [file('/app/a.ts', '@a'), file('/app/b.ts', '@b // danglint-disable-line')];
  const result = build(files, { select: ({ location }) => location.module === '/app/b.ts' });
  expect(shown(result)).toEqual([]);
  expect(result.report.summary).toMatchObject({ errors: 0, suppressed: 1 });
});
