// Single files that a build copies to another folder (`cp server/main.js build/server/main.js`): they run there, and what
// they ask for by a path is there.

import { type PackageJson, scriptCommands } from '../../../discover/package-json.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { textOf } from '../../../host/text-of.ts';
import { isWithin, parentOf, resolvePath } from '../../../model/path.ts';

export interface Copied {
  /** Whether a script of its package, or the Makefile of the project, copies the file out of its folder. */
  isCopied(file: string, packageJson: PackageJson | null): boolean;
  /** Whether one copies a folder that the file is in, by a shell command or in JavaScript. */
  isInCopiedFolder(file: string, packageJson: PackageJson | null): boolean;
  /** Whether one does so, and copies what is asked for as well: `app/` and `package.json` to `build/`. */
  isCopiedWith(file: string, tried: readonly string[], packageJson: PackageJson | null): boolean;
}

/** @param root of the project, in which its Makefile is run */
export function createCopied(root: string, fileSystem: FileSystem): Copied {
  let byMake: ReadonlySet<string> | null = null;
  const known = new Map<string, ReadonlySet<string>>();
  const copiedPlaces = new Map<string, readonly string[]>();

  /** The commands of the manifest, and of the shell scripts that they name. */
  function commandsOf(packageJson: PackageJson): readonly string[] {
    const scripts = scriptCommands(packageJson);
    const named = scripts.flatMap((script) => script.match(/[\w./-]+\.sh\b/g) ?? []);
    return [
      ...scripts,
      ...named.map((path) => textOf(resolvePath(packageJson.directory, path), fileSystem) ?? ''),
    ];
  }

  /** What the scripts copy that the commands start, or that stand beside the manifest for a task runner. */
  function placesCopiedBy(packageJson: PackageJson): readonly string[] {
    const { directory } = packageJson;
    let places = copiedPlaces.get(directory);
    if (places === undefined) {
      const commands = scriptCommands(packageJson);
      const started = commands.flatMap((command) => command.match(/[\w./-]+\.[cm]?[jt]s\b/g) ?? []);
      const scripts = [...started, 'gulpfile.js', 'Gruntfile.js'].map(
        (path) => textOf(resolvePath(directory, path), fileSystem) ?? '',
      );
      places = [...commands, ...scripts].flatMap((text) =>
        [...text.matchAll(COPY)].map(([, computed, plain, inScript]) =>
          resolvePath(directory, computed ?? plain ?? inScript ?? '.'),
        ),
      );
      copiedPlaces.set(directory, places);
    }
    return places;
  }

  return {
    isCopied(file, packageJson) {
      byMake ??= new Set(copiedByMake(textOf(`${root}/Makefile`, fileSystem) ?? '', root));
      if (byMake.has(file)) return true;
      if (packageJson === null) return false;
      let copied = known.get(packageJson.directory);
      if (copied === undefined) {
        copied = new Set(
          commandsOf(packageJson).flatMap((command) => copiedBy(command, packageJson.directory)),
        );
        known.set(packageJson.directory, copied);
      }
      return copied.has(file);
    },
    isInCopiedFolder: (file, packageJson) =>
      packageJson !== null && placesCopiedBy(packageJson).some((place) => isWithin(place, file)),
    isCopiedWith(file, tried, packageJson) {
      const places = packageJson === null ? [] : placesCopiedBy(packageJson);
      return places
        .filter((folder) => isWithin(folder, file))
        .some((folder) =>
          tried
            .filter((path) => isWithin(folder, path))
            .map((path) => path.slice(folder.length + 1))
            .some((name) => places.some((place) => isOf(place, name) && fileSystem.stat(place) === 'file')),
        );
    },
  };
}

/** `dist/entry.mjs: templates/entry.mjs dist`, and below it `cp $< $@`: the first that is needed becomes the target. */
function copiedByMake(text: string, root: string): readonly string[] {
  return [...text.matchAll(/^([\w./-]+) *: *([\w./-]+)[^\n]*\n\tcp +(?:-\w+ +)*\$< +\$@/gm)].flatMap(
    ([, target = '', source = '']) => {
      const file = resolvePath(root, source);
      return parentOf(file) === parentOf(resolvePath(root, target)) ? [] : [file];
    },
  );
}

/** `cp -R benchmark ../other`, cp -R ${local('benchmark')} …, `fs.cpSync(local('benchmark'), …)`, `copyDir(`${__dirname}/app`, …)` */
const COPY =
  /\bcp\s+-\w*[rR]\w*\s+(?:\$\{[^{}]*['"]([\w./-]+)['"][^{}]*\}|([\w./-]+))|\b(?:cp|copy)\w*\(\s*(?:[\w.]+\()?['"`](?:\$\{__dirname\}\/)?([\w./-]+)['"`]/g;

/** Whether a copied file has this name where it goes. */
function isOf(place: string, name: string): boolean {
  return place.endsWith(`/${name}`);
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
