// An import that lands on a compatibility stub: it works until somebody uses what was imported. One finding per request.

import type { LinkedGraph, NameLookup } from '../link/linked-graph.ts';
import { isSiblingStub, stubBehind, stubHeader } from '../link/stub-behind.ts';
import { daysBetween } from '../model/calendar.ts';
import type { Finding, FindingSite } from '../model/finding.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Rule, RuleContext } from './rule.ts';

export const stubInUse: Rule = {
  id: 'stub-in-use',
  defaultSeverity: 'warning',
  summary: 'The import lands on a compatibility stub, which throws when it is used',
  messages: {
    name: '{names} of "{specifier}" is a compatibility stub, {age}{expiry}',
    names: '{names} of "{specifier}" are compatibility stubs, {age}{expiry}',
    module: '"{specifier}" is a compatibility stub, {age}{expiry}',
  },
  help: {
    name: '{reason}take the import out or bring the module back, then run: danglint stub --remove --write',
    names: '{reason}take the import out or bring the module back, then run: danglint stub --remove --write',
    module: '{reason}take the import out or bring the module back, then run: danglint stub --remove --write',
  },
  *run(context) {
    for (const node of context.checked) {
      for (const use of usesOf(context.linked, node)) yield toFinding(context, node, use);
    }
  },
};

interface StubUse {
  readonly request: number;
  readonly stub: ModuleId;
  /** Empty when the stub is imported as a whole. */
  readonly lookups: readonly NameLookup[];
}

function usesOf(linked: LinkedGraph, node: ModuleNode): StubUse[] {
  const named = new Set<number>();
  const byRequest = new Map<string, { request: number; stub: ModuleId; lookups: NameLookup[] }>();
  for (const lookup of linked.lookups(node.id)) {
    const stub = stubBehind(linked, node, lookup);
    if (stub === null || lookup.asks.by === 're-export') continue;
    named.add(lookup.request);
    const key = `${lookup.request} ${stub}`;
    const known = byRequest.get(key);
    if (known === undefined) byRequest.set(key, { request: lookup.request, stub, lookups: [lookup] });
    else known.lookups.push(lookup);
  }
  const whole = node.resolutions.flatMap((resolution, request): StubUse[] => {
    if (resolution.kind !== 'module' || named.has(request)) return [];
    const { module } = resolution;
    if (stubHeader(linked.graph, module) === null) return [];
    const isUse = !isSiblingStub(node.id, module) && !isPassedOn(node, request);
    return isUse ? [{ request, stub: module, lookups: [] }] : [];
  });
  return [...byRequest.values(), ...whole].sort((left, right) => left.request - right.request);
}

function isPassedOn({ record }: ModuleNode, request: number): boolean {
  return record.exports.some((entry) => entry.kind !== 'local' && entry.request === request);
}

function toFinding(
  { linked, facts }: RuleContext,
  node: ModuleNode,
  { request, stub, lookups }: StubUse,
): Finding {
  const asked = node.record.requests[request];
  const header = stubHeader(linked.graph, stub);
  const { created, expires, reason } = header ?? {};
  const names = [...new Set(lookups.map(({ name }) => name))];
  const [only] = lookups;
  const span = (names.length === 1 ? only?.span : asked?.span) ?? { start: 0, end: 0 };
  const expired = expires !== undefined && expires <= facts.today;
  return {
    rule: stubInUse.id,
    messageId: names.length === 0 ? 'module' : names.length === 1 ? 'name' : 'names',
    data: {
      names: names.map((name) => `"${name}"`).join(', '),
      specifier: asked?.specifier ?? '',
      age: ageText(created, facts.today),
      expiry: expires === undefined ? '' : expired ? `, expired on ${expires}` : `, until ${expires}`,
      reason: reason === undefined ? '' : `${reason.replace(/[.;]+$/, '')}; `,
    },
    location: { module: node.id, span },
    related: header === null ? [] : [{ location: { module: stub, span: header.span }, message: 'the stub' }],
    ...(expired ? { severity: 'error' as const } : {}),
    ...(asked === undefined ? {} : { specifier: asked.specifier }),
    ...(names.length === 1 && names[0] !== undefined ? { name: names[0] } : {}),
    target: stub,
    suggestions: [],
    site: siteOf(node, request, lookups, reason),
  };
}

/** The import works; what crashes is the use, at a time that only a member use tells. */
function siteOf(
  node: ModuleNode,
  request: number,
  lookups: readonly NameLookup[],
  reason: string | undefined,
): FindingSite {
  const asked = node.record.requests[request];
  const guard = asked?.guard ?? 'none';
  const used = lookups.find(({ typeOnly }) => !typeOnly);
  const erased = asked === undefined || asked.typeOnly || asked.runs === 'never';
  if (erased || (used === undefined && lookups.length > 0)) return { failure: 'type', runs: 'never', guard };
  const enclosing = used?.enclosing ?? asked.enclosing;
  const isMember = used?.asks.by === 'member';
  return {
    failure: 'throw',
    runs: isMember ? used.runs : 'call',
    ...(enclosing === undefined ? {} : { enclosing }),
    guard,
    runtimeError: `${node.record.language === 'python' ? 'NotImplementedError' : 'StubCallError'}: ${used === undefined ? 'this' : `"${used.name}"`} is a compatibility stub${reason === undefined ? '' : `: ${reason}`}`,
  };
}

function ageText(created: string | undefined, today: string): string {
  const days = created === undefined ? null : daysBetween(created, today);
  if (days === null) return 'of unknown age';
  if (days <= 0) return 'written today';
  return days === 1 ? 'written yesterday' : `written ${days} days ago`;
}
