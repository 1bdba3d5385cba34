// Which extension modules the builds of a project compile that are described beside setup.py: in setup_package.py of its
// packages (https://extension-helpers.readthedocs.io), and in CMakeLists.txt (https://scikit-build-core.readthedocs.io).
// The files are searched for literals.

import type { FileSystem } from '../host/file-system.ts';
import { readTextOrNull } from '../host/settings-file.ts';
import { below } from '../model/path.ts';

const EXTENSION = /\b\w*Extension\(\s*(?:(?:name|target)\s*=\s*)?(["'])([\w.]+)\1/g;

/** The dotted names of the extension modules in a script of setuptools. */
export function extensionsIn(script: string): string[] {
  return [...script.matchAll(EXTENSION)].map((match) => match[2] ?? '');
}

/** Those in every setup_package.py below the directory, which extension-helpers collects. */
export function extensionsOfPackages(directory: string, fileSystem: FileSystem): string[] {
  const folders = [directory];
  const found: string[] = [];
  for (const folder of folders) {
    for (const { name, kind } of fileSystem.list(folder)) {
      if (kind === 'directory' && /^[A-Za-z_]\w*$/.test(name) && name !== 'node_modules')
        folders.push(below(folder, name));
      else if (name === 'setup_package.py')
        found.push(...extensionsIn(readTextOrNull(fileSystem, below(folder, name)) ?? ''));
    }
  }
  return found;
}

const SUBDIRECTORY = /\badd_subdirectory\(\s*"?([\w./-]+)/gi;
const MODULE = /\b(?:pybind11_add_module|nanobind_add_module|python3?_add_library)\(\s*"?([\w${}]+)/gi;
const DESTINATION = /\bDESTINATION\s+"?([\w./${}-]+)/gi;
const WORD = /\b[A-Za-z]\w*\b/g;

/**
 * The modules that CMake installs into packages, as ends of paths (`shop/_native.py`).
 * @param name of the project
 */
export function cmakeModules(directory: string, name: string, fileSystem: FileSystem): string[] {
  const folders = new Set(['']);
  const made = new Set<string>();
  for (const folder of folders) {
    const text = readTextOrNull(fileSystem, below(directory, `${folder}CMakeLists.txt`)) ?? '';
    const first = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');
    for (const each of first(SUBDIRECTORY)) folders.add(`${folder}${each.replace(/\/$/, '')}/`);
    const places = first(DESTINATION).map((place) =>
      place.replace(/\$\{SKBUILD_PROJECT_NAME\}/g, name.replaceAll('-', '_')),
    );
    for (const module of first(MODULE).flatMap((each) => spelled(each, text)))
      for (const place of places)
        if (!place.includes('$')) made.add(`${place === '.' ? '' : `${place}/`}${module}.py`);
  }
  return [...made];
}

/** `_${PART}`, of which any word of the text may be the part. */
function spelled(module: string, text: string): string[] {
  const [before = '', after] = module.split(/\$\{\w+\}/);
  if (after === undefined) return [module];
  return [...new Set(text.match(WORD) ?? [])].map((word) => before + word + after);
}
