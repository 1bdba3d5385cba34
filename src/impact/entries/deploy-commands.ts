// The commands that a deployed project is run by: lines of a Procfile, instructions of Dockerfiles, services of compose
// files, containers of a cluster, units of systemd, tables of cron.

import type { FileSystem } from '../../host/file-system.ts';
import { asObject, readTextOrNull } from '../../host/settings-file.ts';
import { yamlOrNull } from '../../host/yaml.ts';
import { baseNameOf, below, resolvePath } from '../../model/path.ts';
import { isComposeFile, isDockerfile } from '../../model/start-files.ts';
import type { EntryKind, PackageFolder } from './entry.ts';
import { kubernetesCommands } from './kubernetes-commands.ts';

export interface DeployCommand {
  /** What of the file it is: `CMD`, `service web`. */
  readonly name: string;
  /** The name of the file. */
  readonly file: string;
  readonly command: string;
  /** Where it may run: the first is the likeliest. */
  readonly folders: readonly string[];
  /** `tool` for what only makes an image. */
  readonly kind: EntryKind;
  /** Only what a runner is given: where commands of all sorts stand. */
  readonly isByRunner?: true;
}

/** Folders of the root in which such files are kept, beside the packages. */
const KEPT_IN = [
  'docker',
  '.docker',
  'deploy',
  'deployment',
  'systemd',
  'etc/systemd',
  'cron',
  'ops',
  'infra',
];
const UNIT = /^[\w@.-]+\.service$/;
const CRONTAB = /^(?:[\w-]+\.)?cron(?:tab)?$/;

export function deployCommands(
  packages: readonly PackageFolder[],
  root: string,
  fileSystem: FileSystem,
): DeployCommand[] {
  const owners = [...new Set([root, ...packages.map(({ directory }) => directory)])];
  const kept = KEPT_IN.map((folder) => below(root, folder));
  const inFiles = [...owners, ...kept].flatMap((directory) => {
    // A file of one package may be used from the root, and its commands then run there.
    const folders = owners.includes(directory) ? [...new Set([directory, root])] : [root];
    return namesIn(directory, fileSystem).flatMap((name) =>
      commandsOf(below(directory, name), { root, owners, folders }, fileSystem),
    );
  });
  const inCluster = kubernetesCommands(owners, root, fileSystem).map(
    (container): DeployCommand => ({
      ...container,
      name: 'a container',
      kind: 'production',
      isByRunner: true,
    }),
  );
  return [...inFiles, ...inCluster];
}

/** Where commands may run. */
interface Places {
  readonly root: string;
  /** The packages, and the root. */
  readonly owners: readonly string[];
  /** Those that the file itself belongs to. */
  readonly folders: readonly string[];
}

function namesIn(directory: string, fileSystem: FileSystem): string[] {
  if (fileSystem.stat(directory) !== 'directory') return [];
  return fileSystem.list(directory).flatMap(({ name, kind }) => (kind === 'file' ? [name] : []));
}

function commandsOf(path: string, places: Places, fileSystem: FileSystem): DeployCommand[] {
  const { folders } = places;
  const file = baseNameOf(path);
  const read = () => readTextOrNull(fileSystem, path) ?? '';
  if (file === 'Procfile') return procfileCommands(read(), folders);
  if (isDockerfile(file)) return dockerfileCommands(read(), file, places);
  if (isComposeFile(file)) return composeCommands(path, places, fileSystem);
  if (UNIT.test(file)) return unitCommands(read(), file, folders);
  return CRONTAB.test(file) ? cronCommands(read(), file, folders) : [];
}

/** https://devcenter.heroku.com/articles/procfile */
function procfileCommands(text: string, folders: readonly string[]): DeployCommand[] {
  return text.split('\n').flatMap((line): DeployCommand[] => {
    const [, name = '', command = ''] = /^([\w-]+):\s*(.+)$/.exec(line) ?? [];
    return name === '' ? [] : [{ name, command, file: 'Procfile', folders, kind: 'production' }];
  });
}

/** https://docs.docker.com/reference/dockerfile/ */
function dockerfileCommands(text: string, file: string, places: Places): DeployCommand[] {
  const commands: DeployCommand[] = [];
  let workdir = '';
  const lines = text.replace(/^\s*#.*\n/gm, '').replace(/\\[ \t]*\r?\n/g, ' ');
  for (const line of lines.split('\n')) {
    const [, name = '', written = ''] =
      /^\s*(?:ONBUILD\s+)?(FROM|RUN|CMD|ENTRYPOINT|HEALTHCHECK|WORKDIR)\s+(.+)$/i.exec(line) ?? [];
    const text = written.trim();
    switch (name.toUpperCase()) {
      case '':
        break;
      case 'FROM':
        workdir = '';
        break;
      case 'WORKDIR':
        workdir = text.startsWith('/') ? text.replace(/\/$/, '') : `${workdir}/${text.replace(/\/$/, '')}`;
        break;
      default: {
        const instruction = name.toUpperCase();
        commands.push({
          name: instruction,
          command: inFolder(withoutFlags(text), workdir),
          file,
          folders: foldersIn(workdir, places),
          kind: instruction === 'RUN' ? 'tool' : 'production',
          ...((instruction === 'RUN' || instruction === 'HEALTHCHECK') && { isByRunner: true }),
        });
      }
    }
  }
  return commands;
}

/** `/app/packages/api` is the package `packages/api`. */
function foldersIn(workdir: string, { root, owners, folders }: Places): string[] {
  const inside = owners.filter((owner) => owner !== root && workdir.endsWith(owner.slice(root.length)));
  return [...new Set([...inside, ...folders])];
}

/** `--mount=type=cache,target=/x npm ci`, `--interval=5s CMD node check.js`, `["node", "server.js"]` */
function withoutFlags(text: string): string {
  const command = text.replace(/^(?:--[\w-]+(?:=\S+)?\s+)+/, '').replace(/^CMD\s+/i, '');
  return command.startsWith('[') ? command.replace(/[[\],]/g, ' ') : command;
}

/** `/app/server.js` in `WORKDIR /app` */
function inFolder(command: string, folder: string): string {
  return folder.startsWith('/') && folder.length > 1 ? command.replaceAll(`${folder}/`, './') : command;
}

/** The services that are built here, or that a folder from here is mounted into. https://docs.docker.com/reference/compose-file/services/ */
function composeCommands(path: string, places: Places, fileSystem: FileSystem): DeployCommand[] {
  const file = baseNameOf(path);
  const text = readTextOrNull(fileSystem, path);
  const services = text === null ? null : asObject(asObject(yamlOrNull(text))?.['services']);
  const directory = resolvePath(path, '..');
  return Object.entries(services ?? {}).flatMap(([name, value]): DeployCommand[] => {
    const service = asObject(value) ?? {};
    const mount = mountedFolder(service['volumes']);
    if (service['build'] === undefined && mount === null) return [];
    const { context, dockerfile } = buildOf(service['build']);
    const folder = resolvePath(directory, context ?? mount?.from ?? '.');
    const folders = [...new Set([folder, ...places.folders])];
    const workdir = typeof service['working_dir'] === 'string' ? service['working_dir'] : (mount?.to ?? '');
    const { test } = asObject(service['healthcheck']) ?? {};
    const written = [service['command'], service['entrypoint'], test].map(lineOf);
    // What is only mounted, or called so, is run where it is written.
    const isLocal = service['build'] === undefined || /[.-](?:dev|local|override|test|ci)/.test(file);
    const kind = isLocal ? 'tool' : 'production';
    const commands = written.flatMap((line): DeployCommand[] => {
      if (line === null) return [];
      const command = inFolder(line.replace(/^CMD(?:-SHELL)?\s+/, ''), workdir);
      return [{ name: `service ${name}`, file, command, folders, kind }];
    });
    const image =
      context === null ? null : readTextOrNull(fileSystem, resolvePath(folder, dockerfile ?? 'Dockerfile'));
    if (image === null) return commands;
    const inImage = dockerfileCommands(image, baseNameOf(dockerfile ?? 'Dockerfile'), { ...places, folders });
    return [...commands, ...inImage];
  });
}

function buildOf(build: unknown): { readonly context: string | null; readonly dockerfile: string | null } {
  if (typeof build === 'string') return { context: build, dockerfile: null };
  const { context = '.', dockerfile } = asObject(build) ?? {};
  return {
    context: build === undefined ? null : typeof context === 'string' ? context : '.',
    dockerfile: typeof dockerfile === 'string' ? dockerfile : null,
  };
}

/** `.:/app`: what is here is run there. */
function mountedFolder(volumes: unknown): { readonly from: string; readonly to: string } | null {
  for (const volume of Array.isArray(volumes) ? volumes : []) {
    const { type, source, target } = asObject(volume) ?? {};
    const [, from, to] =
      typeof volume === 'string'
        ? (/^(\.[^:]*):(\/[^:]+)/.exec(volume) ?? [])
        : type === 'bind'
          ? [null, source, target]
          : [];
    if (typeof from === 'string' && from.startsWith('.') && typeof to === 'string')
      return { from, to: to.replace(/\/$/, '') };
  }
  return null;
}

function lineOf(words: unknown): string | null {
  const line = Array.isArray(words) ? words.join(' ') : words;
  return typeof line === 'string' ? line : null;
}

/** https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html */
function unitCommands(text: string, file: string, folders: readonly string[]): DeployCommand[] {
  const lines = text.replace(/\\\r?\n/g, ' ').split('\n');
  const settings = lines.flatMap((line) => {
    const [, key = '', value = ''] =
      /^(WorkingDirectory|Exec(?:Start|Stop|Reload)(?:Pre|Post)?)\s*=\s*(.*)$/.exec(line) ?? [];
    return key === '' ? [] : [{ key, value: value.trim() }];
  });
  const place = settings
    .find(({ key }) => key === 'WorkingDirectory')
    ?.value.replace(/^-/, '')
    .replace(/\/$/, '');
  return settings.flatMap(({ key, value }): DeployCommand[] => {
    if (key === 'WorkingDirectory') return [];
    // `-`, `@`, `+`, `!`: how its failure counts, and as whom it runs.
    const command = inFolder(value.replace(/^[-@:+!]+/, ''), place ?? '');
    return [{ name: key, command, file, folders, kind: 'production' }];
  });
}

/** Five fields, or a name such as `@daily`; in `/etc/cron.d` a user follows. https://man7.org/linux/man-pages/man5/crontab.5.html */
function cronCommands(text: string, file: string, folders: readonly string[]): DeployCommand[] {
  return text.split('\n').flatMap((line): DeployCommand[] => {
    const [, command] = /^\s*(?:@\w+|(?:[\d*,/A-Za-z-]+\s+){4}[\d*,/A-Za-z-]+)\s+(.+)$/.exec(line) ?? [];
    return command === undefined
      ? []
      : [{ name: 'a line', command, file, folders, kind: 'production', isByRunner: true }];
  });
}
