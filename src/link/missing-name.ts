// What can be said about a name that its module does not export: where the re-export broke, what was meant instead,
// where it lives now. Facts for the rules, so that all of them say the same about the same defect.

import type { Finding, Related, Suggestion } from '../model/finding.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { nearestName } from '../model/nearest-name.ts';
import { shellWord } from '../model/shell-word.ts';
import type { Span } from '../model/span.ts';
import { nameInErrors } from './dotted-name.ts';
import { siteOfName } from './failure.ts';
import type { LinkedGraph, NameLookup } from './linked-graph.ts';
import { type RunsInstead, runsInstead } from './there-when-it-runs.ts';

/** All of a finding but what its rule calls it. */
export type NameFacts = Omit<Finding, 'rule' | 'messageId'>;

const WHAT_RUNS: Readonly<Record<RunsInstead, string>> = {
  code: 'the code has it, only its declarations lack it: a type checker stops here, and nothing that runs',
  mock: 'a mock stands in for the module when this runs: a type checker stops here, which looks at the module itself',
};

/**
 * The facts of a look-up that is to be reported.
 * `data`: `name`, `specifier`, `module` (where the name should be), `hint` (what to do: a clause ending without full stop).
 */
export function describeName(linked: LinkedGraph, node: ModuleNode, lookup: NameLookup): NameFacts {
  const request = node.record.requests[lookup.request];
  const { name, span, answer } = lookup;
  const at = answer.kind === 'missing' ? answer.module : lookup.target;
  const specifier = request?.specifier ?? '';
  const among = answer.kind === 'missing' ? answer.among : undefined;
  const instead = runsInstead(linked, node, lookup);
  const suggestions =
    instead !== null
      ? []
      : among === undefined
        ? suggestionsFor(linked, node, lookup, at)
        : amongMembers(node, lookup, among);
  return {
    data: {
      name,
      specifier: isOnlyDots(specifier, lookup)
        ? nameInErrors(specifier, lookup.target, linked.graph)
        : specifier,
      module: at ?? specifier,
      hint:
        instead !== null
          ? WHAT_RUNS[instead]
          : (suggestions[0]?.text ??
            (among === undefined ? whatIsExported(linked, lookup, at) : whatItHas(among))),
    },
    location: { module: node.id, span },
    related: [...brokenHop(answer), ...(among === undefined ? unexportedSite(linked, name, at) : [])],
    ...(request === undefined ? {} : { specifier }),
    name,
    ...(at === null ? {} : { target: at }),
    suggestions,
    site: siteOfName(linked, node, lookup),
  };
}

/** `from . import signals`: nobody knows a package by that name. */
function isOnlyDots(specifier: string, { importer, asks }: NameLookup): boolean {
  return importer === 'python' && asks.by !== 'member' && /^\.+$/.test(specifier);
}

/**
 * Whether the same break is reported at a re-export of the project on the way: the cause is said once, where it is.
 * A re-export that is optional there is no error there, so it does not speak for this one.
 */
export function isToldAtReexport(linked: LinkedGraph, lookup: NameLookup): boolean {
  const { answer } = lookup;
  if (answer.kind !== 'missing' && answer.kind !== 'cycle' && answer.kind !== 'ambiguous') return false;
  return answer.via.some((hop) => {
    const barrel = linked.graph.get(hop.module);
    if (hop.star === true || barrel?.role !== 'project') return false;
    const entry = barrel.record.exports.find(
      (candidate) => candidate.kind === 'indirect' && candidate.exportName === hop.name,
    );
    if (entry?.kind !== 'indirect') return false;
    return linked
      .lookups(barrel.id)
      .some(
        (told) =>
          told.asks.by !== 'member' &&
          told !== lookup &&
          told.request === entry.request &&
          told.name === entry.importName &&
          told.answer.kind === answer.kind &&
          told.guard !== 'optional',
      );
  });
}

/** The declaration in the target that lacks its `export`. */
export function unexportedDeclaration(linked: LinkedGraph, name: string, at: ModuleId | null): Span | null {
  const node = at === null ? undefined : linked.graph.get(at);
  return node?.record.unexported?.find((declaration) => declaration.name === name)?.span ?? null;
}

function brokenHop(answer: NameLookup['answer']): Related[] {
  if (!('via' in answer)) return [];
  return answer.via.map(({ module, name, span, star }) => ({
    location: { module, span },
    message: star === true ? 'looked for through this star' : `"${name}" is re-exported here`,
  }));
}

function unexportedSite(linked: LinkedGraph, name: string, at: ModuleId | null): Related[] {
  const span = unexportedDeclaration(linked, name, at);
  if (span === null || at === null) return [];
  return [{ location: { module: at, span }, message: `"${name}" is declared here without being exported` }];
}

/** Another member of the value; neither an export nor a stub of the module would give the value one. */
function amongMembers(node: ModuleNode, lookup: NameLookup, among: readonly string[]): Suggestion[] {
  const near = nearestName(lookup.name, among);
  return near === null ? [] : [rename(node, lookup, near)];
}

function suggestionsFor(
  linked: LinkedGraph,
  node: ModuleNode,
  lookup: NameLookup,
  at: ModuleId | null,
): Suggestion[] {
  const suggestions: Suggestion[] = [];
  if (at === null) return suggestions;
  const { name, importer, asks } = lookup;
  const { names } = linked.exportedNames(at, importer);
  const { role, unloaded } = linked.graph.get(at) ?? {};
  // It is there, and only has to be imported.
  if (unloaded?.has(name) === true) return suggestions;
  const local = asks.by === 'import' ? asks.entry.localName : null;
  const isUnexported = role === 'project' && unexportedDeclaration(linked, name, at) !== null;
  if (isUnexported) {
    suggestions.push({ kind: 'export', text: `export "${name}" from ${at}` });
  }
  if (name === 'default' && local !== null && names.includes(local)) {
    suggestions.push({ kind: 'default', text: `did you mean the named export: import { ${local} } from …?` });
  } else if (name !== 'default') {
    const near = nearestName(
      name,
      names,
      (candidate) => candidate !== 'default' && resolves(linked, at, candidate, lookup),
    );
    if (near !== null) suggestions.push(rename(node, lookup, near));
    const moved = movedTo(linked, node, name, at);
    if (moved !== null) suggestions.push({ kind: 'moved', text: `"${name}" is exported by ${moved}` });
    if (
      near === null &&
      names.includes('default') &&
      asks.by === 'import' &&
      isDefaultNamed(linked, at, name)
    ) {
      suggestions.push({ kind: 'default', text: `did you mean the default export: import ${name} from …?` });
    }
  }
  // A stub would be a second declaration of the name; it is refused.
  if (role === 'project' && !isUnexported)
    suggestions.push({ kind: 'stub', text: `danglint stub ${shellWord(at)} --write` });
  return suggestions;
}

/** A name of a star may be ambiguous, or broken itself: then it is no help. */
function resolves(linked: LinkedGraph, at: ModuleId, name: string, { importer }: NameLookup): boolean {
  const { kind } = linked.resolveExport(at, name, importer);
  return kind === 'found' || kind === 'namespace';
}

/** The default export bears that name in its own module, or it is the only export. */
function isDefaultNamed(linked: LinkedGraph, at: ModuleId, name: string): boolean {
  const answer = linked.resolveExport(at, 'default', 'interop');
  if (answer.kind !== 'found') return false;
  return answer.binding === name || linked.exportedNames(at, 'interop').names.length === 1;
}

/** The one other module of the project that exports the name; null when there is none, or several. */
export function movedTo(linked: LinkedGraph, node: ModuleNode, name: string, at: ModuleId): ModuleId | null {
  const owners = linked.exportersOf(name).filter((module) => module !== at && module !== node.id);
  return owners.length === 1 ? (owners[0] ?? null) : null;
}

function rename(node: ModuleNode, { asks, name, span }: NameLookup, near: string): Suggestion {
  const text = `did you mean "${near}"?`;
  if (!isIdentifier(near) || !isIdentifier(name)) return { kind: 'rename', text };
  const isSureSpan = span.end - span.start === name.length;
  const replacement =
    asks.by === 'import' && asks.entry.localName === name
      ? `${near} as ${name}`
      : asks.by === 're-export' && asks.entry.exportName === name
        ? `${near} as ${name}`
        : near;
  // A destructured member would need `near: name`, which the look-up cannot tell from a dotted one.
  const isDestructured = asks.by === 'member' && 'request' in asks.use.of;
  if (!isSureSpan || isDestructured) return { kind: 'rename', text };
  return { kind: 'rename', text, fix: { location: { module: node.id, span }, replacement, certain: false } };
}

function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name);
}

const shownNames = 8;

function whatIsExported(linked: LinkedGraph, { importer }: NameLookup, at: ModuleId | null): string {
  const names = at === null ? [] : linked.exportedNames(at, importer).names;
  return names.length === 0 ? 'it exports no name that is known' : `it exports ${listed(names)}`;
}

function whatItHas(members: readonly string[]): string {
  return members.length === 0 ? 'it has no members' : `it has ${listed(members)}`;
}

function listed(names: readonly string[]): string {
  const shown = names
    .slice(0, shownNames)
    .map((name) => `"${name}"`)
    .join(', ');
  return names.length > shownNames ? `${shown} and ${names.length - shownNames} more` : shown;
}
