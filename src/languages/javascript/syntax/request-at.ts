// Puts a request that stands in an expression or a type into the draft, with what stands around it.

import type { ModuleRequest, RequestForm } from '../../../model/module-request.ts';
import { addRequest, type RecordDraft } from '../record-draft.ts';
import type { Node } from '../syntax-tree.ts';
import { joinedString, literalString } from './nodes.ts';
import { surroundingsOf } from './surroundings.ts';

/**
 * A request at a string literal (of a URL also at several that are joined), where it stands in the code.
 * @returns its index in the draft; null when the specifier is not a literal
 */
export function requestAt(
  draft: RecordDraft,
  specifier: Node | null | undefined,
  form: RequestForm,
  more: Partial<ModuleRequest> = {},
): number | null {
  const value = form === 'url' ? joinedString(specifier) : literalString(specifier);
  if (value === null || value === '' || specifier === null || specifier === undefined) return null;
  return addRequest(draft, {
    specifier: value,
    form,
    typeOnly: false,
    span: { start: specifier.start + 1, end: specifier.end - 1 },
    ...surroundingsOf(specifier),
    ...more,
  });
}
