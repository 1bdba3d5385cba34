// Each format by what reads it: schemas, an XML parser, the documented limits of the services.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { FORMATS } from '../../src/report/formats.ts';
import { MAXIMUM_MARKDOWN_BYTES } from '../../src/report/markdown.ts';
import { contextOf, FINDING, HOSTILE_FINDING, manyFindings, reportOf } from './sample-report.ts';

async function format(name: string, report: Report, context = contextOf()): Promise<string> {
  const print = await FORMATS[name]?.load();
  if (print === undefined) throw new Error(`no format ${name}`);
  return print(report, context);
}

const schemaAt = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

/** Whatever can tell whether XML is well-formed on this machine. */
const XML_PARSERS: readonly (readonly [string, ...string[]])[] = [
  ['xmllint', '--noout', '-'],
  ['python3', '-c', 'import sys, xml.dom.minidom; xml.dom.minidom.parseString(sys.stdin.buffer.read())'],
];
const xmlParser = XML_PARSERS.find(([program]) => {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

interface Schema {
  readonly properties: Readonly<Record<string, Schema | undefined>>;
}

/** The names that an interface of `model/report.ts` has. */
function propertiesOf(name: string): string[] {
  const path = new URL('../../src/model/report.ts', import.meta.url);
  const file = ts.createSourceFile('report.ts', readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  return file.statements
    .filter((statement) => ts.isInterfaceDeclaration(statement))
    .filter((statement) => statement.name.text === name)
    .flatMap(({ members }) => members.map((member) => (member.name as ts.Identifier).text))
    .sort();
}

const REPORTS: readonly (readonly [string, Report])[] = [
  ['nothing', reportOf([])],
  ['one finding', reportOf([FINDING])],
  [
    'hostile texts',
    reportOf([HOSTILE_FINDING, { ...HOSTILE_FINDING, severity: 'warning', fingerprint: 'b:1' }]),
  ],
  ['many findings', reportOf([...manyFindings(40), ...manyFindings(15, { severity: 'warning' })])],
];

describe('all formats', () => {
  const cases = Object.keys(FORMATS).flatMap((name) =>
    REPORTS.map(([title, report]) => [name, title, report] as const),
  );

  it.each(cases)(
    '%s of %s ends with a newline and holds no raw control character',
    async (name, _title, report) => {
      const text = await format(name, report);
      if (name !== 'unix') expect(text).toMatch(/\n$/);
      expect(text).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
      // A text of the other direction would turn what follows around: escaped in documents, named elsewhere.
      expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
    },
  );
});

describe('json', () => {
  const validate = new Ajv({ strict: true, strictTypes: false, strictRequired: false }).compile(
    schemaAt('../../report.schema.json'),
  );

  it.each(REPORTS)('%s is what report.schema.json says', async (_title, report) => {
    const document = JSON.parse(await format('json', report));
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(document).toEqual(report);
  });

  it.each([
    ['ReportedFinding', (finding: Schema) => finding],
    ['Impact', ({ properties }: Schema) => properties['impact']],
    ['History', ({ properties }: Schema) => properties['history']],
  ])('every property of %s is in the schema', (name, schemaOf) => {
    const { definitions } = schemaAt('../../report.schema.json') as { definitions: { finding: Schema } };
    expect(Object.keys(schemaOf(definitions.finding)?.properties ?? {}).sort()).toEqual(propertiesOf(name));
  });

  it('is refused by the schema when a key is missing', () => {
    const { fingerprint: _, ...incomplete } = FINDING;
    expect(validate(reportOf([incomplete as typeof FINDING]))).toBe(false);
  });
});

describe('sarif', () => {
  const validate = new Ajv({ strict: false }).compile(schemaAt('./sarif-for-github.schema.json'));

  it.each(REPORTS)('%s has what GitHub code scanning asks for', async (_title, report) => {
    const document = JSON.parse(await format('sarif', report));
    expect(validate(document), JSON.stringify(validate.errors, null, 1)).toBe(true);
  });

  it('keeps the region on one line and inside the text', async () => {
    const spanning = { ...FINDING, line: 40, column: 3, endLine: 42, endColumn: 2 };
    const [result] = JSON.parse(await format('sarif', reportOf([spanning]))).runs[0].results;
    expect(result.locations[0].physicalLocation.region).toEqual({
      startLine: 40,
      startColumn: 3,
      endLine: 40,
      endColumn: 22,
      snippet: { text: 'async reconnect() {' },
    });
  });

  it('escapes what would be a link, and links the related places', async () => {
    const finding = {
      ...FINDING,
      message: 'no [id](1) in "[slug].ts"',
      suggestions: [],
      related: [{ file: 'src/b.ts', line: 2, column: 3, message: '"bar" is exported here' }],
    };
    const [result] = JSON.parse(await format('sarif', reportOf([finding]))).runs[0].results;
    expect(result.message.text).toContain('no \\[id\\](1) in "\\[slug\\].ts".');
    expect(result.message.text).toMatch(/\["bar" is exported here\]\(1\)$/);
    expect(result.relatedLocations[0].id).toBe(1);
  });

  it('names files from the top of the repository, as URIs', async () => {
    const context = contextOf({ root: '/repo/packages/a', repositoryRoot: '/repo' });
    const run = JSON.parse(await format('sarif', reportOf([{ ...FINDING, file: 'src/[id] #1.ts' }]), context))
      .runs[0];
    expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
      'packages/a/src/%5Bid%5D%20%231.ts',
    );
    expect(run.originalUriBaseIds['%SRCROOT%'].uri).toBe('file:///repo/');
  });
});

describe('github', () => {
  it('escapes data and properties', async () => {
    const text = await format(
      'github',
      reportOf([{ ...FINDING, file: 'src/a,b:c%.ts', message: '100% gone\nreally' }]),
    );
    const [first = ''] = text.split('\n');
    expect(first).toMatch(
      /^::error file=src\/a%2Cb%3Ac%25\.ts,line=41,endLine=41,col=13,endColumn=27,title=danglint\(missing-member\)::/,
    );
    expect(first).toContain('src/a,b:c%25.ts:41:13 100%25 gone');
  });

  it('says the crash and what to do on lines of their own', async () => {
    const text = await format('github', reportOf([FINDING]));
    expect(text.split('\n')[0]).toMatch(/%0Acrash: .*%0Ahelp: /);
  });

  it('leaves out columns of a range over several lines', async () => {
    const text = await format('github', reportOf([{ ...FINDING, endLine: 42 }]));
    expect(text).toMatch(/^::error file=[^,]*,line=41,endLine=42,title=/);
  });

  it('annotates ten of a kind, prints the rest and says so', async () => {
    const findings = [...manyFindings(12), ...manyFindings(11, { severity: 'warning' })];
    const lines = (await format('github', reportOf(findings))).split('\n');
    expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith('::warning '))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith('::notice '))).toEqual([
      expect.stringContaining('3 more findings'),
    ]);
    expect(lines.filter((line) => /^src.*: (error|warning): /.test(line))).toHaveLength(3);
  });

  it('lets no text become a command', async () => {
    const findings = manyFindings(11, { file: '::set-output name=x::y.ts', message: '::stop-commands::x' });
    for (const line of (await format('github', reportOf(findings))).split('\n')) {
      if (line.startsWith('::')) expect(line).toMatch(/^::(error|notice) /);
    }
  });
});

describe('gitlab', () => {
  it('is an array, also when there is nothing', async () => {
    expect(JSON.parse(await format('gitlab', reportOf([])))).toEqual([]);
  });

  it('has all that GitLab asks for and tells equal findings apart', async () => {
    const validate = new Ajv().compile({
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
        properties: {
          description: { type: 'string' },
          check_name: { type: 'string' },
          fingerprint: { type: 'string' },
          severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
          location: {
            type: 'object',
            required: ['path', 'lines'],
            properties: {
              path: { type: 'string', pattern: '^[^./]' },
              lines: {
                type: 'object',
                required: ['begin'],
                properties: { begin: { type: 'integer', minimum: 1 } },
              },
            },
          },
        },
      },
    });
    const entries = JSON.parse(await format('gitlab', reportOf(manyFindings(3))));
    expect(validate(entries), JSON.stringify(validate.errors)).toBe(true);
    expect(new Set(entries.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(3);
  });
});

describe('junit and checkstyle', () => {
  const cases = ['junit', 'checkstyle'].flatMap((name) =>
    REPORTS.map(([title, report]) => [name, title, report] as const),
  );

  // Needs xmllint or python3 to have an XML parser that is not ours.
  it.skipIf(xmlParser === undefined).each(cases)(
    '%s of %s is well-formed XML',
    async (name, _title, report) => {
      const [program, ...args] = xmlParser ?? ['false'];
      execFileSync(program, args, { input: await format(name, report) });
    },
  );

  it('junit counts what it holds', async () => {
    const text = await format(
      'junit',
      reportOf([...manyFindings(3), ...manyFindings(2, { severity: 'warning', file: 'src/b.ts' })]),
    );
    expect(text).toContain('<testsuites name="danglint" tests="5" failures="3" errors="0" time="0.312">');
    expect(text.match(/<testcase /g)).toHaveLength(5);
    expect(text.match(/<failure /g)).toHaveLength(3);
    expect(text.match(/<testsuite name="src\/b\.ts" tests="2" failures="0" errors="0">/g)).toHaveLength(1);
  });

  it('junit has one passing case when clean', async () => {
    const text = await format('junit', reportOf([]));
    expect(text.match(/<testcase /g)).toHaveLength(1);
    expect(text).not.toContain('<failure');
  });
});

describe('unix', () => {
  it('is one line a finding', async () => {
    expect(await format('unix', reportOf([FINDING]))).toBe(
      'src/database/db.ts:41:13: "get_connection" is not exported by "./connection_pool" [error/missing-member]\n',
    );
    expect(await format('unix', reportOf([]))).toBe('');
    expect((await format('unix', reportOf([HOSTILE_FINDING]))).split('\n')).toHaveLength(2);
  });
});

describe('markdown', () => {
  it('has a table row for each cause and folds the rest', async () => {
    const text = await format(
      'markdown',
      reportOf([FINDING, { ...FINDING, file: 'src/other.ts', specifier: './database/connection_pool' }]),
    );
    expect(text).toContain(
      '| ❌ error | `src/database/db.ts:41:13` and 1 more | "get\\_connection" is not exported by "./connection\\_pool" | missing-member |',
    );
    expect(text).toContain('- also `src/other.ts:41:13`');
  });

  it('lets no text leave its cell', async () => {
    const text = await format('markdown', reportOf([HOSTILE_FINDING]));
    const row = text.split('\n').find((line) => line.startsWith('| ❌')) ?? '';
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(5);
    const outsideCode = text.replace(/``.*?``/g, '');
    expect(outsideCode).not.toContain('<b>');
    expect(outsideCode).not.toContain('@you');
  });

  it('stays below what GitHub takes, and says what was cut', async () => {
    const text = await format('markdown', reportOf(manyFindings(4000)));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAXIMUM_MARKDOWN_BYTES);
    expect(text).toMatch(/… and [\d,]+ more causes: see the log/);
  });
});

describe('agent', () => {
  it('says a cause once, without frame', async () => {
    const text = await format('agent', reportOf([FINDING, { ...FINDING, line: 50 }]));
    expect(text).toBe(
      [
        'src/database/db.ts:41:13 error missing-member: "get_connection" is not exported by "./connection_pool"',
        '  crash: when Database.reconnect() runs: TypeError: get_connection is not a function',
        '  history: removed in 3f2a1b9 "Disable the pool" (2025-01-14)',
        '  help: did you mean "connect"? | danglint stub src/database/connection_pool.ts --write',
        '  also: src/database/db.ts:50:13',
        '2 errors in 1 file (1,204 files, 5,310 imports, 0.31 s)',
        '',
      ].join('\n'),
    );
  });
});
