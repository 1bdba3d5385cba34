// The Python versions that code is judged for: one, or a range of them as `requires-python` says it.

/** Both ends included; `highest` null: any later version. */
export interface VersionRange {
  readonly lowest: readonly number[];
  readonly highest: readonly number[] | null;
}

/** Nothing older than 3.6 is judged: Python 2 and its branches are gone. */
const ANY: VersionRange = { lowest: [3, 6], highest: null };

/** `3.12` is exactly that version, `3.9+` that and every later one, `3.9-3.12` those four; absent is any. */
export function versionRange(option: string | undefined): VersionRange {
  const match = /^(\d+)\.(\d+)(?:\.\d+)?(?:(\+)|-(\d+)\.(\d+))?$/.exec(option ?? '');
  if (!match) return ANY;
  const lowest = [Number(match[1]), Number(match[2])];
  if (match[3]) return { lowest, highest: null };
  return { lowest, highest: match[4] ? [Number(match[4]), Number(match[5])] : lowest };
}

/** The range as {@link versionRange} reads it; empty for any. */
export function rangeLabel({ lowest, highest }: VersionRange): string {
  if (highest === null) return compareVersions(lowest, ANY.lowest) <= 0 ? '' : `${lowest.join('.')}+`;
  return lowest.join('.') === highest.join('.')
    ? lowest.join('.')
    : `${lowest.join('.')}-${highest.join('.')}`;
}

/** How much of a range has something; `earlier`, `later`: none, because it was there before or comes after. */
export type Coverage = 'all' | 'some' | 'earlier' | 'later';

/** @param minors versions 3.x that have it: `6-11`, `9-` (and every later one) */
export function coverageOf(minors: string, range: VersionRange): Coverage {
  const dash = minors.indexOf('-');
  const since = [3, Number(minors.slice(0, dash))];
  const until = dash === minors.length - 1 ? null : [3, Number(minors.slice(dash + 1))];
  if (until !== null && compareVersions(until, range.lowest) < 0) return 'earlier';
  if (range.highest !== null && compareVersions(since, range.highest) > 0) return 'later';
  const fromStart = compareVersions(since, range.lowest) <= 0;
  const toEnd = until === null || (range.highest !== null && compareVersions(until, range.highest) >= 0);
  return fromStart && toEnd ? 'all' : 'some';
}

/** Negative, zero or positive, as tuples compare in Python; a tuple that is a prefix of the other is less. */
export function compareVersions(left: readonly number[], right: readonly number[]): number {
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
