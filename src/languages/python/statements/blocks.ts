// The open blocks around the current statement: branches, handlers, bodies. Closing one joins what its branches bind
// and tells the requests inside of a `try` how their failure is handled.

import type { Guard } from '../../../model/module-request.ts';
import type { FileDraft, Site } from './drafts.ts';
import {
  ABSENT,
  type BindingSite,
  type Delta,
  interrupted,
  joinBranches,
  type NameState,
  sequence,
  sinceBefore,
} from './flow.ts';
import { type Attempt, foreseeInElse, guardRequests, type Handler, tellsAbsence } from './guards.ts';
import type { Scope } from './scopes.ts';

/** The clauses of one compound statement. */
export interface Group {
  readonly kind: 'if' | 'loop' | 'try' | 'with' | 'match' | 'cases' | 'definition' | 'module';
  /** What each finished branch that goes on behind the statement has changed. */
  readonly branches: Delta[];
  /** One of the branches so far is always taken, so that no other way leads past them. */
  exhausted: boolean;
  /** The condition of an earlier branch always holds; why. */
  decided: Site['dead'];
  /** A branch so far may be taken, in some version of Python that the project allows. */
  mayBeTaken: boolean;
  /** What an earlier branch asked with `hasattr` and found: for the branches behind it. */
  without: Site['without'];
  /** What flags are when none of the branches so far was taken. */
  flags: Site['flags'];
  /** What flags are behind the statement: with other values of them its first branch leaves the block. */
  flagsBehind: Site['flags'];
  readonly attempt: Attempt | null;
}

export interface Block {
  /** Column of its head; everything further right is inside. */
  readonly column: number;
  readonly group: Group;
  readonly role: 'module' | 'body' | 'branch' | 'try' | 'else' | 'handler' | 'finally' | 'match';
  readonly scope: Scope;
  /** In functions and classes {@link NO_DELTA}. */
  readonly delta: Delta;
  readonly dead: Site['dead'];
  readonly guard: Guard;
  readonly isTried: boolean;
  readonly isConditional: boolean;
  readonly expectsError: boolean;
  /** Of a definition that no run takes, and all that stands in it. */
  readonly isLeftOut: boolean;
  readonly given: Site['given'];
  readonly file: Site['file'];
  readonly without: Site['without'];
  flags: Site['flags'];
  /** A branch that is taken in every version of Python that the project allows. */
  readonly isCertain: boolean;
  readonly handler: Handler | null;
  /** The name behind `except … as`, unbound at the end of the handler. */
  readonly caught: (BindingSite & { readonly name: string }) | null;
  /** In a function or class, and in no `try` of it: a line matters only for what it says about imported names. */
  readonly isQuiet: boolean;
  /** The lines of it and of the quiet blocks around it begin at this column or further right. */
  readonly quietFrom: number;
  /** Ends in a `raise` or `sys.exit()` of its own. */
  raises: boolean;
}

export interface Blocks {
  readonly stack: Block[];
  readonly top: () => Block;
  readonly stateOf: (name: string) => NameState;
  /** @param mayKeep it may be bound to what it is bound to already, when that was no import */
  bind(name: string, site: BindingSite, mayKeep?: boolean): void;
  /** A name is bound, in whatever scope: what a handler binds tells whether it is a fallback. */
  note(name: string): void;
  /** A `raise`, which leaves the current branch, of what is named so, if it is. */
  raise(error: string | null): void;
  /** A statement that is no import. */
  noteOther(): void;
  unbind(name: string): void;
  /** Whether the statement at hand runs whenever the module is loaded: it stands in no branch that may not be taken. */
  isSureToRun(): boolean;
  /** Ends the branch on top; its group stays open for a further clause. */
  endBranch(): void;
  /** Ends the statement whose last branch was just ended. */
  endGroup(group: Group): void;
  /** Ends all branches of a `try` before its `finally`. */
  settle(group: Group): void;
}

/** Only what the code of the module itself binds is followed; this stays empty. */
export const NO_DELTA: Delta = new Map();

export function createBlocks(draft: FileDraft, module: Scope): Blocks {
  const root: Block = {
    column: -1,
    group: createGroup('module', null),
    role: 'module',
    scope: module,
    delta: new Map(),
    dead: null,
    guard: 'none',
    isTried: false,
    isConditional: false,
    expectsError: false,
    isLeftOut: false,
    given: null,
    file: null,
    without: null,
    flags: [],
    isCertain: false,
    handler: null,
    caught: null,
    isQuiet: false,
    quietFrom: 0,
    raises: false,
  };
  const stack: Block[] = [root];
  const top = (): Block => stack[stack.length - 1] ?? root;

  function stateOf(name: string): NameState {
    for (let index = stack.length - 1; index >= 0; index--) {
      const state = stack[index]?.delta.get(name);
      if (state) return state;
    }
    return ABSENT;
  }

  function bind(name: string, site: BindingSite, mayKeep = false): void {
    const before = stateOf(name);
    const kept = mayKeep && before.certainty === 'must' && before.sites.some(({ entry }) => entry === null);
    const sites = kept ? [...before.sites, site] : [site];
    top().delta.set(name, { certainty: 'must', sites, ...sinceBefore(before) });
  }

  function note(name: string): void {
    for (let index = stack.length - 1; index > 0; index--) {
      const block = stack[index];
      if (block === undefined || block.role === 'body') break;
      if (block.role === 'try') block.group.attempt?.bound.add(name);
      block.handler?.bound.add(name);
    }
  }

  function raise(error: string | null): void {
    top().raises = true;
    const { handler } = top();
    if (handler !== null && error !== null && tellsAbsence(error)) handler.tellsAbsence = true;
    for (let index = stack.length - 1; index > 0; index--) {
      const block = stack[index];
      if (block === undefined || block.role === 'body') break;
      if (block.role === 'try' && block.group.attempt) block.group.attempt.bodyHasRaise = true;
    }
  }

  function noteOther(): void {
    const { role, group } = top();
    if (role === 'try' && group.attempt) group.attempt.bodyHasOthers = true;
  }

  function unbind(name: string): void {
    top().delta.set(name, { certainty: 'absent', sites: stateOf(name).sites });
  }

  /** A failure here is caught further out, so that what was bound before it counts. */
  function inTry(): boolean {
    return stack.some((block) => block.role === 'try' && block.scope === module);
  }

  function isSureToRun(): boolean {
    return stack.every(({ role, group }) => role === 'module' || (role === 'branch' && group.kind === 'if'))
      ? !top().isConditional && top().dead === null
      : false;
  }

  function endBranch(): void {
    const block = stack.pop();
    if (!block) return;
    const { group } = block;
    const attempt = group.attempt;
    const leaves = block.raises && !inTry();
    switch (block.role) {
      case 'try':
        if (attempt) {
          attempt.body = block.delta;
          attempt.bodyRaises = block.raises;
          attempt.requestsTo = draft.requests.length;
          attempt.usesTo = draft.uses.length;
        }
        return;
      case 'else':
        if (group.kind !== 'try') group.branches.push(block.delta);
        else if (attempt) {
          sequence(attempt.body, block.delta);
          foreseeInElse(draft, attempt);
        }
        return;
      case 'handler':
        if (block.handler) {
          block.handler.raises = block.raises;
          block.handler.requestsTo = draft.requests.length;
          block.handler.usesTo = draft.uses.length;
        }
        if (block.caught) block.delta.set(block.caught.name, { certainty: 'absent', sites: [block.caught] });
        if (attempt && !leaves && block.scope === module)
          group.branches.push(sequence(interrupted(attempt.body, stateOf), block.delta));
        return;
      case 'finally':
      case 'match':
        merge(block.delta);
        return;
      case 'branch':
        if (block.dead === null || block.dead === top().dead) {
          if (!leaves) group.branches.push(block.delta);
        }
        if (group.kind === 'with' && attempt) {
          attempt.requestsTo = draft.requests.length;
          attempt.usesTo = draft.uses.length;
        }
        return;
      default:
        // A class or function body binds nothing around it: `global` names are kept apart.
        return;
    }
  }

  function merge(delta: Delta): void {
    sequence(top().delta, delta);
  }

  function endGroup(group: Group): void {
    if (group.kind === 'definition' || group.kind === 'match' || group.kind === 'module') return;
    if (group.kind === 'try') {
      settle(group);
      return;
    }
    if (group.flagsBehind.length > 0) top().flags = [...top().flags, ...group.flagsBehind];
    if (group.attempt) guardRequests(draft, group.attempt);
    if (!group.exhausted) group.branches.push(new Map());
    if (group.branches.length === 0) {
      if (group.kind === 'if' || group.kind === 'with') top().raises = true;
      return;
    }
    if (top().scope === module) merge(joinBranches(group.branches, stateOf));
  }

  function settle(group: Group): void {
    const attempt = group.attempt;
    if (!attempt || attempt.joined) return;
    attempt.joined = true;
    guardRequests(draft, attempt);
    if (!attempt.bodyRaises || attempt.handlers.length === 0) group.branches.push(attempt.body);
    if (top().scope === module && group.branches.length > 0) merge(joinBranches(group.branches, stateOf));
  }

  return {
    stack,
    top,
    stateOf,
    bind,
    note,
    raise,
    noteOther,
    unbind,
    isSureToRun,
    endBranch,
    endGroup,
    settle,
  };
}

export function createGroup(kind: Group['kind'], attempt: Attempt | null): Group {
  return {
    kind,
    branches: [],
    exhausted: false,
    decided: null,
    mayBeTaken: false,
    without: null,
    flags: [],
    flagsBehind: [],
    attempt,
  };
}
