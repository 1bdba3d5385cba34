// What a file says to danglint: `# danglint: disable-next-line=rule-a,rule-b -- reason` in comments, and the header of a
// compatibility stub in its docstring or first comments: `@danglint-stub`, then `@created`, `@expires`, `@reason`.

import type { Directive } from '../../../model/directive.ts';
import type { Comment } from '../tokens/tokens.ts';

/** Other tools have their say in the same comment: `# noqa: F401  # danglint: disable-line=…  # type: ignore`. */
const DIRECTIVE =
  /(?:^|\s)(#\s*danglint:\s*(disable-next-line|disable-line|disable-file|disable|enable)(?![\w-])\s*=?\s*((?:(?!--\s)[^#])*)(?:--\s+(.*\S))?)/;

export function directivesOf(text: string, comments: readonly Comment[]): Directive[] {
  const directives: Directive[] = [];
  const header = stubHeader(text);
  if (header !== null) directives.push(header);
  for (const comment of comments) {
    const said = text.slice(comment.start, comment.end);
    const match = DIRECTIVE.exec(said);
    if (match === null) continue;
    const [, own = '', kind, rules = '', reason = ''] = match;
    const start = comment.start + match.index + match[0].length - own.length;
    directives.push({
      kind: kind as 'disable-next-line' | 'disable-line' | 'disable-file' | 'disable' | 'enable',
      rules: rules.split(/[\s,]+/).filter((rule) => rule !== ''),
      ...(reason === '' ? {} : { reason: reason.trim() }),
      // What other tools read in the same comment stays when this is taken out.
      span: { start, end: start + own.trimEnd().length },
    });
  }
  return directives;
}

/** Only a docstring, comments and a hashbang may stand before the mark: elsewhere it is some text of the user's. */
const STUB_HEADER = /^\uFEFF?(?:\s*#[^\r\n]*|\s*"{3}[^\r\n]*|\s)*?[ \t]*(?:#[ \t]*)?@danglint-stub[ \t]*$/m;

function stubHeader(text: string): Directive | null {
  if (!text.includes('@danglint-stub')) return null;
  const match = STUB_HEADER.exec(text);
  if (match?.index !== 0) return null;
  const end = match[0].length;
  const start = end - '@danglint-stub'.length;
  const tags = new Map<string, string>();
  for (const line of text
    .slice(end)
    .split(/\r\n|\r|\n/)
    .slice(1)) {
    const tag = /^\s*(?:#\s*)?@(created|expires|reason|danglint)\s+(.*?)\s*$/.exec(line);
    if (!tag) break;
    tags.set(tag[1] ?? '', tag[2] ?? '');
  }
  const created = tags.get('created');
  const expires = tags.get('expires');
  const reason = tags.get('reason')?.replace(/\\([\\"])/g, '$1');
  return {
    kind: 'stub',
    ...(created === undefined ? {} : { created }),
    ...(expires === undefined ? {} : { expires }),
    ...(reason === undefined ? {} : { reason }),
    span: { start, end },
  };
}
