// The one file that knows es-module-lexer: where the import and export statements of an ES module stand, without
// parsing what is between them.

import { initSync, parse } from 'es-module-lexer';
import type { Span } from '../../../model/span.ts';

let ready = false;

export interface LexedModule {
  /** Static imports and `export … from` statements, in source order. */
  readonly statements: readonly Span[];
  /** The names that other export statements export. */
  readonly exports: readonly LexedExport[];
}

export interface LexedExport {
  readonly name: string;
  /** Null where none is given: `export default 1`. */
  readonly localName: string | null;
  readonly span: Span;
  /** Where the word `export` stands. */
  readonly statement: number;
}

/**
 * Lexes an ES module. Null for a text that the lexer refuses, that has no import or export statement, or that exports
 * a variable declaration: of `export const { a, b } = …` the lexer tells no names.
 */
export function lexEsModule(text: string): LexedModule | null {
  if (!ready) {
    initSync();
    ready = true;
  }
  try {
    const [imports, exports, , hasModuleSyntax] = parse(text);
    if (!hasModuleSyntax) return null;
    // Dynamic imports have the offset of their parenthesis in `d`, `import.meta` has -2.
    const statements = imports.filter(({ d }) => d === -1).map(({ ss, se }) => ({ start: ss, end: se }));
    const starts = new Set(statements.map(({ start }) => start));
    const own = exports.filter(({ ss }) => !starts.has(ss));
    if (own.some(({ ss }) => /^export\s+(?:const|let|var|using|await)\b/.test(text.slice(ss, ss + 40))))
      return null;
    return {
      statements,
      exports: own.map(({ n, ln, s, e, ss }) => ({
        name: n,
        localName: ln ?? null,
        span: { start: s, end: e },
        statement: ss,
      })),
    };
  } catch {
    return null;
  }
}
