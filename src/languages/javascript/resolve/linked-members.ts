// Whether an install puts every package of a workspace into the node_modules of its root, where what belongs to the root
// finds it without declaring it. npm and Yarn do; pnpm, Bun and Plug'n'Play show a package what it declares.
// Source: docs.npmjs.com/cli/using-npm/workspaces, yarnpkg.com/features/linkers, bun.com/docs/pm/isolated-installs

import type { PackageJson } from '../../../discover/package-json.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { textOf } from '../../../host/text-of.ts';
import { below } from '../../../model/path.ts';

const OF_OTHERS = ['pnpm-workspace.yaml', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb', '.pnp.cjs'];

/** @param root the manifest of the project's root */
export function linksMembersToRoot({ directory, fields }: PackageJson, fileSystem: FileSystem): boolean {
  if (fields['workspaces'] === undefined) return false;
  if (OF_OTHERS.some((file) => fileSystem.stat(below(directory, file)) === 'file')) return false;
  // Where its later versions are configured, they do so only if they are told to.
  const yarn = textOf(below(directory, '.yarnrc.yml'), fileSystem);
  return yarn === null || /^nodeLinker:\s*["']?node-modules\b/m.test(yarn);
}
