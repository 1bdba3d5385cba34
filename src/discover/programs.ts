// Programs without an ending in their name (`bin/www`): which language runs them is said by their `#!` line, or by a script
// of package.json that gives them to an interpreter.

import type { FileSystem } from '../host/file-system.ts';
import { asObject, readJsonObject, readTextOrNull, stringsIn } from '../host/settings-file.ts';
import type { LanguageId } from '../model/module-record.ts';
import { baseNameOf, below, isWithin, parentOf, resolvePath } from '../model/path.ts';

export interface Interpreter {
  readonly language: LanguageId;
  /** The names of the commands that run a file of the language. */
  readonly commands: RegExp;
}

/** The language that runs a file; null when the name has an ending, or nothing says that it is a program of ours. */
export type LanguageOfProgram = (path: string) => LanguageId | null;

/** @param root absolute: the package.json files of this folder and those below it are asked */
export function createLanguageOfProgram(
  root: string,
  interpreters: readonly Interpreter[],
  fileSystem: FileSystem,
): LanguageOfProgram {
  const named = new Map<string, ReadonlyMap<string, LanguageId>>();
  const languageOf = (command: string) =>
    interpreters.find(({ commands }) => commands.test(command))?.language ?? null;

  function namedBy(directory: string): ReadonlyMap<string, LanguageId> {
    let known = named.get(directory);
    if (known === undefined) {
      known = programsOf(directory, readJsonObject(fileSystem, below(directory, 'package.json')), languageOf);
      named.set(directory, known);
    }
    return known;
  }

  return (path) => {
    if (baseNameOf(path).includes('.')) return null;
    const text = readTextOrNull(fileSystem, path);
    if (text === null) return null;
    if (text.startsWith('#!')) {
      const command = commandOfFirstLine(text);
      return command === null ? null : languageOf(command);
    }
    for (let at = parentOf(path); at !== null && isWithin(root, at); at = parentOf(at)) {
      const language = namedBy(at).get(path);
      if (language !== undefined) return language;
    }
    return null;
  };
}

/** `#!/usr/bin/env -S node --enable-source-maps` → `node`; `#!/usr/bin/python3` → `python3` */
function commandOfFirstLine(text: string): string | null {
  const line = /^#!\s*([^\r\n]*)/.exec(text)?.[1] ?? '';
  const [program = '', ...rest] = line.trim().split(/\s+/);
  if (baseNameOf(program) !== 'env') return baseNameOf(program);
  // Options and assignments come before the command: `env -S NODE_ENV=production node`.
  return rest.find((word) => !word.startsWith('-') && !/^\w+=/.test(word)) ?? null;
}

/**
 * The files that the scripts of a manifest give to an interpreter. A file that `bin` names needs a `#!` line, or it is no
 * program of Node: https://docs.npmjs.com/cli/configuring-npm/package-json#bin
 */
function programsOf(
  directory: string,
  manifest: Readonly<Record<string, unknown>> | null,
  languageOf: (command: string) => LanguageId | null,
): ReadonlyMap<string, LanguageId> {
  const programs = new Map<string, LanguageId>();
  const add = (path: string, language: LanguageId | null) => {
    if (language !== null) programs.set(resolvePath(directory, path), language);
  };
  for (const script of stringsIn(asObject(manifest?.['scripts']))) {
    const words = script.split(/\s+/);
    words.forEach((word, index) => {
      const argument = words.slice(index + 1).find((next) => !next.startsWith('-'));
      if (argument !== undefined) add(argument.replace(/^["']|["';]+$/g, ''), languageOf(word));
    });
  }
  return programs;
}
