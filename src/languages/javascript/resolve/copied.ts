// Single files that a build copies to another folder (`cp server/main.js build/server/main.js`): they run there, and what
// they ask for by a path is there.

import { type PackageJson, scriptCommands } from '../../../discover/package-json.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { textOf } from '../../../host/text-of.ts';
import { parentOf, resolvePath } from '../../../model/path.ts';

/** Tells of a file whether a script of its package copies it out of its folder. */
export function createCopied(
  fileSystem: FileSystem,
): (file: string, packageJson: PackageJson | null) => boolean {
  const known = new Map<string, ReadonlySet<string>>();

  /** The commands of the manifest, and of the shell scripts that they name. */
  function commandsOf(packageJson: PackageJson): readonly string[] {
    const scripts = scriptCommands(packageJson);
    const named = scripts.flatMap((script) => script.match(/[\w./-]+\.sh\b/g) ?? []);
    return [
      ...scripts,
      ...named.map((path) => textOf(resolvePath(packageJson.directory, path), fileSystem) ?? ''),
    ];
  }

  return (file, packageJson) => {
    if (packageJson === null) return false;
    let copied = known.get(packageJson.directory);
    if (copied === undefined) {
      copied = new Set(
        commandsOf(packageJson).flatMap((command) => copiedBy(command, packageJson.directory)),
      );
      known.set(packageJson.directory, copied);
    }
    return copied.has(file);
  };
}

/** Paths count from the folder of the package, in which its scripts run. */
function copiedBy(text: string, directory: string): readonly string[] {
  return text.split(/&&|\|\||[;|&\n]/).flatMap((command) => {
    const [, rest] = /^\s*(?:npx\s+)?(?:shx\s+)?(?:cp|copyfiles|cpy)\s+(.+)$/.exec(command) ?? [];
    const words = (rest ?? '').split(/\s+/).filter((word) => word !== '' && !word.startsWith('-'));
    const target = words.pop();
    if (target === undefined || /[$*]/.test(target)) return [];
    const place = resolvePath(directory, target.replace(/["']/g, ''));
    return words
      .map((word) => resolvePath(directory, word.replace(/["']/g, '')))
      .filter((path) => /\.[cm]?[jt]s$/.test(path) && parentOf(path) !== parentOf(place));
  });
}
