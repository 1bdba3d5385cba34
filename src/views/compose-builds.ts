// The builds of images that a compose file describes. https://docs.docker.com/reference/compose-file/build/

import type { FileSystem } from '../host/file-system.ts';
import { asObject, readTextOrNull } from '../host/settings-file.ts';
import { yamlOrNull } from '../host/yaml.ts';
import { below, parentOf, resolvePath } from '../model/path.ts';
import { interpolated, variablesIn } from './compose-variables.ts';

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
  /** What a compose file gives for `ARG` by its name; null for what only whoever builds knows. */
  readonly given: ReadonlyMap<string, string | null>;
  /** Folders that are sent beside the context, by the name that `COPY --from` and `FROM` call them; in lower case. */
  readonly named: ReadonlyMap<string, string>;
}

/** The names that builders look for: BuildKit the first two, Podman the last as well (podman-build(1), `--file`). */
const NAMES = ['Dockerfile', 'dockerfile', 'Containerfile'];

export function dockerfileIn(folder: string, disk: FileSystem): string {
  const paths = NAMES.map((name) => below(folder, name));
  return paths.find((path) => disk.stat(path) === 'file') ?? below(folder, 'Dockerfile');
}

/** A service as it is written, and from where its paths are told. */
interface Service {
  readonly fields: Record<string, unknown>;
  readonly file: string;
  readonly folder: string;
  readonly variables: ReadonlyMap<string, string>;
}

type Services = ReadonlyMap<string, Service>;

/** What services say of their build, put together with what they extend; null for what is not known. */
interface BuildFields {
  readonly context?: string | null;
  readonly dockerfile?: string | null;
  readonly inline?: { readonly text: string; readonly file: string };
  readonly target?: string | null;
  readonly given: ReadonlyMap<string, string | null>;
  readonly named: ReadonlyMap<string, string>;
}

/** Services that extend others, and files that include others. */
const MAX_DEPTH = 5;

/**
 * The builds of a compose file from folders that are here, in the order of its services.
 * @param prefix in front of the names of services
 */
export function buildsIn(composeFile: string, disk: FileSystem, prefix = ''): BuildContext[] {
  const services = servicesIn(composeFile, disk);
  return [...services].flatMap(([name, service]): BuildContext[] => {
    const build = buildOf(service, services, disk);
    if (build === null) return [];
    const { context, dockerfile, inline, target = null, given, named } = build;
    const directory = context === undefined ? service.folder : context;
    // Which file is read, and from where, only whoever builds knows.
    if (directory === null || dockerfile === null || disk.stat(directory) !== 'directory') return [];
    return [
      {
        ...{ directory, service: prefix + name, target: target === '' ? null : target, given, named },
        ...(inline !== undefined
          ? { dockerfile: inline.file, inline: inline.text }
          : { dockerfile: dockerfile ? resolvePath(directory, dockerfile) : dockerfileIn(directory, disk) }),
      },
    ];
  });
}

/** https://docs.docker.com/reference/compose-file/include/ */
function servicesIn(file: string, disk: FileSystem, project: string | null = null, depth = 0): Services {
  const text = readTextOrNull(disk, file);
  const folder = project ?? parentOf(file);
  const found = new Map<string, Service>();
  if (text === null || folder === null || depth > MAX_DEPTH) return found;
  const written = asObject(yamlOrNull(text)) ?? {};
  const variables = variablesIn(readTextOrNull(disk, below(folder, '.env')) ?? '');
  for (const included of Array.isArray(written['include']) ? written['include'] : []) {
    const { path = included, project_directory: own } = asObject(included) ?? {};
    for (const one of [path].flat()) {
      if (typeof one !== 'string') continue;
      const directory = typeof own === 'string' ? resolvePath(folder, own) : null;
      for (const [name, service] of servicesIn(resolvePath(folder, one), disk, directory, depth + 1))
        found.set(name, service);
    }
  }
  for (const [name, service] of Object.entries(asObject(written['services']) ?? {})) {
    const fields = asObject(service);
    if (fields !== null) found.set(name, { fields, file, folder, variables });
  }
  return found;
}

/** Null for a service that is not built. https://docs.docker.com/reference/compose-file/services/#extends */
function buildOf(service: Service, services: Services, disk: FileSystem, depth = 0): BuildFields | null {
  const { fields, folder } = service;
  const { service: name = fields['extends'], file } = asObject(fields['extends']) ?? {};
  const others = typeof file === 'string' ? servicesIn(resolvePath(folder, file), disk) : services;
  const extended = typeof name === 'string' && depth < MAX_DEPTH ? others.get(name) : undefined;
  const base = extended === undefined ? null : buildOf(extended, others, disk, depth + 1);
  const own = ownBuild(service, disk);
  if (base === null || own === null) return own ?? base;
  return {
    ...{ ...base, ...own },
    given: new Map([...base.given, ...own.given]),
    named: new Map([...base.named, ...own.named]),
  };
}

function ownBuild({ fields, file, folder, variables }: Service, disk: FileSystem): BuildFields | null {
  const written = fields['build'];
  const build = typeof written === 'string' ? { context: written } : asObject(written);
  if (build === null) return null;
  const told = (value: unknown) => (typeof value === 'string' ? interpolated(value, variables) : undefined);
  const context = told(build['context']);
  const dockerfile = told(build['dockerfile']);
  const target = told(build['target']);
  const inline = told(build['dockerfile_inline']);
  return {
    ...(context !== undefined && {
      context: context === null || isElsewhere(context) ? null : resolvePath(folder, context),
    }),
    ...(dockerfile !== undefined && { dockerfile }),
    ...(typeof inline === 'string' && { inline: { text: inline, file } }),
    ...(target !== undefined && { target }),
    given: new Map(
      pairsIn(build['args']).map(([name, value]) => [
        name,
        value === null ? null : interpolated(String(value), variables),
      ]),
    ),
    named: namedContexts(build['additional_contexts'], folder, variables, disk),
  };
}

/** Folders that are here; a value may be an image or a place elsewhere as well. */
function namedContexts(
  written: unknown,
  folder: string,
  variables: ReadonlyMap<string, string>,
  disk: FileSystem,
): Map<string, string> {
  const named = new Map<string, string>();
  for (const [name, value] of pairsIn(written)) {
    const place = typeof value === 'string' ? interpolated(value, variables) : null;
    if (place === null || isElsewhere(place)) continue;
    const directory = resolvePath(folder, place);
    if (disk.stat(directory) === 'directory') named.set(name.toLowerCase(), directory);
  }
  return named;
}

/** An object, or a list of `NAME=VALUE`; null for a name without a value. */
function pairsIn(written: unknown): (readonly [name: string, value: unknown])[] {
  if (!Array.isArray(written)) return Object.entries(asObject(written) ?? {});
  return written.map((line) => {
    const [, name = String(line), value = null] = /^([^=]+)=(.*)$/s.exec(String(line)) ?? [];
    return [name, value] as const;
  });
}

/** `https://…`, `docker-image://…`, `service:web`, `git@…` */
function isElsewhere(context: string): boolean {
  return /^(?:[\w+.-]+:\/\/|service:|target:|git@)/.test(context);
}
