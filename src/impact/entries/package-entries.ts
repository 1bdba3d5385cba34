// The entries that package.json names: what Node and bundlers load for the package, and its commands.
// Fields: https://docs.npmjs.com/cli/configuring-npm/package-json and https://nodejs.org/api/packages.html

import { asObject, stringsIn } from '../../host/settings-file.ts';
import { resolvePath } from '../../model/path.ts';
import type { Entry, EntrySources, PackageFolder } from './entry.ts';
import type { EntryFiles } from './entry-files.ts';

/** `types` is left out: nothing of it runs. */
const RUNNING_FIELDS = ['main', 'module', 'bin', 'exports', 'browser', 'react-native', 'unpkg', 'jsdelivr'];

/** `"./*": "./*"` opens every file of the package; it tells none where somebody begins. */
const WHOLE_PACKAGE = /^\.\/\*(?:\.[cm]?[jt]sx?)?$/;

type PackageEntry = Entry & { readonly isWholePackage: boolean };

export function packageEntries(sources: EntrySources): Entry[] {
  return sources.packages.flatMap((folder) => {
    const entries = entriesOf(folder, sources.files, RUNNING_FIELDS);
    const named = entries.filter(({ isWholePackage }) => !isWholePackage);
    const { main, module, exports } = folder.manifest;
    const isToldOtherwise = stringsIn([main, module, exports]).some((path) => !path.includes('*'));
    return isToldOtherwise ? named : entries;
  });
}

/** What one package offers to those who install it: its types as well, which their type checker loads. */
export function manifestEntries(folder: PackageFolder, files: EntryFiles): Entry[] {
  return entriesOf(folder, files, [...RUNNING_FIELDS, 'types', 'typings', 'typesVersions']);
}

function entriesOf(
  { directory, manifest, kind }: PackageFolder,
  files: EntryFiles,
  fields: readonly string[],
): PackageEntry[] {
  const entries: PackageEntry[] = [];
  for (const field of fields) {
    for (const [path, subpath] of offeredIn(manifest[field], field === 'bin' ? undefined : '.')) {
      // `browser` may map to packages and to `false`; a bare name there is none of our files.
      if (field === 'browser' && typeof manifest[field] === 'object' && !path.startsWith('.')) continue;
      const modules = path.includes('*')
        ? files.match(directory, path)
        : [files.find(directory, path, subpath)];
      for (const module of modules) {
        if (module === null) continue;
        const file = resolvePath(directory, path);
        entries.push({
          module,
          kind,
          because: `"${field}" of package.json`,
          ...(field === 'exports' && subpath !== '.' && { isBeside: true }),
          ...(file !== module && !path.includes('*') && { made: [{ file, isForNode: field === 'bin' }] }),
          isWholePackage: WHOLE_PACKAGE.test(path),
        });
      }
    }
  }
  const commands = asObject(manifest['directories'])?.['bin'];
  if (typeof commands === 'string' && manifest['bin'] === undefined) {
    const because = '"directories" of package.json';
    for (const module of files.below(directory, commands))
      entries.push({ module, kind, because, isWholePackage: false });
  }
  if (manifest['main'] === undefined && manifest['exports'] === undefined && manifest['name'] !== undefined) {
    const index = files.find(directory, './index.js');
    if (index !== null)
      entries.push({
        module: index,
        kind,
        because: 'the index of the package',
        isWholePackage: false,
      });
  }
  return entries;
}

/** The paths in a field, each with the name under which it is offered: the key of `exports` that it stands behind. */
function offeredIn(
  value: unknown,
  subpath: string | undefined,
): [path: string, subpath: string | undefined][] {
  if (typeof value === 'string') return [[value, subpath]];
  if (Array.isArray(value)) return value.flatMap((item) => offeredIn(item, subpath));
  return Object.entries(asObject(value) ?? {}).flatMap(([key, inner]) =>
    offeredIn(inner, key.startsWith('.') ? key : subpath),
  );
}
