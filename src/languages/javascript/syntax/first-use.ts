// Of all uses of a name, the one that breaks first: while the module is loaded, for sure or else in a branch; else in a
// function.

import type { HeldUse, ValueUse } from '../../../model/member-use.ts';
import { type Timing, timingOf } from '../../../model/timing.ts';
import type { Node } from '../syntax-tree.ts';
import { type Surroundings, surroundingsOf } from './surroundings.ts';

/** How a name is used, without when. */
type How = Pick<HeldUse | ValueUse, 'access'>;

/**
 * @param useAt how a reference uses the name; null where it does not, or nobody minds
 * @returns null where no reference does
 */
export function firstUse<Use extends How>(
  references: readonly Node[],
  useAt: (reference: Node, surroundings: Surroundings) => Use | null,
): (Use & Timing) | null {
  let first: (Use & Timing) | null = null;
  for (const reference of references) {
    const surroundings = surroundingsOf(reference);
    const how = useAt(reference, surroundings);
    if (how === null) continue;
    const use = { ...how, ...timingOf(surroundings) };
    if (first === null || rankOf(use) < rankOf(first)) first = use;
  }
  return first;
}

/** What breaks early stands before what breaks late, and what breaks for sure before what may. */
function rankOf({ runs, conditional, atStart, access }: How & Timing): number {
  const isAtStart = runs === 'load' || atStart !== undefined;
  const isUnsure = conditional === true || (atStart !== undefined && atStart !== 'sure');
  const moment = !isAtStart ? 2 : isUnsure ? 1 : 0;
  return moment * 3 + (access === 'read' ? 2 : access === 'handed' ? 1 : 0);
}
