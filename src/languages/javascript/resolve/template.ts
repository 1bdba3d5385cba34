// Files that are there to be copied into other projects: what a package delivers for its users (`create-x` with
// `"files": ["dist", "template"]`), what its own compiler is told to leave alone, what a generator fills in. They are
// copied to another place before anything runs, and what they ask for is there.

import type { PackageJson } from '../../../discover/package-json.ts';
import { isWithin, relativePath } from '../../../model/path.ts';
import type { Tsconfig } from './tsconfig.ts';

export interface Place {
  /** Of the project. */
  readonly root: string;
  readonly directory: string;
  readonly packageJson: PackageJson | null;
  readonly config: Tsconfig | null;
  /** Whether the configuration includes the file. */
  readonly isCompiled: boolean;
  /** The configuration beside the manifest. */
  readonly ownConfig: Tsconfig | null;
  /** The manifest further out: a template may have one of its own. */
  readonly outer: PackageJson | null;
  /** Its package is none of the workspace, and not installed. */
  readonly isApart: boolean;
}

const TEMPLATE = /^(?:\.\/)?(?:[\w.-]+\/)*(?:[\w.-]+-)?(?:templates?|tmpl)(?:-[\w.-]+)?(?:\/\**)?$/;

/** Where generators keep them: turborepo.com/docs/guides/generating-code, hygen.io/docs/generators. */
const OF_GENERATOR = /\/(?:turbo\/generators\/templates|_templates)(?:\/|$)/;

/** Where those of Yeoman do, whose packages have to be named so: yeoman.io/authoring, "Setting up a node module". */
const OF_YEOMAN = /\/templates(?:\/|$)/;
const YEOMAN = /^(?:@[^/]+\/)?generator-./;

/** `npm init x` runs the package `create-x`: docs.npmjs.com/cli/commands/npm-init. What it starts from lies in such a folder. */
const INITIALISER = /^(?:@[^/]+\/)?create(?:-.|$)/;
const OF_INITIALISER = /\/templates?(?:-[\w.-]+)?(?:\/|$)/;

/**
 * @returns whether a generator keeps its files there, as its name, a manifest or a configuration of the compiler tells, and
 * the package's own compiler leaves them alone
 */
export function isTemplate(place: Place): boolean {
  const { root, directory, packageJson, config, isCompiled, ownConfig, outer, isApart } = place;
  if (packageJson === null) return false;
  if (OF_GENERATOR.test(directory)) return true;
  // A whole application that nothing here installs: others start from it.
  if (isApart && OF_YEOMAN.test(packageJson.directory.slice(root.length))) return true;
  const owners = [packageJson, ...(outer === null ? [] : [outer])];
  if (owners.some((owner) => isBelow(directory, owner, YEOMAN, OF_YEOMAN))) return true;
  // One further up that others extend may include everything, and one for a linter includes what is not compiled.
  if (isCompiled && config !== null && config.path === ownConfig?.path) return false;
  const isAround = (folder: string) =>
    TEMPLATE.test(relativePath(packageJson.directory, folder)) &&
    (directory === folder || isWithin(folder, directory));
  if (owners.some((owner) => isOfInitialiser(directory, owner))) return true;
  if (ownConfig?.exclude?.some((path) => isAround(path.replace(/(?:\/\*+)+$/, '')))) return true;
  return isDelivered(directory, packageJson);
}

/**
 * Whether it belongs to a template that has a manifest of its own and is delivered by the package around: what delivers it
 * may add to what that manifest declares.
 */
export function isOfWholeTemplate({ directory, outer }: Place): boolean {
  return outer !== null && isDelivered(directory, outer);
}

/** A manifest that lists what it delivers says itself which folders those are. */
function isOfInitialiser(directory: string, owner: PackageJson): boolean {
  return owner.fields['files'] === undefined && isBelow(directory, owner, INITIALISER, OF_INITIALISER);
}

/** Whether a package of such a name has such a folder around the directory. */
function isBelow(
  directory: string,
  { name, directory: owner }: PackageJson,
  names: RegExp,
  folders: RegExp,
): boolean {
  return name !== null && names.test(name) && folders.test(directory.slice(owner.length));
}

/** Whether the manifest lists a folder of templates around the directory among what it delivers. */
export function isDelivered(directory: string, { directory: owner, fields }: PackageJson): boolean {
  const listed = fields['files'];
  if (!Array.isArray(listed)) return false;
  const place = relativePath(owner, directory).replace(/^\.\//, '');
  return listed.some((entry) => {
    if (typeof entry !== 'string' || !TEMPLATE.test(entry)) return false;
    const folder = entry.replace(/^\.\//, '').replace(/\/\**$/, '');
    return place === folder || place.startsWith(`${folder}/`);
  });
}
