// What is wrong with a text that should be JSON, and where: for settings files that only their readers know. The parser
// is jsonc-parser, which goes on after a mistake.

import { createRequire } from 'node:module';
import type { ParseError } from 'jsonc-parser';
import type { Span } from '../model/span.ts';
import { jsonErrorInWords } from './json-error-words.ts';

export interface JsonError {
  readonly message: string;
  readonly span: Span;
}

const require = createRequire(import.meta.url);
/** Loaded when there is something to look for: every run imports this file, and most never meet a mistake. */
const loadParser = (): typeof import('jsonc-parser') => require('jsonc-parser');

/**
 * Strings with a tab or an escape that JSON does not have: TypeScript and most tools read them.
 * Numbers are those of jsonc-parser's `ParseErrorCode`, a `const enum` that type stripping does not resolve.
 */
const HARMLESS: ReadonlySet<number> = new Set([15, 16]);

/**
 * The value of JSON with comments and trailing commas, and the first mistake in it.
 * @param text without a byte-order mark; an empty text is an empty object, as TypeScript reads it
 */
export function readJsonWithComments(text: string): { value: unknown; error: JsonError | null } {
  try {
    return { value: JSON.parse(text), error: null };
  } catch {
    // It has comments, trailing commas or a mistake.
  }
  const { parse, stripComments } = loadParser();
  if (stripComments(text).trim() === '') return { value: {}, error: null };
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const first = errors.find(({ error }) => !HARMLESS.has(error));
  return { value, error: first === undefined ? null : errorAt(first) };
}

/** Why `JSON.parse` refuses a text. */
export function strictJsonError(text: string): JsonError {
  const errors: ParseError[] = [];
  loadParser().parse(text, errors, { disallowComments: true });
  const [first] = errors;
  return first === undefined
    ? { message: 'the file is no valid JSON', span: { start: 0, end: 0 } }
    : errorAt(first);
}

function errorAt({ error, offset, length }: ParseError): JsonError {
  const words = jsonErrorInWords(loadParser().printParseErrorCode(error));
  return { message: `the file is no valid JSON: ${words}`, span: { start: offset, end: offset + length } };
}
