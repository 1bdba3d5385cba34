// Reading the settings files of a Python project as data: tables of TOML, requirements by name. What cannot be read says
// nothing, so that less is sure.

import { createRequire } from 'node:module';
import type { FileSystem } from '../host/file-system.ts';
import { asObject, readTextOrNull } from '../host/settings-file.ts';
import type { SettingsError } from '../model/settings-error.ts';
import { lineStartsOf } from '../model/span.ts';

const require = createRequire(import.meta.url);
/** Loaded when there is something to parse: every run imports this file, and most projects have no TOML. */
const loadParser = (): typeof import('smol-toml') => require('smol-toml');

export type Table = Readonly<Record<string, unknown>>;

/** The top table of a TOML text; null when it is none. */
export function tomlTable(text: string): Table | null {
  try {
    return loadParser().parse(withoutMark(text));
  } catch {
    return null;
  }
}

/** Why a text is no TOML; null when it is. */
export function tomlError(file: string, text: string): SettingsError | null {
  const source = withoutMark(text);
  const { parse, TomlError } = loadParser();
  try {
    parse(source);
    return null;
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
    const offset = (lineStartsOf(source)[error.line - 1] ?? 0) + error.column - 1;
    return {
      file,
      span: { start: offset, end: offset + 1 },
      message: `the file is no valid TOML: ${reason}`,
    };
  }
}

/** A space in the place of a byte-order mark keeps the offsets. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, ' ');
}

export function readToml(fileSystem: FileSystem, path: string): Table | null {
  const text = readTextOrNull(fileSystem, path);
  return text === null ? null : tomlTable(text);
}

/** The table at a path of keys; null when there is none. */
export function tableAt(from: Table | null, ...path: string[]): Table | null {
  return path.reduce<Table | null>((at, key) => asObject(at?.[key]), from);
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The words of a value of setup.cfg that is a list: by lines or by commas. */
export function listIn(value: string | undefined): string[] {
  return (value ?? '').split(/[\s,]+/).filter((word) => word !== '');
}

/** PEP 503, with the underscores of import names: `Flask-SQLAlchemy` is `flask_sqlalchemy`. */
export function normalisedName(distribution: string): string {
  return distribution.toLowerCase().replace(/[-_.]+/g, '_');
}
