// SARIF by Microsoft's validator, with the rules of GitHub's code scanning: no error, no warning, no note. The validator
// is 100 MB of .NET and no dependency: CONTRIBUTING.md says how to get it.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { describeRules } from '../../src/cli/describe-rules.ts';
import { sarif } from '../../src/report/sarif.ts';
import { contextOf, FINDING, HOSTILE_FINDING, manyFindings, reportOf } from './sample-report.ts';

const validator = ['linux', 'darwin', 'win32']
  .map(
    (platform) =>
      `@microsoft/sarif-multitool-${platform}/Sarif.Multitool${platform === 'win32' ? '.exe' : ''}`,
  )
  .map((path) => fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url)))
  .find((path) => existsSync(path));

it.skipIf(validator === undefined).each([
  ['nothing', []],
  ['one finding', [FINDING]],
  ['hostile texts', [HOSTILE_FINDING]],
  ['many findings', manyFindings(40)],
])('%s passes (skipped where the validator is not installed)', async (_title, findings) => {
  const folder = mkdtempSync(join(tmpdir(), 'danglint-sarif-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [document, answer] = [join(folder, 'danglint.sarif'), join(folder, 'answer.sarif')];
  writeFileSync(document, sarif(reportOf(findings), { ...contextOf(), rules: await describeRules() }));
  const argv = [
    'validate',
    document,
    '--rule-kind',
    'Sarif;Ghas',
    '--output',
    answer,
    '--log',
    'ForceOverwrite',
  ];
  const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
  const { stderr } = spawnSync(validator ?? '', argv, { env, encoding: 'utf8' });
  expect(existsSync(answer), stderr).toBe(true);
  const [run] = JSON.parse(readFileSync(answer, 'utf8').replace(/^\uFEFF/, '')).runs;
  expect(
    (run.results ?? []).map(({ ruleId, message }: { ruleId: string; message: unknown }) => [ruleId, message]),
  ).toEqual([]);
});
