// Copies of the sources that a tool makes on demand, to measure what tests cover: `process.env.COV ? require('./lib-cov/app') :
// require('./lib/app')`. The folder is called like that of the sources, with something behind its name, and nobody delivers it.

import type { FileSystem } from '../../../host/file-system.ts';
import type { ModuleRecord } from '../../../model/module-record.ts';
import type { ModuleRequest } from '../../../model/module-request.ts';
import { resolvePath } from '../../../model/path.ts';

/**
 * Whether a path that leads nowhere is in such a folder, which is not there, where another branch asks for the same of the sources.
 * @param directory of the file that asks
 */
export function isInCopyOnDemand(
  { specifier, form, conditional }: ModuleRequest,
  { requests }: ModuleRecord,
  directory: string,
  fileSystem: FileSystem,
): boolean {
  if (form !== 'require' || conditional !== true || !specifier.startsWith('.')) return false;
  return requests.some((other) => {
    if (other.form !== 'require' || other.conditional !== true) return false;
    const folders = renamedFolder(specifier.split('/'), other.specifier.split('/'));
    if (folders === null) return false;
    const [copy, source] = folders.map((folder) => fileSystem.stat(resolvePath(directory, folder)));
    return copy === null && source === 'directory';
  });
}

/** The one folder in which two paths differ, where the first is called like the second with more behind it. */
function renamedFolder(copy: readonly string[], source: readonly string[]): [string, string] | null {
  if (copy.length !== source.length) return null;
  const at = copy.findIndex((part, index) => part !== source[index]);
  const isSame = copy.slice(at + 1).every((part, index) => part === source[at + 1 + index]);
  const [name = '', from = ''] = [copy[at], source[at]];
  if (at === -1 || at === copy.length - 1 || !isSame || /^\.*$/.test(from)) return null;
  if (!name.startsWith(from) || !/^[-_.]/.test(name.slice(from.length))) return null;
  return [copy.slice(0, at + 1).join('/'), source.slice(0, at + 1).join('/')];
}
