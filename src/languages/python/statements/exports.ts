// What a module exports: the names that its top-level code leaves bound when it has run.

import type { ExportEntry, IndirectExport, LocalExport, StarExport } from '../../../model/export-entry.ts';
import type { ImportEntry } from '../../../model/import-entry.ts';
import type { LocalDeclaration, StarNames, StarPart } from '../../../model/module-record.ts';
import type { FlagTest } from '../../../model/module-request.ts';
import type { Span } from '../../../model/span.ts';
import type { BindingSite, Delta, NameState } from './flow.ts';

type Draft<T> = { -readonly [Key in keyof T]: T[Key] };

/** Module names that the branches alone do not tell. */
export interface ModuleNames {
  /** Bound in functions through `global`. */
  readonly fromFunctions: Map<string, BindingSite>;
  /** Bound under `if TYPE_CHECKING:` only. */
  readonly forTypes: Map<string, BindingSite>;
  /** Bound under `if __name__ == '__main__':` only. */
  readonly whenMain: Map<string, BindingSite>;
  /** The entries of `__all__`; sure are those that are in it whenever the module is loaded. */
  readonly all: Map<string, { readonly span: Span; readonly isSure: boolean }>;
  /** The modules whose `__all__` is a part of it, by their requests. */
  readonly allParts: Map<number, { readonly span: Span; readonly isSure: boolean }>;
  /** `__all__` has parts that cannot be read, or a function adds to it. */
  allIsOpen: boolean;
  /** The last decorator line was one that writes the members of its class into the module. */
  decoratedGlobally: boolean;
  /** One of the decorators of the next definition says that it fails; that it never runs; what flags are when it runs. */
  decoratedAsFailing: boolean;
  decoratedAsLeftOut: boolean;
  decoratedWithFlags: FlagTest[];
  /** How many uses of requests there were in front of the decorators of the next definition; null where it has none. */
  usesBeforeDecorators: number | null;
}

export function createModuleNames(): ModuleNames {
  return {
    fromFunctions: new Map(),
    forTypes: new Map(),
    whenMain: new Map(),
    all: new Map(),
    allParts: new Map(),
    allIsOpen: false,
    decoratedGlobally: false,
    decoratedAsFailing: false,
    decoratedAsLeftOut: false,
    decoratedWithFlags: [],
    usesBeforeDecorators: null,
  };
}

export interface Exports {
  readonly exports: readonly ExportEntry[];
  readonly unexported: readonly LocalDeclaration[];
  /** Undefined: all names. */
  readonly starNames: StarNames | undefined;
  /** Of an `__all__` that has those of others in it; those that are surely in it even where it is open. */
  readonly starParts: readonly StarPart[];
  readonly starSites: readonly LocalDeclaration[];
}

export function moduleExports(
  final: Delta,
  names: ModuleNames,
  imports: readonly ImportEntry[],
  stars: readonly StarExport[],
): Exports {
  const entries: ExportEntry[] = [];
  const unexported: LocalDeclaration[] = [];
  const bound = new Set<string>();
  const add = (name: string, state: NameState, meaning: 'value' | 'type'): void => {
    bound.add(name);
    entries.push(exportEntry(name, state, meaning, imports));
  };
  for (const [name, left] of final) {
    const other = names.fromFunctions.get(name);
    // Nobody knows when the function is called.
    const state = other ? { ...left, since: 0 } : left;
    if (state.certainty === 'may' && other) add(name, { ...state, sites: [...state.sites, other] }, 'value');
    else if (state.certainty !== 'absent') add(name, state, 'value');
    else if (!other) for (const { span } of state.sites.slice(0, 1)) unexported.push({ name, span });
  }
  for (const [name, site] of names.fromFunctions)
    if (!bound.has(name)) add(name, { certainty: 'may', sites: [site] }, 'value');
  for (const [name, site] of names.forTypes)
    if (!bound.has(name)) add(name, { certainty: 'must', sites: [site] }, 'type');
  for (const [name, { span }] of names.whenMain) if (!bound.has(name)) unexported.push({ name, span });
  const starNames = names.allIsOpen
    ? undefined
    : names.all.size > 0 || names.allParts.size > 0
      ? [...names.all.keys()]
      : bound.has('__all__')
        ? literalAll(final)
        : 'public';
  const starSites = [...names.all].flatMap(([name, { span, isSure }]) => (isSure ? [{ name, span }] : []));
  const starParts = [...names.allParts].map(([request, part]) => ({ request, ...part }));
  return { exports: [...entries, ...stars], unexported, starNames, starParts, starSites };
}

/** `__all__ = []` takes nothing; an `__all__` that is imported or computed is open. */
function literalAll(final: Delta): StarNames | undefined {
  const site = final.get('__all__')?.sites[0];
  return site && site.entry === null ? [] : undefined;
}

function exportEntry(
  name: string,
  state: NameState,
  meaning: 'value' | 'type',
  imports: readonly ImportEntry[],
): ExportEntry {
  const [site] = state.sites;
  const span = site?.span ?? { start: 0, end: 0 };
  const entry = state.sites.length === 1 && site && site.entry !== null ? imports[site.entry] : undefined;
  // An import under TYPE_CHECKING gives no name at run time, wherever it leads.
  if (!entry || meaning === 'type')
    return completed({ kind: 'local', exportName: name, localName: name, meaning, span }, state);
  const { request, importName, typeOnly, orModule } = entry;
  const indirect: Draft<IndirectExport> = {
    kind: 'indirect',
    exportName: name,
    request,
    importName,
    typeOnly,
    span,
  };
  if (orModule !== undefined) indirect.orModule = orModule;
  return completed(indirect, state);
}

/** One after the other: there are tens of thousands of them, and spreading what is optional costs more than all the rest. */
function completed(entry: Draft<LocalExport | IndirectExport>, { certainty, since }: NameState): ExportEntry {
  if (certainty === 'may') entry.certainty = 'may';
  if (since !== undefined && since < entry.span.start) entry.boundFrom = since;
  return entry;
}
