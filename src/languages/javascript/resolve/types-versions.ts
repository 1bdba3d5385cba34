// package.json `typesVersions`: other declarations for other TypeScript versions. The newest version is taken, because a
// package that still has the field has its best declarations there.
// Source: TypeScript handbook, "Publishing", version selection with typesVersions.

import { isRecord } from '../../../discover/package-json.ts';

/** Stands for the TypeScript that a project uses. */
const VERSION: readonly [number, number] = [6, 0];

/** @returns paths to try in order, relative to the package; empty when nothing matches */
export function mapTypesVersions(typesVersions: unknown, path: string): readonly string[] {
  if (!isRecord(typesVersions)) return [];
  const paths = Object.entries(typesVersions).find(([range]) => satisfies(range))?.[1];
  if (!isRecord(paths)) return [];
  const exact = targetsOf(paths[path]);
  if (exact !== null) return exact;
  let best: { prefix: string; targets: readonly string[] } | null = null;
  for (const [pattern, value] of Object.entries(paths)) {
    const star = pattern.indexOf('*');
    const targets = targetsOf(value);
    if (star === -1 || targets === null) continue;
    const [prefix, suffix] = [pattern.slice(0, star), pattern.slice(star + 1)];
    if (!path.startsWith(prefix) || !path.endsWith(suffix)) continue;
    if (best !== null && best.prefix.length >= prefix.length) continue;
    const match = path.slice(prefix.length, path.length - suffix.length);
    best = { prefix, targets: targets.map((target) => target.replace('*', () => match)) };
  }
  return best?.targets ?? [];
}

function targetsOf(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : null;
}

/** Whether the newest TypeScript is in the range; also for `types@<=5.0` conditions of `exports`. */
export function satisfies(range: string): boolean {
  return range.split('||').some((alternative) => alternative.trim().split(/\s+/).every(satisfiesOne));
}

function satisfiesOne(comparator: string): boolean {
  if (comparator === '*' || comparator === '') return true;
  const match = /^(>=|<=|>|<|=|~|\^)?v?(\d+)(?:\.(\d+))?/.exec(comparator);
  if (match === null) return false;
  const order = VERSION[0] - Number(match[2]) || VERSION[1] - Number(match[3] ?? 0);
  switch (match[1]) {
    case '>=':
      return order >= 0;
    case '>':
      return order > 0;
    case '<=':
      return order <= 0;
    case '<':
      return order < 0;
    default:
      return VERSION[0] === Number(match[2]);
  }
}
