// The scopes of Python (Language Reference 4.2.2) with the names that each binds, as far as they decide what
// `name.member` means.

/** A name that is bound by something that is no import, or by several different imports. */
export const NO_IMPORT = -1;

export interface Scope {
  readonly kind: 'module' | 'function' | 'class';
  readonly parent: Scope | null;
  /** `Database.reconnect`; empty for the module. */
  readonly qualified: string;
  /** Offset of the line that opens it. */
  readonly start: number;
  /** Name → index of its import entry, or {@link NO_IMPORT}. */
  readonly bindings: Map<string, number>;
  /** Names declared `global` or `nonlocal`; null when there are none. */
  globals: Set<string> | null;
  nonlocals: Set<string> | null;
}

export function createScope(kind: Scope['kind'], name: string, parent: Scope | null, start: number): Scope {
  const prefix = parent === null || parent.qualified === '' ? '' : `${parent.qualified}.`;
  return {
    kind,
    parent,
    qualified: prefix + name,
    start,
    bindings: new Map(),
    globals: null,
    nonlocals: null,
  };
}

/** The nearest scope that is no class: what stands in a class body runs with the code around it. */
export function frameOf(scope: Scope): Scope {
  let frame = scope;
  while (frame.kind === 'class' && frame.parent !== null) frame = frame.parent;
  return frame;
}

/** The index of the import that `name` means when it is read in `scope`; null when it is no import. */
export function importBehind(scope: Scope, name: string): number | null {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    // Class names are seen by the code of the class body itself, not by its methods (Language Reference 4.2.2).
    if (at.kind === 'class' && at !== scope) continue;
    if (at.globals?.has(name)) {
      let module: Scope = at;
      while (module.parent !== null) module = module.parent;
      at = module;
    }
    const entry = at.nonlocals?.has(name) ? undefined : at.bindings.get(name);
    if (entry !== undefined) return entry === NO_IMPORT ? null : entry;
  }
  return null;
}
