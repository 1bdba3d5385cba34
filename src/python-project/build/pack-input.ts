// What a build backend is told of a project: its settings, its files and folders.

import type { FileSystem } from '../../host/file-system.ts';
import { readTextOrNull } from '../../host/settings-file.ts';
import { relativeId } from '../../model/module-id.ts';
import { below, isWithin } from '../../model/path.ts';
import { parseIni } from '../ini.ts';
import { readToml } from '../settings.ts';
import { readSetupCall } from '../setup-script.ts';
import type { PackInput, PackTarget } from './packing.ts';

/**
 * @param files absolute paths; those outside of the directory are passed over
 * @param gitFiles what git tracks or would add, absolute; null outside of a repository
 */
export function packInputOf(
  directory: string,
  target: PackTarget,
  files: readonly string[],
  fileSystem: FileSystem,
  gitFiles: readonly string[] | null,
): PackInput {
  const within = (paths: readonly string[]): string[] =>
    paths
      .filter((path) => path !== directory && isWithin(directory, path))
      .map((path) => relativeId(directory, path));
  const own = within(files);
  const directories = new Set<string>();
  for (const path of own) {
    const parts = path.split('/');
    for (let count = 1; count < parts.length; count++) directories.add(parts.slice(0, count).join('/'));
  }
  const readText = (path: string): string | null => readTextOrNull(fileSystem, below(directory, path));
  return {
    ...{ target, files: own, directories, readText },
    pyproject: readToml(fileSystem, below(directory, 'pyproject.toml')),
    setupCfg: parseIni(readText('setup.cfg') ?? ''),
    setupCall: readSetupCall(readText('setup.py') ?? ''),
    gitFiles: gitFiles === null ? null : new Set(within(gitFiles)),
  };
}
