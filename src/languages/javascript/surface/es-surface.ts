// What a bundled ES module of a package offers: only its import and export statements are parsed. A bundle has a
// megabyte of code between them that no importer asks about.

import type { ModuleRecord } from '../../../model/module-record.ts';
import type { Span } from '../../../model/span.ts';
import { addJsDocTypes } from '../comment-requests.ts';
import { finishDraft, newDraft, type RecordDraft } from '../record-draft.ts';
import { addStaticEntries } from '../static-entries.ts';
import type { Comment, ParseSource } from '../syntax-tree.ts';
import { lexEsModule } from './es-lexer.ts';

/** From here on, in UTF-16 units, lexing costs less than parsing. Shorter texts give a richer record. */
export const longEnoughToLex = 100_000;

/**
 * The same record as a parse of the whole text gives for the detail `surface`.
 * @returns null when the text is no ES module, or only a parse tells what it exports
 */
export function esSurface(text: string, parseSource: ParseSource): ModuleRecord | null {
  const lexed = lexEsModule(text);
  if (lexed === null) return null;
  const { module, errors } = parseSource(onlyStatements(text, lexed.statements), {
    lang: 'jsx',
    sourceType: 'module',
  });
  if (errors.length > 0) return null;
  const draft = newDraft('esm');
  addStaticEntries(draft, module, text, () => 'value');
  const imports = new Map(draft.imports.map((entry) => [entry.localName, entry]));
  const classes = lexed.exports.length === 0 ? new Set<string>() : classNames(text);
  const isClass = (localName: string | null, statement: number) =>
    localName === null
      ? /^export\s+default\s+class\b/.test(text.slice(statement, statement + 40))
      : classes.has(localName);
  for (const { name, localName, span, statement } of lexed.exports) {
    const imported = localName === null ? undefined : imports.get(localName);
    draft.exports.push(
      imported === undefined
        ? {
            kind: 'local',
            exportName: name,
            localName,
            meaning: isClass(localName, statement) ? 'both' : 'value',
            span,
          }
        : {
            kind: 'indirect',
            exportName: name,
            request: imported.request,
            importName: imported.importName,
            typeOnly: false,
            span,
          },
    );
  }
  addDocumentedTypes(draft, text);
  return finishDraft(draft);
}

/** A text in which everything but the statements is blank. */
function onlyStatements(text: string, statements: readonly Span[]): string {
  let kept = '';
  for (const { start, end } of statements) {
    // What ends a statement on one line with the next one is not part of either.
    if (start > kept.length) kept += `;${' '.repeat(start - kept.length - 1)}`;
    kept += text.slice(start, end);
  }
  return kept;
}

function classNames(text: string): Set<string> {
  const names = new Set<string>();
  for (const match of text.matchAll(/\bclass\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu))
    names.add(match[1] ?? '');
  return names;
}

function addDocumentedTypes(draft: RecordDraft, text: string): void {
  if (!/@typedef\b|@callback\b/.test(text)) return;
  const comments = [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].map(
    (match): Comment => ({
      type: 'Block',
      value: match[0].slice(2, -2),
      start: match.index,
      end: match.index + match[0].length,
    }),
  );
  addJsDocTypes(draft, comments);
}
