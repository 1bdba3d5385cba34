// Whether a script that a Dockerfile runs installs packages, which a reader of its commands would not see.

import type { FileSystem } from '../host/file-system.ts';
import { asObject, readJsonObject, readTextOrNull } from '../host/settings-file.ts';
import { baseNameOf } from '../model/path.ts';

/** A package manager with a word that installs, or something else that is run of which nothing is read. */
const MAY_INSTALL =
  /\b(?:npm|pnpm|yarn|bun|pip\d*|uv|poetry|pdm|pipenv|conda|mamba|lerna|rush)\b[^\n;&|]*\s(?:install|i|ci|add|sync|link|bootstrap|run)\b|(?:^|[;&|\n])\s*(?:yarn|make|just)\b|\.sh\b/;

/**
 * @param files of the context
 * @returns a function of a script: the base name of a file, or the name of one in a package.json; true where nothing of
 *   that name is found
 */
export function createMayInstall(files: readonly string[], disk: FileSystem): (script: string) => boolean {
  let commands: readonly (readonly [name: string, text: string])[] | null = null;
  const commandsOf = (path: string): [string, string][] =>
    Object.entries(asObject(readJsonObject(disk, path)?.['scripts']) ?? {}).map(([name, text]) => [
      name,
      String(text),
    ]);
  return (script) => {
    commands ??= files.filter((path) => baseNameOf(path) === 'package.json').flatMap(commandsOf);
    const texts = [
      ...files.filter((path) => baseNameOf(path) === script).map((path) => readTextOrNull(disk, path) ?? ''),
      // `prebuild` and `postbuild` are run with `build`.
      ...commands
        .filter(([name]) => name.replace(/^(?:pre|post)/, '') === script || name === script)
        .map(([, text]) => text),
    ];
    return texts.length === 0 || texts.some((text) => MAY_INSTALL.test(text));
  };
}
