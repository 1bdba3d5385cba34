// Who asks for a name of a module, and what each of them does with it: imports of the project through any number of
// re-exports, and lines of its settings.

import type { ImporterKind, LinkedGraph, NameLookup } from '../link/linked-graph.ts';
import type { Location } from '../model/finding.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { StartedName } from '../model/started-name.ts';
import { WHOLE_MODULE } from '../model/stub.ts';
import type { NameUses } from '../typescript/uses.ts';
import type { PlaceUse } from './place.ts';
import { isScript, type UsesOf } from './read-uses.ts';
import type { Ask } from './shape.ts';

export interface DemandedName {
  readonly name: string;
  readonly asks: readonly Ask[];
  readonly askedBy: readonly Location[];
  /** Through which loaders: `require(…).default` is a property, and not the module as a whole. */
  readonly importers: ReadonlySet<ImporterKind>;
}

/** One look-up of the linker, with the file that asks. */
export interface Site {
  readonly node: ModuleNode;
  readonly lookup: NameLookup;
}

/** Who asks `module` for `name`, directly or through stars. */
export function sitesOfName(module: ModuleId, name: string, lookups: readonly Site[]): Site[] {
  return lookups.filter(({ lookup }) => {
    const { answer, target } = lookup;
    if (answer.kind === 'missing') return answer.module === module && answer.name === name;
    if (lookup.name !== name) return false;
    if (answer.kind === 'unknown' && answer.reason === 'unresolved') return answer.module === module;
    return target === module || (answer.kind === 'found' && answer.module === module);
  });
}

/** @param usesOf how a file of the project uses the module behind one of its specifiers */
export function createAsks(lookups: readonly Site[], linked: LinkedGraph, usesOf: UsesOf) {
  return (name: string, sites: readonly Site[], requests: readonly PlaceUse[]): DemandedName => {
    const asks: Ask[] = [];
    const followed = new Set<string>();
    for (const site of sites) follow(site);
    const unasked = name === WHOLE_MODULE || sites.length === 0 ? requests : [];
    for (const { node, request } of unasked) askByUse(node, request.specifier);
    const askedBy = sites.map(({ node, lookup }): Location => ({ module: node.id, span: lookup.span }));
    return {
      name,
      asks,
      askedBy: [...askedBy, ...unasked.flatMap(({ node }) => freeSite(node, name))],
      importers: new Set(sites.map(({ lookup }) => lookup.importer)),
    };

    function follow({ node, lookup }: Site): void {
      const specifier = node.record.requests[lookup.request]?.specifier ?? '';
      const key = JSON.stringify([node.id, specifier, lookup.name]);
      if (followed.has(key)) return;
      followed.add(key);
      const uses = usesOf(node.id, specifier)?.names.get(lookup.name) ?? null;
      asks.push(askOf(node, uses, lookup.typeOnly, lookup.asks.by === 're-export'));
      const again = new Set(uses?.exportedAs ?? []);
      if (lookup.asks.by === 're-export') again.add(lookup.asks.entry.exportName);
      for (const exported of again) for (const next of sitesOfName(node.id, exported, lookups)) follow(next);
    }

    /** No look-up asks for the module as a whole, and for what a star of Python is to bring. */
    function askByUse(node: ModuleNode, specifier: string): void {
      const uses = usesOf(node.id, specifier)?.names.get(name);
      if (uses !== undefined && linked.graph.has(node.id)) asks.push(askOf(node, uses, false, false));
    }
  };
}

/** With the lines of the settings that start the name. Who reads them calls it, or hands it on: its name says what it is. */
export function withStarts(demanded: DemandedName, starts: readonly StartedName[]): DemandedName {
  const asked = starts.filter(({ name }) => name === demanded.name);
  if (asked.length === 0) return demanded;
  const ask: Ask = { uses: null, typeOnly: false, typescript: false, kept: true };
  return {
    ...demanded,
    asks: [...demanded.asks, ask],
    askedBy: [...demanded.askedBy, ...asked.map(({ file, span }): Location => ({ module: file, span }))],
  };
}

function freeSite({ id, record }: ModuleNode, name: string): Location[] {
  const free = record.freeNames?.find((each) => each.name === name);
  return free === undefined ? [] : [{ module: id, span: free.span }];
}

function askOf(node: ModuleNode, uses: NameUses | null, typeOnly: boolean, reexported: boolean): Ask {
  const { typescript, verbatim, isolated } = node.settings;
  return {
    uses,
    typeOnly,
    typescript,
    kept: !typescript || verbatim || (reexported && isolated) || !isScript(node.id),
  };
}
