// From a path to a ModuleRecord: read, look into the cache, parse. Never throws for a file: what cannot be read or
// parsed is a record with a fatal error, so that the rest of the project is still checked.

import { FileReadError, type FileSystem } from '../host/file-system.ts';
import type { Language, ParseOptions, Parser, Resolver } from '../languages/language.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { LanguageId, ModuleRecord } from '../model/module-record.ts';
import type { RecordCache } from './record-cache.ts';

/** A language with its parts loaded. */
export interface Frontend {
  readonly language: Language;
  readonly parser: Parser;
  readonly resolver: Resolver;
}

export interface ReadContext {
  readonly fileSystem: FileSystem;
  readonly cache: RecordCache;
  readonly pythonVersion?: string;
}

/** Reads and parses one file with its front end. */
export function readModule(
  id: ModuleId,
  frontend: Frontend,
  detail: ParseOptions['detail'],
  context: ReadContext,
): ModuleRecord {
  const pythonVersion = frontend.resolver.pythonVersion?.(id) ?? context.pythonVersion;
  const options: ParseOptions = {
    fileName: id.slice(id.lastIndexOf('/') + 1),
    format: frontend.resolver.format(id),
    detail,
    ...(pythonVersion === undefined ? {} : { pythonVersion }),
  };
  const key = `${frontend.parser.version}|${options.format}|${detail}|${options.pythonVersion ?? ''}`;
  const version = context.fileSystem.version(id);
  const cached = version === null ? undefined : context.cache.get(id, version, key);
  if (cached !== undefined) return cached;
  let text: string;
  try {
    text = context.fileSystem.readText(id);
  } catch (error) {
    if (!(error instanceof FileReadError)) throw error;
    return unreadableRecord(frontend.language.id, error.message);
  }
  const record = frontend.parser.parse(text, options);
  if (version !== null) context.cache.set(id, version, key, record);
  return record;
}

/** The outline of a declaration file; null when it cannot be read, or its language has no outlines. */
export function readOutline(
  id: ModuleId,
  { parser }: Frontend,
  { fileSystem }: ReadContext,
): ModuleRecord | null {
  if (parser.outline === undefined) return null;
  try {
    return parser.outline(fileSystem.readText(id));
  } catch (error) {
    if (error instanceof FileReadError) return null;
    throw error;
  }
}

/** The record of a file that cannot be read: one fatal error at its start, and exports that nobody knows. */
export function unreadableRecord(language: LanguageId, message: string): ModuleRecord {
  return {
    language,
    moduleKind: language === 'python' ? 'python' : 'script',
    exportsKind: 'dynamic',
    dynamicReason: 'unparsed',
    requests: [],
    imports: [],
    exports: [],
    memberUses: [],
    ambientModules: [],
    directives: [],
    errors: [{ message, span: { start: 0, end: 0 }, severity: 'fatal' }],
  };
}
