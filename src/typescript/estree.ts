// One text → what the native parser would give for it, made with TypeScript's parser: the module record, the comments,
// the errors, and the syntax tree as ESTree. The ts-morph engine runs the JavaScript front end on this, and so does a
// machine for which there is no native parser.

import type { ts } from 'ts-morph';
import type { Dialect, Parsed, Program } from '../languages/javascript/syntax-tree.ts';
import type { Conversion, Part, Tree } from './estree-conversion.ts';
import { declarations } from './estree-declarations.ts';
import { expressions } from './estree-expressions.ts';
import { moduleRecordOf } from './estree-module-record.ts';
import { exported, statements } from './estree-statements.ts';
import { types } from './estree-types.ts';
import { loadTsMorph } from './load.ts';

/** Parses a text. Never throws for syntax: see `errors`. */
export function parseWithTypeScript(text: string, dialect: Dialect): Parsed {
  const { ts } = loadTsMorph();
  const source = ts.createSourceFile(
    dialect.lang === 'dts' ? 'file.d.ts' : `file.${dialect.lang}`,
    text,
    { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
    true,
  );
  const errors = errorsOf(source);
  // Like the native parser: no tree where the syntax is broken. What TypeScript guesses of the rest proves nothing.
  const body = errors.length > 0 ? [] : convert(source);
  const isModule =
    dialect.sourceType === 'module' || (dialect.sourceType === 'unambiguous' && ts.isExternalModule(source));
  const program = {
    type: 'Program',
    start: 0,
    end: text.length,
    sourceType: isModule ? 'module' : 'script',
    hashbang: null,
    body,
  };
  return {
    module: moduleRecordOf(source, body),
    comments: commentsIn(source),
    errors,
    // The tree has the types and fields of ESTree by construction; the compiler cannot know it.
    program: () => program as unknown as Program,
  };
}

const parts: readonly Part[] = [expressions, declarations, statements, types];

function convert(source: ts.SourceFile): Tree[] {
  const to: Conversion = {
    source,
    node(child) {
      if (child === undefined) return null;
      for (const part of parts) {
        const tree = part(child, to);
        if (tree !== null) return exported(child, tree, to);
      }
      return sequenceOfParts(child, to);
    },
    nodes: (children) => (children ?? []).flatMap((child) => to.node(child) ?? []),
    make: (at, type, fields) => ({ type, start: at.getStart(source), end: at.getEnd(), ...fields }),
  };
  return to.nodes(source.statements);
}

/** Nobody asks what kind of node this is; the names in it are still seen. */
function sequenceOfParts(node: ts.Node, to: Conversion): Tree {
  const { ts } = loadTsMorph();
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  return to.make(node, 'SequenceExpression', { expressions: to.nodes(children) });
}

/** All comments, in source order. Found between the tokens, so that text in strings and JSX is none. */
function commentsIn(source: ts.SourceFile): Parsed['comments'] {
  const { ts } = loadTsMorph();
  const found = new Map<number, Parsed['comments'][number]>();
  const add = (start: number, end: number, kind: ts.CommentKind) => {
    const isLine = kind === ts.SyntaxKind.SingleLineCommentTrivia;
    const value = source.text.slice(start + 2, isLine ? end : end - 2);
    found.set(start, { type: isLine ? 'Line' : 'Block', value, start, end });
  };
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.JsxText) return;
    const children = node.getChildren(source);
    if (children.length > 0) {
      children.forEach(visit);
      return;
    }
    ts.forEachLeadingCommentRange(source.text, node.getFullStart(), add);
    ts.forEachTrailingCommentRange(source.text, node.getEnd(), add);
  };
  const hashbang = /^#!.*/.exec(source.text)?.[0];
  if (hashbang !== undefined) {
    found.set(0, { type: 'Line', value: hashbang.slice(2), start: 0, end: hashbang.length });
  }
  if (/\/[/*]/.test(source.text)) visit(source);
  return [...found.values()].sort((left, right) => left.start - right.start);
}

/** Octal literals and escapes, numbers with a leading zero: fine in a script, and nothing to do with imports. */
const scriptsMayDo: ReadonlySet<number> = new Set([1121, 1487, 1488, 1489]);

/** What the parser complained about. */
function errorsOf(source: ts.SourceFile): Parsed['errors'] {
  const { ts } = loadTsMorph();
  // The list is not in the public declarations; `transpileModule` reports the same one, at the price of an emit.
  const { parseDiagnostics = [] } = source as { parseDiagnostics?: readonly ts.Diagnostic[] };
  return parseDiagnostics
    .filter(({ code }) => !scriptsMayDo.has(code))
    .map(({ messageText, start = 0, length = 0 }) => ({
      ...{ severity: 'Error' as Parsed['errors'][number]['severity'], helpMessage: null, codeframe: null },
      message: ts.flattenDiagnosticMessageText(messageText, ' '),
      labels: [{ message: null, start, end: start + length }],
    }));
}
