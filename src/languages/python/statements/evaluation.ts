// Which import statements of a Python module surely run when it is loaded: those that stand at the first column, outside
// of every branch, loop, handler and function. And what its code calls.

import type { AskingRecord, Evaluation } from '../../../model/evaluation.ts';
import type { VersionRange } from '../version.ts';
import { moduleCalls } from './module-calls.ts';

/**
 * @param record of the same text
 * @param range the versions that it is run by
 */
export function evaluationOf(text: string, record: AskingRecord, range: VersionRange): Evaluation {
  const sureRequests = record.requests.flatMap(({ span, runs, guard }, index) => {
    if (runs !== 'load' || guard !== 'none') return [];
    const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
    return /^(?:from|import)\b/.test(text.slice(lineStart, lineStart + 7)) ? [index] : [];
  });
  const calls = moduleCalls(text, record, range);
  return { reads: [], bindings: [], callables: [], calls, sureRequests, droppedRequests: [] };
}
