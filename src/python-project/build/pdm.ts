// Which files pdm-backend packs: the packages in its package directory, or what `includes` and `excludes` say.
// https://backend.pdm-project.org/build_config/

import { stringsIn } from '../../host/settings-file.ts';
import { globMatcher } from '../../model/glob.ts';
import { tableAt, textOf } from '../settings.ts';
import {
  folderOf,
  type InstalledName,
  isBelow,
  isCache,
  isPython,
  joinPath,
  namesByPlace,
  type PackInput,
  plainPath,
  type WhyNotPacked,
} from './packing.ts';

export function packWithPdm(input: PackInput): WhyNotPacked {
  const build = tableAt(input.pyproject, 'tool', 'pdm', 'build');
  const root = rootOf(input);
  const includes = stringsIn(build?.['includes']);
  const excluded = globMatcher(stringsIn(build?.['excludes']));
  const forSource = globMatcher(stringsIn(build?.['source-includes']));
  const included = globMatcher(includes);
  const packages = [...input.directories].filter(
    (folder) =>
      folder !== '' && folderOf(folder) === root && input.files.includes(joinPath(folder, '__init__.py')),
  );
  const isOwn = (path: string): boolean => {
    if (includes.length > 0) return included(path);
    if (packages.length > 0) return packages.some((folder) => isBelow(folder, path));
    return isPython(path) && folderOf(path) === root;
  };
  return (path) => {
    if (isCache(path)) return 'a cache of the interpreter';
    if (excluded(path)) return 'in "excludes" of tool.pdm.build in pyproject.toml';
    if (isOwn(path) && !(input.target === 'wheel' && forSource(path))) return null;
    if (
      input.target === 'sdist' &&
      (forSource(path) || /^(?:pyproject\.toml|README[^/]*|LICEN[CS]E[^/]*|tests\/.*)$/.test(path))
    )
      return null;
    const folder = folderOf(path);
    return isPython(path) && folder !== '' && !input.files.includes(`${folder}/__init__.py`)
      ? `pdm passes over ${folder}, which has no __init__.py`
      : 'in no package that pdm finds';
  };
}

export function namesWithPdm(input: PackInput): InstalledName {
  return namesByPlace(new Map([[rootOf(input), '']]));
}

function rootOf({ pyproject, directories }: PackInput): string {
  const told = textOf(tableAt(pyproject, 'tool', 'pdm', 'build')?.['package-dir']);
  return plainPath(told ?? (directories.has('src') ? 'src' : ''));
}
