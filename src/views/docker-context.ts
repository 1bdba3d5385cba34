// Which build of an image is asked about, and which folders it is sent: told from a Dockerfile, from a folder, or from the
// services of a compose file. https://docs.docker.com/reference/compose-file/build/

import type { FileSystem } from '../host/file-system.ts';
import { UserError } from '../host/user-error.ts';
import { relativeId } from '../model/module-id.ts';
import { below, parentOf, resolvePath } from '../model/path.ts';
import { type BuildContext, buildsIn, dockerfileIn } from './compose-builds.ts';

export interface AskedBuild {
  readonly build: BuildContext;
  /** Other images that the compose file describes, of which nothing is told. */
  readonly passedOver: readonly BuildContext[];
}

const COMPOSE_FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];

/**
 * @param where a Dockerfile, a compose file or a context folder, absolute or relative to the root; a service of the compose
 *   file of the root, or of another one (`deploy.yaml#web`); empty: told from the root and its compose file
 * @throws {UserError} when there is no such file, folder or service, or the compose file builds nothing here
 */
export function askedBuild(root: string, where: string, disk: FileSystem): AskedBuild {
  const path = where === '' ? root : resolvePath(root, where);
  const kind = disk.stat(path);
  const service = kind === null ? serviceNamed(root, where, disk) : null;
  if (service !== null) return { build: service, passedOver: [] };
  if (kind === null)
    throw new UserError(`there is no Dockerfile, no folder and no service ${relativeId(root, path)}`);
  if (kind === 'file' && /(?:^|\/)[^/]*bake[^/]*\.(?:hcl|json)$/.test(path))
    throw new UserError(
      `${relativeId(root, path)} is a file of docker buildx bake, which is not read`,
      'name the Dockerfile of the target: --view docker:PATH',
    );
  if (kind === 'file' && /\.ya?ml$/.test(path))
    return firstBuild(buildsIn(path, disk, `${relativeId(root, path)}#`), root, path);
  const builds = buildsOfRoot(root, disk);
  if (kind === 'file') return { build: ofDockerfile(path, root, builds, disk), passedOver: [] };
  const dockerfile = dockerfileIn(path, disk);
  if (where !== '') return { build: plain(path, dockerfile), passedOver: [] };
  const isOwn = disk.stat(dockerfile) === 'file' || disk.stat(below(root, '.dockerignore')) === 'file';
  const build =
    builds.find((one) => one.dockerfile === dockerfile) ??
    (disk.stat(dockerfile) === 'file'
      ? undefined
      : builds.find((one) => one.inline !== undefined && one.directory === root)) ??
    (isOwn ? undefined : builds[0]) ??
    plain(root, dockerfile);
  return { build, passedOver: othersThan(build, builds) };
}

function buildsOfRoot(root: string, disk: FileSystem): BuildContext[] {
  const described = COMPOSE_FILES.map((name) => buildsIn(below(root, name), disk));
  return described.find((builds) => builds.length > 0) ?? [];
}

/** `web` in the compose file of the root, `deploy.yaml#web` in another one. */
function serviceNamed(root: string, where: string, disk: FileSystem): BuildContext | null {
  const file = /^(.+#)[^#]+$/.exec(where)?.[1];
  const builds =
    file === undefined
      ? buildsOfRoot(root, disk)
      : buildsIn(resolvePath(root, file.slice(0, -1)), disk, file);
  return builds.find(({ service }) => service === where) ?? null;
}

function plain(directory: string, dockerfile: string): BuildContext {
  return { directory, dockerfile, target: null, named: new Map(), given: new Map() };
}

function firstBuild(builds: readonly BuildContext[], root: string, path: string): AskedBuild {
  const [build] = builds;
  if (build === undefined)
    throw new UserError(`no service of ${relativeId(root, path)} is built from a folder here`);
  return { build, passedOver: othersThan(build, builds) };
}

/** One build of each other image. */
function othersThan(build: BuildContext, builds: readonly BuildContext[]): BuildContext[] {
  const others = new Map<string, BuildContext>();
  for (const one of builds) {
    const image = imageOf(one);
    if (image !== imageOf(build) && !others.has(image)) others.set(image, one);
  }
  return [...others.values()];
}

function imageOf({ dockerfile, inline, target }: BuildContext): string {
  return JSON.stringify([dockerfile, inline, target]);
}

/** The build that a compose file describes for this Dockerfile; else in its own folder when that has a .dockerignore. */
function ofDockerfile(
  path: string,
  root: string,
  described: readonly BuildContext[],
  disk: FileSystem,
): BuildContext {
  const build = described.find(({ dockerfile }) => dockerfile === path);
  if (build !== undefined) return build;
  const folder = parentOf(path);
  const isOwn = folder !== null && disk.stat(below(folder, '.dockerignore')) === 'file';
  return plain(isOwn ? folder : root, path);
}

/** In words, for a build beside which the compose file describes others. */
export function noticesOf({ build, passedOver }: AskedBuild, root: string): string[] {
  if (passedOver.length === 0) return [];
  const all = [build, ...passedOver];
  // Images that share a file are told apart by their services.
  const isShared = ({ dockerfile, inline }: BuildContext) =>
    inline !== undefined || all.filter((one) => one.dockerfile === dockerfile).length > 1;
  const views = passedOver.map(
    (one) => `--view docker:${(isShared(one) ? one.service : undefined) ?? relativeId(root, one.dockerfile)}`,
  );
  const shown = `${views.slice(0, 3).join(', ')}${views.length > 3 ? ` and ${views.length - 3} more` : ''}`;
  const checked =
    isShared(build) && build.service !== undefined
      ? `service ${build.service}`
      : relativeId(root, build.dockerfile);
  return [`only the image of ${checked} was checked; the compose file builds others (${shown})`];
}
