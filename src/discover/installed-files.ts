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
