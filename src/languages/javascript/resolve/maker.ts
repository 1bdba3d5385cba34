// What makes a file that git ignores and that is not there. Only what is told by the project counts: the name of the
// file, or a script that speaks of it. An ignored file that nobody makes is simply not there, here or in a fresh clone.

import { type PackageJsonReader, scriptCommands } from '../../../discover/package-json.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { textOf } from '../../../host/text-of.ts';
import { isGeneratedName } from '../../../model/generated-name.ts';
import { literalPattern } from '../../../model/literal-pattern.ts';
import { baseNameOf, below, foldersUpTo, isWithin, parentOf } from '../../../model/path.ts';

export interface Makers {
  /**
   * @param paths where the file may be expected, absolute
   * @param pattern the line of `.gitignore` that names it
   * @param owner the directory of the package that it belongs to
   */
  isMade(paths: readonly string[], pattern: string, owner: string): boolean;
}

/** Files beside a manifest that say what is made: `codegen.yml`, `.graphqlrc.json`, `buf.gen.yaml`, a Makefile, shell scripts. */
const RECIPE =
  /(?:gen|graphql|openapi|swagger|proto|orval|build|task).*\.(?:ya?ml|json|toml)$|^(?:GNU)?makefile$|^justfile$|\.sh$/i;

const ENDING = /\.(?:d\.)?(?:[cm]?[jt]sx?|json|vue|svelte|md|css|wasm|node)$/;

/** An import of the file is no sign that somebody writes it. */
const IMPORTS = /\b(?:from|import|require(?:\.resolve)?\s*\(|import\s*\()\s*(['"])[^'"\n]*\1/g;

/** What no name that is looked for has in it. */
const BETWEEN_NAMES = new Set(Array.from(' \t\n\r\v\f/\\\'"`', (character) => character.charCodeAt(0)));

/** @param files the source files of the project, absolute */
export function createMakers(
  root: string,
  files: ReadonlySet<string>,
  fileSystem: FileSystem,
  packages: PackageJsonReader,
): Makers {
  const namesByOwner = new Map<string, readonly string[]>();
  let namesInRoot: string | null = null;
  let namesAnywhere: string | null = null;

  /** Texts are not kept, only what may be names in them: a package may have thousands. */
  function namesIn(texts: Iterable<string>): string {
    const names = new Set<string>();
    for (const text of texts) addNames(text, names);
    return [...names].join('\n');
  }

  function* sourcesWhere(isAmong: (file: string) => boolean): Generator<string> {
    for (const file of files) if (isAmong(file)) yield (textOf(file, fileSystem) ?? '').replace(IMPORTS, '');
  }

  /** In what the package, those around it and the root run: the commands of their manifests, their recipes, and their sources. */
  function namesOf(owner: string): readonly string[] {
    let names = namesByOwner.get(owner);
    if (names === undefined) {
      const directories = foldersUpTo(root, owner);
      const manifests = directories.flatMap((directory) => packages.read(directory) ?? []);
      const recipes = directories.flatMap((directory) =>
        fileSystem.list(directory).flatMap(({ name }) => (RECIPE.test(name) ? below(directory, name) : [])),
      );
      const told = recipes.map((recipe) => textOf(recipe, fileSystem) ?? '');
      namesInRoot ??= namesIn(sourcesWhere((file) => ownerOf(file) === root));
      const own = sourcesWhere((file) => isWithin(owner, file));
      names = [namesIn([...manifests.flatMap(scriptCommands), ...told]), namesIn(own), namesInRoot];
      namesByOwner.set(owner, names);
    }
    return names;
  }

  const ownerOf = (file: string) => packages.nearest(parentOf(file) ?? file)?.directory ?? root;

  return {
    isMade(paths, pattern, owner) {
      const places = paths.map((path) => path.slice(root.length));
      if ([pattern, ...places].some(isGeneratedName)) return true;
      const place = pattern.replace(/^\/|\/$/g, '');
      // `/packages/runtime/helpers/*.js`: a class of files at one place is what a build writes there.
      if (place.includes('/') && place.includes('*')) return true;
      const folder = folderOf(place, paths);
      // What is ignored as a whole is made as a whole: once it is there, a file that it lacks is misspelt or gone.
      if (folder !== null) return fileSystem.list(folder).length === 0;
      // `table` alone is a word like others; `table.ts` is a file.
      const names = paths.map(baseNameOf);
      const stems = names.map((name) => literalPattern(name.replace(ENDING, '')));
      // A picture or an archive is called by its whole name.
      const others = names.filter((name) => !ENDING.test(name) && name.includes('.')).map(literalPattern);
      const named = [`(?:${stems.join('|')})${ENDING.source.slice(0, -1)}`, ...others].join('|');
      const mention = new RegExp(`(?<![\\w-])(?:${named})(?![\\w-])`);
      if (namesOf(owner).some((names) => mention.test(names))) return true;
      // `website/events.json`: one file at one place is ignored for the sake of what writes it, wherever that is.
      if (!place.includes('/')) return false;
      namesAnywhere ??= namesIn(sourcesWhere(() => true));
      return mention.test(namesAnywhere);
    },
  };
}

/** Whatever has a dot and a character behind it, between characters that names do not have. */
function addNames(text: string, names: Set<string>): void {
  const isBetween = (at: number): boolean => BETWEEN_NAMES.has(text.charCodeAt(at));
  for (let dot = text.indexOf('.'); dot !== -1; ) {
    let start = dot;
    while (start > 0 && !isBetween(start - 1)) start--;
    let end = dot + 1;
    while (end < text.length && !isBetween(end)) end++;
    if (end > dot + 1) names.add(text.slice(start, end));
    dot = text.indexOf('.', end);
  }
}

/** The folder that the pattern ignores, when it is a folder above the paths; null when it is the file itself. */
function folderOf(place: string, paths: readonly string[]): string | null {
  for (const path of paths) {
    const at = path.lastIndexOf(`/${place}/`);
    if (at !== -1) return path.slice(0, at + place.length + 1);
  }
  return null;
}
