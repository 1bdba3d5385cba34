// Maps a specifier by patterns with at most one `*`, as tsconfig `paths` does: an exact key before a pattern, the pattern
// with the longest part before its star first. Source: TypeScript handbook, "paths".

/** `"*": ["./types/*"]` is a place to look first; what is not there may still be anywhere else. */
export function isCatchAll(
  patterns: Readonly<Record<string, readonly string[]>>,
  specifier: string,
): boolean {
  if (Object.hasOwn(patterns, specifier) || !Object.hasOwn(patterns, '*')) return false;
  return !Object.keys(patterns).some(
    (pattern) => pattern !== '*' && mapByPattern({ [pattern]: [''] }, specifier).length > 0,
  );
}

/** @returns the substitutions of the best pattern, in order; empty when no pattern matches */
export function mapByPattern(
  patterns: Readonly<Record<string, readonly string[]>>,
  specifier: string,
): readonly string[] {
  if (Object.hasOwn(patterns, specifier)) return patterns[specifier] ?? [];
  let best: { readonly prefix: string; readonly match: string; readonly targets: readonly string[] } | null =
    null;
  for (const [pattern, targets] of Object.entries(patterns)) {
    const star = pattern.indexOf('*');
    if (star === -1) continue;
    const [prefix, suffix] = [pattern.slice(0, star), pattern.slice(star + 1)];
    if (specifier.length < prefix.length + suffix.length) continue;
    if (!specifier.startsWith(prefix) || !specifier.endsWith(suffix)) continue;
    if (best !== null && best.prefix.length >= prefix.length) continue;
    best = { prefix, match: specifier.slice(prefix.length, specifier.length - suffix.length), targets };
  }
  const match = best?.match ?? '';
  return best?.targets.map((target) => target.replace('*', () => match)) ?? [];
}
