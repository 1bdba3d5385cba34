// The outline of a declaration file, read from its words: what it refers to and which ambient modules it may declare.
// `@types/node` is seventy files of which a project that imports `file-saver` needs none; a parse of each would cost
// more than the project's own files.

import type { ModuleRecord } from '../../../model/module-record.ts';
import { addReferences } from '../comment-requests.ts';
import { finishDraft, newDraft } from '../record-draft.ts';
import type { Comment } from '../syntax-tree.ts';

/**
 * @returns a record with the requests of `/// <reference …>` and, without their exports, the ambient modules whose
 * words stand in the text; a commented-out declaration counts too, so it says where to look, not what is there
 */
export function declarationOutline(text: string): ModuleRecord {
  const draft = newDraft('declaration');
  if (text.includes('<reference')) addReferences(draft, leadingComments(text), text);
  for (const match of text.matchAll(/\bmodule\s+(?:"([^"\n]+)"|'([^'\n]+)')/dg)) {
    const [start, end] = match.indices?.[1] ?? match.indices?.[2] ?? [0, 0];
    const specifier = text.slice(start, end);
    draft.ambientModules.push({
      specifier,
      augmentation: false,
      shorthand: true,
      exports: [],
      span: { start, end },
    });
  }
  return finishDraft(draft);
}

/** The comments before the first statement, with their text as a parser gives it. */
function leadingComments(text: string): Comment[] {
  const comments: Comment[] = [];
  for (const match of text.matchAll(/[\s\uFEFF]+|\/\/(.*)|\/\*([\s\S]*?)\*\//gy)) {
    const [whole, line, block] = match;
    const value = line ?? block;
    if (value === undefined) continue;
    const type = line === undefined ? 'Block' : 'Line';
    comments.push({ type, value, start: match.index, end: match.index + whole.length });
  }
  return comments;
}
