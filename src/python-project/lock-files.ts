// Which distributions a lock file of poetry, uv, pdm, pipenv or PEP 751 would install, and which of them needs which.

import { parse as parseJson } from 'jsonc-parser';
import type { FileSystem } from '../host/file-system.ts';
import { asObject, readTextOrNull } from '../host/settings-file.ts';
import { below } from '../model/path.ts';
import { requirementIn } from './requirements.ts';
import { arrayOf, normalisedName, readToml, type Table, textOf } from './settings.ts';

/** Normalised name → the normalised names of what it needs, in one of its extras too: which of them are asked for is not told. */
export type Lock = ReadonlyMap<string, readonly string[]>;

const TOML_LOCKS = ['uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml'];

/** All lock files in the directory together; empty when there is none. */
export function readLock(directory: string, fileSystem: FileSystem): Lock {
  const locked = new Map<string, readonly string[]>();
  for (const file of TOML_LOCKS) {
    const lock = readToml(fileSystem, below(directory, file));
    for (const each of [...arrayOf(lock?.['package']), ...arrayOf(lock?.['packages'])]) {
      const entry = asObject(each);
      const name = textOf(entry?.['name']);
      if (name === undefined) continue;
      const needed = [entry?.['dependencies'], ...optionalOf(entry)].flatMap(neededBy);
      // pdm has an entry for each set of extras.
      const before = locked.get(normalisedName(name)) ?? [];
      locked.set(normalisedName(name), [...before, ...needed]);
    }
  }
  const pipenv = asObject(parseJson(readTextOrNull(fileSystem, below(directory, 'Pipfile.lock')) ?? ''));
  for (const section of ['default', 'develop']) {
    // Pipenv does not say which needs which.
    for (const name of Object.keys(asObject(pipenv?.[section]) ?? {})) locked.set(normalisedName(name), []);
  }
  return locked;
}

/** `[package.optional-dependencies]` of uv: a list for each extra. */
function optionalOf(entry: Table | null): unknown[] {
  return Object.values(asObject(entry?.['optional-dependencies']) ?? {});
}

/** A table by names (poetry), a list of tables with names (uv, PEP 751) or of requirements (pdm). */
function neededBy(dependencies: unknown): string[] {
  const table = asObject(dependencies);
  if (table !== null) return Object.keys(table).map(normalisedName);
  return arrayOf(dependencies).flatMap((entry) => {
    const name = textOf(asObject(entry)?.['name']);
    if (name !== undefined) return [normalisedName(name)];
    const requirement = typeof entry === 'string' ? requirementIn(entry) : null;
    return requirement?.kind === 'named' ? [requirement.name] : [];
  });
}
