// The public API, as a program uses it.

import { describe, expect, it } from 'vitest';
import { checkProject, defineConfig } from '../src/index.ts';
import { BROKEN, CLEAN, projectOf } from './cli/run-danglint.ts';

describe('checkProject', () => {
  it('gives the report', async () => {
    const report = await checkProject({ cwd: projectOf(BROKEN) });
    expect(report.summary).toMatchObject({ errors: 1, warnings: 1, view: 'worktree', engine: 'oxc' });
    expect(report.findings[0]).toMatchObject({ rule: 'missing-export', name: 'gone', file: 'src/main.js' });
  });

  it('takes paths and severities', async () => {
    const cwd = projectOf(BROKEN);
    expect((await checkProject({ cwd, paths: ['src/lib.js'] })).findings).toEqual([]);
    const rules = { 'missing-export': 'warning', 'unused-suppression': 'off' } as const;
    expect((await checkProject({ cwd, rules })).summary).toMatchObject({ errors: 0, warnings: 1 });
  });

  it('throws what the user did wrong', async () => {
    const cwd = projectOf({ ...CLEAN, 'danglint.json': '{ "rule": {} }' });
    await expect(checkProject({ cwd })).rejects.toMatchObject({
      name: 'UserError',
      message: 'danglint.json:1:3: there is no key "rule"; did you mean "rules"?',
    });
  });
});

it('defineConfig gives its argument back', () => {
  const config = defineConfig({ rules: { 'missing-export': 'warning' } });
  expect(config).toEqual({ rules: { 'missing-export': 'warning' } });
});
