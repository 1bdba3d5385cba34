// A member of a namespace, of `import()` or of `require()` that its module does not export.

import type { NameAsked, NameLookup } from '../link/linked-graph.ts';
import { isLoadedByCheckersOnly } from '../link/loaded-by-checkers.ts';
import { describeName, isToldAtReexport } from '../link/missing-name.ts';
import type { ImportEntry } from '../model/import-entry.ts';
import type { Rule } from './rule.ts';

export const missingMember: Rule = {
  id: 'missing-member',
  defaultSeverity: 'error',
  summary: 'The module does not export a member that is taken from it',
  messages: {
    missing: '"{name}" is not exported by "{specifier}"',
    default: '"{specifier}" has no default export',
    deep: '"{name}" is not a member of "{parent}"',
    'checking-only': '"{name}" is in "{parent}" only while types are checked',
    unloaded: 'nothing imports "{submodule}", so "{parent}" has no attribute "{name}"',
  },
  help: {
    missing: '{hint}',
    default: '{hint}',
    deep: '{hint}',
    'checking-only': 'use it under TYPE_CHECKING only, or define it at run time there',
    unloaded: 'write "import {submodule}" where it is used',
  },
  *run({ checked, linked, graph }) {
    for (const node of checked) {
      for (const lookup of linked.lookups(node.id)) {
        const { asks, answer, guard, name } = lookup;
        if (asks.by !== 'member') continue;
        const isForCheckers = isOnlyForCheckers(lookup);
        if (answer.kind !== 'missing' && !isForCheckers) continue;
        if (isForCheckers && isLoadedByCheckersOnly(node.id, linked)) continue;
        if (node.record.requests[lookup.request]?.form === 'import-actual') continue;
        if (isToldAtReexport(linked, lookup)) continue;
        const isOptional = guard === 'optional';
        // Documentation comments do not stop anything by themselves; what a string means is up to who reads it.
        const form = node.record.requests[lookup.request]?.form;
        const isMild = isOptional || form === 'jsdoc' || form === 'string';
        const at = answer.kind === 'missing' ? answer.module : (lookup.target ?? '');
        if (isOptional && graph.get(at)?.role !== 'project') continue;
        const facts = describeName(linked, node, lookup);
        const parent = parentName(node.record.imports, lookup, asks, facts.specifier ?? '');
        const isDeep =
          asks.index > 0 || ('import' in asks.use.of && !isWhole(node.record.imports, asks.use.of.import));
        yield {
          rule: missingMember.id,
          messageId: isForCheckers
            ? 'checking-only'
            : graph.get(at)?.unloaded?.has(name) === true
              ? 'unloaded'
              : isDeep
                ? 'deep'
                : name === 'default'
                  ? 'default'
                  : 'missing',
          ...facts,
          data: { ...facts.data, parent, submodule: dottedName(facts.specifier ?? parent, asks) },
          ...(isMild ? { severity: 'warning' as const } : {}),
        };
      }
    }
  },
};

/** Python: bound under `if TYPE_CHECKING:` alone, and asked for by code that runs. */
function isOnlyForCheckers({ answer, importer, typeOnly, asks }: NameLookup): boolean {
  if (asks.by !== 'member' || importer !== 'python' || typeOnly) return false;
  return answer.kind === 'found' && answer.meaning === 'type';
}

type Asked = Extract<NameAsked, { by: 'member' }>;
type Imports = readonly ImportEntry[];

/** What the member is read off, as it is written: `ns`, `ns.inner`; in a dotted string of Python, from its beginning. */
function parentName(
  imports: Imports,
  { importer }: NameLookup,
  { use, index }: Asked,
  specifier: string,
): string {
  const ofString = importer === 'python' ? [specifier] : [];
  const start = 'import' in use.of ? [imports[use.of.import]?.localName ?? ''] : ofString;
  return [...start, ...use.path.slice(0, index).map((member) => member.name)].join('.');
}

/** Python: the name of a submodule by which it is imported, whatever its package is called here. */
function dottedName(specifier: string, { use, index }: Asked): string {
  return [specifier, ...use.path.slice(0, index + 1).map((member) => member.name)].join('.');
}

function isWhole(imports: Imports, index: number): boolean {
  return imports[index]?.importName === '*';
}
