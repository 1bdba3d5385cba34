// Where the methods of an instance are looked for: in its class, then in those that this is derived from, in an order that
// Python and JavaScript share as far as a class has one base.
// Source: docs.python.org/3/howto/mro.html (C3); ECMA-262, 10.1.8 (OrdinaryGet)

import type { ModuleId } from '../model/module-id.ts';

/** A class by its module and its name there. */
export interface ClassPlace {
  readonly module: ModuleId;
  readonly name: string;
}

/**
 * A class and those behind it, in which methods are looked for; null stands for one that is not known, behind which nothing is
 * certain.
 * @param basesOf those that a class names itself; null for what is not known
 */
export function methodOrder(
  of: ClassPlace,
  basesOf: (derived: ClassPlace) => readonly (ClassPlace | null)[],
): readonly (ClassPlace | null)[] {
  return orderOf(of, basesOf, []);
}

function orderOf(
  of: ClassPlace,
  basesOf: (derived: ClassPlace) => readonly (ClassPlace | null)[],
  derived: readonly ClassPlace[],
): readonly (ClassPlace | null)[] {
  // A class that is derived from itself is an error before anything of it is called.
  if (derived.some((one) => isSameClass(one, of))) return [null];
  const bases = basesOf(of);
  const orders = bases.map((base) => (base === null ? [null] : orderOf(base, basesOf, [...derived, of])));
  return [of, ...merged([...orders, bases])];
}

/** The first of each list that stands in front of nothing else in another one. */
function merged(lists: readonly (readonly (ClassPlace | null)[])[]): (ClassPlace | null)[] {
  const found: (ClassPlace | null)[] = [];
  let open = lists.filter((list) => list.length > 0);
  while (open.length > 0) {
    const isBehind = (one: ClassPlace) =>
      open.some((list) => list.slice(1).some((other) => other !== null && isSameClass(other, one)));
    const next = open.map(([head]) => head ?? null).find((head) => head === null || !isBehind(head)) ?? null;
    found.push(next);
    if (next === null) return found;
    open = open
      .map((list) => (list[0] != null && isSameClass(list[0], next) ? list.slice(1) : list))
      .filter((list) => list.length > 0);
  }
  return found;
}

export function isSameClass(one: ClassPlace, other: ClassPlace): boolean {
  return one.module === other.module && one.name === other.name;
}
