// What an image takes from the project: the context folder without what its .dockerignore keeps out, and of that what
// the COPY and ADD instructions of the Dockerfile name. A file counts when any of the stages behind the image has it.

import type { FileSystem } from '../host/file-system.ts';
import { asObject, readTextOrNull } from '../host/settings-file.ts';
import { UserError } from '../host/user-error.ts';
import { yamlOrNull } from '../host/yaml.ts';
import { relativeId } from '../model/module-id.ts';
import { below, isWithin, parentOf, resolvePath } from '../model/path.ts';
import { createBuiltFiles } from './built-files.ts';
import { filesOnDisk } from './disk-files.ts';
import { excludingRule, matcherOf, namesPathOrFolder, parseDockerIgnore } from './docker-ignore.ts';
import { parseDockerfile, stagesBehind } from './dockerfile.ts';
import { unbuiltBelow } from './git-ignore.ts';
import { createListedFileSystem, type ListedFile } from './listed-file-system.ts';
import { notCheckedOutBelow } from './not-checked-out.ts';
import type { View } from './view.ts';

/** Files that somebody imports from, for telling an image with sources from one without. */
const SOURCE = /\.(?:[cm]?[jt]sx?|vue|svelte|astro|mdx|pyw?)$/;

interface BuildContext {
  readonly directory: string;
  /** The stage that a compose file asks for; null for the last one. */
  readonly target: string | null;
  /** The Dockerfile; a `Dockerfile.dockerignore` beside it goes before the .dockerignore of the context. */
  readonly dockerfile: string;
}

/**
 * @param where a Dockerfile or a context folder, absolute or relative to the root; empty: told from the root and its compose file
 * @throws {UserError} when there is no such folder
 */
export function openDockerView(
  root: string,
  where: string,
  disk: FileSystem,
  generated: readonly string[],
): View {
  const { directory, dockerfile, target } = contextOf(root, where, disk);
  const ignoreFile = [`${dockerfile}.dockerignore`, below(directory, '.dockerignore')].find(
    (path) => disk.stat(path) === 'file',
  );
  const rules = parseDockerIgnore(ignoreFile === undefined ? '' : (readTextOrNull(disk, ignoreFile) ?? ''));
  if (rules.refused !== null && ignoreFile !== undefined) {
    const { line, pattern } = rules.refused;
    throw new UserError(
      `docker refuses to build with ${relativeId(root, ignoreFile)}:${line} (${pattern}): syntax error in pattern`,
    );
  }
  const context = filesOnDisk(disk, directory).filter(
    (path) => excludingRule(rules, relativeId(directory, path)) === null,
  );
  const isCopied = copiedBy(readTextOrNull(disk, dockerfile) ?? '', target);
  const copied = context.filter((path) => isCopied(relativeId(directory, path)));
  // An image without sources has them mounted into it, or gets them in a way that is not read here.
  const taken = copied.some((path) => SOURCE.test(path)) ? copied : context;
  const files = new Map<string, ListedFile>(taken.map((path) => [path, { from: 'disk' }]));
  const fileSystem = createListedFileSystem({
    area: isWithin(root, directory) ? root : directory,
    files,
    disk,
  });
  const built = createBuiltFiles(disk, root, generated);
  const isAbsent = (path: string): boolean =>
    disk.stat(path) === 'file' && fileSystem.governs(path) && fileSystem.stat(path) === null;
  return {
    name: where === '' ? 'docker' : `docker:${relativeId(root, resolvePath(root, where))}`,
    fileSystem,
    files: [...files.keys()].filter((path) => isWithin(root, path)).sort(),
    loadedBy: 'production',
    notCheckedOut: notCheckedOutBelow(root, disk),
    absence: {
      isAbsent,
      reason(path) {
        if (!isAbsent(path)) return null;
        if (!isWithin(directory, path)) return `outside of the build context ${relativeId(root, directory)}`;
        const rule = excludingRule(rules, relativeId(directory, path));
        if (rule === null || ignoreFile === undefined)
          return `no COPY of ${relativeId(root, dockerfile)} takes it into the image`;
        return `excluded by ${relativeId(root, ignoreFile)}:${rule.line} (${rule.pattern})`;
      },
      // A stage of the Dockerfile may well run the build.
      madeBy: (path) => (isAbsent(path) ? built.madeBy(path) : null),
      unbuilt: unbuiltBelow(root),
    },
  };
}

function contextOf(root: string, where: string, disk: FileSystem): BuildContext {
  if (where !== '') {
    const path = resolvePath(root, where);
    const kind = disk.stat(path);
    if (kind === 'directory') return { directory: path, dockerfile: below(path, 'Dockerfile'), target: null };
    if (kind === 'file')
      return (
        composeBuild(root, disk, path) ?? {
          directory: ownContext(path, disk) ?? root,
          dockerfile: path,
          target: null,
        }
      );
    throw new UserError(`there is no Dockerfile and no folder ${relativeId(root, path)}`);
  }
  const dockerfile = below(root, 'Dockerfile');
  if (disk.stat(dockerfile) === 'file' || disk.stat(below(root, '.dockerignore')) === 'file') {
    return composeBuild(root, disk, dockerfile) ?? { directory: root, dockerfile, target: null };
  }
  return composeBuild(root, disk, null) ?? { directory: root, dockerfile, target: null };
}

/** The build that a compose file describes for this Dockerfile; the first one when `dockerfile` is null. */
function composeBuild(root: string, disk: FileSystem, dockerfile: string | null): BuildContext | null {
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
      const target = asObject(build)?.['target'];
      if (disk.stat(directory) === 'directory' && (dockerfile === null || named === dockerfile))
        return { directory, dockerfile: named, target: typeof target === 'string' ? target : null };
    }
  }
  return null;
}

/** The folder of a Dockerfile when it has a .dockerignore of its own: then it is built there. */
function ownContext(dockerfile: string, disk: FileSystem): string | null {
  const folder = parentOf(dockerfile);
  return folder !== null && disk.stat(below(folder, '.dockerignore')) === 'file' ? folder : null;
}

/**
 * Whether the stages behind the image copy a file of the context.
 * @returns a function of the path relative to the context
 */
function copiedBy(dockerfile: string, target: string | null): (path: string) => boolean {
  const stages = stagesBehind(parseDockerfile(dockerfile), target);
  const matchers = stages
    .flatMap(({ sources }) => sources)
    .map(({ pattern }) => (pattern === null || pattern === '' ? null : matcherOf(pattern)));
  // A source that cannot be told may be anything.
  if (matchers.includes(null)) return () => true;
  return (path) => matchers.some((names) => names !== null && namesPathOrFolder(names, path));
}
