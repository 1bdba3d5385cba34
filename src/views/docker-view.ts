// What an image takes from the project: the context folder without what its .dockerignore keeps out, and of that what
// the COPY and ADD instructions of the Dockerfile name. A file counts when any of the stages behind the image has it.

import type { FileSystem } from '../host/file-system.ts';
import { readTextOrNull } from '../host/settings-file.ts';
import { UserError } from '../host/user-error.ts';
import { relativeId } from '../model/module-id.ts';
import { baseNameOf, below, isWithin, parentOf, resolvePath } from '../model/path.ts';
import { createBuiltFiles } from './built-files.ts';
import { filesOnDisk } from './disk-files.ts';
import { askedBuild, noticesOf } from './docker-context.ts';
import {
  type DockerIgnore,
  excludingRule,
  matcherOf,
  namedPartOf,
  parseDockerIgnore,
} from './docker-ignore.ts';
import { placesOfImage } from './docker-image-files.ts';
import { leftOutOfImage } from './docker-installs.ts';
import { absentStart } from './docker-start.ts';
import { type DockerSource, parseDockerfile, stagesBehind, stagesOfImage } from './dockerfile.ts';
import { unbuiltBelow } from './git-ignore.ts';
import { createMayInstall } from './install-scripts.ts';
import { createListedFileSystem, type ListedFile } from './listed-file-system.ts';
import { mayBundle } from './may-bundle.ts';
import { notCheckedOutBelow } from './not-checked-out.ts';
import { isProjectSettings } from './project-settings.ts';
import type { View } from './view.ts';

/** Files that somebody imports from, for telling an image with sources from one without. */
const SOURCE = /\.(?:[cm]?[jt]sx?|vue|svelte|astro|mdx|pyw?)$/;

/** Of TypeScript an image may have the sources beside what was made from them. */
const AS_IT_IS = /\.(?:[cm]?js|py)$/;

/** Beside these packages are installed. */
const MANIFEST = /\/(?:package\.json|pyproject\.toml|requirements\.txt)$/;

/** Where this machine may have installed packages. */
const INSTALLED = ['node_modules', '.venv', 'venv'];

/**
 * @param where a Dockerfile, a compose file, a context folder or a service, as {@link askedBuild} takes it
 * @throws {UserError} when there is no such file, folder or service, and for a .dockerignore with which no build starts
 */
export function openDockerView(
  root: string,
  where: string,
  disk: FileSystem,
  generated: readonly string[],
): View {
  const asked = askedBuild(root, where, disk);
  const { directory, dockerfile, inline, target, named, given } = asked.build;
  const { rules, ignoreFile, files: context } = sentFrom(directory, dockerfile, root, disk);
  const text = inline ?? readTextOrNull(disk, dockerfile);
  const all = parseDockerfile(text ?? '', given);
  const stages = stagesBehind(all, target);
  const ofImage = new Set(stagesOfImage(all, target).flatMap(({ sources }) => sources));
  // What a command makes of a folder that is mounted may be anything; a file it only reads.
  const isOnlyRead = (source: DockerSource): boolean =>
    source.isMounted === true &&
    ofImage.has(source) &&
    disk.stat(below(directory, source.pattern ?? '')) === 'file';
  const isCopied = copiedBy(stages.flatMap(({ sources }) => sources).filter((one) => !isOnlyRead(one)));
  const copied = context.filter((path) => isCopied(relativeId(directory, path)));
  // An image without sources has them mounted into it, or gets them in a way that is not read here.
  const hasSources = copied.some((path) => SOURCE.test(path));
  const ofContext = hasSources ? copied : context;
  const takenFolders = new Set(
    stages.flatMap(({ from, copiesFrom }) =>
      [from, ...copiesFrom].map((name) => named.get(name.toLowerCase())),
    ),
  );
  const taken = [
    ...ofContext,
    ...[...takenFolders].flatMap((folder) =>
      folder === undefined ? [] : sentFrom(folder, null, root, disk).files,
    ),
  ];
  const files = new Map<string, ListedFile>(taken.map((path) => [path, { from: 'disk' }]));
  const fileSystem = createListedFileSystem({
    area: isWithin(root, directory) ? root : directory,
    files,
    disk,
  });
  const built = createBuiltFiles(disk, root, generated);
  let sentInstalls: readonly string[] | null = null;
  const bringsInstall = (source: DockerSource): boolean => {
    sentInstalls ??= installsSentFrom(directory, context, rules, disk);
    return sentInstalls.some(copiedBy([source]));
  };
  const leftOut = leftOutOfImage(all, target, bringsInstall, createMayInstall(context, disk));
  const placesOf = placesOfImage(all, target);
  const isInImage = (path: string): boolean => placesOf(relativeId(directory, path))?.length !== 0;
  const isOnlyBehind = (path: string): boolean =>
    isWithin(directory, path) && files.has(path) && hasSources && !isInImage(path);
  let bundled: boolean | null = null;
  const isMaybeBundled = () => (bundled ??= mayBundle(stages, context, disk));
  const notices = [
    ...(text === null
      ? [`there is no ${relativeId(root, dockerfile)}, so the whole folder counts as copied`]
      : []),
    ...noticesOf(asked, root),
  ];
  // Settings are read here wherever they are: the image has them only where it takes them.
  const isOnlyReadHere = (path: string): boolean =>
    isWithin(root, path) && isProjectSettings(path) && !files.has(path);
  const isAbsent = (path: string): boolean =>
    disk.stat(path) === 'file' &&
    ((fileSystem.governs(path) && fileSystem.stat(path) === null) || isOnlyReadHere(path));
  const madeBy = (path: string): string | null => (isAbsent(path) ? built.madeBy(path) : null);
  const start =
    text === null || inline !== undefined || !hasSources
      ? null
      : absentStart({
          ...{ directory, dockerfile, text, stages: all, target, context, placesOf, disk },
          isAbsent: (path) => (isAbsent(path) || isOnlyBehind(path)) && madeBy(path) === null,
        });
  return {
    name: where === '' ? 'docker' : `docker:${relativeId(root, resolvePath(root, where))}`,
    fileSystem,
    files: [...files.keys()].filter((path) => isWithin(root, path)).sort(),
    loadedBy: 'production',
    notCheckedOut: notCheckedOutBelow(root, disk),
    ...(notices.length > 0 && { notices }),
    absentStarts: start === null ? [] : [start],
    leftOut(language, packageName) {
      const install = hasSources ? leftOut(language, packageName) : null;
      if (install === null || (language === 'javascript' && isMaybeBundled())) return null;
      return `${relativeId(root, dockerfile)}:${install}`;
    },
    absence: {
      isAbsent,
      isAbsentBeside: (path, importer) =>
        isOnlyBehind(path) && AS_IT_IS.test(importer) && isWithin(directory, importer) && isInImage(importer),
      reason(path) {
        if (isOnlyBehind(path)) return `the last stage of ${relativeId(root, dockerfile)} does not take it`;
        if (!isAbsent(path)) return null;
        if (!isWithin(directory, path)) return `outside of the build context ${relativeId(root, directory)}`;
        const rule = excludingRule(rules, relativeId(directory, path));
        if (rule === null || ignoreFile === undefined)
          return `no COPY of ${relativeId(root, dockerfile)} takes it into the image`;
        return `excluded by ${relativeId(root, ignoreFile)}:${rule.line} (${rule.pattern})`;
      },
      // A stage of the Dockerfile may well run the build.
      madeBy,
      unbuilt: unbuiltBelow(root),
    },
  };
}

/**
 * What a folder sends to the builder: all that is in it and that its ignore file does not keep out.
 * @param dockerfile of which an own ignore file goes first; null for a folder that is sent beside the context
 * @throws {UserError} for an ignore file with which no build starts
 */
function sentFrom(
  directory: string,
  dockerfile: string | null,
  root: string,
  disk: FileSystem,
): { rules: DockerIgnore; ignoreFile: string | undefined; files: string[] } {
  const own = dockerfile === null ? [] : [`${dockerfile}.dockerignore`];
  // Docker reads neither a Containerfile nor this by itself; Podman reads it before the other.
  const ofPodman =
    dockerfile !== null && baseNameOf(dockerfile).startsWith('Containerfile') ? ['.containerignore'] : [];
  const inContext = [...ofPodman, '.dockerignore'].map((name) => below(directory, name));
  const ignoreFile = [...own, ...inContext].find((path) => disk.stat(path) === 'file');
  const rules = parseDockerIgnore(ignoreFile === undefined ? '' : (readTextOrNull(disk, ignoreFile) ?? ''));
  if (rules.refused !== null && ignoreFile !== undefined) {
    const { line, pattern } = rules.refused;
    throw new UserError(
      `docker refuses to build with ${relativeId(root, ignoreFile)}:${line} (${pattern}): syntax error in pattern`,
    );
  }
  const files = filesOnDisk(disk, directory).filter(
    (path) => excludingRule(rules, relativeId(directory, path)) === null,
  );
  return { rules, ignoreFile, files };
}

/**
 * Folders of the context in which this machine has installed packages, and which its ignore file does not keep out.
 * @returns a path in each, relative to the context
 */
function installsSentFrom(
  directory: string,
  context: readonly string[],
  rules: DockerIgnore,
  disk: FileSystem,
): string[] {
  // A pattern without slashes keeps out of the context what lies in its uppermost folder alone.
  const homes = context.filter((path) => MANIFEST.test(path)).map((path) => parentOf(path) ?? '');
  return [...new Set([directory, ...homes])]
    .flatMap((home) => INSTALLED.map((name) => below(home, name)))
    .filter((path) => disk.stat(path) === 'directory')
    .map((path) => `${relativeId(directory, path)}/package/file`)
    .filter((path) => excludingRule(rules, path) === null);
}

/**
 * Whether the sources name a file of the context.
 * @returns a function of the path relative to the context
 */
function copiedBy(copied: readonly DockerSource[]): (path: string) => boolean {
  const sources = copied.map(({ pattern, excluded }) => ({
    // A source that cannot be told may be anything.
    names: pattern === null || pattern === '' ? null : matcherOf(pattern),
    folder: pattern ?? '',
    excluded: parseDockerIgnore(excluded.join('\n')),
  }));
  return (path) =>
    sources.some(({ names, folder, excluded }) => {
      if (names !== null && namedPartOf(names, path) === null) return false;
      // Told from the folder that is copied; where a pattern names it, from the context.
      const inside = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
      return excludingRule(excluded, inside) === null;
    });
}
