// The entries that commands start: scripts of package.json, and what images, process files and units of a server run.

import type { FileSystem } from '../../host/file-system.ts';
import { asObject, readJsonObject } from '../../host/settings-file.ts';
import { below } from '../../model/path.ts';
import { deployCommands } from './deploy-commands.ts';
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
    for (const [name, task] of tasksOfDeno(directory, fileSystem)) {
      const because = `task "${name}"`;
      entries.push(...started(task, { directory, kinds: kindsOfScript(name), because }, sources));
    }
  }
  for (const { name, command, file, folders, kind, isByRunner = false } of deployCommands(
    packages,
    root,
    fileSystem,
  )) {
    const how = { kinds: { run: kind, bundled: kind }, because: `${name} of ${file}`, isByRunner };
    for (const directory of folders) {
      const found = started(command, { ...how, directory, isOnServer: true }, sources);
      entries.push(...found);
      if (found.length > 0) break;
    }
  }
  return entries;
}

/** https://docs.deno.com/runtime/reference/cli/task/ */
function tasksOfDeno(directory: string, fileSystem: FileSystem): [name: string, command: string][] {
  return ['deno.json', 'deno.jsonc'].flatMap((file) => {
    const tasks = asObject(readJsonObject(fileSystem, below(directory, file))?.['tasks']) ?? {};
    return Object.entries(tasks).flatMap(([name, task]): [string, string][] => {
      const command = asObject(task)?.['command'] ?? task;
      return typeof command === 'string' ? [[name, command]] : [];
    });
  });
}

/** Whether a script of that name is what runs where a package is deployed. */
export function isProductionScript(name: string): boolean {
  return PRODUCTION_SCRIPT.test(name) && !DEVELOPMENT_SCRIPT.test(name);
}

const DEPLOYED: Kinds = { run: 'production', bundled: 'production' };

function kindsOfScript(name: string): Kinds {
  if (DEVELOPMENT_SCRIPT.test(name)) return { run: 'tool', bundled: 'tool' };
  if (isProductionScript(name)) return DEPLOYED;
  const isTest = /^(?:pre|post)?test|(?:^|:)(?:e2e|unit|coverage)(?::|$)/.test(name);
  return { run: isTest ? 'test' : 'tool', bundled: 'production' };
}
