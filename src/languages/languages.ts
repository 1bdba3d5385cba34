// The list of languages. A new language is one entry here and one folder beside this file.

import { createLanguageOfProgram, type Interpreter } from '../discover/programs.ts';
import type { FileSystem } from '../host/file-system.ts';
import { baseNameOf } from '../model/path.ts';
import { javascript } from './javascript/index.ts';
import type { Language } from './language.ts';
import { python } from './python/index.ts';

export const languages: readonly Language[] = [javascript, python];

/** File name endings with their dot, of all languages. */
export const sourceExtensions: readonly string[] = languages.flatMap(({ extensions }) => extensions);

/** What runs files without an ending. */
export const interpreters: readonly Interpreter[] = languages.map((language) => ({
  language: language.id,
  commands: language.interpreters,
}));

/**
 * Whether a path is source by its ending, or a program of ours without one. Such a file that is not there may have been
 * one.
 * @param root as for {@link createLanguageOfProgram}
 */
export function sourceTest(root: string, fileSystem: FileSystem): (path: string) => boolean {
  const languageOf = createLanguageOfProgram(root, interpreters, fileSystem);
  return (path) => {
    if (sourceExtensions.some((extension) => path.endsWith(extension))) return true;
    if (baseNameOf(path).includes('.')) return false;
    return fileSystem.stat(path) === null || languageOf(path) !== null;
  };
}
