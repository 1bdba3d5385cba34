// Which findings the baseline hides, and which of its entries hide nothing. A file that was renamed takes its entries with
// it: they stand under a name that is no more, and the same is found in a file that is new to the baseline.

import { below, parentOf, resolvePath } from '../model/path.ts';
import type { ReportedFinding } from '../model/report.ts';
import {
  type Baseline,
  type BaselineEntry,
  baselineEntryOf,
  canBeBaselined,
  createTaker,
  entriesOf,
  withoutEntries,
} from './baseline.ts';
import { compareText } from './order.ts';

export interface BaselineMatch {
  readonly hidden: ReadonlySet<ReportedFinding>;
  /** Entries that hide nothing. */
  readonly unneeded: readonly BaselineEntry[];
  /** Entries of a file that is now called otherwise, and what they are there. */
  readonly moved: readonly { readonly from: BaselineEntry; readonly to: BaselineEntry }[];
}

/**
 * @param findings in the order of their places: of several that are the same, the first are hidden
 * @param isThere whether a file of the baseline is among those that were checked
 */
export function matchBaseline(
  baseline: Baseline,
  findings: readonly ReportedFinding[],
  isThere: (file: string) => boolean,
): BaselineMatch {
  const entries = entriesOf(baseline);
  const takes = createTaker(entries);
  const candidates = findings.filter(canBeBaselined);
  const hidden = new Set(candidates.filter((finding) => takes(baselineEntryOf(finding))));
  // What is only a warning today is not hidden, and is still there.
  const milder = findings.filter((finding) => finding.severity === 'warning');
  const left = withoutEntries(entries, [...hidden, ...milder].map(baselineEntryOf));
  const moved: { from: BaselineEntry; to: BaselineEntry; finding: ReportedFinding }[] = [];
  for (const file of new Set(left.map((entry) => entry.file))) {
    if (isThere(file)) continue;
    const open = candidates.filter(
      (finding) => !hidden.has(finding) && !Object.hasOwn(baseline, finding.file),
    );
    const pairs = pairsOfRename(
      left.filter((entry) => entry.file === file),
      open,
    );
    for (const pair of pairs) hidden.add(pair.finding);
    moved.push(...pairs);
  }
  return {
    hidden,
    unneeded: withoutEntries(
      left,
      moved.map(({ from }) => from),
    ),
    moved: moved.map(({ from, to }) => ({ from, to })),
  };
}

/** One file that is gone is one file that is new: the one that has most of its findings. */
function pairsOfRename(entries: readonly BaselineEntry[], findings: readonly ReportedFinding[]) {
  const files = [...new Set(findings.map(({ file }) => file))].sort(compareText);
  const choices = files.map((file) => {
    const open = new Set(findings.filter((finding) => finding.file === file));
    return entries.flatMap((from) => {
      const finding = [...open].find((candidate) => isSame(from, baselineEntryOf(candidate)));
      if (finding === undefined) return [];
      open.delete(finding);
      return [{ from, to: baselineEntryOf(finding), finding }];
    });
  });
  return choices.reduce((best, choice) => (choice.length > best.length ? choice : best), []);
}

/** The same text, or the same place by a path that was corrected for the new folder. */
function isSame(from: BaselineEntry, to: BaselineEntry): boolean {
  if (from.rule !== to.rule) return false;
  return from.key === to.key || (from.key.startsWith('.') && placeOf(from) === placeOf(to));
}

function placeOf({ file, key }: BaselineEntry): string {
  const folder = parentOf(below('/', file)) ?? '/';
  if (/^\.\.?\//.test(key)) return resolvePath(folder, key);
  // Python: one dot is the package of the file, each further one the package above.
  const [, dots = '', module = '', name = ''] = /^(\.+)([^#]*)(.*)$/s.exec(key) ?? [];
  const up = '../'.repeat(Math.max(dots.length - 1, 0));
  return resolvePath(folder, `${up}${module.replaceAll('.', '/')}`) + name;
}
