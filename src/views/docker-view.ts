// What `docker build` sends to the builder: the context folder without what its .dockerignore keeps out.

import { parse as parseYaml } from 'yaml';
import type { FileSystem } from '../host/file-system.ts';
import { asObject, readTextOrNull } from '../host/settings-file.ts';
import { UserError } from '../host/user-error.ts';
import { relativeId } from '../model/module-id.ts';
import { below, isWithin, parentOf, resolvePath } from '../model/path.ts';
import { createBuiltFiles } from './built-files.ts';
import { filesOnDisk } from './disk-files.ts';
import { excludingRule, parseDockerIgnore } from './docker-ignore.ts';
import { createListedFileSystem, type ListedFile } from './listed-file-system.ts';
import type { View } from './view.ts';

interface BuildContext {
  readonly directory: string;
  /** The Dockerfile; a `Dockerfile.dockerignore` beside it goes before the .dockerignore of the context. */
  readonly dockerfile: string;
}

/**
 * @param where a Dockerfile or a context folder relative to the root; empty: told from the root and its compose file
 * @throws {UserError} when there is no such folder
 */
export function openDockerView(
  root: string,
  where: string,
  disk: FileSystem,
  generated: readonly string[],
): View {
  const { directory, dockerfile } = contextOf(root, where, disk);
  const ignoreFile = [`${dockerfile}.dockerignore`, below(directory, '.dockerignore')].find(
    (path) => disk.stat(path) === 'file',
  );
  const rules = ignoreFile === undefined ? [] : parseDockerIgnore(readTextOrNull(disk, ignoreFile) ?? '');
  const files = new Map<string, ListedFile>();
  for (const path of filesOnDisk(disk, directory)) {
    if (excludingRule(rules, relativeId(directory, path)) === null) files.set(path, { from: 'disk' });
  }
  const fileSystem = createListedFileSystem({
    area: isWithin(root, directory) ? root : directory,
    files,
    disk,
  });
  const built = createBuiltFiles(disk, root, generated);
  const isAbsent = (path: string): boolean =>
    disk.stat(path) === 'file' && fileSystem.governs(path) && fileSystem.stat(path) === null;
  return {
    name: where === '' ? 'docker' : `docker:${where}`,
    fileSystem,
    files: [...files.keys()].filter((path) => isWithin(root, path)).sort(),
    absence: {
      isAbsent,
      reason(path) {
        if (!isAbsent(path)) return null;
        if (!isWithin(directory, path)) return `outside of the build context ${relativeId(root, directory)}`;
        const rule = excludingRule(rules, relativeId(directory, path));
        if (rule === null || ignoreFile === undefined) return 'not in the build context';
        return `excluded by ${relativeId(root, ignoreFile)}:${rule.line} (${rule.pattern})`;
      },
      // A stage of the Dockerfile may well run the build.
      madeBy: (path) => (isAbsent(path) ? built.madeBy(path) : null),
    },
  };
}

function contextOf(root: string, where: string, disk: FileSystem): BuildContext {
  if (where !== '') {
    const path = resolvePath(root, where);
    const kind = disk.stat(path);
    if (kind === 'directory') return { directory: path, dockerfile: below(path, 'Dockerfile') };
    if (kind === 'file') return { directory: composeContext(root, disk, path) ?? root, dockerfile: path };
    throw new UserError(`there is no Dockerfile and no folder ${where}`);
  }
  const dockerfile = below(root, 'Dockerfile');
  if (disk.stat(dockerfile) === 'file' || disk.stat(below(root, '.dockerignore')) === 'file') {
    return { directory: root, dockerfile };
  }
  const composed = composeContext(root, disk, null);
  return composed === null
    ? { directory: root, dockerfile }
    : { directory: composed, dockerfile: below(composed, 'Dockerfile') };
}

/** The context that a compose file names for this Dockerfile; for any when `dockerfile` is null. */
function composeContext(root: string, disk: FileSystem, dockerfile: string | null): string | null {
  for (const name of ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']) {
    const text = readTextOrNull(disk, below(root, name));
    if (text === null) continue;
    for (const service of Object.values(asObject(asObject(yamlOrNull(text))?.['services']) ?? {})) {
      const build = asObject(service)?.['build'];
      const context = typeof build === 'string' ? build : asObject(build)?.['context'];
      if (typeof context !== 'string' || /^\w+:\/\//.test(context)) continue;
      const directory = resolvePath(root, context);
      const file = asObject(build)?.['dockerfile'];
      const named = resolvePath(directory, typeof file === 'string' ? file : 'Dockerfile');
      if (disk.stat(directory) === 'directory' && (dockerfile === null || named === dockerfile))
        return directory;
    }
  }
  // Without a compose file: the folder of the Dockerfile when it has its own .dockerignore.
  const folder = dockerfile === null ? null : parentOf(dockerfile);
  return folder !== null && disk.stat(below(folder, '.dockerignore')) === 'file' ? folder : null;
}

function yamlOrNull(text: string): unknown {
  try {
    return parseYaml(text);
  } catch {
    return null;
  }
}
