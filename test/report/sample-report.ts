// Reports for the tests of formats: the incident's finding, and ways to vary it.

import type { Report, ReportedFinding } from '../../src/model/report.ts';
import type { FormatContext } from '../../src/report/format.ts';

export const SOURCES: Readonly<Record<string, string>> = {
  'src/database/db.ts': [
    ...Array.from({ length: 38 }, () => ''),
    '',
    '  async reconnect() {',
    '    const { get_connection } = await import("./connection_pool");',
    '  }',
  ].join('\r\n'),
};

export const FINDING: ReportedFinding = {
  rule: 'missing-member',
  messageId: 'named',
  severity: 'error',
  message: '"get_connection" is not exported by "./connection_pool"',
  file: 'src/database/db.ts',
  line: 41,
  column: 13,
  endLine: 41,
  endColumn: 27,
  specifier: './connection_pool',
  name: 'get_connection',
  target: 'src/database/connection_pool.ts',
  impact: {
    failure: 'undefined',
    when: 'call',
    entry: 'src/server.ts',
    enclosing: 'Database.reconnect',
    chain: ['src/server.ts', 'src/app.ts', 'src/database/db.ts'],
    error: 'TypeError: get_connection is not a function',
  },
  history: {
    commit: '3f2a1b9c0ffee',
    date: '2025-01-14T10:00:00Z',
    subject: 'Disable the pool',
    change: 'removed',
    movedTo: null,
  },
  suggestions: [
    { kind: 'rename', text: 'did you mean "connect"?', fix: null },
    { kind: 'stub', text: 'danglint stub src/database/connection_pool.ts --write', fix: null },
  ],
  related: [],
  fingerprint: '0123456789abcdef:1',
};

export function reportOf(
  findings: readonly ReportedFinding[],
  summary: Partial<Report['summary']> = {},
): Report {
  return {
    version: 1,
    tool: { name: 'danglint', version: '1.2.3' },
    summary: {
      files: 1204,
      imports: 5310,
      errors: findings.filter(({ severity }) => severity === 'error').length,
      warnings: findings.filter(({ severity }) => severity === 'warning').length,
      unknown: 0,
      suppressed: 0,
      skipped: 0,
      durationMs: 312,
      view: 'worktree',
      engine: 'oxc',
      ...summary,
    },
    findings,
  };
}

/** `count` findings with different names, places and fingerprints. */
export function manyFindings(count: number, more: Partial<ReportedFinding> = {}): ReportedFinding[] {
  return Array.from({ length: count }, (_, index) => ({
    ...FINDING,
    name: `name${index}`,
    message: `"name${index}" is not exported`,
    fingerprint: `${index}:1`,
    ...more,
  }));
}

export function contextOf(more: Partial<FormatContext> = {}): FormatContext {
  return {
    sourceText: (file) => SOURCES[file] ?? null,
    color: 0,
    width: 80,
    hyperlinks: false,
    unicode: true,
    root: '/app',
    cwd: '/app',
    rules: [
      {
        id: 'missing-member',
        summary: 'A member that the target does not export',
        defaultSeverity: 'error',
        page: '# missing-member\n\nA member of a namespace is not there.\n\n```ts\nns.gone\n```\n\nRename it.\n',
      },
    ],
    notices: [],
    ...more,
  };
}

/** Everything that could leave its place in a document: markup, escapes, control characters, wide text. */
export const HOSTILE = 'a\u001B[31m"<b>&\'`|%0A,:\r\n::error::x]]>\u202E漢字@you [x](1) \\ \u0000';

export const HOSTILE_FINDING: ReportedFinding = {
  ...FINDING,
  file: `src/${HOSTILE}.ts`,
  message: HOSTILE,
  specifier: HOSTILE,
  name: HOSTILE,
  target: HOSTILE,
  impact: {
    failure: 'throw',
    when: 'startup',
    entry: HOSTILE,
    enclosing: HOSTILE,
    chain: [HOSTILE, HOSTILE],
    error: HOSTILE,
  },
  history: { commit: 'abcdef0', date: '2025-01-14', subject: HOSTILE, change: 'deleted', movedTo: HOSTILE },
  suggestions: [{ kind: 'rename', text: HOSTILE, fix: null }],
  related: [{ file: `${HOSTILE}.ts`, line: 1, column: 1, message: HOSTILE }],
};
