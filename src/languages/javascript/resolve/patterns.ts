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
  const pattern = matchingPattern(patterns, specifier);
  if (pattern === null) return [];
  const star = pattern.indexOf('*');
  if (pattern === specifier || star === -1) return patterns[pattern] ?? [];
  const match = specifier.slice(star, specifier.length - (pattern.length - star - 1));
  return (patterns[pattern] ?? []).map((target) => target.replace('*', () => match));
}

/** The key that decides; null when none matches. */
export function matchingPattern(
  patterns: Readonly<Record<string, readonly string[]>>,
  specifier: string,
): string | null {
  if (Object.hasOwn(patterns, specifier)) return specifier;
  let best: { readonly prefix: string; readonly pattern: string } | null = null;
  for (const pattern of Object.keys(patterns)) {
    const star = pattern.indexOf('*');
    if (star === -1) continue;
    const [prefix, suffix] = [pattern.slice(0, star), pattern.slice(star + 1)];
    if (specifier.length < prefix.length + suffix.length) continue;
    if (!specifier.startsWith(prefix) || !specifier.endsWith(suffix)) continue;
    if (best !== null && best.prefix.length >= prefix.length) continue;
    best = { prefix, pattern };
  }
  return best?.pattern ?? null;
}
