// What installing puts into a project. It is read where something imports it, and never checked for itself.

/**
 * Folders of packages, of Python by PEP 582; of Yarn also Yarn itself and its plugins, which its documentation tells to
 * commit. Source: yarnpkg.com/getting-started/qa#which-files-should-be-gitignored.
 */
export const INSTALLED_FOLDERS: readonly string[] = [
  'node_modules',
  'bower_components',
  'jspm_packages',
  '__pypackages__',
  '.yarn',
];

/** The map of packages that Yarn makes. */
const PACKAGE_MAP = /(?:^|\/)\.pnp\.(?:cjs|loader\.mjs)$/;

const IN_FOLDER = new RegExp(
  `(?:^|/)(?:${INSTALLED_FOLDERS.map((name) => name.replace('.', '\\.')).join('|')})/`,
);

/** @param path relative to the root */
export function isInstalledFile(path: string): boolean {
  return IN_FOLDER.test(path) || PACKAGE_MAP.test(path);
}

/** What marks a virtual environment of Python (PEP 405). */
const ENVIRONMENT = /(?:^|\/)pyvenv\.cfg$/;

/**
 * What PHP's Composer writes into the folder of packages, which a project may name as it likes: its loader and the list
 * of what is installed. Source: getcomposer.org/doc/01-basic-usage.md#autoloading.
 */
const COMPOSER =
  /(?:^|\/)(?:composer\/(?:autoload_real\.php|installed\.(?:json|php))|vendor\/autoload\.php)$/;

/** Globs of the files that {@link installedFolders} looks for. */
export const INSTALLER_MARKS: readonly string[] = [
  '**/pyvenv.cfg',
  '**/composer/{autoload_real.php,installed.json,installed.php}',
  '**/vendor/autoload.php',
];

/** Folders (with a final slash) that an installer of another language made, each told by a file that it leaves there. */
export function installedFolders(listed: readonly string[]): readonly string[] {
  const folders = listed.flatMap((path) => {
    if (ENVIRONMENT.test(path)) return [path.replace(ENVIRONMENT, '/')];
    if (!COMPOSER.test(path)) return [];
    return [path.replace(/(?:^|\/)(?:composer\/)?[^/]+$/, '/')];
  });
  // Marked at the root, all of the project would be installed.
  return [...new Set(folders)].filter((folder) => folder !== '/');
}
