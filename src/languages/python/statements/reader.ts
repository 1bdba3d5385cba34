// Reads into a draft: what binds a name, in which scope, and whether that matters.

import { addInterest, isOfInterest } from '../tokens/interest.ts';
import type { Blocks } from './blocks.ts';
import type { FileDraft, Site } from './drafts.ts';
import type { ModuleNames } from './exports.ts';
import { rebindFallback } from './fallbacks.ts';
import { NO_IMPORT, type Scope } from './scopes.ts';
import { tokenText } from './targets.ts';

/** Everything that reading a line may change. */
export interface Reader {
  readonly draft: FileDraft;
  readonly blocks: Blocks;
  readonly names: ModuleNames;
  /** Binds the name of a token in the current scope. */
  bindToken(token: number): void;
  bindName(name: string, token: number, entry: number | null): void;
  site(): Site;
}

export function createReader(draft: FileDraft, blocks: Blocks, names: ModuleNames): Reader {
  function site(): Site {
    return blocks.top();
  }

  function bindName(name: string, token: number, entry: number | null): void {
    const span = { start: draft.line.starts[token] ?? 0, end: draft.line.ends[token] ?? 0 };
    const { scope, dead } = blocks.top();
    blocks.note(name);
    const global = scope.globals?.has(name) === true;
    // What a branch binds that is never taken changes nothing.
    if ((scope.kind === 'module' && dead !== 'never') || global) {
      rebindFallback(draft, blocks, name);
      draft.constants.delete(name);
      draft.versionNames.delete(name);
      draft.switches.delete(name);
      draft.probes.delete(name);
    }
    const owner = global ? rootOf(scope) : scope;
    record(draft, owner.bindings, name, entry);
    if (global) {
      names.fromFunctions.set(name, { span, entry: null });
    } else if (scope.kind === 'module') {
      // PEP 562, also where the function is imported or made: `__getattr__ = moved(__name__)`.
      if (name === '__getattr__' && dead === null) draft.answersNames = true;
      if (dead === null) blocks.bind(name, { span, entry }, isSameName(draft, name, entry));
      else if (dead === 'types') names.forTypes.set(name, { span, entry });
      else if (dead === 'main') names.whenMain.set(name, { span, entry });
    }
  }

  function bindToken(token: number): void {
    if (mayMatter(draft, blocks.top().isQuiet, token)) bindName(tokenText(draft.line, token), token, null);
  }

  return { draft, blocks, names, bindToken, bindName, site };
}

/** In the body of a function the names matter that stand for an import, and in a `try` those that a handler replaces. */
export function mayMatter(
  { interest, line, everyLine }: FileDraft,
  isQuiet: boolean,
  token: number,
): boolean {
  return !isQuiet || everyLine || isOfInterest(interest, line.hashes[token] ?? 0);
}

/** `from m import name`, which may be the module itself: what `name` was before is then what it is. */
function isSameName(draft: FileDraft, name: string, entry: number | null): boolean {
  return entry !== null && draft.imports[entry]?.importName === name;
}

function rootOf(scope: Scope): Scope {
  let root = scope;
  while (root.parent !== null) root = root.parent;
  return root;
}

/** Keeps the import that a name stands for as long as all its bindings are the same import. */
function record(draft: FileDraft, bindings: Map<string, number>, name: string, entry: number | null): void {
  const before = bindings.get(name);
  if (entry === null || (before !== undefined && !sameImport(draft, before, entry)))
    bindings.set(name, NO_IMPORT);
  else if (before === undefined) bindings.set(name, entry);
}

function sameImport(draft: FileDraft, left: number, right: number): boolean {
  const one = draft.imports[left];
  const other = draft.imports[right];
  return (
    one !== undefined &&
    other !== undefined &&
    one.importName === other.importName &&
    one.typeOnly === other.typeOnly &&
    draft.requests[one.request]?.specifier === draft.requests[other.request]?.specifier
  );
}

/** From now on the members of `name` matter, and what else binds it: in the function that it is imported in, before too. */
export function makeUsable(draft: FileDraft, scope: Scope, name: string, at: number): void {
  if (draft.usable.has(name)) return;
  draft.usable.add(name);
  addInterest(draft.interest, name);
  if (scope.parent === null) return;
  let outermost = scope;
  while (outermost.parent?.parent) outermost = outermost.parent;
  const before = draft.text.indexOf(name, outermost.start);
  if (before >= 0 && before < at) draft.passedOver = true;
}
