// Which files uv's own build backend packs: the module of the project below its root, whole.
// https://docs.astral.sh/uv/concepts/build-backend/

import { stringsIn } from '../../host/settings-file.ts';
import { globMatcher } from '../../model/glob.ts';
import { tableAt, textOf } from '../settings.ts';
import {
  type InstalledName,
  isBelow,
  isCache,
  joinPath,
  namesByPlace,
  type PackInput,
  plainPath,
  type WhyNotPacked,
} from './packing.ts';

export function packWithUv(input: PackInput): WhyNotPacked {
  const backend = tableAt(input.pyproject, 'tool', 'uv', 'build-backend');
  const root = rootOf(input);
  const project = textOf(tableAt(input.pyproject, 'project')?.['name']) ?? '';
  const told = stringsIn(backend?.['module-name']);
  const names = told.length > 0 ? told : [project.toLowerCase().replace(/[-_.]+/g, '_')];
  const modules = names.map((name) => joinPath(root, name.replaceAll('.', '/')));
  const usual = backend?.['default-excludes'] !== false;
  const sourceExclude = stringsIn(backend?.['source-exclude']);
  const excluded = globMatcher([
    ...sourceExclude,
    ...(input.target === 'wheel' ? stringsIn(backend?.['wheel-exclude']) : []),
  ]);
  const included = globMatcher(stringsIn(backend?.['source-include']));
  return (path) => {
    if (usual && isCache(path)) return 'a cache of the interpreter';
    if (excluded(path)) return 'excluded by tool.uv.build-backend in pyproject.toml';
    if (modules.some((module) => isBelow(module, path))) return null;
    if (
      input.target === 'sdist' &&
      (included(path) || /^(?:pyproject\.toml|README[^/]*|LICEN[CS]E[^/]*)$/.test(path))
    )
      return null;
    return `uv packs ${modules.join(', ')} alone`;
  };
}

export function namesWithUv(input: PackInput): InstalledName {
  return namesByPlace(new Map([[rootOf(input), '']]));
}

function rootOf({ pyproject }: PackInput): string {
  return plainPath(textOf(tableAt(pyproject, 'tool', 'uv', 'build-backend')?.['module-root']) ?? 'src');
}
