// The entries that commands start: scripts of package.json, a Procfile, the CMD of a Dockerfile, services of compose files.

import { asObject, readTextOrNull } from '../host/settings-file.ts';
import { yamlOrNull } from '../host/yaml.ts';
import { resolvePath } from '../model/path.ts';
import type { Entry, EntrySources } from './entry.ts';
import { type Kinds, started } from './started-modules.ts';

const PRODUCTION_SCRIPT = /^(?:start|serve|server|prod|production|worker|web)(?::|$)/;
/** `dev`, `start:dev`, `watch:server`: run where everything is installed, and what they build is not shipped. */
const DEVELOPMENT_SCRIPT = /(?:^|[:-])(?:dev|develop|development|debug|local|watch|hot)(?:[:-]|$)/;

export function commandEntries(sources: EntrySources): Entry[] {
  const { packages, fileSystem, root } = sources;
  const entries: Entry[] = [];
  for (const { directory, manifest } of packages) {
    for (const [name, command] of Object.entries(asObject(manifest['scripts']) ?? {})) {
      if (typeof command !== 'string') continue;
      const because = `script "${name}"`;
      entries.push(...started(command, { directory, kinds: kindsOfScript(name), because }, sources));
    }
  }
  const read = (path: string) => readTextOrNull(fileSystem, path);
  for (const { directory } of packages) {
    for (const { name, command, file } of deployCommands(directory, read)) {
      // An image of one package may be built from the root, and its commands then run there.
      for (const folder of new Set([directory, root])) {
        const because = `${name} of ${file}`;
        entries.push(...started(command, { directory: folder, kinds: DEPLOYED, because }, sources));
      }
    }
    for (const { name, file, folder, commands } of composeServices(directory, read)) {
      const how = { directory: folder, kinds: DEPLOYED, because: `${name} of ${file}` };
      const inImage = folder === directory ? [] : deployCommands(folder, read);
      for (const command of [...commands, ...inImage.map((each) => each.command)])
        entries.push(...started(command, how, sources));
    }
  }
  return entries;
}

const DEPLOYED: Kinds = { run: 'production', bundled: 'production' };

function kindsOfScript(name: string): Kinds {
  if (DEVELOPMENT_SCRIPT.test(name)) return { run: 'tool', bundled: 'tool' };
  if (PRODUCTION_SCRIPT.test(name)) return DEPLOYED;
  const isTest = /^(?:pre|post)?test|(?:^|:)(?:e2e|unit|coverage)(?::|$)/.test(name);
  return { run: isTest ? 'test' : 'tool', bundled: 'production' };
}

interface DeployCommand {
  readonly name: string;
  readonly command: string;
  readonly file: string;
}

function deployCommands(directory: string, read: (path: string) => string | null): DeployCommand[] {
  const commands: DeployCommand[] = [];
  for (const line of (read(`${directory}/Procfile`) ?? '').split('\n')) {
    const match = /^([\w-]+):\s*(.+)$/.exec(line);
    if (match !== null) commands.push({ name: match[1] ?? '', command: match[2] ?? '', file: 'Procfile' });
  }
  let folder = '';
  for (const line of (read(`${directory}/Dockerfile`) ?? '').replace(/\\\r?\n/g, ' ').split('\n')) {
    const [, name = '', written = ''] = /^\s*(CMD|ENTRYPOINT|WORKDIR)\s+(.+)$/i.exec(line) ?? [];
    const text = written.trim();
    if (name.toUpperCase() === 'WORKDIR') folder = text.replace(/\/$/, '');
    else if (name !== '') {
      const command = text.startsWith('[') ? text.replace(/[[\],]/g, ' ') : text;
      // `/app/server.js` in `WORKDIR /app`
      const here = folder.startsWith('/') ? command.replaceAll(`${folder}/`, './') : command;
      commands.push({ name, command: here, file: 'Dockerfile' });
    }
  }
  return commands;
}

interface Service {
  readonly name: string;
  readonly file: string;
  /** Where its image is built from, and its commands are run. */
  readonly folder: string;
  readonly commands: readonly string[];
}

/** The services that are built here. https://docs.docker.com/reference/compose-file/services/#command */
function composeServices(directory: string, read: (path: string) => string | null): Service[] {
  return ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'].flatMap((file) => {
    const text = read(`${directory}/${file}`);
    const services = text === null ? null : asObject(asObject(yamlOrNull(text))?.['services']);
    return Object.entries(services ?? {}).flatMap(([name, service]) => {
      const { build, command, entrypoint } = asObject(service) ?? {};
      if (build === undefined) return [];
      const context = typeof build === 'string' ? build : asObject(build)?.['context'];
      const folder = resolvePath(directory, typeof context === 'string' ? context : '.');
      const commands = [command, entrypoint].flatMap((words) => {
        const line = Array.isArray(words) ? words.join(' ') : words;
        return typeof line === 'string' ? [line] : [];
      });
      return [{ name: `service ${name}`, file, folder, commands }];
    });
  });
}
