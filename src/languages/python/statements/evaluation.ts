// Which import statements of a Python module surely run when it is loaded: those that stand at the first column, outside
// of every branch, loop, handler and function.

import type { AskingRecord, Evaluation } from '../../../model/evaluation.ts';

/** @param record of the same text */
export function evaluationOf(text: string, record: AskingRecord): Evaluation {
  const sureRequests = record.requests.flatMap(({ span, runs, guard }, index) => {
    if (runs !== 'load' || guard !== 'none') return [];
    const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
    return /^(?:from|import)\b/.test(text.slice(lineStart, lineStart + 7)) ? [index] : [];
  });
  return { reads: [], bindings: [], callables: [], sureRequests, droppedRequests: [] };
}
