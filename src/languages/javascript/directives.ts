// Comments that speak to danglint: suppressions (`danglint-disable-next-line missing-export -- reason`) and the header
// of a compatibility stub (`@danglint-stub`).

import { outOfBlockComment } from '../../model/block-comment.ts';
import type { Directive } from '../../model/directive.ts';
import type { Comment } from './syntax-tree.ts';

const suppression =
  /^[\s*!]*danglint-(disable-next-line|disable-line|disable-file|disable|enable)(?:\s+([\s\S]*))?$/;

/** The directives in the comments of a file, in source order. */
export function directivesIn(comments: readonly Comment[]): Directive[] {
  const directives: Directive[] = [];
  for (const comment of comments) {
    if (!comment.value.includes('danglint-')) continue;
    const directive = suppressionIn(comment) ?? stubHeaderIn(comment);
    if (directive !== null) directives.push(directive);
  }
  return directives;
}

function suppressionIn(comment: Comment): Directive | null {
  const match = suppression.exec(comment.value.trimEnd());
  if (match === null) return null;
  const kind = match[1] as 'disable-next-line' | 'disable-line' | 'disable-file' | 'disable' | 'enable';
  const [rules = '', ...reason] = (match[2] ?? '').split(/(?:^|\s)--(?:\s|$)/);
  const why = reason.join(' -- ').trim();
  return {
    kind,
    rules: rules.split(/[\s,]+/).filter((rule) => rule !== ''),
    ...(why === '' ? {} : { reason: why }),
    span: { start: comment.start, end: comment.end },
  };
}

/**
 * A doc comment with a line `@danglint-stub`, and optionally `@created 2026-11-22`, `@expires 2026-12-31` and
 * `@reason text`, each on a line of its own.
 */
function stubHeaderIn(comment: Comment): Directive | null {
  if (comment.type !== 'Block' || !/^[\s*]*@danglint-stub\b/m.test(comment.value)) return null;
  const created = tag(comment.value, 'created');
  const expires = tag(comment.value, 'expires');
  const reason = tag(comment.value, 'reason');
  return {
    kind: 'stub',
    ...(created === null ? {} : { created }),
    ...(expires === null ? {} : { expires }),
    ...(reason === null ? {} : { reason: outOfBlockComment(reason) }),
    span: { start: comment.start, end: comment.end },
  };
}

function tag(text: string, name: string): string | null {
  const value = new RegExp(`^[\\s*]*@${name}\\s+(.*?)\\s*$`, 'm').exec(text)?.[1];
  return value === undefined || value === '' ? null : value;
}
