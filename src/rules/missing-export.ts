// A name that is imported or re-exported, and that its module does not export.

import type { LinkedGraph, NameLookup } from '../link/linked-graph.ts';
import { isLoadedByCheckersOnly } from '../link/loaded-by-checkers.ts';
import { describeName, isToldAtReexport, unexportedDeclaration } from '../link/missing-name.ts';
import { missingStartNames } from '../link/missing-starts.ts';
import { namesLeftByStars } from '../link/star-left-names.ts';
import { brokenStarNames } from '../link/star-names.ts';
import type { Finding } from '../model/finding.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { Rule } from './rule.ts';

export const missingExport: Rule = {
  id: 'missing-export',
  defaultSeverity: 'error',
  summary: 'The module does not export the imported name',
  messages: {
    missing: '"{name}" is not exported by "{specifier}"',
    default: '"{specifier}" has no default export',
    unexported: '"{name}" is declared in "{specifier}" but not exported',
    'commonjs-name': 'Node sees no export "{name}" in the CommonJS module "{specifier}"',
    'mock-member': '"{name}" is not exported by "{specifier}", the actual module of this mock',
    'star-name': '"{name}" is in __all__, and "{specifier}" has no such name',
    'star-left': '"{name}" is in "{specifier}", and its star does not take it',
    started: '"{name}" is started from "{specifier}", which has no such name',
    'checking-only': '"{name}" exists in "{specifier}" only while types are checked',
  },
  help: {
    missing: '{hint}',
    default: '{hint}',
    unexported: 'export it there, or import what is meant for use outside',
    'commonjs-name': 'import the default and take the name from it, or use a bundler',
    'mock-member': '{hint}',
    'star-name': 'define it, or take it out of __all__: "from {specifier} import *" fails',
    'star-left': 'add it to __all__ there, or import it by its name',
    started: '{hint}',
    'checking-only': 'import it under TYPE_CHECKING here too, or define it at run time there',
  },
  *run({ checked, linked, facts }) {
    for (const node of checked) {
      for (const lookup of linked.lookups(node.id)) {
        const messageId = messageFor(linked, node, lookup);
        if (messageId !== null) yield* toFinding(linked, node, lookup, messageId);
      }
      for (const promised of brokenStarNames(node, linked))
        yield { rule: missingExport.id, messageId: 'star-name', ...promised };
      for (const left of namesLeftByStars(node, linked))
        yield { rule: missingExport.id, messageId: 'star-left', ...left };
    }
    for (const start of missingStartNames(facts.started, linked))
      yield { rule: missingExport.id, messageId: 'started', ...start };
  },
};

function messageFor(linked: LinkedGraph, node: ModuleNode, lookup: NameLookup): string | null {
  const { answer, asks, importer, name, target, typeOnly } = lookup;
  const isActual = node.record.requests[lookup.request]?.form === 'import-actual';
  if (asks.by === 'member' && !isActual) return null;
  if (answer.kind === 'found' && importer === 'python' && answer.meaning === 'type' && !typeOnly) {
    return isLoadedByCheckersOnly(node.id, linked) ? null : 'checking-only';
  }
  if (answer.kind !== 'missing' || isToldAtReexport(linked, lookup)) return null;
  if (isActual) return 'mock-member';
  const targetKind = target === null ? undefined : linked.graph.get(target)?.record.moduleKind;
  if (importer === 'esm-node' && targetKind === 'commonjs' && isInCommonJs(linked, lookup))
    return 'commonjs-name';
  if (name === 'default') return 'default';
  const isOwn = linked.graph.get(answer.module)?.role === 'project';
  return isOwn && unexportedDeclaration(linked, name, answer.module) !== null ? 'unexported' : 'missing';
}

/** `require` would find it (or might): only Node's lexer does not. */
function isInCommonJs(linked: LinkedGraph, { target, name }: NameLookup): boolean {
  return target !== null && linked.resolveExport(target, name, 'require').kind !== 'missing';
}

function* toFinding(
  linked: LinkedGraph,
  node: ModuleNode,
  lookup: NameLookup,
  messageId: string,
): Iterable<Finding> {
  const isOptional = lookup.guard === 'optional';
  // An optional package of another version is what the guard is for; a module of the project is not optional.
  if (isOptional && (lookup.target === null || linked.graph.get(lookup.target)?.role !== 'project')) return;
  // Documentation comments do not stop anything by themselves.
  const isMild = isOptional || node.record.requests[lookup.request]?.form === 'jsdoc';
  yield {
    rule: missingExport.id,
    messageId,
    ...describeName(linked, node, lookup),
    ...(isMild ? { severity: 'warning' as const } : {}),
  };
}
