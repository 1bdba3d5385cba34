// Which files poetry packs: its packages without what git ignores and `exclude` names, and what `include` adds.
// https://python-poetry.org/docs/pyproject/#packages

import { asObject, stringsIn } from '../../host/settings-file.ts';
import { globSource } from '../../model/glob.ts';
import { arrayOf, tableAt, textOf } from '../settings.ts';
import {
  folderOf,
  type InstalledName,
  isBelow,
  isCache,
  joinPath,
  namesByPlace,
  type PackInput,
  plainPath,
  UnknownPackingError,
  type WhyNotPacked,
} from './packing.ts';

interface Included {
  readonly source: string;
  readonly formats: readonly string[];
}

/** @throws {UnknownPackingError} when there is no package, which poetry refuses too */
export function packWithPoetry(input: PackInput): WhyNotPacked {
  const poetry = tableAt(input.pyproject, 'tool', 'poetry');
  const packages = arrayOf(poetry?.['packages']).map((each) => included(each, ['sdist', 'wheel'], true));
  const own = packages.length > 0 ? packages : [ownPackage(input)];
  // What is only named goes into the source distribution alone.
  const others = arrayOf(poetry?.['include']).map((each) => included(each, ['sdist'], false));
  const excluded = stringsIn(poetry?.['exclude']).map((glob) => matcher(plainPath(glob)));
  const holds = (list: readonly Included[], path: string): boolean =>
    list.some(({ source, formats }) => formats.includes(input.target) && matcher(source)(path));
  return (path) => {
    if (isCache(path)) return 'a cache of the interpreter';
    if (holds(others, path)) return null;
    if (
      input.target === 'sdist' &&
      /^(?:pyproject\.toml|README[^/]*|(?:LICEN[CS]E|COPYING)[^/]*)$/.test(path)
    )
      return null;
    if (!holds(own, path)) return 'in no package that poetry is told of';
    if (excluded.some((matches) => matches(path))) return 'in "exclude" of tool.poetry in pyproject.toml';
    if (input.gitFiles !== null && !input.gitFiles.has(path)) return 'git-ignored, which poetry follows';
    return null;
  };
}

/** A package lies at the top without the folder that it is `from`, or below the one that it goes `to`. */
export function namesWithPoetry(input: PackInput): InstalledName {
  const told = arrayOf(tableAt(input.pyproject, 'tool', 'poetry')?.['packages']).map(asObject);
  if (told.length === 0) return namesByPlace(new Map([[folderOf(ownPackage(input).source), '']]));
  return namesByPlace(
    new Map(
      told.map((each) => {
        const from = plainPath(textOf(each?.['from']) ?? '');
        const include = plainPath(textOf(each?.['include']) ?? '');
        const to = plainPath(textOf(each?.['to']) ?? '');
        return to === '' ? [from, ''] : [joinPath(from, include), joinPath(to, include)];
      }),
    ),
  );
}

function included(entry: unknown, formats: readonly string[], isPackage: boolean): Included {
  const table = asObject(entry);
  const path = textOf(entry) ?? textOf(table?.[isPackage ? 'include' : 'path']) ?? '';
  const from = isPackage ? plainPath(textOf(table?.['from']) ?? '') : '';
  const told = stringsIn(table?.['format']);
  return { source: joinPath(from, plainPath(path)), formats: told.length > 0 ? told : formats };
}

function ownPackage({ pyproject, files, directories }: PackInput): Included {
  const poetry = tableAt(pyproject, 'tool', 'poetry');
  const raw = textOf(poetry?.['name']) ?? textOf(tableAt(pyproject, 'project')?.['name']) ?? '';
  const name = raw.toLowerCase().replace(/[-.]+/g, '_');
  for (const place of ['', 'src']) {
    const path = joinPath(place, name);
    if (directories.has(path)) return { source: path, formats: ['sdist', 'wheel'] };
    if (files.includes(`${path}.py`)) return { source: `${path}.py`, formats: ['sdist', 'wheel'] };
  }
  throw new UnknownPackingError(`poetry finds no package "${name}" and is not told what to pack`);
}

/** A glob matches files, and a folder with all that is in it. */
function matcher(glob: string): (path: string) => boolean {
  if (!/[*?[]/.test(glob)) return (path) => isBelow(glob, path);
  const expression = new RegExp(`^${globSource(glob)}(?:/.*)?$`);
  return (path) => expression.test(path);
}
