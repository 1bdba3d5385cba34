// Which names are asked of modules that are not there, and of modules that do not have them. Starts from findings,
// then gathers everything that any importer of the project asks of the same place.

import type { LinkedGraph, NameLookup } from '../link/linked-graph.ts';
import type { Finding } from '../model/finding.ts';
import { addTo } from '../model/lists.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { baseNameOf } from '../model/path.ts';
import type { Span } from '../model/span.ts';
import type { StartedName } from '../model/started-name.ts';
import { type StubRefusal, WHOLE_MODULE } from '../model/stub.ts';
import type { ModuleUses } from '../typescript/name-uses.ts';
import type { NameUses } from '../typescript/uses.ts';
import { createAsks, type DemandedName, type Site, sitesOfName, withStarts } from './asks.ts';
import { type Place, type PlaceUse, placeOf, type Refused } from './place.ts';
import { refuseName } from './refuse-name.ts';

/** What is asked of one place. */
export type Demand =
  /** A module that is not there, with every request and every line of the settings that means it; one of them at least. */
  | {
      readonly kind: 'module';
      readonly uses: readonly PlaceUse[];
      readonly started: readonly StartedName[];
      readonly names: readonly DemandedName[];
    }
  /** A module that is there without the names. */
  | { readonly kind: 'names'; readonly module: ModuleNode; readonly names: readonly DemandedName[] };

export interface DemandInput {
  readonly root: string;
  readonly linked: LinkedGraph;
  readonly findings: readonly Finding[];
  /** What settings and commands start by a dotted name. */
  readonly started: readonly StartedName[];
  /** How a file of the project uses the module behind one of its specifiers; null where that cannot be read. */
  readonly usesOf: (module: ModuleId, specifier: string) => ModuleUses | null;
  /** Whether a module declares the name on its top level, exported or not. */
  readonly declares: (module: ModuleId, name: string) => boolean;
}

export interface CollectedDemand {
  readonly demands: readonly Demand[];
  readonly refusals: readonly StubRefusal[];
}

const NAME_RULES = new Set(['missing-export', 'missing-member', 'type-as-value']);

/** Gathers the demand behind the findings of `unresolved-module`, `missing-export` and `missing-member`. */
export function collectDemand(input: DemandInput): CollectedDemand {
  const { linked, findings, root } = input;
  const started = input.started.filter(({ expected }) => expected.endsWith('.py'));
  const lookups = [...linked.graph.values()]
    .filter(({ role }) => role === 'project')
    .flatMap((node) => linked.lookups(node.id).map((lookup): Site => ({ node, lookup })));
  const refusals: StubRefusal[] = [];
  const placed = placedUses(linked, root);
  const wanted = new Set<string>();
  const modules = new Map<ModuleId, { node: ModuleNode; names: Set<string> }>();

  for (const finding of findings) {
    if (finding.rule === 'unresolved-module') fromUnresolved(finding);
    else if (NAME_RULES.has(finding.rule)) fromMissing(finding);
  }
  const asksOf = createAsks(lookups, linked, input.usesOf);
  return {
    demands: [
      ...[...wanted].map((key) => moduleDemand(key)),
      ...[...modules.values()].map(({ node, names }) => namesDemand(node, names)),
    ],
    refusals,
  };

  function fromUnresolved(finding: Finding): void {
    const node = linked.graph.get(finding.location.module);
    const index = node?.record.requests.findIndex(({ span }) => sameSpan(span, finding.location.span)) ?? -1;
    if (node === undefined) {
      // A line of the settings: only Python's are read as ones.
      const start = started.find(
        ({ file, moduleSpan }) =>
          file === finding.location.module && sameSpan(moduleSpan, finding.location.span),
      );
      if (start !== undefined) wanted.add(keyOfStart(start));
      return;
    }
    const use = placeUse(root, node, index);
    if (use === null) return;
    if ('why' in use)
      refusals.push({ location: finding.location, specifier: finding.specifier ?? '', ...use });
    else wanted.add(keyOf(use.place));
  }

  function moduleDemand(key: string): Demand {
    const uses = placed.get(key) ?? [];
    const found = new Map<string, Site[]>();
    for (const { node, index, request } of uses) {
      for (const site of lookups) {
        const isDirect = site.node === node && site.lookup.request === index && isOfModule(site);
        if (isDirect || (isThroughStar(node, site) && starPlace(node, site.lookup.name) === key)) {
          addTo(found, site.lookup.name, site);
        }
      }
      const whole = input.usesOf(node.id, request.specifier)?.names.get(WHOLE_MODULE);
      if (whole !== undefined && !found.has(WHOLE_MODULE)) found.set(WHOLE_MODULE, []);
      // No look-up leads to the members of a module that may have been a name of its package as well.
      if (node.record.imports.some(({ orModule }) => orModule === index)) {
        for (const name of input.usesOf(node.id, request.specifier)?.names.keys() ?? [])
          if (!found.has(name)) found.set(name, []);
      }
      if (isStar({ node, index })) {
        for (const { name } of node.record.freeNames ?? [])
          if (mayComeFromStar(node, name) && starPlace(node, name) === key && !found.has(name))
            found.set(name, []);
      }
    }
    const starts = started.filter((start) => start.module === null && keyOfStart(start) === key);
    for (const { name } of starts) if (name !== null && !found.has(name)) found.set(name, []);
    const names = [...found].map(([name, sites]) => withStarts(asksOf(name, sites, uses), starts));
    return { kind: 'module', uses, started: starts, names: sorted(names) };
  }

  /** Python: a name that the module reads and that nothing else gives it. */
  function mayComeFromStar({ id }: ModuleNode, name: string): boolean {
    const answer = linked.resolveExport(id, name, 'python');
    return answer.kind === 'unknown' && answer.reason === 'unresolved';
  }

  /** Of several missing modules that a file passes on by `export *`, the one that the name is most likely from. */
  function starPlace(node: ModuleNode, name: string): string | undefined {
    const stars = [...placed].filter(([, uses]) => uses.some((use) => use.node === node && isStar(use)));
    const asked = stars.find(([, uses]) => uses.some((use) => isAskedDirectly(use, name)));
    const named = stars.find(([, uses]) => baseNameOf(uses[0]?.place.stem ?? '') === name);
    return (asked ?? named ?? stars[0])?.[0];
  }

  function isAskedDirectly({ node, index }: PlacedUse, name: string): boolean {
    return linked
      .lookups(node.id)
      .some((lookup) => lookup.request === index && lookup.name === name && isOfModule({ node, lookup }));
  }

  function fromMissing(finding: Finding): void {
    const site = lookups.find(
      ({ node, lookup }) =>
        node.id === finding.location.module &&
        sameSpan(lookup.span, finding.location.span) &&
        (finding.name === undefined || finding.name === lookup.name),
    );
    if (site === undefined) {
      fromStarted(finding);
      return;
    }
    const { answer } = site.lookup;
    if (answer.kind !== 'missing' && answer.kind !== 'found') return;
    const name = answer.kind === 'missing' ? answer.name : site.lookup.name;
    const target = linked.graph.get(answer.module);
    if (target === undefined) return;
    const submodule = placeOfSubmodule(site, sitesOfName(target.id, name, lookups));
    if (submodule !== null) {
      wanted.add(keyOf(submodule));
      return;
    }
    const isStub = target.record.directives.some((directive) => directive.kind === 'stub');
    if (finding.rule === 'type-as-value' && !isStub) return;
    const refused = refuseName(finding, target, isStub, () => input.declares(target.id, name));
    if (refused !== null) {
      const { location, specifier = '' } = finding;
      refusals.push({ location, specifier, name, of: target.id, ...refused });
      return;
    }
    addName(target, name);
  }

  function fromStarted({ target, name, location }: Finding): void {
    const node = target === undefined ? undefined : linked.graph.get(target);
    const isOurs = started.some(
      ({ file, span }) => file === location.module && sameSpan(span, location.span),
    );
    if (node !== undefined && name !== undefined && isOurs) addName(node, name);
  }

  function addName(target: ModuleNode, name: string): void {
    const known = modules.get(target.id) ?? { node: target, names: new Set() };
    known.names.add(name);
    modules.set(target.id, known);
  }

  /** Python: where the module was that `from app import pool` asks for, if everybody takes names from it and nothing else. */
  function placeOfSubmodule({ node, lookup }: Site, sites: readonly Site[]): Place | null {
    const orModule = submoduleOf(lookup);
    const isModule = sites.every((site) => submoduleOf(site.lookup) !== undefined && isUsedAsModule(site));
    const use = orModule === undefined || !isModule ? null : placeUse(root, node, orModule);
    return use === null || 'why' in use ? null : use.place;
  }

  function isUsedAsModule({ node, lookup: { request, name } }: Site): boolean {
    const specifier = node.record.requests[request]?.specifier ?? '';
    const all = input.usesOf(node.id, specifier);
    const uses = all?.names.get(name);
    // `from . import signals`, and nothing more: a module that is to run.
    if (uses === undefined || (uses.members.size === 0 && !isUsedItself(uses)))
      return all !== null && /^\.+$/.test(specifier);
    return !isUsedItself(uses);
  }

  function namesDemand(module: ModuleNode, names: ReadonlySet<string>): Demand {
    const starts = started.filter((start) => start.module === module.id);
    const demanded = [...names].map((name) =>
      withStarts(asksOf(name, sitesOfName(module.id, name, lookups), []), starts),
    );
    return { kind: 'names', module, names: sorted(demanded) };
  }
}

interface PlacedUse extends PlaceUse {
  readonly index: number;
}

/** Every request of the project that leads to a place where a stub can be written, by place. */
function placedUses(linked: LinkedGraph, root: string): ReadonlyMap<string, readonly PlacedUse[]> {
  const placed = new Map<string, PlacedUse[]>();
  for (const node of linked.graph.values()) {
    if (node.role !== 'project') continue;
    for (const index of node.resolutions.keys()) {
      const use = placeUse(root, node, index);
      if (use === null || 'why' in use) continue;
      addTo(placed, keyOf(use.place), use);
    }
  }
  return placed;
}

function placeUse(root: string, node: ModuleNode, index: number): PlacedUse | Refused | null {
  const request = node.record.requests[index];
  const resolution = node.resolutions[index];
  if (request === undefined || resolution?.kind !== 'unresolved') return null;
  const place = placeOf(root, node, request, resolution);
  return 'why' in place ? place : { place, node, request, index };
}

/** Whether something is done with the thing itself, and not with a member of it. */
function isUsedItself({ calls, constructions, extended, ...rest }: NameUses): boolean {
  const isMade = calls.length + constructions.length + extended.length > 0;
  return isMade || rest.enumerated || rest.operand || rest.handedOn;
}

/** The request for the module that a name may be instead. */
function submoduleOf({ asks }: NameLookup): number | undefined {
  return asks.by === 'import' ? asks.entry.orModule : undefined;
}

function isStar({ node, index }: Pick<PlacedUse, 'node' | 'index'>): boolean {
  return node.record.exports.some((entry) => entry.kind === 'star' && entry.request === index);
}

/** The name was looked for in what `node` passes on from a module that is not there. */
function isThroughStar(node: ModuleNode, { lookup: { answer, target } }: Site): boolean {
  // What `node` itself asks of a module that is not there has the same answer, and no target.
  return (
    target !== null &&
    answer.kind === 'unknown' &&
    answer.reason === 'unresolved' &&
    answer.module === node.id
  );
}

/** `ns.a` asks the module for `a`; the `b` of `ns.a.b`, and members of a named import, are asked of something else. */
function isOfModule({ node, lookup: { asks, request } }: Site): boolean {
  if (asks.by !== 'member') return true;
  // Python: `import a.b` is used as `a.b.name`.
  if (asks.index > 0) return asks.index + 1 === node.record.requests[request]?.specifier.split('.').length;
  return 'request' in asks.use.of || node.record.imports[asks.use.of.import]?.importName === '*';
}

function keyOfStart({ expected }: StartedName): string {
  return keyOf({ stem: expected.replace(/\.py$/, ''), flavour: '' });
}

function keyOf({ stem, flavour }: Pick<Place, 'stem' | 'flavour'>): string {
  return `${stem}.${flavour}`;
}

function sorted(names: readonly DemandedName[]): DemandedName[] {
  return [...names].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function sameSpan(left: Span, right: Span): boolean {
  return left.start === right.start && left.end === right.end;
}
