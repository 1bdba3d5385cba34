// From a path to what the code of the module does.

import { FileReadError, type FileSystem } from '../host/file-system.ts';
import type { ParseOptions, Parser } from '../languages/language.ts';
import type { AskingRecord } from '../model/evaluation.ts';
import type { ReadTask } from './read-module.ts';
import type { Readings } from './reading-cache.ts';

export type CodeQuestion = 'evaluation' | 'calls';

/** A question about a file, and all that the answer depends on beside its text: plain data. */
export interface CodeTask<Question extends CodeQuestion = CodeQuestion> extends ReadTask {
  readonly asks: Question;
  /** Of the same text. */
  readonly record: AskingRecord;
}

export type CodeResult<Question extends CodeQuestion = CodeQuestion> =
  | { readonly isRead: true; readonly answer: Readings[Question] }
  | { readonly isRead: false };

type CodeReader = {
  readonly [Question in CodeQuestion]: (
    text: string,
    options: ParseOptions,
    record: AskingRecord,
  ) => Readings[Question];
};

/** Reads the file and tells, whatever is kept. */
export function readCode<Question extends CodeQuestion>(
  { asks, id, options, record }: CodeTask<Question>,
  parser: Parser,
  fileSystem: FileSystem,
): CodeResult<Question> {
  const reader: CodeReader = parser;
  try {
    return { isRead: true, answer: reader[asks](fileSystem.readText(id), options, record) };
  } catch (error) {
    if (!(error instanceof FileReadError)) throw error;
    return { isRead: false };
  }
}
