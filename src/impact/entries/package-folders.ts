// The packages of a project with their manifests, and whether production is meant by what they offer.

import type { FileSystem } from '../../host/file-system.ts';
import { asObject, readJsonObject } from '../../host/settings-file.ts';
import type { PackageFolder } from './entry.ts';

/** @param directories absolute; one without a readable package.json counts as one with an empty one */
export function packageFolders(
  directories: readonly string[],
  fileSystem: FileSystem,
): readonly PackageFolder[] {
  const manifests = directories.map(
    (directory) => readJsonObject(fileSystem, `${directory}/package.json`) ?? {},
  );
  const wantedIn = (fields: readonly string[]) =>
    new Set(
      manifests.flatMap((manifest) =>
        fields.flatMap((field) => Object.keys(asObject(manifest[field]) ?? {})),
      ),
    );
  const forDevelopment = wantedIn(['devDependencies']);
  const forProduction = wantedIn(['dependencies', 'peerDependencies', 'optionalDependencies']);
  return directories.map((directory, index) => {
    const manifest = manifests[index] ?? {};
    const { name, private: isPrivate } = manifest;
    const isForDevelopment =
      isPrivate === true && typeof name === 'string' && forDevelopment.has(name) && !forProduction.has(name);
    return { directory, manifest, kind: isForDevelopment ? 'tool' : 'production' };
  });
}
