// The identity of a finding across runs: rule, file, specifier and name, and which of several equal ones it is. No
// line number is in it, so a blank line above changes nothing.

import { createHash } from 'node:crypto';

export interface FingerprintSource {
  readonly rule: string;
  /** Relative to the root. */
  readonly file: string;
  readonly specifier?: string | undefined;
  readonly name?: string | undefined;
}

/** Returns a function that numbers equal findings; call it in source order. Sixteen hex digits, colon, ordinal from 1. */
export function createFingerprints(): (source: FingerprintSource) => string {
  const seen = new Map<string, number>();
  return ({ rule, file, specifier, name }) => {
    const key = [rule, file, specifier ?? '', name ?? ''].join('\0');
    const ordinal = (seen.get(key) ?? 0) + 1;
    seen.set(key, ordinal);
    return `${createHash('sha256').update(key).digest('hex').slice(0, 16)}:${ordinal}`;
  };
}
