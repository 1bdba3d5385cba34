// Comments that speak to danglint: `# danglint: disable-next-line=rule-a,rule-b -- reason`, and the header of a stub,
// `# @danglint-stub created=2025-01-31 expires=2025-03-31 -- reason`.

import type { Directive } from '../../model/module-record.ts';
import type { Comment } from './lexer.ts';

const DIRECTIVE =
  /^#\s*danglint:\s*(disable-next-line|disable-line|disable-file|disable|enable)\b\s*(?:[=\s]\s*(\S.*))?$/;

export function directivesOf(text: string, comments: readonly Comment[]): Directive[] {
  const directives: Directive[] = [];
  for (const span of comments) {
    const comment = text.slice(span.start, span.end);
    const [head = '', ...tail] = comment.split(/\s--\s/);
    const reason = tail.join(' -- ').trim();
    const match = DIRECTIVE.exec(head.trim());
    if (match) {
      const kind = match[1] as 'disable-next-line' | 'disable-line' | 'disable-file' | 'disable' | 'enable';
      const rules = (match[2] ?? '').split(/[\s,]+/).filter((rule) => rule !== '');
      directives.push({ kind, rules, ...(reason === '' ? {} : { reason }), span });
    } else if (/^#\s*@danglint-stub\b/.test(head)) {
      directives.push({ kind: 'stub', ...dates(head), ...(reason === '' ? {} : { reason }), span });
    }
  }
  return directives;
}

function dates(head: string): { created?: string; expires?: string } {
  const created = /\bcreated[=:]\s*(\d{4}-\d{2}-\d{2})/.exec(head)?.[1];
  const expires = /\bexpires[=:]\s*(\d{4}-\d{2}-\d{2})/.exec(head)?.[1];
  return { ...(created ? { created } : {}), ...(expires ? { expires } : {}) };
}
