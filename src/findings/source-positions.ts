// Offsets of a module's text as lines and columns for people. Invariant: a text is asked for and split once.

import type { ModuleId } from '../model/module-id.ts';
import { lineStartsOf, type Position, positionAt, type Span } from '../model/span.ts';

export interface SourceRange {
  readonly start: Position;
  readonly end: Position;
}

export interface SourcePositions {
  /** The range of a span; 1:1 where the text cannot be read. */
  rangeOf(module: ModuleId, span: Span): SourceRange;
  /** The text; null where it cannot be read. */
  textOf(module: ModuleId): string | null;
}

const START: Position = { line: 1, column: 1 };
const BYTE_ORDER_MARK = '\uFEFF';

/** @param readText the text of a module as it was parsed, null where there is none */
export function createSourcePositions(readText: (module: ModuleId) => string | null): SourcePositions {
  const known = new Map<ModuleId, { text: string; lineStarts: readonly number[] } | null>();

  const sourceOf = (module: ModuleId) => {
    let source = known.get(module);
    if (source === undefined) {
      const text = readText(module);
      source = text === null ? null : { text, lineStarts: lineStartsOf(text) };
      known.set(module, source);
    }
    return source;
  };

  return {
    textOf: (module) => sourceOf(module)?.text ?? null,
    rangeOf: (module, span) => {
      const source = sourceOf(module);
      if (source === null) return { start: START, end: START };
      const at = (offset: number): Position => {
        const position = positionAt(source.lineStarts, Math.min(Math.max(offset, 0), source.text.length));
        // An offset counts the byte-order mark; no editor's column does.
        const hidden = position.line === 1 && source.text.startsWith(BYTE_ORDER_MARK) && position.column > 1;
        return hidden ? { line: 1, column: position.column - 1 } : position;
      };
      return { start: at(span.start), end: at(Math.max(span.start, span.end)) };
    },
  };
}
