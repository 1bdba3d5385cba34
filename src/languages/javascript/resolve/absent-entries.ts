// What a package offers in its package.json and does not bring along: whoever imports it by that name gets an error.
// Source: nodejs.org/api/packages.html, "Package entry points"; docs.npmjs.com, "package.json", `main` and `bin`.

import { isRecord, type PackageJson } from '../../../discover/package-json.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { textOf } from '../../../host/text-of.ts';
import type { AbsentEntry } from '../../../model/absent-entry.ts';
import { baseNameOf, below, parentOf, resolvePath } from '../../../model/path.ts';
import { isOutputFolder } from './build-output.ts';
import type { FileLookUp } from './file.ts';
import { mapKeys, resolveExportsMap } from './package-map.ts';

interface Offer {
  readonly field: string;
  readonly path: string;
  readonly asked: string;
  readonly isForNode: boolean;
}

const OF_NODE = ['node', 'module-sync', 'node-addons'];
/** What bundlers go by. Conditions of the package's own are for those who know its sources. */
const OF_BUNDLERS = ['module', 'browser', 'worker', 'development', 'production'];

/** @param manifests of the packages that others install */
export function absentEntries(
  manifests: readonly PackageJson[],
  fileSystem: FileSystem,
  files: FileLookUp,
): readonly AbsentEntry[] {
  return manifests.flatMap((manifest) => {
    const offers = offersOf(manifest);
    const isThere = ({ field, path }: Offer): boolean => {
      const at = resolvePath(manifest.directory, path);
      return fileSystem.stat(at) !== null || (field === 'main' && isFoundAsMain(at, manifest, files));
    };
    const there = offers.filter(isThere);
    const isBegun = there.some(({ isForNode }) => isForNode);
    const isBuilt = there.some(({ path }) => isOutputFolder(path.replace(/^\.\//, '').split('/')[0] ?? ''));
    const hasFolder = (expected: string): boolean => fileSystem.stat(parentOf(expected) ?? '/') !== null;
    const file = below(manifest.directory, 'package.json');
    const text = textOf(file, fileSystem) ?? '';
    const absent = offers.filter((offer) => !there.includes(offer));
    return absent
      .filter(({ path }, index) => absent.findIndex((other) => other.path === path) === index)
      .map(({ field, path, asked, isForNode }) => {
        const expected = resolvePath(manifest.directory, path);
        // Of a package that is not built there is nothing to look at yet.
        const isBeforeBuild = !isBegun || (!isBuilt && !hasFolder(expected));
        const span = placeOf(text, field, path);
        return { file, span, field, specifier: path, expected, asked, isForNode, isBeforeBuild };
      });
  });
}

/** Node adds endings to `main`, and takes the index where there is nothing. */
function isFoundAsMain(at: string, { directory }: PackageJson, files: FileLookUp): boolean {
  return (
    files.find(at, 'require', ['']) !== null || files.findInDirectory(directory, 'require', ['']) !== null
  );
}

/** What Node goes by comes first. */
function offersOf({ name, directory, fields }: PackageJson): readonly Offer[] {
  const asked = name ?? baseNameOf(directory);
  const { bin, exports, main } = fields;
  const commands: Offer[] = Object.entries(
    typeof bin === 'string' ? { [asked.replace(/^@[^/]*\//, '')]: bin } : isRecord(bin) ? bin : {},
  ).flatMap(([command, path]) =>
    typeof path === 'string' ? [{ field: 'bin', path, asked: command, isForNode: true }] : [],
  );
  const named = ['module', 'browser'].flatMap((field): Offer[] => {
    const path = fields[field];
    return typeof path === 'string' ? [{ field, path, asked, isForNode: false }] : [];
  });
  if (exports !== undefined && exports !== null) return [...commands, ...exported(exports, asked)];
  return [
    ...commands,
    ...(typeof main === 'string' ? [{ field: 'main', path: main, asked, isForNode: true }] : []),
    ...named,
  ];
}

function exported(exports: unknown, packageName: string): readonly Offer[] {
  const keys = mapKeys(exports).filter((key) => key.startsWith('.'));
  const offersBehind = (subpath: string, conditions: readonly string[], isForNode: boolean): Offer[] =>
    ['import', 'require'].flatMap((syntax): Offer[] => {
      const target = resolveExportsMap(exports, subpath, new Set([syntax, ...conditions]));
      const [path] = target.kind === 'targets' ? target.targets : [];
      const isModule = path?.startsWith('./') === true && !/\.d\.[cm]?ts$/.test(path);
      return isModule ? [{ field: 'exports', path, asked: packageName + subpath.slice(1), isForNode }] : [];
    });
  const subpaths = keys.length === 0 ? ['.'] : keys;
  return [
    ...subpaths.flatMap((subpath) => offersBehind(subpath, OF_NODE, true)),
    ...subpaths.flatMap((subpath) =>
      OF_BUNDLERS.flatMap((condition) => offersBehind(subpath, [condition], false)),
    ),
  ];
}

/** Where a path stands in a package.json, behind the name of its field. */
function placeOf(text: string, field: string, path: string): AbsentEntry['span'] {
  const written = JSON.stringify(path);
  const at = text.indexOf(written, Math.max(0, text.indexOf(JSON.stringify(field))));
  return at === -1 ? { start: 0, end: 0 } : { start: at, end: at + written.length };
}
