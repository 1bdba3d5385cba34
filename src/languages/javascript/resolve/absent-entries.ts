// What a package offers in its package.json and does not bring along: whoever imports it by that name gets an error.
// Source: nodejs.org/api/packages.html, "Package entry points"; docs.npmjs.com, "package.json", `main` and `bin`.

import { isRecord, type PackageJson } from '../../../discover/package-json.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { textOf } from '../../../host/text-of.ts';
import type { AbsentEntry } from '../../../model/absent-entry.ts';
import { baseNameOf, below, parentOf, resolvePath } from '../../../model/path.ts';
import { isOutputFolder } from './build-output.ts';
import type { FileLookUp } from './file.ts';
import type { PackageLookUp } from './package.ts';
import { mapKeys, resolveExportsMap } from './package-map.ts';
import { laxMode } from './want.ts';

interface Offer {
  readonly field: string;
  readonly path: string;
  readonly asked: string;
  readonly readBy: AbsentEntry['readBy'];
}

const OF_NODE = ['node', 'module-sync', 'node-addons'];
const SYNTAXES = ['import', 'require'] as const;
/** What bundlers go by. Conditions of the package's own are for those who know its sources. */
const OF_BUNDLERS = ['module', 'browser', 'worker', 'development', 'production'];

/** @param manifests of the packages that others install */
export function absentEntries(
  manifests: readonly PackageJson[],
  fileSystem: FileSystem,
  files: FileLookUp,
  lookUp: PackageLookUp,
): readonly AbsentEntry[] {
  return manifests.flatMap((manifest) => {
    const offers = [...offersOf(manifest), ...typesOf(manifest)];
    const isThere = ({ field, path, asked, readBy }: Offer): boolean => {
      const at = resolvePath(manifest.directory, path);
      if (path.includes('*')) return matchesAny(at, fileSystem);
      if (readBy === 'compilers') return hasTypes(asked, manifest, lookUp);
      return fileSystem.stat(at) !== null || (field === 'main' && isFoundAsMain(at, manifest, files));
    };
    const there = offers.filter(isThere);
    const isBegun = there.some(({ readBy }) => readBy === 'node');
    const isBuilt = there.some(
      ({ path, readBy }) =>
        readBy !== 'compilers' && isOutputFolder(path.replace(/^\.\//, '').split('/')[0] ?? ''),
    );
    const hasFolder = (expected: string): boolean => fileSystem.stat(parentOf(expected) ?? '/') !== null;
    const file = below(manifest.directory, 'package.json');
    const text = textOf(file, fileSystem) ?? '';
    const absent = offers.filter((offer) => !there.includes(offer));
    return absent
      .filter(({ path }, index) => absent.findIndex((other) => other.path === path) === index)
      .map(({ field, path, asked, readBy }) => {
        const expected = resolvePath(manifest.directory, path);
        // Of a package that is not built there is nothing to look at yet.
        const isBeforeBuild = !isBegun || (!isBuilt && !hasFolder(expected));
        const span = placeOf(text, field, path);
        return { file, span, field, specifier: path, expected, asked, readBy, isBeforeBuild };
      });
  });
}

/** Node adds endings to `main`, and takes the index where there is nothing. */
function isFoundAsMain(at: string, { directory }: PackageJson, files: FileLookUp): boolean {
  return (
    files.find(at, 'require', ['']) !== null || files.findInDirectory(directory, 'require', ['']) !== null
  );
}

/** Whether a compiler finds types under a name, there or where it looks next. */
function hasTypes(asked: string, manifest: PackageJson, lookUp: PackageLookUp): boolean {
  const subpath = `.${asked.slice(askedOf(manifest).length)}`;
  return SYNTAXES.some((syntax) => lookUp.types(manifest.directory, subpath, laxMode(syntax, [])) !== null);
}

/** Whether a file is there for a path with a star, which stands for parts of a path, the same at each place. */
function matchesAny(pattern: string, fileSystem: FileSystem): boolean {
  const before = pattern.slice(0, pattern.indexOf('*'));
  const after = pattern.slice(pattern.lastIndexOf('*') + 1);
  const open = [parentOf(`${before}x`) ?? '/'];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const { name, kind } of fileSystem.list(folder)) {
      const path = below(folder, name);
      if (kind === 'directory' && name !== 'node_modules') open.push(path);
      if (
        kind === 'file' &&
        path.startsWith(before) &&
        path.endsWith(after) &&
        path.length > before.length + after.length
      )
        return true;
    }
  }
  return false;
}

/** The types that a manifest names: behind the condition `types`, or without `exports` by a field of its own. */
function typesOf(manifest: PackageJson): readonly Offer[] {
  const { exports } = manifest.fields;
  const asked = askedOf(manifest);
  if (exports === undefined || exports === null) {
    return ['types', 'typings'].flatMap((field): Offer[] => {
      const path = manifest.fields[field];
      return typeof path === 'string' ? [{ field, path, asked, readBy: 'compilers' }] : [];
    });
  }
  return subpathsOf(exports).flatMap((subpath) =>
    SYNTAXES.flatMap((syntax): Offer[] => {
      const [path, plain] = [['types'], []].map((types) => firstTarget(exports, subpath, [syntax, ...types]));
      const isTyped = path !== undefined && path !== plain && path.startsWith('./');
      return isTyped
        ? [{ field: 'exports', path, asked: asked + subpath.slice(1), readBy: 'compilers' }]
        : [];
    }),
  );
}

function askedOf({ name, directory }: PackageJson): string {
  return name ?? baseNameOf(directory);
}

/** What Node goes by comes first. */
function offersOf(manifest: PackageJson): readonly Offer[] {
  const { fields } = manifest;
  const asked = askedOf(manifest);
  const { bin, exports, main } = fields;
  const commands: Offer[] = Object.entries(
    typeof bin === 'string' ? { [asked.replace(/^@[^/]*\//, '')]: bin } : isRecord(bin) ? bin : {},
  ).flatMap(([command, path]) =>
    typeof path === 'string' ? [{ field: 'bin', path, asked: command, readBy: 'node' }] : [],
  );
  const named = ['module', 'browser'].flatMap((field): Offer[] => {
    const path = fields[field];
    return typeof path === 'string' ? [{ field, path, asked, readBy: 'bundlers' }] : [];
  });
  if (exports !== undefined && exports !== null) return [...commands, ...exported(exports, asked)];
  const first: Offer[] =
    typeof main === 'string' ? [{ field: 'main', path: main, asked, readBy: 'node' }] : [];
  return [...commands, ...first, ...named];
}

function exported(exports: unknown, packageName: string): readonly Offer[] {
  const offersBehind = (
    subpath: string,
    conditions: readonly string[],
    readBy: AbsentEntry['readBy'],
  ): Offer[] =>
    SYNTAXES.flatMap((syntax): Offer[] => {
      const path = firstTarget(exports, subpath, [syntax, ...conditions]);
      const isModule = path?.startsWith('./') === true && !/\.d\.[cm]?ts$/.test(path);
      return isModule ? [{ field: 'exports', path, asked: packageName + subpath.slice(1), readBy }] : [];
    });
  const subpaths = [...subpathsOf(exports), ...patternsOf(exports)];
  return [
    ...subpaths.flatMap((subpath) => offersBehind(subpath, OF_NODE, 'node')),
    ...subpaths.flatMap((subpath) =>
      OF_BUNDLERS.flatMap((condition) => offersBehind(subpath, [condition], 'bundlers')),
    ),
  ];
}

/** The names that a map offers one by one. */
function subpathsOf(exports: unknown): readonly string[] {
  const keys = mapKeys(exports).filter((key) => key.startsWith('.'));
  return keys.length === 0 && patternsOf(exports).length === 0 ? ['.'] : keys;
}

function patternsOf(exports: unknown): readonly string[] {
  return isRecord(exports) ? Object.keys(exports).filter((key) => /^\.\/[^*]*\*[^*]*$/.test(key)) : [];
}

/** Of a pattern with its star, which stands for itself. */
function firstTarget(exports: unknown, subpath: string, conditions: readonly string[]): string | undefined {
  const target = resolveExportsMap(exports, subpath, new Set(conditions));
  return target.kind === 'targets' ? target.targets[0] : undefined;
}

/** Where a path stands in a package.json, behind the name of its field. */
function placeOf(text: string, field: string, path: string): AbsentEntry['span'] {
  const written = JSON.stringify(path);
  const at = text.indexOf(written, Math.max(0, text.indexOf(JSON.stringify(field))));
  return at === -1 ? { start: 0, end: 0 } : { start: at, end: at + written.length };
}
