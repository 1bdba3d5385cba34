// Reads and checks one configuration file of a project. It is data: nothing of it is ever executed.

import type { FileSystem } from '../host/file-system.ts';
import { readTextOrRefuse } from '../host/settings-file.ts';
import { UserError } from '../host/user-error.ts';
import { baseNameOf } from '../model/path.ts';
import type { Config } from './config.ts';
import {
  type ConfigSource,
  type ConfigSyntaxError,
  readJsonSource,
  readTomlSource,
} from './config-source.ts';
import { validateConfig } from './validate-config.ts';

/**
 * @param path absolute; package.json and pyproject.toml are read for their section, every other file as a whole
 * @param shownPath how messages call the file
 * @throws {UserError} with `file:line:column` for each mistake, when the file cannot be read or is no configuration
 */
export async function readConfig(
  path: string,
  shownPath: string,
  fileSystem: FileSystem,
  ruleIds: readonly string[],
): Promise<Config> {
  const source = await readSource(path, readTextOrRefuse(fileSystem, path, shownPath));
  if ('message' in source) {
    const { line, column } = source.position;
    throw new UserError(`${shownPath}:${line}:${column}: ${source.message}`);
  }
  if (source.value === undefined) {
    throw new UserError(`${shownPath} has no section for danglint`, sectionHint(path));
  }
  const result = validateConfig(source.value, ruleIds);
  if ('config' in result) return result.config;
  const lines = result.mistakes.map(({ path: place, at, message }) => {
    const { line, column } = source.locate(place, at);
    return `${shownPath}:${line}:${column}: ${message}`;
  });
  throw new UserError(lines.join('\n'), 'all keys are described in schema.json and in docs/config.md');
}

function readSource(path: string, text: string): Promise<ConfigSource | ConfigSyntaxError> {
  const name = baseNameOf(path);
  if (name === 'package.json') return readJsonSource(text, ['danglint']);
  if (name === 'pyproject.toml') return readTomlSource(text, ['tool', 'danglint']);
  return name.endsWith('.toml') ? readTomlSource(text, []) : readJsonSource(text, []);
}

function sectionHint(path: string): string {
  return baseNameOf(path) === 'package.json' ? 'add a key "danglint"' : 'add a table [tool.danglint]';
}
