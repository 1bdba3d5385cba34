// What a setuptools project packs, as it is configured: pyproject.toml goes before setup.cfg, and that before setup.py.
// https://setuptools.pypa.io/en/latest/userguide/pyproject_config.html

import { asObject, stringsIn } from '../../host/settings-file.ts';
import { listIn, type Table, tableAt } from '../settings.ts';
import { type SetupValue, textsOf } from '../setup-script.ts';
import type { FindOptions } from './find-packages.ts';
import { type PackInput, plainPath, UnknownPackingError } from './packing.ts';

export interface SetuptoolsOptions {
  /** A list of dotted names, one or more searches, or null: nothing is said. */
  readonly packages: readonly string[] | { readonly searches: readonly FindOptions[] } | null;
  readonly modules: readonly string[] | null;
  /** Dotted package → its folder; the empty name is the folder of all others. */
  readonly packageDir: ReadonlyMap<string, string>;
  readonly includePackageData: boolean;
  /** Package (or empty, for all) → globs below it. */
  readonly packageData: ReadonlyMap<string, readonly string[]>;
  readonly excludedData: ReadonlyMap<string, readonly string[]>;
  /** Where the packages were told, in words. */
  readonly source: string;
}

/** @throws {UnknownPackingError} when setup.py computes its packages */
export function readSetuptoolsOptions(input: PackInput): SetuptoolsOptions {
  const table = tableAt(input.pyproject, 'tool', 'setuptools');
  const fromToml = packagesOfToml(table);
  const fromCfg = packagesOfCfg(input);
  const call = input.setupCall?.named ?? new Map<string, SetupValue>();
  const packages = fromToml ?? fromCfg ?? packagesOfCall(call.get('packages'));
  const cfg = input.setupCfg.get('options');
  return {
    packages,
    modules:
      listOrNull(table?.['py-modules']) ??
      (cfg?.has('py_modules') === true ? listIn(cfg.get('py_modules')) : null) ??
      (call.has('py_modules') ? namesIn(call.get('py_modules'), 'py_modules') : null),
    packageDir: packageDirOf(table, cfg?.get('package_dir'), call.get('package_dir')),
    includePackageData: includesData(
      table,
      cfg?.get('include_package_data'),
      call.get('include_package_data'),
      input,
    ),
    packageData: dataOf(
      table?.['package-data'],
      input.setupCfg.get('options.package_data'),
      call.get('package_data'),
    ),
    excludedData: dataOf(
      table?.['exclude-package-data'],
      input.setupCfg.get('options.exclude_package_data'),
      call.get('exclude_package_data'),
    ),
    source: fromToml !== null ? 'pyproject.toml' : fromCfg !== null ? 'setup.cfg' : 'setup.py',
  };
}

function listOrNull(value: unknown): string[] | null {
  return Array.isArray(value) ? stringsIn(value) : null;
}

function packagesOfToml(table: Table | null): SetuptoolsOptions['packages'] {
  const list = listOrNull(table?.['packages']);
  if (list !== null) return list;
  const find = tableAt(table, 'packages', 'find');
  if (find === null) return null;
  const where = listOrNull(find['where']) ?? ['.'];
  return {
    searches: where.map((folder) => ({
      where: plainPath(folder),
      include: listOrNull(find['include']) ?? ['*'],
      exclude: listOrNull(find['exclude']) ?? [],
      namespaces: find['namespaces'] !== false,
    })),
  };
}

function packagesOfCfg({ setupCfg }: PackInput): SetuptoolsOptions['packages'] {
  const value = setupCfg.get('options')?.get('packages')?.trim();
  if (value === undefined || value === '') return null;
  if (value !== 'find:' && value !== 'find_namespace:') return listIn(value);
  const find = setupCfg.get('options.packages.find');
  const include = listIn(find?.get('include'));
  return {
    searches: [
      {
        where: plainPath(find?.get('where')?.trim() ?? '.'),
        include: include.length > 0 ? include : ['*'],
        exclude: listIn(find?.get('exclude')),
        namespaces: value === 'find_namespace:',
      },
    ],
  };
}

function packagesOfCall(value: SetupValue | undefined): SetuptoolsOptions['packages'] {
  if (value === undefined || value.kind === 'none') return null;
  if (value.kind !== 'call') return namesIn(value, 'packages');
  if (!/^find_(?:namespace_)?packages$/.test(value.name)) throw computed('packages');
  const argument = (position: number, name: string): SetupValue | undefined =>
    value.named.get(name) ?? value.positional[position];
  const where = argument(0, 'where');
  if (where !== undefined && where.kind !== 'text') throw computed('packages');
  const include = argument(2, 'include');
  return {
    searches: [
      {
        where: plainPath(where?.text ?? '.'),
        include: include === undefined ? ['*'] : namesIn(include, 'packages'),
        exclude: namesIn(argument(1, 'exclude'), 'packages'),
        namespaces: value.name === 'find_namespace_packages',
      },
    ],
  };
}

function namesIn(value: SetupValue | undefined, what: string): readonly string[] {
  const texts = textsOf(value);
  if (texts === null) throw computed(what);
  return texts;
}

function computed(what: string): UnknownPackingError {
  return new UnknownPackingError(`setup.py computes "${what}", so what it packs is not in the text`);
}

function packageDirOf(
  table: Table | null,
  cfg: string | undefined,
  call: SetupValue | undefined,
): Map<string, string> {
  const fromToml = asObject(table?.['package-dir']);
  if (fromToml !== null)
    return new Map(Object.entries(fromToml).map(([name, folder]) => [name, plainPath(String(folder))]));
  if (cfg !== undefined)
    return new Map(
      cfg.split('\n').flatMap((line): [string, string][] => {
        const pair = /^([^=]*)=(.*)$/.exec(line);
        return pair === null ? [] : [[(pair[1] ?? '').trim(), plainPath((pair[2] ?? '').trim())]];
      }),
    );
  if (call?.kind !== 'table') return new Map();
  return new Map(
    [...call.entries].map(([name, folder]) => {
      if (folder.kind !== 'text') throw computed('package_dir');
      return [name, plainPath(folder.text)];
    }),
  );
}

function includesData(
  table: Table | null,
  cfg: string | undefined,
  call: SetupValue | undefined,
  { pyproject }: PackInput,
): boolean {
  const told = table?.['include-package-data'];
  if (typeof told === 'boolean') return told;
  if (cfg !== undefined) return /^\s*(?:true|yes|1|on)\s*$/i.test(cfg);
  if (call?.kind === 'flag') return call.value;
  // Only a project that is described in pyproject.toml has it on by default.
  return tableAt(pyproject, 'project') !== null || table !== null;
}

function dataOf(
  toml: unknown,
  cfg: ReadonlyMap<string, string> | undefined,
  call: SetupValue | undefined,
): Map<string, readonly string[]> {
  const data = new Map<string, readonly string[]>();
  const add = (name: string, globs: readonly string[]): void => {
    data.set(name === '*' ? '' : name, globs);
  };
  if (call?.kind === 'table') for (const [name, globs] of call.entries) add(name, textsOf(globs) ?? []);
  for (const [name, globs] of cfg ?? []) add(name, listIn(globs));
  for (const [name, globs] of Object.entries(asObject(toml) ?? {})) add(name, stringsIn(globs));
  return data;
}
