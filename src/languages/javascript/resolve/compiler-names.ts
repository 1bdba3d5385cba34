// Names that `paths` or `baseUrl` of a tsconfig give a meaning, and that Node knows nothing by: the compiler writes them as
// they stand. Source: typescriptlang.org/tsconfig/paths.html.

import { isBuiltinOfSomeNode } from '../../../host/builtin-modules.ts';
import type { Resolution } from '../../../model/resolution.ts';
import { isDeclared } from './base-url.ts';
import type { Importer } from './importer.ts';
import type { Installed } from './installed.ts';
import { parsePackageSpecifier } from './specifier.ts';

/** What was found by the compiler's settings, which says so where nothing else leads there. */
export function asNameOfCompiler(
  found: Resolution,
  name: string,
  importer: Importer,
  installed: Installed,
): Resolution {
  const { config } = importer;
  if (found.kind !== 'module' || config === null || isKnownToNode(name, importer, installed)) return found;
  return { ...found, mappedBy: config.options.pathsFile ?? config.path };
}

function isKnownToNode(name: string, importer: Importer, installed: Installed): boolean {
  const { packageJson, directory } = importer;
  if (name.startsWith('#')) return packageJson?.fields['imports'] !== undefined;
  const parsed = parsePackageSpecifier(name);
  return (
    parsed !== null &&
    (isBuiltinOfSomeNode(name) ||
      isDeclared(name, importer, installed) ||
      installed.isOwnName(directory, parsed.packageName) ||
      installed.locate(directory, parsed.packageName).length > 0)
  );
}
