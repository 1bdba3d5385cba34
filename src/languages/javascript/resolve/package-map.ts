// Evaluates package.json `exports` and `imports`. Pure: JSON in, target out.
// Source: Node.js documentation, esm.md, "Resolution algorithm specification" (PACKAGE_EXPORTS_RESOLVE and below).

import { isRecord } from '../../../discover/package-json.ts';
import { satisfies } from './types-versions.ts';

export type MapTarget =
  /** In order of preference: TypeScript goes on with the next when a file is not there, Node takes the first. */
  | { readonly kind: 'targets'; readonly targets: readonly string[] }
  /** No key matches, or the match is `null`. */
  | { readonly kind: 'not-exported' }
  /** A key matches, but none of the conditions does. */
  | { readonly kind: 'no-condition' };

/**
 * `any`: every condition counts as true, for runtimes whose conditions nobody declared. `allBut`: all that do not stand
 * for another kind of request, so that the targets are all that a request may be given.
 */
export type Conditions = ReadonlySet<string> | 'any' | { readonly allBut: ReadonlySet<string> };

/** @param subpath `.` or `./x` */
export function resolveExportsMap(exports: unknown, subpath: string, conditions: Conditions): MapTarget {
  const isSubpathMap = isRecord(exports) && Object.keys(exports).some((key) => key.startsWith('.'));
  if (!isSubpathMap) {
    return subpath === '.' ? evaluate(exports, '', conditions) : { kind: 'not-exported' };
  }
  return resolveInMap(exports, subpath, conditions);
}

/** @param name with its `#` */
export function resolveImportsMap(imports: unknown, name: string, conditions: Conditions): MapTarget {
  return isRecord(imports) ? resolveInMap(imports, name, conditions) : { kind: 'not-exported' };
}

/** Keys of a map that can be asked for by name, for suggestions. */
export function mapKeys(map: unknown): readonly string[] {
  return isRecord(map) ? Object.keys(map).filter((key) => !key.includes('*') && !key.endsWith('/')) : [];
}

function resolveInMap(
  map: Readonly<Record<string, unknown>>,
  key: string,
  conditions: Conditions,
): MapTarget {
  if (Object.hasOwn(map, key) && !key.includes('*') && !key.endsWith('/'))
    return evaluate(map[key], '', conditions);
  let best: { pattern: string; match: string } | null = null;
  for (const pattern of Object.keys(map)) {
    const match = matchPattern(pattern, key);
    if (match !== null && (best === null || patternOrder(pattern, best.pattern) < 0))
      best = { pattern, match };
  }
  return best === null ? { kind: 'not-exported' } : evaluate(map[best.pattern], best.match, conditions);
}

/** What `*` stands for (a final slash is the old form of `/*`); null when the pattern does not match. */
function matchPattern(pattern: string, key: string): string | null {
  if (pattern.endsWith('/'))
    return key.startsWith(pattern) && key !== pattern ? key.slice(pattern.length) : null;
  const star = pattern.indexOf('*');
  if (star === -1) return null;
  const [prefix, suffix] = [pattern.slice(0, star), pattern.slice(star + 1)];
  if (!key.startsWith(prefix) || !key.endsWith(suffix) || key.length < pattern.length) return null;
  return key.slice(prefix.length, key.length - suffix.length);
}

/** PATTERN_KEY_COMPARE: the longer part before the star first, then the longer key. */
function patternOrder(left: string, right: string): number {
  const base = (pattern: string): number => (pattern.includes('*') ? pattern.indexOf('*') : pattern.length);
  return base(right) - base(left) || right.length - left.length;
}

function evaluate(target: unknown, match: string, conditions: Conditions): MapTarget {
  const targets: string[] = [];
  const end = collect(target, match, conditions, targets);
  if (targets.length > 0) return { kind: 'targets', targets };
  return { kind: end === 'null' ? 'not-exported' : 'no-condition' };
}

/** Adds the targets that the conditions allow; `null` in the map ends the search. */
function collect(target: unknown, match: string, conditions: Conditions, into: string[]): 'null' | 'more' {
  if (target === null) return 'null';
  if (typeof target === 'string') {
    into.push(target.endsWith('/') ? target + match : target.replaceAll('*', () => match));
    return 'more';
  }
  if (Array.isArray(target)) {
    for (const item of target) collect(item, match, conditions, into);
    return 'more';
  }
  if (!isRecord(target)) return 'more';
  for (const [condition, value] of Object.entries(target)) {
    if (!holds(condition, conditions)) continue;
    const end = collect(value, match, conditions, into);
    // What one condition refuses, another may give.
    if (end === 'null' && !isOpen(conditions)) return 'null';
  }
  return 'more';
}

function isOpen(conditions: Conditions): conditions is { readonly allBut: ReadonlySet<string> } {
  return conditions !== 'any' && 'allBut' in conditions;
}

function holds(condition: string, conditions: Conditions): boolean {
  if (conditions === 'any' || condition === 'default') return true;
  if (isOpen(conditions)) return !conditions.allBut.has(condition) && !condition.startsWith('types@');
  if (!condition.startsWith('types@')) return conditions.has(condition);
  return conditions.has('types') && satisfies(condition.slice('types@'.length));
}
