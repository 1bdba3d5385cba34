// Which files flit packs: the one package or module of the project, whole. A source distribution has its `include` and
// `exclude` beside that. https://flit.pypa.io/en/stable/pyproject_toml.html

import { stringsIn } from '../../host/settings-file.ts';
import { globSource } from '../../model/glob.ts';
import { tableAt, textOf } from '../settings.ts';
import {
  type InstalledName,
  isBelow,
  isCache,
  namesByPlace,
  type PackInput,
  plainPath,
  UnknownPackingError,
  type WhyNotPacked,
} from './packing.ts';

/** @throws {UnknownPackingError} when there is no such package, which flit refuses too */
export function packWithFlit(input: PackInput): WhyNotPacked {
  const flit = tableAt(input.pyproject, 'tool', 'flit');
  const own = ownModule(input);
  const matcher = (patterns: readonly string[]) => {
    const expressions = patterns.map((pattern) => new RegExp(`^${globSource(plainPath(pattern))}(?:/.*)?$`));
    return (file: string): boolean => expressions.some((expression) => expression.test(file));
  };
  const included = matcher(stringsIn(tableAt(flit, 'sdist')?.['include']));
  const excluded = matcher(stringsIn(tableAt(flit, 'sdist')?.['exclude']));
  const beside = besideOf(input);
  return (file) => {
    if (isCache(file)) return 'a cache of the interpreter';
    if (input.target === 'wheel') return isBelow(own, file) ? null : `flit packs ${own} alone`;
    if (beside.has(file)) return null;
    if (excluded(file)) return 'in "exclude" of tool.flit.sdist in pyproject.toml';
    return isBelow(own, file) || included(file)
      ? null
      : `neither in ${own} nor in "include" of tool.flit.sdist`;
  };
}

/** The names of modules and packages in `src/` begin below it. */
export function namesWithFlit(input: PackInput): InstalledName {
  return namesByPlace(new Map([[ownModule(input).startsWith('src/') ? 'src' : '', '']]));
}

function ownModule({ pyproject, directories, files }: PackInput): string {
  const flit = tableAt(pyproject, 'tool', 'flit');
  const name =
    textOf(tableAt(flit, 'module')?.['name']) ??
    textOf(tableAt(flit, 'metadata')?.['module']) ??
    (textOf(tableAt(pyproject, 'project')?.['name']) ?? '').replaceAll('-', '_');
  const path = name.replaceAll('.', '/');
  const own =
    [path, `src/${path}`].find((folder) => directories.has(folder)) ??
    [`${path}.py`, `src/${path}.py`].find((file) => files.includes(file));
  if (own === undefined) throw new UnknownPackingError(`flit finds no module "${name}"`);
  return own;
}

function besideOf({ pyproject, files }: PackInput): ReadonlySet<string> {
  const project = tableAt(pyproject, 'project');
  const told = [...stringsIn(project?.['readme']), ...stringsIn(project?.['license']), 'pyproject.toml'];
  return new Set([
    ...told,
    ...files.filter((path) => /^(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*$/.test(path)),
  ]);
}
