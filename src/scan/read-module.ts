// From a path to a ModuleRecord: read, look into the cache, parse. Never throws for a file: what cannot be read or
// parsed is a record with a fatal error, so that the rest of the project is still checked.

import { FileReadError, type FileSystem } from '../host/file-system.ts';
import type { Language, ParseOptions, Parser, Resolver } from '../languages/language.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { LanguageId, ModuleRecord } from '../model/module-record.ts';
import { detachText } from './detach-text.ts';
import type { ReadingCache } from './reading-cache.ts';

/** A language with its parts loaded. */
export interface Frontend {
  readonly language: Language;
  readonly parser: Parser;
  readonly resolver: Resolver;
}

export interface ReadContext {
  readonly fileSystem: FileSystem;
  readonly cache: ReadingCache;
  /** Records of modules that were read before anybody asked for them; null for all others. */
  readonly takeAhead: (id: ModuleId, detail: ParseOptions['detail']) => ModuleRecord | null;
  readonly pythonVersion?: string;
}

/** A file and all that its record depends on beside its text: plain data. */
export interface ReadTask {
  readonly id: ModuleId;
  readonly language: LanguageId;
  readonly options: ParseOptions;
}

export interface ReadResult {
  readonly record: ModuleRecord;
  /** False when the file could not be read: the record holds for this run alone. */
  readonly isRead: boolean;
}

/**
 * Reads and parses one file with its front end.
 * @param membersOf with the detail `members`: the local names whose members are asked for
 */
export function readModule(
  id: ModuleId,
  frontend: Frontend,
  detail: ParseOptions['detail'],
  context: ReadContext,
  membersOf: readonly string[] = [],
): ModuleRecord {
  const ahead = context.takeAhead(id, detail);
  if (ahead !== null) return ahead;
  const task = taskOf(id, frontend, detail, context.pythonVersion, membersOf);
  const key = keyOf(task, frontend);
  const version = context.cache.isKept ? context.fileSystem.version(id) : null;
  const cached = version === null ? undefined : context.cache.get('record', id, version, key);
  if (cached !== undefined) return cached;
  const { record, isRead } = readToKeep(task, frontend.parser, context.fileSystem);
  if (version !== null && isRead) context.cache.set('record', id, version, key, record);
  return record;
}

export function taskOf(
  id: ModuleId,
  { language, resolver }: Frontend,
  detail: ParseOptions['detail'],
  defaultPython: string | undefined,
  membersOf: readonly string[],
): ReadTask {
  const pythonVersion = resolver.pythonVersion?.(id) ?? defaultPython;
  return {
    id,
    language: language.id,
    options: {
      fileName: id.slice(id.lastIndexOf('/') + 1),
      format: resolver.format(id),
      detail,
      ...(detail === 'members' ? { membersOf } : {}),
      ...(pythonVersion === undefined ? {} : { pythonVersion }),
    },
  };
}

/** Under which a record is kept, beside the path and the version of the text. */
export function keyOf({ options }: ReadTask, { parser }: Frontend): string {
  const { format, detail, pythonVersion = '', membersOf = [] } = options;
  return [parser.version, format, detail, pythonVersion, ...membersOf].join('|');
}

/** Reads and parses, whatever is kept. */
export function read(
  { id, language, options }: ReadTask,
  parser: Parser,
  fileSystem: FileSystem,
): ReadResult {
  let text: string;
  try {
    text = fileSystem.readText(id);
  } catch (error) {
    if (!(error instanceof FileReadError)) throw error;
    if (error.reason === 'not-at-hand') return { record: unseenRecord(language), isRead: false };
    const why = error.reason === 'binary' ? 'binary' : error.wrongByte;
    const message = (why === null ? null : parser.refusal?.(id, why)) ?? error.message;
    return { record: unreadableRecord(language, message), isRead: false };
  }
  return { record: parser.parse(text, options), isRead: true };
}

/** The same for a record that stays in this thread. */
export function readToKeep(task: ReadTask, parser: Parser, fileSystem: FileSystem): ReadResult {
  const { record, isRead } = read(task, parser, fileSystem);
  return { record: detachText(record), isRead };
}

/** The outline of a declaration file; null when it cannot be read, or its language has no outlines. */
export function readOutline(
  id: ModuleId,
  { parser }: Frontend,
  { cache, fileSystem }: ReadContext,
): ModuleRecord | null {
  if (parser.outline === undefined) return null;
  const version = cache.isKept ? fileSystem.version(id) : null;
  const known = version === null ? undefined : cache.get('outline', id, version, parser.version);
  if (known !== undefined) return known;
  try {
    const outline = detachText(parser.outline(fileSystem.readText(id)));
    if (version !== null) cache.set('outline', id, version, parser.version, outline);
    return outline;
  } catch (error) {
    if (error instanceof FileReadError) return null;
    throw error;
  }
}

/** The record of a file that cannot be read: one fatal error at its start, and exports that nobody knows. */
export function unreadableRecord(language: LanguageId, message: string): ModuleRecord {
  return {
    ...unseenRecord(language),
    dynamicReason: 'unparsed',
    errors: [{ message, span: { start: 0, end: 0 }, severity: 'fatal' }],
  };
}

/** Of a file that is right as it is, and that nobody here can look into. */
function unseenRecord(language: LanguageId): ModuleRecord {
  return {
    language,
    moduleKind: language === 'python' ? 'python' : 'script',
    exportsKind: 'dynamic',
    dynamicReason: 'not-at-hand',
    requests: [],
    imports: [],
    exports: [],
    memberUses: [],
    ambientModules: [],
    directives: [],
    errors: [],
  };
}
