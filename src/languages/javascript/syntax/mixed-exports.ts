// ES modules that also write to `exports` or `module.exports`. Node refuses that when the line runs; Babel and bundlers
// take it, and each of them has its own opinion on what such a module exports.

import type { RecordDraft } from '../record-draft.ts';
import type { Node } from '../syntax-tree.ts';
import { addCommonJsExports } from './commonjs.ts';
import { isWriteTarget } from './member-access.ts';
import type { SyntaxIndex } from './scopes.ts';

/** Whether the text may write to an exports object: a quick look that decides if the tree is worth having. */
export function mayMixExports(text: string): boolean {
  return (
    text.includes('exports') &&
    /\bexports\s*(?:=(?![=>])|\.\s*[\w$]+\s*=(?![=>])|\[)|\(\s*(?:module\s*\.\s*)?exports\s*,/.test(text)
  );
}

/**
 * Adds what the module writes to the exports object of CommonJS, beside its static entries, which must be in the draft already.
 * Compilers differ in which of the two they keep, and in what they make the default; a name that is in neither is in no
 * output of theirs, unless a value takes the place of the whole.
 */
export function addMixedExports(draft: RecordDraft, index: SyntaxIndex): void {
  if (!mixesExports(index)) return;
  addCommonJsExports(draft, index);
  if (!draft.exports.some((entry) => entry.kind !== 'star' && entry.exportName === 'default')) {
    const span = { start: 0, end: 0 };
    draft.exports.push({ kind: 'local', exportName: 'default', localName: null, meaning: 'value', span });
  }
  const isOpen = draft.dynamicReason !== null || (draft.madeBy?.length ?? 0) > 0 || replacesExports(index);
  if (isOpen) draft.dynamicReason = 'mixed-exports';
}

/** Whether the module writes to the exports object of CommonJS, which no declaration of its own hides. */
function mixesExports(index: SyntaxIndex): boolean {
  const exports = index.moduleScope.bindings.has('exports') ? [] : (index.globals.get('exports') ?? []);
  const modules = index.moduleScope.bindings.has('module') ? [] : (index.globals.get('module') ?? []);
  return (
    exports.some((reference) => isWritten(reference)) ||
    modules.some(({ parent }) => parent?.type === 'MemberExpression' && isWritten(parent))
  );
}

/** `module.exports = …` */
function replacesExports({ globals }: SyntaxIndex): boolean {
  return (globals.get('module') ?? []).some(
    ({ parent }) => parent?.type === 'MemberExpression' && isWriteTarget(parent),
  );
}

/** `object = …`, `object.name = …`, `Object.defineProperty(object, …)` and what else gets it in the first place. */
function isWritten(object: Node): boolean {
  const { parent } = object;
  if (parent?.type === 'CallExpression') return parent.arguments.length > 1 && parent.arguments[0] === object;
  return isWriteTarget(object) || (parent?.type === 'MemberExpression' && isWriteTarget(parent));
}
