// What people see in a terminal.

import { describe, expect, it } from 'vitest';
import { stylish } from '../../src/report/stylish.ts';
import { contextOf, FINDING, HOSTILE_FINDING, manyFindings, reportOf } from './sample-report.ts';

describe('stylish', () => {
  it('draws a finding as the design does', () => {
    expect(stylish(reportOf([FINDING]), contextOf())).toBe(
      `\
src/database/db.ts:41:13  error  "get_connection" is not exported by "./connection_pool"  missing-member
    40 |   async reconnect() {
  > 41 |     const { get_connection } = await import("./connection_pool");
       |             ^^^^^^^^^^^^^^
  crash    when Database.reconnect() runs: TypeError: get_connection is not a function
           reached from src/server.ts → src/app.ts → src/database/db.ts
  history  removed in 3f2a1b9 "Disable the pool" (2025-01-14)
  help     did you mean "connect"?  or: danglint stub src/database/connection_pool.ts --write

✖ 1 error in 1 file (1,204 files, 5,310 imports, 0.31 s)
`.replace('  > 41', '  > 41'),
    );
  });

  it('wraps what it says to a narrow terminal, and leaves a command on one line', () => {
    const lines = stylish(reportOf([FINDING]), contextOf({ width: 40, lineWidth: 40 })).split('\n');
    const crash = lines.slice(
      lines.findIndex((line) => line.startsWith('  crash')),
      lines.findIndex((line) => line.startsWith('  help')),
    );
    expect(crash.length).toBeGreaterThan(4);
    expect(crash.filter((line) => line.length > 40)).toEqual([]);
    expect(crash.slice(1).every((line) => /^ {11}\S|^ {2}history {2}\S/.test(line))).toBe(true);
    expect(lines.find((line) => line.startsWith('  help'))).toContain('connection_pool.ts --write');
  });

  it('is one line when there is nothing', () => {
    expect(stylish(reportOf([]), contextOf())).toBe(
      '✔ no dangling imports (1,204 files, 5,310 imports, 0.31 s)\n',
    );
    expect(stylish(reportOf([], { files: 0, imports: 0 }), contextOf())).toMatch(/^✔ no files to check/);
  });

  it('says before the last line what the counts leave open', () => {
    const text = stylish(
      reportOf([], { suppressed: 3, skipped: 1, unknown: 1200, view: 'index' }),
      contextOf({ notices: ['no node_modules: declared packages are taken as fine'] }),
    );
    expect(text.split('\n')).toEqual([
      'no node_modules: declared packages are taken as fine',
      '3 suppressed',
      '1 file in fixture folders passed over',
      '1,200 modules or names could not be judged (--explain-unknown lists them)',
      '✔ no dangling imports (view index, 1,204 files, 5,310 imports, 0.31 s)',
      '',
    ]);
  });

  it('says the same cause once and lists its importers', () => {
    const importers = Array.from({ length: 12 }, (_, index) => ({ ...FINDING, file: `src/${index}.ts` }));
    const lines = stylish(reportOf(importers), contextOf()).split('\n');
    expect(lines.filter((line) => line.includes('is not exported by'))).toHaveLength(1);
    expect(lines).toContain('  also     src/1.ts:41:13');
    expect(lines).toContain('           src/8.ts:41:13');
    expect(lines).toContain('           … and 3 more imports; --format unix lists them');
  });

  it('keeps relative specifiers of different folders apart', () => {
    const unresolved = { ...FINDING, rule: 'unresolved-module', specifier: './x' };
    const { target: _target, name: _name, ...bare } = unresolved;
    const text = stylish(
      reportOf([
        { ...bare, file: 'a/x.ts' },
        { ...bare, file: 'b/x.ts' },
      ]),
      contextOf(),
    );
    expect(text.match(/is not exported by/g)).toHaveLength(2);
  });

  it('cuts a flood of causes and says so', () => {
    const text = stylish(reportOf(manyFindings(130)), contextOf());
    expect(text).toContain('… and 30 more causes; --format unix lists every finding');
    expect(text).toContain('✖ 130 errors in 1 file');
  });

  it('uses ASCII where Unicode is not shown', () => {
    const text = stylish(reportOf([FINDING]), contextOf({ unicode: false }));
    expect(text).toMatch(/^[\x00-\x7f]*$/);
    expect(text).toContain('reached from src/server.ts -> src/app.ts');
    expect(text).toContain('x 1 error');
  });

  it('shows paths from where the command runs', () => {
    expect(stylish(reportOf([FINDING]), contextOf({ cwd: '/app/src' }))).toMatch(/^database\/db\.ts:41:13 /);
    expect(stylish(reportOf([FINDING]), contextOf({ cwd: '/other' }))).toMatch(
      /^\.\.\/app\/src\/database\/db\.ts:41:13 /,
    );
  });

  it('shows commands that work where they are pasted', () => {
    const text = stylish(reportOf([FINDING]), contextOf({ root: '/app/web', cwd: '/app' }));
    expect(text).toContain('or: danglint stub -C web src/database/connection_pool.ts --write');
  });

  it('colours only when told, and links only where it is understood', () => {
    const colored = stylish(reportOf([FINDING]), contextOf({ color: 1, hyperlinks: true }));
    expect(colored).toContain('\u001B]8;;file:///app/src/database/db.ts\u0007');
    const plain = colored.replace(/\u001B\[\d+m|\u001B\]8;;[^\u0007]*\u0007/g, '');
    expect(plain).toBe(stylish(reportOf([FINDING]), contextOf()));
  });

  it('prints hostile names as escapes', () => {
    const text = stylish(reportOf([HOSTILE_FINDING]), contextOf());
    expect(text).toContain('a\\x1b[31m"<b>');
    expect(text).toContain('\\u202e');
  });

  it('leaves the middle of a long chain out', () => {
    const chain = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => `${name}.ts`);
    const impact = { failure: 'link', when: 'startup', entry: 'a.ts', enclosing: null, chain } as const;
    expect(stylish(reportOf([{ ...FINDING, impact }]), contextOf())).toContain(
      'reached from a.ts → b.ts → c.ts → … → g.ts → h.ts',
    );
  });
});
