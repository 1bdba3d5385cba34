// What the files of a folder say of the environment that programs are started in: images, process files, shell scripts,
// settings of services.

import type { FileSystem } from '../host/file-system.ts';
import { readTextOrNull } from '../host/settings-file.ts';
import { below } from '../model/path.ts';

const SAYING =
  /^(?:\.env(?:\..+)?|\.envrc|\.npmrc|(?:.+\.)?Dockerfile(?:\..+)?|(?:docker-)?compose.*\.ya?ml|Procfile|Makefile|justfile|ecosystem\.config\.\w+|gunicorn[\w.]*\.py|.+\.(?:sh|service|conf|ini|toml|cfg))$/i;

/**
 * Whether one of them has what the expression finds.
 * @param expression without the flag `g`
 */
export function isSaidOfEnvironment(directory: string, fileSystem: FileSystem, expression: RegExp): boolean {
  return fileSystem
    .list(directory)
    .some(
      ({ kind, name }) =>
        kind === 'file' &&
        SAYING.test(name) &&
        expression.test(readTextOrNull(fileSystem, below(directory, name)) ?? ''),
    );
}
