// The names that a framework gives to folders of an application before it has written them into a configuration:
// `$lib` of SvelteKit, `~` and `@` of Nuxt.
// Source: svelte.dev/docs/kit/$lib; nuxt.com/docs/api/nuxt-config ("alias", "srcDir").

import { isRecord } from '../../../discover/package-json.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { below, isWithin, parentOf } from '../../../model/path.ts';
import type { Importer } from './importer.ts';

/** The paths that a name may mean, the likelier one first; none for a name that no framework of the importer has. */
export type FrameworkFolders = (name: string, importer: Importer) => readonly string[];

export function createFrameworkFolders(root: string, fileSystem: FileSystem): FrameworkFolders {
  const isDirectory = (path: string): boolean => fileSystem.stat(path) === 'directory';

  /** `$lib` is `src/lib` unless the configuration says otherwise. */
  function ofSvelteKit(name: string, { packageJson, tools }: Importer): readonly string[] {
    if (!/^\$lib(?:\/|$)/.test(name) || packageJson === null || !tools.declares('@sveltejs/kit')) return [];
    const isMoved = tools.mentions('lib:') || [name, ...foldersAbove(name)].some(tools.aliases);
    // Text with an import of it, which a plugin writes, moves nothing.
    if (isMoved || ALIASED_LIB.some(tools.mentions)) return [];
    const folder = below(packageJson.directory, 'src/lib');
    return isDirectory(folder) ? [folder + name.slice('$lib'.length)] : [];
  }

  /**
   * `~` and `@` are the folder of the sources, `~~` and `@@` the application: of a layer its own ones. The sources are the
   * application up to Nuxt 3, and `app` in it from Nuxt 4 on.
   */
  function ofNuxt(name: string, importer: Importer): readonly string[] {
    const [, alias, rest] = /^(~~?|@@?)\/(.+)$/.exec(name) ?? [];
    const { tools } = importer;
    if (alias === undefined || rest === undefined || !NUXT.some(tools.declares)) return [];
    const application = applicationAround(importer.directory);
    if (application === null || MOVING.some((word) => tools.mentions(word))) return [];
    if (alias.length === 2) return [below(application, rest)];
    const inApplication = below(application, rest);
    const app = below(application, 'app');
    if (!isDirectory(app)) return [inApplication];
    const inApp = below(app, rest);
    return isOfFour(importer) ? [inApp, inApplication] : [inApplication, inApp];
  }

  function applicationAround(directory: string): string | null {
    for (let at: string | null = directory; at !== null && isWithin(root, at); at = parentOf(at)) {
      const folder = at;
      if (CONFIG_FILES.some((name) => fileSystem.stat(below(folder, name)) === 'file')) return folder;
    }
    return null;
  }

  return (name, importer) => [...ofSvelteKit(name, importer), ...ofNuxt(name, importer)];
}

/** `$lib/a/b` → `$lib/a`, `$lib` */
function foldersAbove(name: string): string[] {
  const end = name.lastIndexOf('/');
  return end === -1 ? [] : [name.slice(0, end), ...foldersAbove(name.slice(0, end))];
}

/** Keys of an alias that may hold `$lib`, beside the name itself. */
const ALIASED_LIB = ['$lib:', "'$lib/*'", '"$lib/*"', '^\\$lib'];

const NUXT = ['nuxt', 'nuxt-nightly'];

const CONFIG_FILES = ['ts', 'js', 'mts', 'mjs'].map((ending) => `nuxt.config.${ending}`);

/** What a configuration holds that puts the sources or the names elsewhere. */
const MOVING = ['srcDir', "'~", '"~', "'@'", '"@"', "'@/", '"@/'];

function isOfFour({ packageJson, tools }: Importer): boolean {
  const ranges = ['dependencies', 'devDependencies'].flatMap((field) => {
    const names = packageJson?.fields[field];
    return isRecord(names) ? NUXT.map((name) => names[name]) : [];
  });
  const isLater = (range: unknown) => typeof range === 'string' && /^[\^~>=v]*(?:[4-9]|\d\d)/.test(range);
  return ranges.some(isLater) || tools.mentions('compatibilityVersion');
}
