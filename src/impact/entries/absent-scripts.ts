// The file that a script of package.json starts in production, where it is surely not there: `"start": "node src/gone.js"`.

import { createIgnoredPaths } from '../../discover/ignored-paths.ts';
import { asObject, readTextOrNull } from '../../host/settings-file.ts';
import type { AbsentStart } from '../../model/absent-start.ts';
import { commandFile } from '../../model/command-file.ts';
import { baseNameOf, below, parentOf, resolvePath } from '../../model/path.ts';
import { isProductionScript } from './command-entries.ts';
import type { EntrySources } from './entry.ts';

/**
 * Absent for sure: beside sources of the project, of which none is compiled to it; git does not ignore it; and no other
 * folder has such a path, where the manifest may be copied to (`install/package.json` of NodeBB).
 */
export function absentScripts(sources: EntrySources): AbsentStart[] {
  const { packages, root, fileSystem, files } = sources;
  const ignored = createIgnoredPaths(root, fileSystem);
  const folders = new Set(files.modules.map(parentOf));
  const stems = new Set(files.modules.map(stemOf));

  function isAbsent(path: string, directory: string, specifier: string): boolean {
    if (fileSystem.stat(path) !== null || ignored.isIgnored(path)) return false;
    if (!folders.has(parentOf(path)) || stems.has(stemOf(path))) return false;
    const tail = path.slice(directory.length);
    return (
      files.find(directory, specifier) === null && !files.modules.some((module) => module.endsWith(tail))
    );
  }

  return packages.flatMap(({ directory, manifest }) => {
    const scripts = asObject(manifest['scripts']) ?? {};
    return Object.entries(scripts).flatMap(([name, command]): AbsentStart[] => {
      // What runs before it may make the file.
      const isMade = scripts[`pre${name}`] !== undefined;
      if (typeof command !== 'string' || isMade || !isProductionScript(name)) return [];
      const started = commandFile(command.trim().split(/\s+/));
      if (started === null) return [];
      const { specifier, program, word } = started;
      const expected = resolvePath(directory, `./${specifier}`);
      if (specifier.startsWith('/') || !isAbsent(expected, directory, specifier)) return [];
      const file = below(directory, 'package.json');
      const span = spanOf(word, name, readTextOrNull(fileSystem, file) ?? '');
      const by = `the script "${name}"`;
      return span === null ? [] : [{ file, span, specifier, expected, place: expected, by, program }];
    });
  });
}

/** Without its ending, which a compiler may change. */
function stemOf(path: string): string {
  return below(parentOf(path) ?? '/', baseNameOf(path).replace(/\.\w+$/, ''));
}

/** Of a word in a script; null where the script is not written as it is read. */
function spanOf(word: string, script: string, text: string): AbsentStart['span'] | null {
  const scripts = text.indexOf('"scripts"');
  const start = text.indexOf(word, text.indexOf(JSON.stringify(script), scripts));
  return scripts === -1 || start === -1 ? null : { start, end: start + word.length };
}
