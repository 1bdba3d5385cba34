// `--stats`: what a run looked at and what it took.

import type { CheckResult } from '../pipeline.ts';

export function statistics({ report, analysis }: CheckResult): string {
  const { files, imports, unknown, skipped, durationMs } = report.summary;
  const targets = [...(analysis?.graph.values() ?? [])].filter(({ role }) => role === 'target').length;
  const rows: readonly (readonly [string, string])[] = [
    ['files checked', count(files)],
    ['files passed over', count(skipped)],
    ['modules read in packages', count(targets)],
    ['imports', count(imports)],
    ['imports not judged', count(unknown)],
    ['time', `${Math.round(durationMs)} ms`],
    ['memory', `${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}\n`).join('');
}

const count = (value: number) => value.toLocaleString('en-US');
