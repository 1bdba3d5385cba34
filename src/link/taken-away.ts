// What a module gave once and does not give any more, told from its record before and after a change: what is missing
// now and was not taken away was missing before. Invariant: in doubt it was taken away.

import type { MadeBy, Makes, ValueSource } from '../model/commonjs-face.ts';
import type { ExportEntry } from '../model/export-entry.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleRecord } from '../model/module-record.ts';
import type { ModuleRequest } from '../model/module-request.ts';

/** What changes took away from the modules that they touch. */
export interface TakenAway {
  /** Names that something exported, or put into another module. */
  readonly names: Set<string>;
  /** Specifiers of packages and of modules without files that something asked for. */
  readonly specifiers: Set<string>;
  /** More than names: nobody knows what it gave. */
  isUntold: boolean;
}

/**
 * Adds what one module gave and does not give now.
 * @param after null for a module that is gone
 */
export function addTakenAway(lost: TakenAway, before: ModuleRecord, after: ModuleRecord | null): void {
  const isOther = after === null ? before.exportsKind === 'dynamic' : kindOf(before) !== kindOf(after);
  const has = new Set(after === null ? [] : linesOf(after));
  if (isOther || linesOf(before).some((line) => !has.has(line))) lost.isUntold = true;
  const still = new Set(after === null ? [] : after.exports.map((entry) => keyOf(entry, after)));
  for (const entry of before.exports) {
    if (still.has(keyOf(entry, before))) continue;
    if (entry.kind === 'star') lost.isUntold = true;
    else for (const name of namesOf(entry)) lost.names.add(name);
  }
  const seen = new Set(after?.commonjs?.names);
  for (const name of before.commonjs?.names ?? []) if (!seen.has(name)) lost.names.add(name);
  const put = new Set(after === null ? [] : namesPut(after));
  for (const name of namesPut(before)) if (!put.has(name)) lost.names.add(name);
  const made = new Set(after === null ? [] : madeNames(after).names);
  for (const name of madeNames(before).names) if (!made.has(name)) lost.names.add(name);
  const asked = new Set(after?.requests.map(({ specifier }) => specifier));
  for (const { specifier } of before.requests)
    if (!specifier.startsWith('.') && !asked.has(specifier)) lost.specifiers.add(specifier);
}

/** A name that is lost under one name is lost under those that others give it on. */
export function addNamesGivenOn({ names }: TakenAway, graph: ModuleGraph): void {
  if (names.size === 0) return;
  for (let size = -1; size !== names.size; ) {
    size = names.size;
    for (const { record } of graph.values()) {
      for (const entry of record.exports)
        if (entry.kind === 'indirect' && names.has(entry.importName)) names.add(entry.exportName);
    }
  }
}

/** What decides for all names of a module. */
function kindOf(record: ModuleRecord): string {
  const { moduleKind, exportsKind, dynamicReason, commonjs, errors } = record;
  return JSON.stringify([
    moduleKind,
    exportsKind,
    dynamicReason,
    record.starNames,
    record.starParts?.map(({ request }) => record.requests[request]?.specifier),
    record.unlistedNames,
    record.unlistedProperties,
    record.constEnums,
    record.changesCallers,
    commonjs?.esModule,
    commonjs?.isFunction,
    madeNames(record).kind,
    errors.length > 0,
  ]);
}

/** What functions of the module give to others, and whose functions give it to them and to the module itself. */
function madeNames(record: ModuleRecord): { names: string[]; kind: unknown } {
  const { makes = {}, madeMembers = [], namedThrough, madeBy = [] } = record;
  const all = [makes, ...madeMembers.map((member) => member.makes ?? {})];
  return {
    names: all.flatMap((each) => Object.values(each).flatMap(({ names }) => names)),
    kind: [kindOfMakers(madeBy, record), kindOfMakes(makes, record), namedThrough],
  };
}

function kindOfMakes(makes: Makes, record: ModuleRecord): unknown {
  return Object.entries(makes).map(([use, { isOpen, madeBy, ofArguments, namedThrough }]) => [
    use,
    isOpen,
    kindOfMakers(madeBy, record),
    ofArguments,
    namedThrough,
  ]);
}

function kindOfMakers(makers: readonly MadeBy[], record: ModuleRecord): unknown {
  return makers.map(({ use, given, ...maker }) => [
    kindOfSource(maker, record),
    use,
    given?.map((each) => each && [each.names, each.ofArguments, kindOfMakers(each.madeBy, record)]),
  ]);
}

function kindOfSource({ request, member }: ValueSource, { requests }: ModuleRecord): unknown {
  return [requests[request]?.specifier, member];
}

/** Everything but names that others may depend on, each as one line of text. */
function linesOf(record: ModuleRecord): string[] {
  const { ambientModules, commonjs, madeMembers = [], requests } = record;
  const forEffect = new Set(requests.keys());
  for (const { request } of record.imports) forEffect.delete(request);
  for (const entry of record.exports) if (entry.kind !== 'local') forEffect.delete(entry.request);
  return [
    ...(commonjs?.reexports ?? []).map((request) => `gives on ${requests[request]?.specifier}`),
    ...madeMembers.map(({ name, makes = {}, of }) =>
      JSON.stringify([name, kindOfMakes(makes, record), of && kindOfSource(of, record)]),
    ),
    ...ambientModules.map(({ span: _, exports, ...block }) =>
      JSON.stringify([block, exports.map((entry) => keyOf(entry, record))]),
    ),
    ...requests.flatMap((request, index) =>
      isPlain(request) || !(forEffect.has(index) || isOfOtherKind(request))
        ? []
        : [`${request.form} ${request.attributeType ?? ''} ${request.specifier}`],
    ),
  ];
}

/** It asks for a module of the project: what is lost with it is told by the names. */
function isPlain(request: ModuleRequest): boolean {
  return request.specifier.startsWith('.') && !isOfOtherKind(request);
}

/** It takes what it asks for as data, starts it, or says what it is: that decides more than the request. */
function isOfOtherKind({ specifier, form, attributeType }: ModuleRequest): boolean {
  const isImport = /^(?:import|export-from|require|dynamic-import|import-type|import-equals)$/.test(form);
  return !isImport || attributeType !== undefined || /[?!]/.test(specifier);
}

/** An entry without its places. */
function keyOf(entry: ExportEntry, { requests }: ModuleRecord): string {
  const { span: _, ...rest } = entry;
  if (rest.kind === 'local') return JSON.stringify({ ...rest, boundFrom: undefined, localName: undefined });
  const specifier = requests[rest.request]?.specifier;
  return JSON.stringify({ ...rest, request: specifier, boundFrom: undefined });
}

function namesOf(entry: Exclude<ExportEntry, { kind: 'star' }>): string[] {
  if (entry.kind === 'indirect') return [entry.exportName];
  const { exportName, members = [], someMembers = [], innerMembers = {} } = entry;
  const inner = Object.entries(innerMembers).flatMap(([path, names]) => [...path.split('.'), ...names]);
  return [exportName, ...members, ...someMembers, ...inner];
}

/** Members that it assigns to what others export, and names that it gives to their functions. */
function namesPut({ memberUses }: ModuleRecord): string[] {
  return memberUses.flatMap(({ access, path, words = [] }) => [
    ...(access === 'write' ? path.map(({ name }) => name) : []),
    ...words.filter((word) => word !== null),
  ]);
}
