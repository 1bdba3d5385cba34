// What a name has to be, decided from everything that its importers do with it.

import type { StubMember, StubParameter, StubType, StubValue } from '../model/stub.ts';
import type { CallSite, NameUses, Subclass } from '../typescript/uses.ts';
import { isIdentifier } from './javascript-names.ts';

/** One importer's view of a name. */
export interface Ask {
  /** What it does with the name; null when that could not be read (another language, a file that is not there). */
  readonly uses: NameUses | null;
  /** The import is erased, or stands where only types count. */
  readonly typeOnly: boolean;
  /** The importer has types at all. */
  readonly typescript: boolean;
  /** The import is kept at run time although only types are used of it (`verbatimModuleSyntax`, JavaScript, a component's template). */
  readonly kept: boolean;
}

export interface Shape {
  readonly value: StubValue | null;
  readonly type: StubType | null;
}

export function shapeOf(asks: readonly Ask[]): Shape {
  const uses = asks.flatMap((ask) => (ask.uses === null ? [] : [ask.uses]));
  const usedAsValue = uses.some(isValueUse);
  const usedAsType = uses.some(isTypeUse);
  const typescript = asks.some((ask) => ask.typescript);
  const erased = asks.every((ask) => ask.typeOnly);
  // A name that nobody uses, or that is only passed on, may be either.
  const unclear = !usedAsValue && !usedAsType;
  const needsValue = usedAsValue || asks.some((ask) => ask.kept && !ask.typeOnly) || (unclear && !erased);
  const needsType = typescript && (usedAsType || unclear);
  return { value: needsValue ? valueShape(uses) : null, type: needsType ? typeShape(uses) : null };
}

function isValueUse(uses: NameUses): boolean {
  return (
    uses.calls.length + uses.constructions.length + uses.extended.length + uses.members.size > 0 ||
    uses.tested ||
    uses.caught === true ||
    uses.decorates !== undefined ||
    uses.enumerated ||
    uses.operand ||
    uses.handedOn ||
    uses.typeQuery
  );
}

function isTypeUse(uses: NameUses): boolean {
  return uses.types.length > 0 || uses.typeMembers.size > 0;
}

function valueShape(uses: readonly NameUses[]): StubValue {
  const calls = uses.flatMap((use) => use.calls);
  const constructions = uses.flatMap((use) => use.constructions);
  const extended = uses.flatMap((use) => use.extended);
  const handedOn = uses.some((use) => use.handedOn || use.typeQuery);
  const members = [...new Set(uses.flatMap((use) => [...use.members]))].sort();
  const enumerated = uses.some((use) => use.enumerated);
  const sites = [...calls, ...constructions];
  const decorates = new Set(uses.flatMap((use) => [...(use.decorates ?? [])]));
  const [decoration] = decorates;
  return {
    kind: kindOf(),
    // Who calls it otherwise is to be told at once that there is nothing to be called.
    ...(decoration === undefined || (decorates.has('called') && calls.length > 0)
      ? {}
      : { decorates: decorates.size > 1 ? ('both' as const) : decoration }),
    ...(uses.some((use) => use.caught) ? { caught: true as const } : {}),
    ...parametersOf(sites, handedOn || extended.length > 0),
    async: isAsync(calls),
    typeArguments: Math.max(0, ...[...sites, ...extended].map((site) => site.typeArguments)),
    members,
    enumerated,
    inherited: inheritedOf(extended),
  };

  function kindOf(): StubValue['kind'] {
    const isClass =
      constructions.length + extended.length > 0 || uses.some((use) => use.tested || use.caught);
    if (isClass) return calls.length + decorates.size > 0 ? 'unknown' : 'class';
    if (calls.length + decorates.size > 0) return 'function';
    if (handedOn) return 'unknown';
    return members.length > 0 || enumerated || uses.some((use) => use.operand) ? 'object' : 'unknown';
  }
}

/** What the base has to have for its subclasses: what they override, and what they use without declaring it. */
function inheritedOf(subclasses: readonly Subclass[]): readonly StubMember[] {
  const members = new Map<string, StubMember['as']>();
  for (const { overrides } of subclasses) for (const [name, as] of overrides) members.set(name, as);
  for (const { uses } of subclasses) {
    for (const name of uses) {
      const declared = subclasses.some(({ declares }) => declares.has(name));
      if (!declared && !members.has(name)) members.set(name, 'used');
    }
  }
  return [...members].map(([name, as]) => ({ name, as })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Every result that is looked at is awaited: the stub may reject. One that is not would not notice a rejection. */
function isAsync(calls: readonly CallSite[]): boolean {
  return calls.some((call) => call.result === 'awaited') && calls.every((call) => call.result !== 'used');
}

/**
 * The parameters that all call sites can live with.
 * @param open the name is also used in ways that say nothing of its arguments: all of them are optional then
 */
function parametersOf(
  sites: readonly CallSite[],
  open: boolean,
): { readonly parameters: readonly StubParameter[]; readonly rest: boolean } {
  const closed = sites.filter((site) => !site.open);
  const rest = open || closed.length < sites.length || closed.length === 0;
  const most = Math.max(0, ...closed.map((site) => site.arguments.length));
  const least = rest ? 0 : Math.min(...closed.map((site) => site.arguments.length));
  const taken = new Set(['rest']);
  const parameters = Array.from({ length: most }, (_, index): StubParameter => {
    const given = closed.flatMap((site) => site.arguments[index] ?? []);
    return {
      name: parameterName(new Set(given.map((argument) => argument.name)), index, taken),
      optional: index >= least,
      takesCallbacks: given.some((argument) => argument.callback),
    };
  });
  return { parameters, rest };
}

/** The name that all call sites suggest; a numbered one where they do not agree or it is no identifier. */
function parameterName(suggested: ReadonlySet<string | null>, index: number, taken: Set<string>): string {
  const [only] = suggested;
  const agreed = suggested.size === 1 && typeof only === 'string' && isIdentifier(only) && !taken.has(only);
  let name = agreed ? only : `argument${index + 1}`;
  while (taken.has(name)) name = `${name}_`;
  taken.add(name);
  return name;
}

function typeShape(uses: readonly NameUses[]): StubType {
  return {
    typeArguments: Math.max(
      0,
      ...uses.flatMap((use) => [...use.types, ...use.extended.map(({ typeArguments }) => typeArguments)]),
    ),
    members: [...new Set(uses.flatMap((use) => [...use.typeMembers]))].sort(),
    callable: uses.some((use) => use.typeOfCallback),
  };
}
