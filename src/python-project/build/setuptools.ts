// Which files setuptools packs: the modules of the packages that it is told or finds, their data, and for a source
// distribution what MANIFEST.in adds. https://setuptools.pypa.io/en/latest/userguide/datafiles.html

import { stringsIn } from '../../host/settings-file.ts';
import { globSource } from '../../model/glob.ts';
import { tableAt } from '../settings.ts';
import { discoverPackages, findPackages } from './find-packages.ts';
import { parseManifestIn } from './manifest-in.ts';
import {
  folderOf,
  type InstalledName,
  isCache,
  isPython,
  joinPath,
  type PackInput,
  type WhyNotPacked,
} from './packing.ts';
import { readSetuptoolsOptions, type SetuptoolsOptions } from './setuptools-options.ts';

interface Layout {
  /** Folder of each package → its dotted name. */
  readonly packages: ReadonlyMap<string, string>;
  /** Paths of the modules that stand alone. */
  readonly modules: ReadonlySet<string>;
  /** Where packages are looked for without `__init__.py` being enough of a reason to leave one out. */
  readonly namespaces: boolean;
  readonly told: string;
}

/** @throws {UnknownPackingError} when setup.py computes what is packed */
export function packWithSetuptools(input: PackInput): WhyNotPacked {
  const options = readSetuptoolsOptions(input);
  const layout = layoutOf(input, options);
  const inSource = sourceRules(input, layout, options);
  return (path) => {
    if (isCache(path)) return 'a cache of the interpreter';
    // MANIFEST.in takes modules out as well as other files.
    if (input.target === 'sdist') return inSource(path);
    if (isModule(path, layout)) return null;
    return isData(path, input, layout, options, inSource) ? null : whyNotInWheel(path, input, layout);
  };
}

/** `src/shop/cart.py` is `shop.cart`, whatever `src/` holds besides. */
export function namesWithSetuptools(input: PackInput): InstalledName {
  const { packages, modules } = layoutOf(input, readSetuptoolsOptions(input));
  return (path) => {
    const stem = path.slice(folderOf(path).length).replace(/^\/|\.py$/g, '');
    const around = packages.get(folderOf(path));
    if (isPython(path) && around !== undefined) return stem === '__init__' ? around : `${around}.${stem}`;
    return modules.has(path) ? stem : null;
  };
}

function layoutOf(input: PackInput, options: SetuptoolsOptions): Layout {
  const { packageDir } = options;
  const placed = [...packageDir].filter(([name]) => name !== '');
  if (options.packages === null && options.modules === null && placed.length > 0) {
    // "explicit-layout": the packages whose folders are told, with all folders in them.
    const names = placed.flatMap(([name, where]) => [
      name,
      ...findPackages(input, { where, include: ['*'], exclude: [], namespaces: true }).map(
        (inner) => `${name}.${inner}`,
      ),
    ]);
    return {
      packages: new Map(names.map((name) => [packageFolder(name, packageDir), name])),
      modules: new Set(),
      namespaces: true,
      told: '"package_dir" of setuptools',
    };
  }
  if (options.packages === null && options.modules === null) {
    const { packages, modules, where } = discoverPackages(input, packageDir.get(''));
    const dirs = new Map([...packageDir, ['', packageDir.get('') ?? where]] as const);
    return {
      packages: new Map(packages.map((name) => [packageFolder(name, dirs), name])),
      modules: new Set(modules.map((name) => `${joinPath(where, name)}.py`)),
      namespaces: true,
      told: 'what setuptools finds by itself',
    };
  }
  const packages = new Map<string, string>();
  if (options.packages !== null && 'searches' in options.packages) {
    for (const find of options.packages.searches) {
      const dirs = packageDir.size > 0 ? packageDir : new Map([['', find.where]]);
      for (const name of findPackages(input, find)) packages.set(packageFolder(name, dirs), name);
    }
  } else for (const name of options.packages ?? []) packages.set(packageFolder(name, packageDir), name);
  const root = packageDir.get('') ?? '';
  return {
    packages,
    modules: new Set(
      (options.modules ?? []).map((name) => `${joinPath(root, name.replaceAll('.', '/'))}.py`),
    ),
    namespaces:
      options.packages !== null &&
      'searches' in options.packages &&
      options.packages.searches.every(({ namespaces }) => namespaces),
    told: `"packages" of ${options.source}`,
  };
}

/** distutils' get_package_dir: the longest prefix that has a folder of its own. */
function packageFolder(dotted: string, packageDir: ReadonlyMap<string, string>): string {
  const parts = dotted.split('.');
  for (let count = parts.length; count > 0; count--) {
    const folder = packageDir.get(parts.slice(0, count).join('.'));
    if (folder !== undefined) return [folder, ...parts.slice(count)].filter((part) => part !== '').join('/');
  }
  return joinPath(packageDir.get('') ?? '', parts.join('/'));
}

function isModule(path: string, { packages, modules }: Layout): boolean {
  return modules.has(path) || (isPython(path) && packages.has(folderOf(path)));
}

/** The package that a file belongs to as data: the nearest folder above it that is one. */
function packageAround(path: string, { packages }: Layout): string | null {
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder))
    if (packages.has(folder)) return folder;
  return null;
}

function isData(
  path: string,
  { pyproject }: PackInput,
  layout: Layout,
  options: SetuptoolsOptions,
  inSource: WhyNotPacked,
): boolean {
  const folder = packageAround(path, layout);
  if (folder === null) return false;
  const name = layout.packages.get(folder) ?? '';
  const rest = path.slice(folder.length + 1);
  if (matches(rest, options.excludedData, name)) return false;
  if (matches(rest, options.packageData, name)) return true;
  // Type information goes along by itself (setuptools 69 and later), where nothing else is said.
  const isTyping = folderOf(path) === folder && /(?:^|\/)py\.typed$|\.pyi$/.test(path);
  if (isTyping && tableAt(pyproject, 'tool', 'setuptools', 'package-data') === null) return true;
  return options.includePackageData && inSource(path) === null;
}

function matches(rest: string, data: ReadonlyMap<string, readonly string[]>, name: string): boolean {
  const globs = [...(data.get('') ?? []), ...(data.get(name) ?? [])];
  return globs.some((glob) => new RegExp(`^${globSource(glob.replace(/^\.\//, ''))}$`).test(rest));
}

const BESIDE =
  /^(?:README(?:\.(?:rst|txt|md))?|setup\.py|setup\.cfg|pyproject\.toml|MANIFEST\.in|(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*|tests?\/test[^/]*\.py)$/;
const PRUNED = /^(?:build|dist)\/|(?:^|\/)(?:\.git|\.hg|\.svn|CVS|RCS)\//;

/** What a source distribution leaves out; files of the packages that are no modules are asked here too. */
function sourceRules(input: PackInput, layout: Layout, options: SetuptoolsOptions): WhyNotPacked {
  const rules = parseManifestIn(input.readText('MANIFEST.in') ?? '');
  const requires = stringsIn(tableAt(input.pyproject, 'build-system')?.['requires']).join(' ');
  const takesTracked = /\bsetuptools[-_](?:scm|git)/.test(requires) && input.gitFiles !== null;
  return (path) => {
    if (PRUNED.test(path) || isCache(path)) return 'setuptools leaves it out of every source distribution';
    const folder = packageAround(path, layout);
    const declared =
      folder !== null &&
      matches(path.slice(folder.length + 1), options.packageData, layout.packages.get(folder) ?? '');
    let isIn =
      BESIDE.test(path) ||
      declared ||
      isModule(path, layout) ||
      (takesTracked && input.gitFiles?.has(path) === true);
    let by: string | null = null;
    for (const rule of rules) {
      if (!rule.matches(path)) continue;
      isIn = rule.adds;
      by = `MANIFEST.in:${rule.line} (${rule.text})`;
    }
    if (isIn) return null;
    return by === null ? whyNotInWheel(path, input, layout) : `taken out by ${by}`;
  };
}

function whyNotInWheel(path: string, { files }: PackInput, layout: Layout): string {
  const folder = folderOf(path);
  if (!isPython(path)) return 'no rule of setuptools names this file as data';
  if (folder !== '' && !layout.namespaces && packageParent(folder, layout)) {
    if (!files.includes(`${folder}/__init__.py`))
      return `setuptools passes over ${folder}, which has no __init__.py`;
    for (let at = folderOf(folder); at !== ''; at = folderOf(at)) {
      if (!files.includes(`${at}/__init__.py`) && packageParent(at, layout))
        return `setuptools passes over ${at}, which has no __init__.py`;
    }
  }
  return folder === '' ? `not a module of ${layout.told}` : `${folder} is not in ${layout.told}`;
}

/** Whether a folder lies in or beside the packages that are packed. */
function packageParent(folder: string, { packages }: Layout): boolean {
  return [...packages.keys()].some(
    (known) => folder.startsWith(`${known}/`) || folderOf(known) === folderOf(folder),
  );
}
