// Files that a package delivers for its users' projects (`create-x` with `"files": ["dist", "template"]`): they are copied
// to another place before anything runs, and what they ask for is there.

import { below, relativePath } from '../../model/path.ts';
import type { Importer } from './resolve-importer.ts';

const TEMPLATE = /^(?:\.\/)?(?:[\w.-]+\/)*(?:[\w.-]+-)?templates?(?:-[\w.-]+)?(?:\/\**)?$/;

/** Whether the manifest lists a folder around the importer as such, and the package's own compiler leaves it alone. */
export function isTemplate({ directory, packageJson, isCompiled, config }: Importer): boolean {
  const listed = packageJson?.fields['files'];
  if (packageJson === null || !Array.isArray(listed)) return false;
  // One further up that others extend may include everything, and one for a linter includes what is not compiled.
  if (isCompiled && config?.path === below(packageJson.directory, 'tsconfig.json')) return false;
  const place = relativePath(packageJson.directory, directory).replace(/^\.\//, '');
  return listed.some((entry) => {
    if (typeof entry !== 'string' || !TEMPLATE.test(entry)) return false;
    const folder = entry.replace(/^\.\//, '').replace(/\/\**$/, '');
    return place === folder || place.startsWith(`${folder}/`);
  });
}
