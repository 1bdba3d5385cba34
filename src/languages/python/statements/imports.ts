// The import statements (Language Reference 7.11, PEP 810): what each asks for and what it binds.

import type { Span } from '../../../model/span.ts';
import { WORD } from '../tokens/identifiers.ts';
import { TOKEN } from '../tokens/tokens.ts';
import { addRequest, type FileDraft, type Site } from './drafts.ts';
import { makesAnnotationsLazy } from './lazy-annotations.ts';
import { attributeName } from './private-names.ts';
import { isWord, tokenText } from './targets.ts';

/** Binds a name of the current scope; `entry` indexes the import entries, null when the import was left out. */
export type OnImport = (name: string, span: Span, entry: number | null) => void;

/** `import a.b.c, d as e` with `from` at the token behind `import`. */
export function importStatement(
  draft: FileDraft,
  site: Site,
  from: number,
  to: number,
  bind: OnImport,
): void {
  let index = from;
  while (index < to) {
    const first = index;
    const { name, end } = dottedName(draft, index, to);
    if (end === index) return;
    const span = spanOf(draft, first, end);
    const alias = isWord(draft.line, end, WORD.as) && draft.line.kinds[end + 1] === TOKEN.name ? end + 1 : -1;
    const request = addRequest(draft, site, name, 'import', span);
    if (alias >= 0) {
      const local = tokenText(draft.line, alias);
      bind(local, spanOf(draft, alias, alias + 1), addNamespace(draft, site, request, local, span));
      index = alias + 1;
    } else {
      const root = tokenText(draft.line, first);
      const rootSpan = spanOf(draft, first, first + 1);
      const bound =
        request === null || root === name ? request : addRequest(draft, site, root, 'import', rootSpan, true);
      bind(root, rootSpan, addNamespace(draft, site, bound, root, rootSpan));
      index = end;
    }
    if (index < to && draft.line.kinds[index] !== 44) return;
    index++;
  }
}

function addNamespace(
  draft: FileDraft,
  site: Site,
  request: number | null,
  local: string,
  span: Span,
): number | null {
  if (request === null) return null;
  draft.imports.push({ request, importName: '*', localName: local, typeOnly: site.dead === 'types', span });
  return draft.imports.length - 1;
}

/** `from ..a import b as c, d` and `from a import *` with `from` at the token behind `from`. */
export function fromStatement(draft: FileDraft, site: Site, from: number, to: number, bind: OnImport): void {
  const { text, line } = draft;
  let index = from;
  while (index < to && (line.kinds[index] === 46 || isEllipsis(draft, index))) index++;
  const dots = text.slice(line.starts[from] ?? 0, index > from ? line.ends[index - 1] : line.starts[from]);
  const { name, end } = isWord(line, index, WORD.import)
    ? { name: '', end: index }
    : dottedName(draft, index, to);
  if (end === from || !isWord(line, end, WORD.import)) {
    // `from shop.{{ version }} import prices`: what it would bind is not in the text.
    draft.dynamic ??= 'unparsed';
    return;
  }
  const base = dots.replace(/[^.]/g, '') + name;
  const request = addRequest(draft, site, base, 'from', spanOf(draft, from, end));
  index = end + 1;
  const typeOnly = site.dead === 'types';
  if (line.kinds[index] === 42) {
    if (request === null) return;
    const span = spanOf(draft, index, index + 1);
    draft.imports.push({ request, importName: '*', localName: null, typeOnly, span, star: true });
    if (site.scope.kind === 'module' && site.dead !== 'main') {
      draft.stars.push({ kind: 'star', request, typeOnly, span });
      draft.switches.clear();
    }
    return;
  }
  const prefix = name === '' ? base : `${base}.`;
  for (; index < to; index++) {
    if (line.kinds[index] !== TOKEN.name) continue;
    const imported = tokenText(line, index);
    draft.lazyAnnotations ||= makesAnnotationsLazy(base, imported);
    const span = spanOf(draft, index, index + 1);
    const aliased = isWord(line, index + 1, WORD.as) && line.kinds[index + 2] === TOKEN.name;
    const localToken = aliased ? index + 2 : index;
    const local = tokenText(line, localToken);
    let entry: number | null = null;
    if (request !== null) {
      const asked = attributeName(imported, site.scope);
      const orModule =
        asked === imported ? addRequest(draft, site, prefix + imported, 'from', span, true) : null;
      draft.imports.push({
        request,
        importName: asked,
        localName: local,
        typeOnly,
        span,
        ...(orModule === null ? {} : { orModule }),
      });
      entry = draft.imports.length - 1;
    }
    bind(local, aliased ? spanOf(draft, localToken, localToken + 1) : span, entry);
    if (aliased) index += 2;
  }
}

function isEllipsis(draft: FileDraft, token: number): boolean {
  return (
    draft.line.kinds[token] === TOKEN.operator && draft.text.charCodeAt(draft.line.starts[token] ?? 0) === 46
  );
}

function dottedName(draft: FileDraft, from: number, to: number): { name: string; end: number } {
  const { line } = draft;
  if (from >= to || line.kinds[from] !== TOKEN.name) return { name: '', end: from };
  let name = tokenText(line, from);
  let end = from + 1;
  while (end + 1 < to && line.kinds[end] === 46 && line.kinds[end + 1] === TOKEN.name) {
    name += `.${tokenText(line, end + 1)}`;
    end += 2;
  }
  return { name, end };
}

function spanOf(draft: FileDraft, from: number, to: number): Span {
  return { start: draft.line.starts[from] ?? 0, end: draft.line.ends[to - 1] ?? 0 };
}
