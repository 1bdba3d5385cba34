// From a path to what evaluating the module does.

import { FileReadError, type FileSystem } from '../host/file-system.ts';
import type { Parser } from '../languages/language.ts';
import type { AskingRecord, Evaluation } from '../model/evaluation.ts';
import type { ReadTask } from './read-module.ts';

/** A file and all that the answer depends on beside its text: plain data. */
export interface EvaluationTask extends ReadTask {
  /** Of the same text. */
  readonly record: AskingRecord;
}

export interface EvaluationResult {
  /** Null where it cannot be told from the text. */
  readonly evaluation: Evaluation | null;
  /** False when the file could not be read: the answer holds for this run alone. */
  readonly isRead: boolean;
}

/** Reads the file and tells, whatever is kept. */
export function evaluate(
  { id, options, record }: EvaluationTask,
  parser: Parser,
  fileSystem: FileSystem,
): EvaluationResult {
  try {
    const evaluation = parser.evaluation?.(fileSystem.readText(id), options, record) ?? null;
    return { evaluation, isRead: true };
  } catch (error) {
    if (!(error instanceof FileReadError)) throw error;
    return { evaluation: null, isRead: false };
  }
}
