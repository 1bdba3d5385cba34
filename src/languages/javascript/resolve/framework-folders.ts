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
    if (tools.mentions('lib:') || tools.mentions('$lib')) return [];
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
