// What could not be read of the files that say how JavaScript is resolved. A mistake in a tsconfig or package.json is an
// error; what is only not there (a base that a framework makes, packages before an install) is a sentence about the run.

import type { PackageJsonReader } from '../../../discover/package-json.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { textOf } from '../../../host/text-of.ts';
import { type ModuleId, relativeId } from '../../../model/module-id.ts';
import { isWithin, parentOf } from '../../../model/path.ts';
import type { SettingsError } from '../../../model/settings-error.ts';
import { isTemplateText } from '../../../model/template-text.ts';
import type { Importers } from './importer.ts';

/**
 * The mistakes in the files that apply to these modules. Those of installed packages and above the root are not the
 * project's, and a generator fills in what makes its templates whole.
 */
export function settingsErrors(
  checked: readonly ModuleId[],
  root: string,
  fileSystem: FileSystem,
  packages: PackageJsonReader,
  importers: Importers,
): readonly SettingsError[] {
  const unreadable = packages
    .unreadable()
    .filter(({ file }) => checked.some((module) => isWithin(parentOf(file) ?? '/', module)));
  const broken = configurationsOf(checked, importers).flatMap(({ errors }) => errors);
  const own = [...unreadable, ...broken].filter(
    ({ file }) =>
      isWithin(root, file) &&
      !file.includes('/node_modules/') &&
      !isTemplateText(textOf(file, fileSystem) ?? ''),
  );
  // A configuration that several others extend was read for each of them.
  return [...new Map(own.map((error) => [`${error.file}\0${error.message}`, error])).values()];
}

/** @param tookAsFine which declared packages were, because no install was to bring them */
export function settingsNotices(
  checked: readonly ModuleId[],
  root: string,
  importers: Importers,
  tookAsFine: 'all' | 'development' | null,
): readonly string[] {
  // What a configuration extends is often a package too.
  if (tookAsFine === 'all')
    return ['no packages are installed here (no node_modules): declared packages are taken as fine'];
  const withoutDevelopment =
    tookAsFine === 'development'
      ? ['no devDependencies are installed here, only what production needs: they are taken as fine']
      : [];
  const [first, ...others] = configurationsOf(checked, importers).filter(
    ({ incomplete, errors }) => incomplete !== null && errors.length === 0,
  );
  if (first === undefined) return withoutDevelopment;
  const more = others.length === 0 ? '' : ` (and ${others.length} more like it)`;
  return [
    ...withoutDevelopment,
    `${relativeId(root, first.path)}: ${first.incomplete}${more}; imports that could depend on it are not judged`,
  ];
}

function configurationsOf(checked: readonly ModuleId[], importers: Importers) {
  const configurations = new Set(checked.map((module) => importers.importerOf(module).config));
  return [...configurations].filter((config) => config !== null);
}
