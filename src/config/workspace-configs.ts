// What the configurations of workspaces say when danglint runs above them, at the root: everything about their own
// files. What only a whole run can have (a view, a runtime, aliases) applies when danglint runs in the workspace.

import type { FileSystem } from '../host/file-system.ts';
import { relativeId } from '../model/module-id.ts';
import { shownPath } from '../model/path.ts';
import type { Config, PlacedConfig } from './config.ts';
import { readConfig } from './read-config.ts';

export interface WorkspaceConfig extends PlacedConfig {
  /** Absolute. */
  readonly configFile: string;
}

/** The keys that hold globs of files. */
type GlobKey = 'entries' | 'ignore' | 'generated';

const OF_FILES: ReadonlySet<string> = new Set([
  '$schema',
  'rules',
  'overrides',
  'entries',
  'ignore',
  'generated',
] satisfies (keyof Config)[]);

/**
 * @param files directory → configuration file, absolute
 * @param cwd messages call the files relative to it
 * @throws {UserError} with `file:line:column` for a file that is no configuration
 */
export async function readWorkspaceConfigs(
  files: ReadonlyMap<string, string>,
  cwd: string,
  fileSystem: FileSystem,
  ruleIds: readonly string[],
): Promise<readonly WorkspaceConfig[]> {
  const found: WorkspaceConfig[] = [];
  for (const [directory, configFile] of files) {
    const config = await readConfig(configFile, shownPath(cwd, configFile), fileSystem, ruleIds);
    found.push({ directory, configFile, config });
  }
  return found;
}

/**
 * The globs of all configurations, relative to the root. Where a later glob wins, the nearest configuration does.
 * @param configs an outer directory before the ones in it
 */
export function globsOf(key: GlobKey, root: string, configs: readonly PlacedConfig[]): readonly string[] {
  return configs.flatMap(({ directory, config }) => {
    const globs = config[key] ?? [];
    return directory === root ? globs : globs.flatMap((glob) => globBelow(relativeId(root, directory), glob));
  });
}

/** The same glob for the files below a folder: `gen` → `/packages/a/**\/gen`, `!src/x` → `!/packages/a/src/x`. */
function globBelow(folder: string, glob: string): string[] {
  const [, negation = '', slash = '', body = ''] = /^(!?)(\.?\/)?(.*)$/s.exec(glob) ?? [];
  if (body.trim() === '') return [];
  // As in `.gitignore`: a slash at the end anchors nothing.
  const anywhere = slash === '' && !/\/./s.test(body) ? '**/' : '';
  return [`${negation}/${folder.replaceAll(/[*?[{]/g, '[$&]')}/${anywhere}${body}`];
}

/** A sentence about the keys that apply only when danglint runs in the workspace; null when there are none. */
export function unappliedKeys(root: string, workspaces: readonly WorkspaceConfig[]): string | null {
  const places = workspaces.flatMap(({ configFile, config }) => {
    const keys = Object.keys(config).filter((key) => !OF_FILES.has(key));
    return keys.length === 0 ? [] : [`${keys.join(', ')} in ${relativeId(root, configFile)}`];
  });
  if (places.length === 0) return null;
  return `these settings apply only when danglint runs in their workspace: ${places.join('; ')}`;
}
