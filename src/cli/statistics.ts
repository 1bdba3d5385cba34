// `--stats`: what a run looked at, how much of it could not be judged and why, and what it took.

import type { CheckResult } from '../check-project.ts';
import type { Analysis } from '../pipeline.ts';
import { groupedDigits } from '../report/grouped-digits.ts';

export function statistics({ report, analysis }: Pick<CheckResult, 'report' | 'analysis'>): string {
  const { files, imports, skipped, durationMs } = report.summary;
  const targets = [...(analysis?.graph.values() ?? [])].filter(({ role }) => role === 'target').length;
  const rows: readonly (readonly [string, string])[] = [
    ['files checked', groupedDigits(files)],
    ['files passed over', groupedDigits(skipped)],
    ['modules read in packages', groupedDigits(targets)],
    ['imports', groupedDigits(imports)],
    ...(analysis === undefined || analysis === null ? [] : shareOfUnknown(analysis)),
    ['time', `${Math.round(durationMs)} ms`],
    ['memory', `${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}\n`).join('');
}

/** Of all look-ups (a module for each specifier, a module's name for each name asked of it), by reason. */
function shareOfUnknown({ graph, linked, unknown }: Analysis): (readonly [string, string])[] {
  let lookups = 0;
  for (const { id, role, record } of graph.values()) {
    if (role !== 'project') continue;
    lookups += record.requests.filter(({ implied }) => implied !== true).length + linked.lookups(id).length;
  }
  const share = (part: number): string =>
    `${groupedDigits(part)} (${lookups === 0 ? '0.0' : ((100 * part) / lookups).toFixed(1)} %)`;
  const byReason = new Map<string, number>();
  for (const { reason } of unknown) byReason.set(reason, (byReason.get(reason) ?? 0) + 1);
  return [
    ['look-ups (modules and names)', groupedDigits(lookups)],
    ['not judged', share(unknown.length)],
    ...[...byReason]
      .sort(([, left], [, right]) => right - left)
      .map(([reason, number]): readonly [string, string] => [`  ${reason}`, share(number)]),
  ];
}
