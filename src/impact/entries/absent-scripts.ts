// The file that a script of package.json or a line of a Procfile starts in production, where it is surely not there:
// `"start": "node src/gone.js"`, `web: python src/gone.py`.

import { createIgnoredPaths } from '../../discover/ignored-paths.ts';
import type { FileSystem } from '../../host/file-system.ts';
import { asObject, readTextOrNull } from '../../host/settings-file.ts';
import type { AbsentStart } from '../../model/absent-start.ts';
import { type CommandFile, commandFile, preloadedFile } from '../../model/command-file.ts';
import { baseNameOf, below, parentOf, resolvePath } from '../../model/path.ts';
import { isProductionScript } from './command-entries.ts';
import type { EntrySources } from './entry.ts';

/**
 * Absent for sure: beside sources of the project, of which none is compiled to it; git does not ignore it; and no other
 * folder has such a path, where the manifest may be copied to (`install/package.json` of NodeBB).
 */
export function absentScripts(sources: EntrySources): AbsentStart[] {
  const { packages, root, fileSystem, files } = sources;

  function isAbsent(path: string, directory: string, specifier: string): boolean {
    if (fileSystem.stat(path) !== null || files.find(directory, specifier) !== null) return false;
    if (createIgnoredPaths(root, fileSystem).isIgnored(path)) return false;
    const tail = path.slice(directory.length);
    const mayBeMeant = (module: string) => stemOf(module) === stemOf(path) || module.endsWith(tail);
    return (
      files.modules.some((module) => parentOf(module) === parentOf(path)) && !files.modules.some(mayBeMeant)
    );
  }

  const inManifests = packages.flatMap(({ directory, manifest }) => {
    const scripts = asObject(manifest['scripts']) ?? {};
    return Object.entries(scripts).flatMap(([name, command]): AbsentStart[] => {
      if (typeof command !== 'string' || !isProductionScript(name)) return [];
      const started = startedBy(command);
      if (started === null || mayBeMade(started.specifier, name, scripts)) return [];
      const { specifier, program, word } = started;
      const expected = resolvePath(directory, `./${specifier}`);
      if (specifier.startsWith('/') || !isAbsent(expected, directory, specifier)) return [];
      const file = below(directory, 'package.json');
      const span = spanOf(word, name, readTextOrNull(fileSystem, file) ?? '');
      const by = `the script "${name}"`;
      return span === null ? [] : [{ file, span, specifier, expected, place: expected, by, program }];
    });
  });
  const inProcfile = procfileLines(below(root, 'Procfile'), fileSystem).flatMap((line): AbsentStart[] => {
    const started = startedBy(line.command);
    if (started === null || line.others.includes(baseNameOf(started.specifier))) return [];
    const { specifier, program, word } = started;
    const expected = resolvePath(root, `./${specifier}`);
    if (specifier.startsWith('/') || !isAbsent(expected, root, specifier)) return [];
    const start = line.at + line.command.indexOf(word);
    const span = { start, end: start + word.length };
    const by = `the process "${line.name}"`;
    return [{ file: line.file, span, specifier, expected, place: expected, by, program }];
  });
  return [...inManifests, ...inProcfile];
}

interface ProcfileLine {
  readonly file: string;
  readonly name: string;
  readonly command: string;
  /** Where the command stands in the text. */
  readonly at: number;
  /** What the other lines say: the release phase may make a file. */
  readonly others: string;
}

/** https://devcenter.heroku.com/articles/procfile */
function procfileLines(file: string, fileSystem: FileSystem): ProcfileLine[] {
  const text = readTextOrNull(fileSystem, file) ?? '';
  return [...text.matchAll(/^([\w-]+):[ \t]*(.+)$/gm)].map(
    ({ index, 0: whole, 1: name = '', 2: command = '' }) => {
      const others = text.slice(0, index) + text.slice(index + whole.length);
      return { file, name, command, at: index + whole.length - command.length, others };
    },
  );
}

function startedBy(command: string): CommandFile | null {
  const words = command.trim().split(/\s+/);
  return commandFile(words) ?? preloadedFile(words);
}

/** By what runs before the script, or by another that speaks of the file and does not start it: `--outfile=server.js`. */
function mayBeMade(specifier: string, script: string, scripts: Readonly<Record<string, unknown>>): boolean {
  if (scripts[`pre${script}`] !== undefined) return true;
  const name = baseNameOf(specifier);
  return Object.values(scripts).some(
    (command) =>
      typeof command === 'string' && command.includes(name) && startedBy(command)?.specifier !== specifier,
  );
}

/** Without its ending, which a compiler may change. */
function stemOf(path: string): string {
  return path.replace(/\.\w+$/, '');
}

/** Of a word in a script; null where the script is not written as it is read. */
function spanOf(word: string, script: string, text: string): AbsentStart['span'] | null {
  const scripts = text.indexOf('"scripts"');
  const start = text.indexOf(word, text.indexOf(JSON.stringify(script), scripts));
  return scripts === -1 || start === -1 ? null : { start, end: start + word.length };
}
