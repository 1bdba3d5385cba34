// What a name is bound to at a point of the module's top-level code: an abstract run over branches without a tree.
// Invariant: a name that is bound on any path that can be taken is never called absent.

import type { Span } from '../../../model/span.ts';

/** One place that binds a name. `entry` is an index into the import drafts where the place is an import. */
export interface BindingSite {
  readonly span: Span;
  readonly entry: number | null;
}

export interface NameState {
  readonly certainty: 'must' | 'may' | 'absent';
  /** The places that may have given the name its value here; kept when it is deleted, for messages. */
  readonly sites: readonly BindingSite[];
  /** Where it may have been bound to something else before; absent where it was not. */
  readonly since?: number;
}

/** What a stretch of code changes, over the state before it. */
export type Delta = Map<string, NameState>;

/** The state in front of a stretch of code. */
export type StateBefore = (name: string) => NameState;

export const ABSENT: NameState = { certainty: 'absent', sites: [] };

/** The state after code that takes exactly one of these branches; each changed the state `before` by its delta. */
export function joinBranches(branches: readonly Delta[], before: StateBefore): Delta {
  const joined: Delta = new Map();
  for (const branch of branches) {
    for (const name of branch.keys()) {
      if (joined.has(name)) continue;
      joined.set(name, joinStates(branches.map((each) => each.get(name) ?? before(name))));
    }
  }
  return joined;
}

function joinStates(states: readonly NameState[]): NameState {
  const first = states[0] ?? ABSENT;
  if (states.every((state) => state === first)) return first;
  let certainty = first.certainty;
  for (const state of states) if (state.certainty !== certainty) certainty = 'may';
  const bound = states.filter((state) => state.certainty !== 'absent');
  const sites = new Set((bound.length > 0 ? bound : states).flatMap((state) => state.sites));
  return { certainty, sites: [...sites], ...earliest(bound) };
}

function earliest(states: readonly NameState[]): Pick<NameState, 'since'> {
  const all = states.flatMap(({ since }) => since ?? []);
  return all.length === 0 ? {} : { since: Math.min(...all) };
}

/** What a new binding of a name keeps of its state before. */
export function sinceBefore({ certainty, sites, since }: NameState): Pick<NameState, 'since'> {
  const [first] = sites;
  if (certainty === 'absent' || first === undefined) return {};
  return { since: since ?? first.span.start };
}

/** The state where code was left at an unknown point: a handler's entry after its `try` body. */
export function interrupted(body: Delta, before: StateBefore): Delta {
  const entry: Delta = new Map();
  for (const [name, state] of body) {
    const earlier = before(name);
    if (earlier === state) continue;
    const certainty = earlier.certainty === 'must' && state.certainty === 'must' ? 'must' : 'may';
    const sites = [...new Set([...earlier.sites, ...state.sites])];
    entry.set(name, { certainty, sites, ...earliest([earlier, state]) });
  }
  return entry;
}

/** `then` after `first`, as one change. */
export function sequence(first: Delta, then: Delta): Delta {
  for (const [name, state] of then) first.set(name, state);
  return first;
}
