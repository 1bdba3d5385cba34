// Where the value of an imported name is needed: outside of types, and not only handed on by an export, which passes on a
// type as well.

import type { ValueUse } from '../../../model/member-use.ts';
import type { Node } from '../syntax-tree.ts';
import { firstUse } from './first-use.ts';
import { needOf } from './held-uses.ts';
import type { Binding, SyntaxIndex } from './scopes.ts';
import { surroundingsOf } from './surroundings.ts';

/** Where a reference names a type, or may. */
const TYPE_PLACES =
  /^(?:TS(?:TypeReference|QualifiedName|TypeQuery|ClassImplements|InterfaceHeritage|ImportEqualsDeclaration|ExportAssignment)|ExportSpecifier|ExportDefaultDeclaration)$/;

/**
 * The use that breaks first. Null where there is none, and where the module declares the name itself too, so that its own
 * value is meant.
 */
export function valueUseOf({ declarations, references }: Binding, index: SyntaxIndex): ValueUse | null {
  if (declarations.length > 1) return null;
  return firstUse(references, (reference, { guard }) => {
    if (guard === 'expected' || !isValueReference(reference)) return null;
    return { ...(needOf(reference, index) ?? { access: 'read' as const }), at: reference.start };
  });
}

/** Those of them that pass on what the name is, also a value. */
const HANDED_ON =
  /^(?:TS(?:ImportEqualsDeclaration|ExportAssignment)|ExportSpecifier|ExportDefaultDeclaration)$/;

/** Whether all of its references stand in types, and none hands it on: compilers drop such an import. */
export function isOnlyAsType({ declarations, references }: Binding): boolean {
  if (declarations.length > 1) return false;
  return references.every((reference) => !isValueReference(reference) && !isHandedOn(reference));
}

function isHandedOn(reference: Node): boolean {
  let { parent } = reference;
  // `import Z = X.Inner`
  while (parent?.type === 'TSQualifiedName') parent = parent.parent;
  if (parent === null || parent === undefined || !HANDED_ON.test(parent.type)) return false;
  const isType = (node: Node | null | undefined) =>
    node !== null && node !== undefined && 'exportKind' in node && node.exportKind === 'type';
  return !isType(parent) && !isType(parent.parent);
}

/** Whether a reference stands where the value is needed. */
export function isValueReference(reference: Node): boolean {
  return !TYPE_PLACES.test(reference.parent?.type ?? '') && surroundingsOf(reference).runs !== 'never';
}
