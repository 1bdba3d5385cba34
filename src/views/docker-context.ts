// Which build of an image is asked about, and which folders it is sent: told from a Dockerfile, from a folder, or from the
// services of a compose file. https://docs.docker.com/reference/compose-file/build/

import type { FileSystem } from '../host/file-system.ts';
import { asObject, readTextOrNull } from '../host/settings-file.ts';
import { UserError } from '../host/user-error.ts';
import { yamlOrNull } from '../host/yaml.ts';
import { relativeId } from '../model/module-id.ts';
import { below, parentOf, resolvePath } from '../model/path.ts';

export interface BuildContext {
  readonly directory: string;
  /** The service of a compose file that is built so, as {@link askedBuild} takes it. */
  readonly service?: string;
  /** The stage that a compose file asks for; null for the last one. */
  readonly target: string | null;
  /** The Dockerfile; a `Dockerfile.dockerignore` beside it goes before the .dockerignore of the context. */
  readonly dockerfile: string;
  /** What a compose file writes in the place of a Dockerfile (`dockerfile_inline`); it is then itself the Dockerfile. */
  readonly inline?: string;
  /** Folders that are sent beside the context, by the name that `COPY --from` and `FROM` call them; in lower case. */
  readonly named: ReadonlyMap<string, string>;
}

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

/** The names that builders look for: BuildKit the first two, Podman the last as well (podman-build(1), `--file`). */
const NAMES = ['Dockerfile', 'dockerfile', 'Containerfile'];

function dockerfileIn(folder: string, disk: FileSystem): string {
  const paths = NAMES.map((name) => below(folder, name));
  return paths.find((path) => disk.stat(path) === 'file') ?? below(folder, 'Dockerfile');
}

function plain(directory: string, dockerfile: string): BuildContext {
  return { directory, dockerfile, target: null, named: new Map() };
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

/**
 * The builds of a compose file from folders that are here, in the order of its services.
 * @param prefix in front of the names of services
 */
function buildsIn(composeFile: string, disk: FileSystem, prefix = ''): BuildContext[] {
  const text = readTextOrNull(disk, composeFile);
  const folder = parentOf(composeFile);
  if (text === null || folder === null) return [];
  const services = asObject(asObject(yamlOrNull(text))?.['services']) ?? {};
  return Object.entries(services).flatMap(([name, service]) => {
    const asked = asObject(service)?.['build'];
    const build = asObject(asked) ?? {};
    const context =
      typeof asked === 'string' ? asked : (build['context'] ?? (asObject(asked) === null ? null : '.'));
    if (typeof context !== 'string' || isElsewhere(context)) return [];
    const directory = resolvePath(folder, context);
    if (disk.stat(directory) !== 'directory') return [];
    const { dockerfile, dockerfile_inline: inline, target } = build;
    const written = typeof dockerfile === 'string' ? dockerfile : dockerfileIn(directory, disk);
    return {
      directory,
      service: prefix + name,
      ...(typeof inline === 'string'
        ? { dockerfile: composeFile, inline }
        : { dockerfile: resolvePath(directory, written) }),
      target: typeof target === 'string' ? target : null,
      named: namedContexts(build['additional_contexts'], folder, disk),
    };
  });
}

/** `additional_contexts`: an object, or a list of `NAME=VALUE`; a value may be an image or a place elsewhere as well. */
function namedContexts(written: unknown, folder: string, disk: FileSystem): Map<string, string> {
  const pairs = Array.isArray(written)
    ? written.flatMap((line) => {
        const [, name, value] = /^([^=]+)=(.*)$/s.exec(String(line)) ?? [];
        return name === undefined ? [] : [[name, value] as const];
      })
    : Object.entries(asObject(written) ?? {});
  const named = new Map<string, string>();
  for (const [name, value] of pairs) {
    if (typeof value !== 'string' || isElsewhere(value)) continue;
    const directory = resolvePath(folder, value);
    if (disk.stat(directory) === 'directory') named.set(name.toLowerCase(), directory);
  }
  return named;
}

/** `https://…`, `docker-image://…`, `service:web`, `git@…` */
function isElsewhere(context: string): boolean {
  return /^(?:[\w+.-]+:\/\/|service:|target:|git@)/.test(context);
}

/** In words, for a build beside which the compose file describes others; null when there are none. */
export function noticeOf({ build, passedOver }: AskedBuild, root: string): string | null {
  if (passedOver.length === 0) return null;
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
  return `only the image of ${checked} was checked; the compose file builds others (${shown})`;
}
