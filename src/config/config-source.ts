// The text behind a configuration: its value, and where in the file a key stands. One reader for JSON with comments,
// one for TOML; the rest of config/ does not know which it was. Both are loaded only when there is such a file.

import { jsonErrorInWords } from '../host/json-error-words.ts';
import { lineStartsOf, type Position, positionAt } from '../model/span.ts';
import type { ConfigPath } from './validate-config.ts';

export interface ConfigSource {
  /** The section's value; undefined when the file has no such section. */
  readonly value: unknown;
  /** The place of a key or value below the section; the nearest one above it that is in the text. */
  readonly locate: (path: ConfigPath, at: 'key' | 'value') => Position;
}

export interface ConfigSyntaxError {
  readonly message: string;
  readonly position: Position;
}

const START: Position = { line: 1, column: 1 };

/** @param section where the configuration is in the document: `['danglint']` in package.json */
export async function readJsonSource(
  text: string,
  section: ConfigPath,
): Promise<ConfigSource | ConfigSyntaxError> {
  const { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode } = await import('jsonc-parser');
  const lineStarts = lineStartsOf(text);
  const errors: import('jsonc-parser').ParseError[] = [];
  // An offset counts the byte-order mark, the parser must not see it.
  const tree = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  const error = errors[0];
  if (error !== undefined || tree === undefined) {
    return {
      message: error === undefined ? 'the file is empty' : jsonErrorInWords(printParseErrorCode(error.error)),
      position: error === undefined ? START : positionAt(lineStarts, error.offset),
    };
  }
  const top = findNodeAtLocation(tree, [...section]);
  return {
    value: top === undefined ? undefined : getNodeValue(top),
    locate: (path, at) => {
      const node = findNodeAtLocation(tree, [...section, ...path]) ?? top ?? tree;
      const key = node.parent?.type === 'property' && at === 'key' ? node.parent : node;
      return positionAt(lineStarts, key.offset);
    },
  };
}

/** `[tool.danglint]` and the tables below it. */
export async function readTomlSource(
  text: string,
  section: ConfigPath,
): Promise<ConfigSource | ConfigSyntaxError> {
  const { parse, TomlError } = await import('smol-toml');
  let value: unknown;
  try {
    value = parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [message = 'the file is no TOML'] = error.message
      .replace(/^Invalid TOML document: /, '')
      .split('\n');
    return { message, position: { line: error.line, column: error.column } };
  }
  for (const part of section) value = isRecord(value) ? value[part] : undefined;
  return { value, locate: (path, at) => locateInToml(text, [...section, ...path], at) };
}

/**
 * TOML's parser gives no positions. The line is found by its table header and key, and on it what is in an inline
 * table; for a value inside a list it is the place of the key that holds the list.
 */
function locateInToml(text: string, path: ConfigPath, at: 'key' | 'value'): Position {
  const keys = path.filter((part) => typeof part === 'string');
  let table: readonly string[] = [];
  let best = { depth: 0, position: START };
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const header = /^\s*\[\[?([^\]]+)\]/.exec(line)?.[1];
    if (header !== undefined) table = dottedKeys(header);
    const assigned = /^\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=/.exec(
      line,
    )?.[1];
    const here =
      header !== undefined ? table : assigned === undefined ? null : [...table, ...dottedKeys(assigned)];
    if (here === null || here.length <= best.depth || !here.every((key, depth) => key === keys[depth]))
      continue;
    best = { depth: here.length, position: { line: index + 1, column: line.search(/\S/) + 1 } };
  }
  const line = text.split(/\r\n|\r|\n/)[best.position.line - 1] ?? '';
  return { ...best.position, column: columnInLine(line, best.position.column, keys.slice(best.depth), at) };
}

/** @param column that of the key that the line starts with. @param inner the keys of the inline tables on the line */
function columnInLine(line: string, column: number, inner: readonly string[], at: 'key' | 'value'): number {
  let start = column - 1;
  for (const key of inner) {
    const escaped = key.replace(/[^\w-]/g, '\\$&');
    const match = new RegExp(`[{,]\\s*(?=(["']?)${escaped}\\1\\s*=)`).exec(line.slice(start));
    if (match === null) return start + 1;
    start += match.index + match[0].length;
  }
  const value = at === 'value' ? /^[^=[]*=\s*/.exec(line.slice(start)) : null;
  return start + (value?.[0].length ?? 0) + 1;
}

const dottedKeys = (text: string): string[] =>
  [...text.matchAll(/"([^"]*)"|'([^']*)'|([\w-]+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
