// The baseline: findings that an old project already had when it started. An entry is file → rule → `specifier#name`,
// without line numbers, as often as it is found; when one is fixed its entry is stale and fails, so that it never makes
// room for a new one.

import type { ReportedFinding } from '../model/report.ts';
import { compareText } from './order.ts';

/** The file's content: relative POSIX path → rule → keys. */
export type Baseline = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface BaselineEntry {
  readonly file: string;
  readonly rule: string;
  /** `specifier#name`; `specifier` where no name is concerned. */
  readonly key: string;
}

export const BASELINE_FILE = 'danglint-suppressions.json';

/** Warnings fail no build and need no baseline; a file that cannot be parsed hides what else is in it. */
export function canBeBaselined(finding: ReportedFinding): boolean {
  return finding.severity === 'error' && finding.rule !== 'parse-error';
}

export function baselineEntryOf(finding: ReportedFinding): BaselineEntry {
  const name = finding.name === undefined ? '' : `#${finding.name}`;
  return { file: finding.file, rule: finding.rule, key: `${finding.specifier ?? ''}${name}` };
}

export function entriesOf(baseline: Baseline): BaselineEntry[] {
  return Object.entries(baseline).flatMap(([file, rules]) =>
    Object.entries(rules).flatMap(([rule, keys]) => keys.map((key) => ({ file, rule, key }))),
  );
}

/** Sorted on every level, so that the file has one form and merges well. */
export function toBaseline(entries: Iterable<BaselineEntry>): Baseline {
  const files = new Map<string, Map<string, string[]>>();
  for (const { file, rule, key } of entries) {
    const rules = files.get(file) ?? new Map<string, string[]>();
    files.set(file, rules);
    const keys = rules.get(rule) ?? [];
    rules.set(rule, keys);
    keys.push(key);
  }
  return sortedRecord(files, (rules) => sortedRecord(rules, (keys) => keys.sort(compareText)));
}

/** The entries of the first that are not in the second, each as often as it is there more often. */
export function withoutEntries(
  entries: readonly BaselineEntry[],
  others: readonly BaselineEntry[],
): BaselineEntry[] {
  const takes = createTaker(others);
  return entries.filter((entry) => !takes(entry));
}

/** Answers for each entry whether it is among `entries`, and then takes it out of them. */
export function createTaker(entries: readonly BaselineEntry[]): (entry: BaselineEntry) => boolean {
  const counts = new Map<string, number>();
  const textOf = ({ file, rule, key }: BaselineEntry) => JSON.stringify([file, rule, key]);
  for (const entry of entries) counts.set(textOf(entry), (counts.get(textOf(entry)) ?? 0) + 1);
  return (entry) => {
    const left = counts.get(textOf(entry)) ?? 0;
    if (left > 0) counts.set(textOf(entry), left - 1);
    return left > 0;
  };
}

export function serialiseBaseline(baseline: Baseline): string {
  return `${JSON.stringify(baseline, null, 2)}\n`;
}

/** @returns the baseline, or a sentence that says what is wrong with the text */
export function parseBaseline(text: string): { readonly baseline: Baseline } | { readonly wrong: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
  if (!isRecord(value)) return { wrong: 'an object of files is expected' };
  for (const [file, rules] of Object.entries(value)) {
    if (!isRecord(rules)) return { wrong: `"${file}" must hold an object of rules` };
    for (const [rule, keys] of Object.entries(rules)) {
      if (!Array.isArray(keys) || !keys.every((key) => typeof key === 'string')) {
        return { wrong: `"${rule}" of "${file}" must be a list of strings` };
      }
    }
  }
  return { baseline: value as Baseline };
}

function sortedRecord<In, Out>(
  map: ReadonlyMap<string, In>,
  convert: (value: In) => Out,
): Record<string, Out> {
  const sorted = [...map].sort(([left], [right]) => compareText(left, right));
  return Object.fromEntries(sorted.map(([key, value]) => [key, convert(value)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
