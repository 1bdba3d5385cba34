// The members of a uv workspace: `[tool.uv.workspace]` in pyproject.toml.
// Source: docs.astral.sh/uv/concepts/projects/workspaces.

import type { FileSystem } from '../host/file-system.ts';
import { readTextOrNull } from '../host/settings-file.ts';
import { below } from '../model/path.ts';
import { isRecord } from './package-json.ts';

/** The globs of its members, then those it excludes with a `!` in front; empty when `root` is no such workspace. */
export async function uvWorkspacePatterns(root: string, fileSystem: FileSystem): Promise<readonly string[]> {
  const text = readTextOrNull(fileSystem, below(root, 'pyproject.toml'));
  // TOML is parsed only where the words are there.
  if (text === null || !/\buv\b[^\n]*\bworkspace\b/.test(text)) return [];
  const { parse, TomlError } = await import('smol-toml');
  try {
    const workspace = ['tool', 'uv', 'workspace'].reduce<unknown>(
      (table, key) => (isRecord(table) ? table[key] : undefined),
      parse(text.replace(/^\uFEFF/, '')),
    );
    if (!isRecord(workspace)) return [];
    return [...strings(workspace['members']), ...strings(workspace['exclude']).map((glob) => `!${glob}`)];
  } catch (error) {
    if (error instanceof TomlError) return []; // a finding of the rule parse-error
    throw error;
  }
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
