// The files of a project in a view, with the languages that are known here.

import { type Discovery, discover } from './discover/discover.ts';
import { readJsonObject, stringsIn } from './host/settings-file.ts';
import { UserError } from './host/user-error.ts';
import { interpreters, sourceExtensions } from './languages/languages.ts';
import { baseNameOf, below, resolvePath, shownPath } from './model/path.ts';
import type { CheckOptions } from './options.ts';
import type { View } from './views/view.ts';

/** @throws {UserError} when there is nothing to check */
export function discoverFiles(options: CheckOptions, view: View): Discovery {
  const discovery = discover({
    root: options.root,
    fileSystem: view.fileSystem,
    extensions: sourceExtensions,
    interpreters,
    ignore: options.ignore,
    gitFiles: view.files?.map((path) => shownPath(options.root, path)) ?? null,
    fixtures: options.includeFixtures ? 'check' : 'skip',
  });
  if (discovery.files.length === 0 && discovery.targets.length === 0) {
    if (view.loadedBy === 'package-entries') {
      if (offersData(options.root, view)) return discovery;
      throw new UserError(
        `npm would pack no module of ${options.root}`,
        'build first, or look at "files" of package.json: `npm pack --dry-run` lists what is packed',
      );
    }
    if (view.absence !== null) {
      throw new UserError(
        `there is no file to check in the view ${view.name} of ${options.root}`,
        `it holds ${view.files?.length ?? 0} of the files that are here, and none of them is TypeScript, JavaScript, Vue, Svelte, Astro or Python.`,
      );
    }
    throw new UserError(
      `there is no file to check in ${options.root}`,
      'danglint checks TypeScript, JavaScript, Vue, Svelte, Astro and Python files that git does not ignore.',
    );
  }
  return discovery;
}

/** What npm packs whatever it is told: docs.npmjs.com, "package.json", `files`. */
const ALWAYS_PACKED = /^(?:package\.json|(?:readme|licen[cs]e)(?:\..*)?)$/i;

/**
 * Whether a package is one of data: what package.json names as an entry is there, and no module (`"main": "db.json"`); or it names
 * none, and brings along files all the same.
 */
function offersData(root: string, { fileSystem, files }: View): boolean {
  const { main, exports, module, bin } = readJsonObject(fileSystem, below(root, 'package.json')) ?? {};
  const entries = stringsIn([main, exports, module, bin]).filter((path) => path !== './package.json');
  if (entries.length === 0) return files?.some((file) => !ALWAYS_PACKED.test(baseNameOf(file))) === true;
  return entries.some((path) => fileSystem.stat(resolvePath(root, path)) === 'file');
}
