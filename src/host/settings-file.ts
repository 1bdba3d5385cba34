// Reads the JSON of a manifest. What cannot be read or is no object is as good as not there: other phases report it.

import { createRequire } from 'node:module';
import { FileReadError, type FileSystem } from './file-system.ts';
import { UserError } from './user-error.ts';

const require = createRequire(import.meta.url);
/** Loaded when there is something to parse: every run imports this file, and one that repeats an answer parses nothing. */
const loadParser = (): typeof import('jsonc-parser') => require('jsonc-parser');

/** The text of a file; null when it is not there or may not be read. */
export function readTextOrNull(fileSystem: FileSystem, path: string): string | null {
  if (fileSystem.stat(path) !== 'file') return null;
  try {
    return fileSystem.readText(path);
  } catch (error) {
    if (error instanceof FileReadError) return null;
    throw error;
  }
}

/**
 * The text of a file that the user answers for.
 * @param what how the sentence begins that says why it cannot be read
 * @throws {UserError} when it is not there or may not be read
 */
export function readTextOrRefuse(fileSystem: FileSystem, path: string, what: string): string {
  try {
    return fileSystem.readText(path);
  } catch (error) {
    if (error instanceof FileReadError) throw new UserError(`${what}: ${error.message}`);
    throw error;
  }
}

export function readJsonObject(fileSystem: FileSystem, path: string): Record<string, unknown> | null {
  const text = readTextOrNull(fileSystem, path);
  return text === null ? null : asObject(jsonOf(text));
}

/** With comments and trailing commas; the parser of JavaScript is many times faster where there are none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return loadParser().parse(text, [], { allowTrailingComma: true });
  }
}

/** The value as an object; null for anything else, arrays included. */
export function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** All strings in a value, however deep, in order. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
