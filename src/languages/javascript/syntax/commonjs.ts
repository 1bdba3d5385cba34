// What `require()` gets from a CommonJS module, as far as its text tells: every use of `exports`, `module.exports` and
// the top-level `this` is understood, or the module is dynamic.

import type { ExportEntry } from '../../../model/export-entry.ts';
import type { RecordDraft } from '../record-draft.ts';
import { mergeLocalExports } from '../static-entries.ts';
import { lookAt, newFace } from './commonjs-face.ts';
import { lookAtAll } from './commonjs-looks.ts';
import { madeMembersOf, makersOf, makesOf } from './commonjs-makes.ts';
import { isModuleThis } from './commonjs-values.ts';
import { loadsComputedParts } from './computed-parts.ts';
import { globalReferences } from './global-references.ts';
import { lostExports } from './replaced-exports.ts';
import type { SyntaxIndex } from './scopes.ts';
import { isUniversalRoot } from './universal-module.ts';

/** Adds the exports of a file that is run as CommonJS; its requests must be in the draft already. */
export function addCommonJsExports(draft: RecordDraft, index: SyntaxIndex): void {
  const exportsUses = globalReferences(index, 'exports');
  const moduleUses = globalReferences(index, 'module');
  const face = newFace(draft, index, lostExports(index, exportsUses, moduleUses));
  for (const reference of exportsUses) lookAt(face.occurrences, reference);
  for (const reference of moduleUses) lookAt(face.modules, reference);
  for (const node of index.collected.get('ThisExpression') ?? []) {
    if (isModuleThis(node) && !isUniversalRoot(index, node)) lookAt(face.occurrences, node);
  }
  lookAtAll(face);
  draft.madeBy = makersOf(face);
  draft.makes = makesOf(face);
  draft.madeMembers = madeMembersOf(face);
  draft.namedThrough = face.namedThrough;
  draft.loadsComputed = loadsComputedParts(index);
  draft.exports.sort((a, b) => a.span.start - b.span.start);
  draft.exports = withoutRepeatedStars(mergeLocalExports(draft.exports));
  if (face.dynamic || face.oneOf.length > 0) draft.dynamicReason = 'computed-commonjs';
  if (!face.dynamic) draft.globs.push(...face.oneOf);
  if (isDeclaredAgain('exports', index) || isDeclaredAgain('module', index))
    draft.dynamicReason = 'computed-commonjs';
  if (draft.dynamicReason === null && draft.exports.length === 0 && isAmd(index)) draft.dynamicReason = 'amd';
}

/**
 * `if (!inNode) var exports = {}`: at the top of a module that is the same variable as the one that Node hands in, and what is
 * put into it is exported as long as nothing else has been assigned.
 * Source: nodejs.org/api/modules.html, "The module wrapper"; ECMA-262, FunctionDeclarationInstantiation.
 */
function isDeclaredAgain(name: 'exports' | 'module', { moduleScope }: SyntaxIndex): boolean {
  return moduleScope.bindings.get(name)?.kind === 'variable';
}

/** `define(['a'], (a) => …)`: bundlers give what the function returns to those who `require()` the file. */
function isAmd(index: SyntaxIndex): boolean {
  return (index.globals.get('define') ?? []).some(
    (use) => use.parent?.type === 'CallExpression' && use.parent.callee === use,
  );
}

function withoutRepeatedStars(entries: readonly ExportEntry[]): ExportEntry[] {
  const seen = new Set<number>();
  return entries.filter(
    (entry) => entry.kind !== 'star' || (!seen.has(entry.request) && seen.add(entry.request)),
  );
}
