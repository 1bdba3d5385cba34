// Files that are there to be copied into other projects: what a package delivers for its users (`create-x` with
// `"files": ["dist", "template"]`), what its own compiler is told to leave alone, what a generator fills in. They are
// copied to another place before anything runs, and what they ask for is there.

import type { PackageJson } from '../../../discover/package-json.ts';
import { isWithin, relativePath } from '../../../model/path.ts';
import type { Tsconfig } from './tsconfig.ts';

export interface Place {
  readonly directory: string;
  readonly packageJson: PackageJson | null;
  readonly config: Tsconfig | null;
  /** Whether the configuration includes the file. */
  readonly isCompiled: boolean;
  /** The configuration beside the manifest. */
  readonly ownConfig: Tsconfig | null;
  /** The manifest further out: a template may have one of its own. */
  readonly outer: PackageJson | null;
}

const TEMPLATE = /^(?:\.\/)?(?:[\w.-]+\/)*(?:[\w.-]+-)?(?:templates?|tmpl)(?:-[\w.-]+)?(?:\/\**)?$/;

/** Where generators keep them: turborepo.com/docs/guides/generating-code, hygen.io/docs/generators. */
const OF_GENERATOR = /\/(?:turbo\/generators\/templates|_templates)(?:\/|$)/;

/** Where those of Yeoman do, whose packages have to be named so: yeoman.io/authoring, "Setting up a node module". */
const OF_YEOMAN = /\/templates(?:\/|$)/;
const YEOMAN = /^(?:@[^/]+\/)?generator-./;

/**
 * @returns whether the manifest lists a folder around the importer as such and the package's own compiler leaves it alone,
 * or its configuration excludes the folder by that name, or a generator keeps its files there
 */
export function isTemplate({ directory, packageJson, config, isCompiled, ownConfig, outer }: Place): boolean {
  if (packageJson === null) return false;
  if (OF_GENERATOR.test(directory)) return true;
  if ([packageJson, outer].some((around) => around !== null && isOfYeoman(directory, around))) return true;
  // One further up that others extend may include everything, and one for a linter includes what is not compiled.
  if (isCompiled && config !== null && config.path === ownConfig?.path) return false;
  const isAround = (folder: string) =>
    TEMPLATE.test(relativePath(packageJson.directory, folder)) &&
    (directory === folder || isWithin(folder, directory));
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

function isOfYeoman(directory: string, { name, directory: owner }: PackageJson): boolean {
  return name !== null && YEOMAN.test(name) && OF_YEOMAN.test(directory.slice(owner.length));
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
