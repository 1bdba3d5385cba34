// Imported names that are only types, or not there at all, and stand where a value is needed: which they are, and what
// happens when it runs.

import type { FindingSite } from '../model/finding.ts';
import type { ValueUse } from '../model/member-use.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import { baseNameOf } from '../model/path.ts';
import { timingOf } from '../model/timing.ts';
import { errorOfUndefined } from './engine-errors.ts';
import type { LinkedGraph, NameLookup } from './linked-graph.ts';

/** The use of a look-up whose answer is only a type, in TypeScript that drops imports of types; null for all others. */
function valueUseOfType({ settings }: ModuleNode, { asks, answer, typeOnly }: NameLookup): ValueUse | null {
  if (!settings.typescript || settings.verbatim || typeOnly || asks.by !== 'import') return null;
  return answer.kind === 'found' && answer.meaning === 'type' ? (asks.entry.usedAsValue ?? null) : null;
}

/** The local names that all checked modules use so. */
export function namesOfTypesUsedAsValues(
  checked: readonly ModuleNode[],
  linked: LinkedGraph,
): readonly string[] {
  const names = new Set<string>();
  for (const node of checked) {
    if (!node.settings.typescript || node.settings.verbatim) continue;
    for (const lookup of linked.lookups(node.id)) {
      if (lookup.asks.by !== 'import' || valueUseOfType(node, lookup) === null) continue;
      names.add(lookup.asks.entry.localName ?? lookup.name);
    }
  }
  return [...names];
}

/**
 * What happens at the use. Null where the import stays, so that the loader refuses it before anything runs: what compiles
 * file by file cannot know that it is a type.
 * Source: tried with TypeScript 5.9, esbuild, Babel and swc.
 */
export function siteOfUsedType(
  linked: LinkedGraph,
  node: ModuleNode,
  lookup: NameLookup,
): Omit<FindingSite, 'guard'> | null {
  const use = valueUseOfType(node, lookup);
  if (use === null) return null;
  const { compiledWhole, format } = node.settings;
  const timing = timingOf(use);
  const local = lookup.asks.by === 'import' ? (lookup.asks.entry.localName ?? lookup.name) : lookup.name;
  if (format !== 'commonjs') {
    if (compiledWhole !== true) return null;
    return { failure: 'throw', runtimeError: `ReferenceError: ${local} is not defined`, ...timing };
  }
  const required = compiledWhole === true ? requiredAs(node, lookup.request) : null;
  if (required !== null && !staysRequired(linked, node, lookup)) {
    return { failure: 'throw', runtimeError: `ReferenceError: ${required} is not defined`, ...timing };
  }
  return { failure: 'undefined', ...errorOf(use, required, lookup.name), ...timing };
}

/**
 * What happens at the use of a name that its module lacks, in TypeScript that is compiled to CommonJS; null where nothing
 * of this module needs it, or something else runs the import.
 */
export function siteOfUndefinedImport(
  node: ModuleNode,
  lookup: NameLookup,
): Omit<FindingSite, 'guard'> | null {
  const { asks, answer, name, request } = lookup;
  const { typescript, format, compiledWhole } = node.settings;
  if (!typescript || format !== 'commonjs' || asks.by !== 'import' || answer.kind !== 'missing') return null;
  const use = asks.entry.usedAsValue;
  if (use === undefined || node.record.requests[request]?.form !== 'import') return null;
  const required = compiledWhole === true ? requiredAs(node, request) : null;
  return { failure: 'undefined', ...errorOf(use, required, name), ...timingOf(use) };
}

/** @param required the variable that the module is kept in; null where that is not told, and no error that quotes it */
function errorOf(
  use: ValueUse,
  required: string | null,
  name: string,
): Pick<FindingSite, 'runtimeError' | 'handedTo' | 'fails'> {
  const { access, member, handedTo } = use;
  if (access === 'handed') return handedTo === undefined ? {} : { handedTo };
  if (access === 'in' || (quotesText(access) && required === null)) return { fails: true };
  const error = errorOfUndefined(access, textOf(use, `${required}.${name}`), member);
  return error === null ? {} : { runtimeError: error };
}

/** Whether the engine quotes what is used so. */
function quotesText(access: ValueUse['access']): boolean {
  return access === 'call' || access === 'construct' || access === 'iterate';
}

/** As TypeScript writes it: `(0, pool_1.connect)` where it is called. */
function textOf({ access }: ValueUse, text: string): string {
  return access === 'call' ? `(0 , ${text})` : text;
}

/** The variable that TypeScript keeps the module in; null where another import may take the name. */
function requiredAs({ record }: ModuleNode, request: number): string | null {
  const stem = stemOf(record.requests[request]?.specifier ?? '');
  const isShared = record.requests.some(
    ({ form, specifier }, other) =>
      other !== request && (form === 'import' || form === 'export-from') && stemOf(specifier) === stem,
  );
  return isShared ? null : `${stem}_1`;
}

function stemOf(specifier: string): string {
  return baseNameOf(specifier).replace(/^(\d)/, '_$1').replace(/\W/g, '_');
}

/** Whether another name of the same import is a value, which keeps its `require`. */
function staysRequired(linked: LinkedGraph, node: ModuleNode, { request }: NameLookup): boolean {
  return linked
    .lookups(node.id)
    .some(
      ({ asks, request: other, answer }) =>
        other === request &&
        asks.by === 'import' &&
        asks.entry.usedAsValue !== undefined &&
        answer.kind === 'found' &&
        answer.meaning !== 'type',
    );
}
