// The names that a Docusaurus site has beside packages: `@site/x` is a file of the site, `@theme/X` a component of the
// site or of one of its themes, `@docusaurus/X` a part of its client. Found as its webpack configuration finds them.
// Source: docusaurus.io/docs/advanced/client ("Theme aliases") and docusaurus.io/docs/docusaurus-core.

import { isRecord, type PackageJson, type PackageJsonReader } from '../../../discover/package-json.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { misspeltName } from '../../../model/nearest-name.ts';
import { below, isWithin, parentOf } from '../../../model/path.ts';
import type { Resolution } from '../../../model/resolution.ts';
import type { Importer } from './importer.ts';
import type { Installed } from './installed.ts';
import type { PathResolver, Want } from './path.ts';

export interface DocusaurusNames {
  /**
   * Null for a name that is not Docusaurus', that no site is known for, or that no theme has: a plugin may bring it, unless
   * it is one slip away from one that is there.
   */
  resolve(name: string, query: string, importer: Importer, want: Want): Resolution | null;
  /**
   * Whether the types of the themes say what a component has (`declare module '@theme/X'`, with names that its code does
   * not have: `Props`). Such a declaration comes before `paths` that lead to the code (resolveExternalModule in TypeScript).
   */
  isDeclaredByThemes(name: string, importer: Importer): boolean;
}

interface Site {
  readonly directory: string;
  /** The client of the installed @docusaurus/core. */
  readonly client: string | null;
  /** Folders of components, the first one with a component gives it. */
  readonly themes: readonly string[];
}

const CONFIG_FILES = ['ts', 'js', 'mts', 'mjs', 'cts', 'cjs'].map((ending) => `docusaurus.config.${ending}`);
/** Where packages keep their theme; the path is the result of a function (`getThemePath`), and these are what it says. */
const THEME_FOLDERS = ['lib/theme', 'dist/theme', 'theme', 'src/theme'];

const NAME = /^@(site|theme|theme-original|theme-init|docusaurus)\/(.+)$/;

export function createDocusaurusNames(
  root: string,
  fileSystem: FileSystem,
  packages: PackageJsonReader,
  installed: Installed,
  paths: PathResolver,
): DocusaurusNames {
  const sites = new Map<string, Site | null>();

  function resolve(name: string, query: string, importer: Importer, want: Want): Resolution | null {
    const [, scope, rest] = NAME.exec(name) ?? [];
    if (scope === undefined || rest === undefined) return null;
    const site = siteOf(importer.directory);
    if (site === null) return null;
    if (scope === 'site') return paths.resolve(below(site.directory, rest), query, name, importer, want);
    const folders =
      scope === 'docusaurus'
        ? site.client === null
          ? []
          : [below(site.client, 'exports')]
        : [...(scope === 'theme' ? [below(site.directory, 'src/theme')] : []), ...site.themes];
    for (const folder of folders) {
      const found = paths.find(below(folder, rest), query, importer, want);
      if (found !== null) return isTyped(importer) ? null : found;
    }
    return misspelt(rest, folders, `@${scope}/`);
  }

  function misspelt(name: string, folders: readonly string[], scope: string): Resolution | null {
    const folder = name.slice(0, name.lastIndexOf('/') + 1);
    const beside = folders.flatMap((place) =>
      fileSystem.list(folder === '' ? place : below(place, folder.slice(0, -1))),
    );
    const names = beside.map((entry) => entry.name.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, ''));
    const near = misspeltName(name.slice(folder.length), names);
    // Of a folder of that name, what is inside it was made one's own, and the rest is that of a theme.
    if (near === null || names.includes(name.slice(folder.length))) return null;
    return { kind: 'unresolved', reason: 'not-found', tried: [], suggestion: scope + folder + near };
  }

  /** The site around a directory, else the only one of the project: its documents may lie beside it. */
  function siteOf(directory: string): Site | null {
    let site = sites.get(directory);
    if (site === undefined) {
      const parent = parentOf(directory);
      const isSite = CONFIG_FILES.some((name) => fileSystem.stat(below(directory, name)) === 'file');
      if (isSite) site = readSite(directory);
      else
        site = directory === root || parent === null || !isWithin(root, parent) ? onlySite() : siteOf(parent);
      sites.set(directory, site);
    }
    return site;
  }

  function onlySite(): Site | null {
    const directories = installed
      .workspaces()
      .map(({ directory }) => directory)
      .filter((directory) => CONFIG_FILES.some((name) => fileSystem.stat(below(directory, name)) === 'file'));
    const [only] = directories;
    return only === undefined || directories.length > 1 ? null : siteOf(only);
  }

  function readSite(directory: string): Site {
    const own = packages.nearest(directory);
    const brought = own === null ? [] : dependenciesOf(own);
    // A preset is a list of themes and plugins that it depends on.
    const presets = brought.filter(({ name }) => name?.includes('preset'));
    const all = [...brought, ...presets.flatMap(dependenciesOf)];
    const core = all.find(({ name }) => name === '@docusaurus/core');
    const client = core === undefined ? null : below(core.directory, 'lib/client');
    const themes = all.flatMap((packageJson) =>
      THEME_FOLDERS.map((folder) => below(packageJson.directory, folder)).filter(
        (folder) => fileSystem.stat(folder) === 'directory',
      ),
    );
    const fallback = client === null ? [] : [below(client, 'theme-fallback')];
    return { directory, client, themes: [...new Set([...themes, ...fallback])] };
  }

  function dependenciesOf({ directory, fields }: PackageJson): readonly PackageJson[] {
    return ['dependencies', 'devDependencies', 'peerDependencies'].flatMap((field) => {
      const names = fields[field];
      if (!isRecord(names)) return [];
      return Object.keys(names)
        .filter((name) => /docusaurus|theme/.test(name))
        .flatMap((name) => installed.locate(directory, name).slice(0, 1))
        .flatMap((location) => packages.read(location.directory) ?? []);
    });
  }

  return {
    resolve,
    isDeclaredByThemes: (name, importer) =>
      /^theme/.test(NAME.exec(name)?.[1] ?? '') && isTyped(importer) && siteOf(importer.directory) !== null,
  };
}

function isTyped({ dialect }: Importer): boolean {
  return dialect === 'typescript' || dialect === 'declaration';
}
