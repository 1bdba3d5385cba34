// Is a value a configuration? By hand, because the words of a mistake matter more than the code: which key, what is
// allowed there, what was probably meant. schema.json is tested against this file.

import { nearestName } from '../model/nearest-name.ts';
import type { Config } from './config.ts';

/** Keys and indices from the top to the wrong place. */
export type ConfigPath = readonly (string | number)[];

export interface ConfigMistake {
  readonly path: ConfigPath;
  /** The key itself is wrong, not its value. */
  readonly at: 'key' | 'value';
  /** One sentence without a full stop. */
  readonly message: string;
}

type Check = (value: unknown, path: ConfigPath) => ConfigMistake[];

/** @param ruleIds the rules that there are, for `rules` and its typing mistakes */
export function validateConfig(
  value: unknown,
  ruleIds: readonly string[],
): { readonly config: Config } | { readonly mistakes: readonly ConfigMistake[] } {
  const mistakes = configCheck(ruleIds)(value, []);
  return mistakes.length > 0 ? { mistakes } : { config: value as Config };
}

function configCheck(ruleIds: readonly string[]): Check {
  const rules = record(oneOf(['error', 'warning', 'off']), ruleIds, 'rule');
  return object(
    {
      $schema: string,
      rules,
      overrides: listOf(object({ files: listOf(string), rules }, ['files', 'rules'])),
      entries: listOf(string),
      ignore: listOf(string),
      generated: listOf(string),
      alias: record(string),
      conditions: listOf(string),
      runtime: oneOf(['node', 'bundler', 'auto']),
      view,
      node: matching(NODE_VERSION, 'a version of Node such as "20" or "22.3"'),
      python: matching(PYTHON_VERSION, 'a version of Python such as "3.12"'),
      pythonPath: listOf(string),
      tsconfig: string,
      fixtures: oneOf(['skip', 'check']),
    },
    [],
  );
}

/** Also what `--node` takes. */
export const NODE_VERSION = /^\d+(\.\d+){0,2}$/;

/** Also what `--python` takes. */
export const PYTHON_VERSION = /^[23]\.\d+$/;

/** The views that a name alone says. */
export const VIEWS = ['worktree', 'index', 'npm', 'npm:all', 'wheel', 'sdist', 'docker'];

/** Also what `--view` takes. @returns a sentence when `text` is no view */
export function viewMistake(text: string): string | null {
  if (VIEWS.includes(text) || /^(commit|manifest|docker):./s.test(text)) return null;
  const near = nearestName(text, VIEWS);
  const hint = near === null ? '' : `; did you mean "${near}"?`;
  return `"${text}" is no view: worktree, index, commit:REV, npm, wheel, sdist, docker or manifest:FILE${hint}`;
}

const view: Check = (value, path) => {
  if (typeof value !== 'string') return string(value, path);
  const message = viewMistake(value);
  return message === null ? [] : [{ path, at: 'value', message }];
};

const string: Check = (value, path) => (typeof value === 'string' ? [] : [wrong(path, value, 'a string')]);

function matching(pattern: RegExp, expected: string): Check {
  return (value, path) =>
    typeof value === 'string' && pattern.test(value) ? [] : [wrong(path, value, expected)];
}

function oneOf(allowed: readonly string[]): Check {
  return (value, path) => {
    if (typeof value === 'string' && allowed.includes(value)) return [];
    return [wrong(path, value, allowed.map((item) => `"${item}"`).join(', '), meant(value, allowed))];
  };
}

function listOf(check: Check): Check {
  return (value, path) =>
    Array.isArray(value)
      ? value.flatMap((item, index) => check(item, [...path, index]))
      : [wrong(path, value, 'a list')];
}

function object(keys: Readonly<Record<string, Check>>, required: readonly string[]): Check {
  return (value, path) => {
    if (!isRecord(value)) return [wrong(path, value, 'an object')];
    const missing = required.filter((key) => !Object.hasOwn(value, key));
    return [
      ...Object.entries(value).flatMap(([key, item]) => {
        const check = Object.hasOwn(keys, key) ? keys[key] : undefined;
        return check === undefined
          ? [unknownKey([...path, key], 'key', Object.keys(keys))]
          : check(item, [...path, key]);
      }),
      ...missing.map((key): ConfigMistake => ({ path, at: 'value', message: `"${key}" is missing` })),
    ];
  };
}

function record(check: Check, keys?: readonly string[], noun = 'key'): Check {
  return (value, path) => {
    if (!isRecord(value)) return [wrong(path, value, 'an object')];
    return Object.entries(value).flatMap(([key, item]) =>
      keys === undefined || keys.includes(key)
        ? check(item, [...path, key])
        : [unknownKey([...path, key], noun, keys)],
    );
  };
}

function unknownKey(path: ConfigPath, noun: string, known: readonly string[]): ConfigMistake {
  const key = path.at(-1);
  return { path, at: 'key', message: `there is no ${noun} "${key}"${meant(key, known)}` };
}

function wrong(path: ConfigPath, value: unknown, expected: string, hint = ''): ConfigMistake {
  const name = path.findLast((part) => typeof part === 'string');
  const subject = name === undefined ? 'the configuration' : `"${name}"`;
  return { path, at: 'value', message: `${subject} must be ${expected}, not ${shown(value)}${hint}` };
}

function meant(value: unknown, known: readonly string[]): string {
  const near = typeof value === 'string' ? nearestName(value, known) : null;
  return near === null ? '' : `; did you mean "${near}"?`;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isRecord(value)) return 'an object';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
