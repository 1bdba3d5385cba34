// The Python versions that code is judged for.

/** Both ends included; `highest` null: any later version. */
export interface VersionRange {
  readonly lowest: readonly number[];
  readonly highest: readonly number[] | null;
}

/** Nothing older than 3.6 is judged: Python 2 and its branches are gone. */
const ANY: VersionRange = { lowest: [3, 6], highest: null };

/** `3.12` is exactly that version, `3.9+` that and every later one, absent is any. */
export function versionRange(option: string | undefined): VersionRange {
  const match = /^(\d+)\.(\d+)(?:\.\d+)?(\+?)$/.exec(option ?? '');
  if (!match) return ANY;
  const version = [Number(match[1]), Number(match[2])];
  return { lowest: version, highest: match[3] ? null : version };
}

/** Negative, zero or positive, as tuples compare in Python; a tuple that is a prefix of the other is less. */
export function compareVersions(left: readonly number[], right: readonly number[]): number {
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
