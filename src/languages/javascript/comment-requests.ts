// What comments ask for and declare: `/// <reference …>` at the top of a file, and in JavaScript files the imports and
// types of JSDoc.

import type { ExportEntry } from '../../model/export-entry.ts';
import type { MemberName, MemberUse } from '../../model/member-use.ts';
import type { Span } from '../../model/span.ts';
import { addRequest, type RecordDraft } from './record-draft.ts';
import type { Comment } from './syntax-tree.ts';

/** `/// <reference path="…" />`, `/// <reference types="…" />`; only before the first statement. */
export function addReferences(draft: RecordDraft, comments: readonly Comment[], text: string): void {
  let position = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (const comment of comments) {
    if (text.slice(position, comment.start).trim() !== '') return;
    position = comment.end;
    const match = /^\/\s*<reference\s+(path|types)\s*=\s*(["'])(.+?)\2/d.exec(comment.value);
    const [start, end] = match?.indices?.[3] ?? [];
    if (match === null || comment.type !== 'Line' || start === undefined || end === undefined) continue;
    addRequest(draft, {
      specifier: match[3] ?? '',
      form: match[1] === 'path' ? 'reference-path' : 'reference-types',
      typeOnly: true,
      span: { start: comment.start + 2 + start, end: comment.start + 2 + end },
      runs: 'never',
      guard: 'none',
    });
  }
}

/**
 * `// @ts-expect-error` and `// @ts-ignore` speak of the next line of code: of the requests and names that stand there;
 * `// @ts-nocheck` at the top, of all of them. A member that a test expects to fail, and that the compiler is told so of, is
 * asked for because it is not there.
 */
export function markUntold(draft: RecordDraft, comments: readonly Comment[], text: string): void {
  for (const { value, start, end } of comments) {
    const [, kind] = /^\s*\*?\s*@ts-(expect-error|ignore|nocheck)\b/.exec(value) ?? [];
    const isOfAll = kind === 'nocheck';
    if (kind === undefined || (isOfAll && !isBeforeCode(start, text, comments))) continue;
    const line = isOfAll ? { start: end, end: text.length } : lineOfCodeAfter(end, text, comments);
    const isThere = ({ start }: Span): boolean => start >= line.start && start < line.end;
    draft.requests.forEach((request, index) => {
      const names = draft.imports.filter((entry) => entry.request === index);
      if (isThere(request.span) || names.some(({ span }) => isThere(span)))
        draft.requests[index] = { ...request, untold: true };
    });
    for (const uses of [draft.memberUses, draft.namedUses?.uses ?? []]) {
      const told = uses.flatMap((use): readonly MemberUse[] => {
        if (!use.path.some(({ span }) => isThere(span))) return [use];
        return use.guard === 'expected' ? [] : [{ ...use, untold: true }];
      });
      uses.splice(0, uses.length, ...told);
    }
  }
}

/** Whether nothing but comments and blanks stands in front of `position`. */
function isBeforeCode(position: number, text: string, comments: readonly Comment[]): boolean {
  let start = /^\uFEFF?(?:#!.*)?/.exec(text)?.[0].length ?? 0;
  for (const comment of comments) {
    if (comment.start >= position || text.slice(start, comment.start).trim() !== '') break;
    start = comment.end;
  }
  return text.slice(start, position).trim() === '';
}

/** The first line after `position` that is not blank and does not begin with a comment. */
function lineOfCodeAfter(position: number, text: string, comments: readonly Comment[]): Span {
  let start = position;
  for (;;) {
    const comment = comments.find((one) => one.start >= start && text.slice(start, one.start).trim() === '');
    if (comment === undefined) break;
    start = comment.end;
  }
  const code = text.slice(start).search(/\S/);
  if (code === -1) return { start: text.length, end: text.length };
  const begin = start + code;
  const after = text.slice(begin).search(/[\r\n]/);
  return { start: begin, end: after === -1 ? text.length : begin + after };
}

/** What webpack, ncc, esbuild and Rollup's CommonJS plugin put into a bundle to load the modules that are in it. */
const BUNDLE =
  /^(?:\/\*+\/)?[ \t]*(?:function __(?:webpack|nccwpck)_require__\(|(?:var|const|let) __(?:webpack|nccwpck)_modules__ = |var __commonJS(?:Min)? = )/m;

/**
 * `@import { A } from './a'` and `{import('./a').A}` in doc comments. TypeScript reads them in JavaScript files only. In
 * a bundle the paths are those of the files that went into it.
 */
export function addJsDocImports(draft: RecordDraft, comments: readonly Comment[], text: string): void {
  if (BUNDLE.test(text)) return;
  for (const comment of comments) {
    if (comment.type !== 'Block' || !comment.value.startsWith('*') || !comment.value.includes('import'))
      continue;
    addImportTags(draft, comment);
    addImportTypes(draft, comment);
  }
}

function addImportTags(draft: RecordDraft, comment: Comment): void {
  const tags = /^[\s*]*@import\s+([^'"]+?)\s+from\s+(?:'([^'\n]+)'|"([^"\n]+)")/dgm;
  for (const match of comment.value.matchAll(tags)) {
    const at = match.indices?.[2] ?? match.indices?.[3];
    const clause = match.indices?.[1];
    if (at === undefined || clause === undefined) continue;
    const request = addJsDocRequest(draft, comment, match[2] ?? match[3] ?? '', at);
    addClause(draft, request, match[1] ?? '', comment.start + 2 + clause[0]);
  }
}

/** The clause of an `@import` tag: a default name, `* as ns`, and names in braces. */
function addClause(draft: RecordDraft, request: number, clause: string, offset: number): void {
  const add = (importName: string, localName: string, start: number, length: number): void => {
    const span = { start: offset + start, end: offset + start + length };
    draft.imports.push({ request, importName, localName, typeOnly: true, span });
  };
  const braces = /\{([^}]*)\}/.exec(clause);
  const before = braces === null ? clause : clause.slice(0, braces.index);
  const namespace = /\*\s*as\s+([\w$]+)/.exec(before);
  if (namespace !== null) add('*', namespace[1] ?? '', namespace.index, 1);
  const byDefault = /^\s*(?:type\s+)?([\w$]+)/.exec(before);
  if (byDefault !== null) {
    const name = byDefault[1] ?? '';
    add('default', name, byDefault[0].length - name.length, name.length);
  }
  if (braces === null) return;
  for (const part of (braces[1] ?? '').matchAll(/([\w$]+)(?:\s+as\s+([\w$]+))?/g)) {
    const name = part[1] ?? '';
    add(name, part[2] ?? name, braces.index + 1 + part.index, name.length);
  }
}

function addImportTypes(draft: RecordDraft, comment: Comment): void {
  const { value } = comment;
  for (const tag of value.matchAll(/@[a-z]+\s*\{/g)) {
    const start = tag.index + tag[0].length;
    const type = value.slice(start, endOfBraces(value, start));
    const imports = /\bimport\s*\(\s*(?:'([^'\n]+)'|"([^"\n]+)")\s*\)((?:\s*\.\s*[\w$]+)*)/dg;
    for (const match of type.matchAll(imports)) {
      const at = match.indices?.[1] ?? match.indices?.[2];
      const members = match.indices?.[3];
      if (at === undefined || members === undefined) continue;
      const request = addJsDocRequest(draft, comment, match[1] ?? match[2] ?? '', [
        start + at[0],
        start + at[1],
      ]);
      const path = [...(match[3] ?? '').matchAll(/[\w$]+/g)].map((name): MemberName => {
        const from = comment.start + 2 + start + members[0] + name.index;
        return { name: name[0], span: { start: from, end: from + name[0].length } };
      });
      if (path.length > 0)
        draft.memberUses.push({ of: { request }, path, access: 'type', runs: 'never', guard: 'none' });
    }
  }
}

/**
 * `@typedef {…} T` and `@callback T` in a JavaScript module export the type T, as TypeScript reads them; they let
 * `import('./a').T` be found.
 */
export function addJsDocTypes(draft: RecordDraft, comments: readonly Comment[]): void {
  const known = new Set(draft.exports.map((entry) => (entry.kind === 'star' ? null : entry.exportName)));
  for (const comment of comments) {
    if (comment.type !== 'Block' || !comment.value.startsWith('*')) continue;
    for (const tag of comment.value.matchAll(/@(?:typedef|callback)\s+(?=[{\w$])/g)) {
      const from = tag.index + tag[0].length;
      const nameFrom = comment.value[from] === '{' ? endOfBraces(comment.value, from + 1) + 1 : from;
      const name = /^[\s*]*([\w$]+)/.exec(comment.value.slice(nameFrom));
      const exportName = name?.[1];
      if (name === null || exportName === undefined || known.has(exportName)) continue;
      known.add(exportName);
      const end = comment.start + 2 + nameFrom + name[0].length;
      const entry: ExportEntry = {
        kind: 'local',
        exportName,
        localName: exportName,
        meaning: 'type',
        span: { start: end - exportName.length, end },
      };
      draft.exports.push(entry);
    }
  }
}

/** Names that are read into variables for doc comments alone, as types: `{Promise<Request>}`. */
export function markInComments(draft: RecordDraft, comments: readonly Comment[]): void {
  if (!draft.memberUses.some(({ unread }) => unread !== undefined)) return;
  const types = comments
    .filter(({ type, value }) => type === 'Block' && value.startsWith('*'))
    .flatMap(({ value }) => value.match(/\{[^{}]*\}/g) ?? [])
    .flatMap((type) => type.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? []);
  const named = new Set(types);
  draft.memberUses.forEach((use, index) => {
    if (use.unread !== undefined && named.has(use.unread))
      draft.memberUses[index] = { ...use, inComments: true };
  });
}

function addJsDocRequest(
  draft: RecordDraft,
  comment: Comment,
  specifier: string,
  at: readonly [number, number],
): number {
  return addRequest(draft, {
    specifier,
    form: 'jsdoc',
    typeOnly: true,
    span: { start: comment.start + 2 + at[0], end: comment.start + 2 + at[1] },
    runs: 'never',
    guard: 'none',
  });
}

function endOfBraces(text: string, from: number): number {
  let depth = 1;
  for (let index = from; index < text.length; index++) {
    if (text[index] === '{') depth++;
    else if (text[index] === '}' && --depth === 0) return index;
  }
  return text.length;
}
