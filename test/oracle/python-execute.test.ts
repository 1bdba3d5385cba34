// CPython executes what danglint judges: random packages, each import statement in a process of its own. No statement that
// works may have a finding. DANGLINT_PYTHON_PACKAGES sets how many packages, DANGLINT_PYTHON_SEED where they start.

import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { checkPython } from '../support/check-python.ts';
import { executePackages, hasForkingPython } from './execute-packages.ts';
import { type GeneratedPackage, generatePackage } from './python-packages.ts';

const packages = Number(process.env['DANGLINT_PYTHON_PACKAGES'] ?? 40);
const seed = Number(process.env['DANGLINT_PYTHON_SEED'] ?? 1);
const PROBES = 30;

/** The findings of each probe: it stands as a file of its own in its package. */
async function judge(generated: GeneratedPackage): Promise<{ findings: Finding[][]; unknown: boolean[] }> {
  const files: Record<string, string> = {};
  for (const [path, text] of Object.entries(generated.files)) files[`/p/${path}`] = text;
  const paths = generated.probes.map((probe, index) => {
    const directory = probe.package === '' ? '/p' : `/p/${probe.package.replaceAll('.', '/')}`;
    files[`${directory}/probe_${index}.py`] = `${probe.code}\n`;
    return `${directory}/probe_${index}.py`;
  });
  const { findings, linked } = await checkPython({ files, root: '/p', pythonVersion: '3.8+' });
  return {
    findings: paths.map((path) => findings.filter((finding) => finding.location.module === path)),
    unknown: paths.map((path) => {
      const node = linked.graph.get(path);
      const open = node?.resolutions.some((resolution) => resolution.kind === 'unknown') ?? true;
      const lookups = linked.lookups(path);
      return (
        open ||
        lookups.some(
          ({ answer }) =>
            answer.kind === 'unknown' || (answer.kind === 'found' && answer.certainty === 'may'),
        )
      );
    }),
  };
}

interface Tally {
  works: number;
  fails: number;
  caught: number;
  unknown: number;
  readonly wrong: string[];
  readonly missed: string[];
}

async function compare(circles: boolean): Promise<Tally> {
  const all = Array.from({ length: packages }, (_, index) => generatePackage(seed + index, circles, PROBES));
  const verdicts = executePackages(all);
  const tally: Tally = { works: 0, fails: 0, caught: 0, unknown: 0, wrong: [], missed: [] };
  for (const [index, generated] of all.entries()) {
    const { findings, unknown } = await judge(generated);
    for (const [number, probe] of generated.probes.entries()) {
      const [kind = '', direct = false, message = ''] = verdicts[index]?.[number] ?? [];
      const found = findings[number] ?? [];
      const label = `seed ${seed + index}: ${JSON.stringify(probe.code)} in "${probe.package}": ${kind} ${message}`;
      if (kind === 'ok') {
        tally.works++;
        for (const finding of found)
          tally.wrong.push(`${label} ← ${finding.rule} ${finding.messageId} ${finding.name ?? ''}`);
      } else if (direct) {
        tally.fails++;
        if (found.length > 0) tally.caught++;
        else if (unknown[number]) tally.unknown++;
        else tally.missed.push(label);
      }
    }
  }
  return tally;
}

describe.skipIf(!hasForkingPython())('against CPython (skipped where there is no python3 with fork)', () => {
  it.each([
    ['without circles', false],
    ['with circles', true],
  ])('reports no import that works in generated packages %s', { timeout: 3_600_000 }, async (_, circles) => {
    const tally = await compare(circles);
    if (process.env['DANGLINT_PYTHON_PACKAGES'] !== undefined)
      console.log(
        { ...tally, wrong: tally.wrong.length, missed: tally.missed.length },
        tally.missed.slice(0, 15),
      );
    expect(tally.wrong.slice(0, 5)).toEqual([]);
    // A generator whose imports all work, or all fail, would prove nothing; and silence is no proof either.
    expect(tally.works).toBeGreaterThan(packages * 5);
    expect(tally.fails).toBeGreaterThan(packages * 5);
    expect(tally.caught).toBeGreaterThan(tally.fails * 0.7);
    expect(tally.missed.length).toBeLessThan(tally.fails * 0.1);
  });
});
