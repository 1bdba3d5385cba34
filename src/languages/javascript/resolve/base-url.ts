// tsconfig `baseUrl`: the compiler takes a name that is no path for one below that folder, before it looks for packages.
// Source: typescriptlang.org/tsconfig/#baseUrl

import type { FileSystem } from '../../../host/file-system.ts';
import { below, resolvePath } from '../../../model/path.ts';
import type { Resolution } from '../../../model/resolution.ts';
import { foldersOfAliases, mentionsAlias } from './absent-package.ts';
import type { Importer } from './importer.ts';
import type { Installed } from './installed.ts';
import type { PathResolver, Want } from './path.ts';
import { parsePackageSpecifier } from './specifier.ts';
import { lax } from './want.ts';

export interface BaseUrl {
  /** What is there; null when nothing is, or a package is meant. */
  find(name: string, query: string, importer: Importer, want: Want): Resolution | null;
  /**
   * Of a name that is not there, that it is missing: its first part is a folder that the compiler finds below `baseUrl`, no
   * package is declared by that name, and no other tool speaks of it. Null when that is not so.
   */
  absent(name: string, query: string, importer: Importer, want: Want): Resolution | null;
}

const UNTYPED = /\.[cm]?jsx?$|\.json$/;

export function createBaseUrl(
  root: string,
  fileSystem: FileSystem,
  installed: Installed,
  paths: PathResolver,
): BaseUrl {
  return {
    find(name, query, importer, want) {
      const baseUrl = importer.config?.options.baseUrl;
      if (baseUrl === undefined) return null;
      const found = paths.find(resolvePath(baseUrl, `./${name}`), query, importer, lax(want));
      // TypeScript looks for JavaScript only when no package has types, and never for `wrangler.json` by the name `wrangler`;
      // what runs the code has the package.
      return found?.kind === 'module' && UNTYPED.test(found.module) && isDeclared(name, importer, installed)
        ? null
        : found;
    },
    absent(name, query, importer, want) {
      const { config } = importer;
      const baseUrl = config?.options.baseUrl;
      const [folder = '', ...rest] = name.split('/');
      if (baseUrl === undefined || config?.incomplete != null || rest.length === 0) return null;
      const isFolder = (directory: string) => fileSystem.stat(below(directory, folder)) === 'directory';
      const others = foldersOfAliases(importer, root).filter((directory) => directory !== baseUrl);
      if (!isFolder(baseUrl) || others.some(isFolder)) return null;
      if (isDeclared(name, importer, installed) || mentionsAlias(importer.tools, folder)) return null;
      return paths.resolve(resolvePath(baseUrl, `./${name}`), query, name, importer, lax(want));
    },
  };
}

/** Whether a manifest that counts for the importer names the package of a specifier. */
export function isDeclared(name: string, { directory }: Importer, installed: Installed): boolean {
  const parsed = parsePackageSpecifier(name);
  return parsed !== null && installed.declaration(directory, parsed.packageName) !== 'undeclared';
}
