// What a crash at start-up still depends on: a branch that is not decided, or code that is handed the error.

import type { LinkedGraph } from '../link/linked-graph.ts';
import { chainTo, type Reached } from '../link/reachability.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Impact } from '../model/report.ts';
import type { Timing } from '../model/timing.ts';

type Place = Pick<Timing, 'conditional' | 'heard' | 'atStart'>;

export interface Turn {
  readonly module: ModuleId;
  /** It is no branch: other code is handed the error, and may let the program go on. */
  readonly isHeard: boolean;
}

export interface Turns {
  /** What a place in a module depends on when the code around it runs; null for nothing. */
  at(module: ModuleId, place: Place | undefined): Turn | null;
  /** The first on the way of imports to a module, from the entry on. */
  onTheWay(module: ModuleId, reach: ReadonlyMap<ModuleId, Reached>): Turn | null;
}

export function createTurns(linked: LinkedGraph): Turns {
  let taken: ReadonlySet<string> | null = null;

  function at(module: ModuleId, place: Place | undefined): Turn | null {
    const { conditional, heard, atStart } = place ?? {};
    const through = heard ?? /^heard:(.*)$/.exec(atStart ?? '')?.[1];
    if (through === undefined)
      return conditional === true || atStart === 'branch' ? { module, isHeard: false } : null;
    taken ??= takenBindings(linked);
    const isHeard = through === '' || taken.has(keyOf(module, through)) || taken.has(keyOf(module, '*'));
    return isHeard ? { module, isHeard } : null;
  }

  return {
    at,
    onTheWay(module, reach) {
      for (const step of chainTo(module, reach)) {
        const by = reach.get(step)?.by;
        const turn =
          by == null ? null : at(by.module, linked.graph.get(by.module)?.record.requests[by.request]);
        if (turn !== null) return turn;
      }
      return null;
    },
  };
}

/** As the report has it. */
export function toldTurn(turn: Turn | null): Pick<Impact, 'branchIn' | 'heard'> {
  if (turn === null) return {};
  return { branchIn: turn.module, ...(turn.isHeard && { heard: true }) };
}

/** Which bindings of which modules others take; `*` for all. */
function takenBindings(linked: LinkedGraph): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const { id, role, record, resolutions } of linked.graph.values()) {
    if (role !== 'project') continue;
    for (const { answer } of linked.lookups(id)) {
      if (answer.kind === 'namespace') taken.add(keyOf(answer.module, '*'));
      if (answer.kind === 'found') taken.add(keyOf(answer.module, answer.binding));
    }
    // What is done with a module as a whole is not looked at.
    for (const { request, importName } of record.imports) {
      const resolution = resolutions[request];
      if (importName === '*' && resolution?.kind === 'module') taken.add(keyOf(resolution.module, '*'));
    }
  }
  return taken;
}

function keyOf(module: ModuleId, binding: string): string {
  return `${module}\0${binding}`;
}
