// From which offset on a CommonJS module may have exported each of its names. Every use of `exports` and `module` must be
// one of the plain forms; with any other, nothing is said.

import type { ExportedFrom } from '../../../model/evaluation.ts';
import { calleeName } from '../syntax/commonjs-sources.ts';
import { isModuleThis, isOnlyTested } from '../syntax/commonjs-values.ts';
import { isWriteTarget } from '../syntax/member-access.ts';
import { isFunction, literalString, memberNameOf } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import type { Node } from '../syntax-tree.ts';

interface Draft {
  readonly names: Map<string, number>;
  whole: number | null;
}

/** @returns null when the exports object goes where it cannot be followed */
export function exportedFrom(index: SyntaxIndex): ExportedFrom | null {
  const draft: Draft = { names: new Map(), whole: null };
  const { bindings } = index.moduleScope;
  if (bindings.has('exports') || bindings.has('module')) return null;
  if ((index.collected.get('ThisExpression') ?? []).some(isModuleThis)) return null;
  const isPlain =
    (index.globals.get('exports') ?? []).every((reference) => useOfExports(reference, draft)) &&
    (index.globals.get('module') ?? []).every((reference) => useOfModule(reference, draft));
  return isPlain ? { names: Object.fromEntries(draft.names), whole: draft.whole } : null;
}

function useOfModule(reference: Node, draft: Draft): boolean {
  const member = reference.parent;
  if (member?.type !== 'MemberExpression' || member.object !== reference) return isOnlyTested(reference);
  const name = memberNameOf(member);
  if (name === 'exports') return useOfExports(member, draft);
  // `module.id`, `module.hot`: not the exports. `module.children` leads to the module again, but nobody goes there.
  return name !== null && !isWriteTarget(member);
}

/** @param object `exports` or `module.exports` */
function useOfExports(object: Node, draft: Draft): boolean {
  const parent = object.parent;
  switch (parent?.type) {
    case 'AssignmentExpression':
      if (parent.left !== object) return isPartOfReplacement(parent);
      // `exports = …` alone gives a variable another value; with `module.exports = …` beside it, nothing changes.
      if (object.type === 'MemberExpression') draft.whole = earlier(draft.whole, offsetOf(parent));
      return object.type === 'MemberExpression' || isPartOfReplacement(parent);
    case 'MemberExpression': {
      const name = parent.object === object ? memberNameOf(parent) : null;
      if (name === null) return false;
      const assignment = parent.parent;
      if (assignment?.type === 'AssignmentExpression' && assignment.left === parent)
        add(name, assignment, draft);
      else if (isWriteTarget(parent)) add(name, null, draft);
      return true;
    }
    case 'CallExpression': {
      const defined = literalString(parent.arguments[1]);
      if (calleeName(parent.callee) !== 'defineProperty' || parent.arguments[0] !== object) return false;
      if (defined === null) return false;
      add(defined, parent, draft);
      return true;
    }
    default:
      return isOnlyTested(object);
  }
}

/** `exports = module.exports = …` and `module.exports = exports = …` */
function isPartOfReplacement(assignment: Node): boolean {
  if (assignment.type !== 'AssignmentExpression') return false;
  const { left, right, parent } = assignment;
  if (memberNameOf(left) === 'exports' || memberNameOf(right) === 'exports') return true;
  if (right.type === 'AssignmentExpression' && memberNameOf(right.left) === 'exports') return true;
  return parent?.type === 'AssignmentExpression' && memberNameOf(parent.left) === 'exports';
}

function add(name: string, write: Node | null, draft: Draft): void {
  const known = draft.names.get(name) ?? null;
  draft.names.set(name, earlier(known, write === null ? -1 : offsetOf(write)));
}

/** A write has happened when all of it has run; in a loop that may be before the text reaches it again. */
function offsetOf(write: Node): number {
  let offset = write.end;
  for (let node = write.parent ?? null; node !== null; node = node.parent ?? null) {
    if (isFunction(node)) return -1;
    if (/^(?:For|While|DoWhile)/.test(node.type)) offset = node.start;
  }
  return offset;
}

function earlier(known: number | null, offset: number): number {
  return known === null ? offset : Math.min(known, offset);
}
