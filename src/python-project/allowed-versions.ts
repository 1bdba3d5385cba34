// The versions of Python that a version specifier allows, as far as minor versions tell them apart: those that it leaves
// out in between are allowed.

type Version = readonly [major: number, minor: number];

interface Allowed {
  readonly lowest: Version;
  /** Null: any later one. */
  readonly highest: Version | null;
}

/**
 * @param specifier PEP 440 (`>=3.9,<3.13`, `~=3.9`, `==3.11.*`) or Poetry's (`^3.9 || ^3.10`)
 * @returns `3.9+`, `3.9-3.12` or `3.11`; null when it names no lowest version
 */
export function allowedVersions(specifier: string | undefined): string | null {
  const alternatives = (specifier ?? '').split('||').flatMap((clauses) => allowedByAll(clauses) ?? []);
  const [first, ...others] = alternatives;
  if (first === undefined) return null;
  const { lowest, highest } = others.reduce(union, first);
  if (highest === null) return `${lowest.join('.')}+`;
  return isBefore(lowest, highest) ? `${lowest.join('.')}-${highest.join('.')}` : lowest.join('.');
}

const CLAUSE = /(>=|<=|~=|===|==|>|<|\^|~|!=)?\s*v?(\d+)(?:\.(\d+))?(\.\d+)?/g;

function allowedByAll(clauses: string): Allowed | null {
  let lowest: Version | null = null;
  let highest: Version | null = null;
  for (const [, operator = '==', major, minor, patch] of clauses.matchAll(CLAUSE)) {
    const version: Version = [Number(major), Number(minor ?? 0)];
    switch (operator) {
      case '!=':
        break;
      case '<':
        // `<3.12.4` still allows 3.12.
        highest = earliest(highest, patch === undefined ? before(version) : version);
        break;
      case '<=':
        highest = earliest(highest, version);
        break;
      default:
        if (lowest === null || isBefore(lowest, version)) lowest = version;
        // `~=3.9` and `^3.9` end before 4, which nobody has; `~=3.9.1`, `~3.9` and `==3.9.*` end with 3.9.
        if (minor === undefined || operator === '>=' || operator === '>' || operator === '^') break;
        if (operator !== '~=' || patch !== undefined) highest = earliest(highest, version);
    }
  }
  return lowest === null ? null : { lowest, highest };
}

/** The last minor version before `X.Y`; null before `4.0`, where the last one of 3 is not known. */
function before([major, minor]: Version): Version | null {
  return minor === 0 ? null : [major, minor - 1];
}

function isBefore(left: Version, right: Version): boolean {
  return left[0] < right[0] || (left[0] === right[0] && left[1] < right[1]);
}

function earliest(left: Version | null, right: Version | null): Version | null {
  if (left === null || right === null) return left ?? right;
  return isBefore(left, right) ? left : right;
}

function union(left: Allowed, right: Allowed): Allowed {
  const lowest = isBefore(left.lowest, right.lowest) ? left.lowest : right.lowest;
  if (left.highest === null || right.highest === null) return { lowest, highest: null };
  return { lowest, highest: isBefore(left.highest, right.highest) ? right.highest : left.highest };
}
