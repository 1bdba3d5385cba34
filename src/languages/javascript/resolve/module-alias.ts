// The names that `module-alias` gives to files of an application: `_moduleAliases` of its package.json, for everything
// that the process loads. Without the package the field is nothing.
// Source: the README of module-alias ("Usage", "Advanced usage").

import { isRecord, type PackageJsonReader } from '../../../discover/package-json.ts';
import { isWithin, parentOf, resolvePath } from '../../../model/path.ts';
import type { Importer } from './importer.ts';

/** The path that a name means for an importer; null where no application around it gives it one. */
export type ModuleAliases = (name: string, importer: Importer) => string | null;

export function createModuleAliases(root: string, packages: PackageJsonReader): ModuleAliases {
  /** The innermost package.json that has such names: it is the application's, not that of a folder in it. */
  function applicationAround(directory: string) {
    for (let at: string | null = directory; at !== null && isWithin(root, at); at = parentOf(at)) {
      const aliases = packages.read(at)?.fields['_moduleAliases'];
      if (isRecord(aliases)) return { folder: at, aliases };
    }
    return null;
  }

  return (name, { directory, tools }) => {
    const application = tools.declares('module-alias') ? applicationAround(directory) : null;
    if (application === null) return null;
    const alias = Object.keys(application.aliases)
      .filter((key) => name === key || name.startsWith(`${key}/`))
      .sort((a, b) => b.length - a.length)[0];
    const target = alias === undefined ? null : application.aliases[alias];
    if (alias === undefined || typeof target !== 'string') return null;
    return resolvePath(application.folder, target + name.slice(alias.length));
  };
}
