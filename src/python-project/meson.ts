// Which modules of a Python package only a build with Meson makes: extension modules, files that are configured or
// generated, folders that are installed. meson.build is searched for literals, and followed into its subdirectories.
// https://mesonbuild.com/Python-module.html

import type { FileSystem } from '../host/file-system.ts';
import { readTextOrNull } from '../host/settings-file.ts';
import { below } from '../model/path.ts';

const SUBDIR = /^\s*subdir\(\s*'([\w./-]+)'/gm;
/** With a computed name (`extension_module(each[0], …)`), any name that the file quotes may be one. */
const EXTENSION = /\bextension_module\(\s*(?:'(\w+)'|[A-Za-z_])/g;
const QUOTED_NAME = /'([A-Za-z_]\w*)'/g;
const OUTPUT = /\boutput\s*:\s*(?:\[\s*)?'([\w./-]+)\.py'/g;
const INSTALLED_FOLDER = /\binstall_dir\s*:[^\n]*?'([\w./-]+)'/g;

/** As ends of paths (`numpy/_core/_simd.py`). */
export function mesonModules(directory: string, fileSystem: FileSystem): string[] {
  const made = new Set<string>();
  const folders = new Set(['']);
  for (const folder of folders) {
    const text = readTextOrNull(fileSystem, below(directory, `${folder}meson.build`)) ?? '';
    const first = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');
    for (const name of first(SUBDIR)) folders.add(`${folder}${name.replace(/\/$/, '')}/`);
    const extensions = first(EXTENSION);
    for (const name of extensions.includes('') ? first(QUOTED_NAME) : extensions)
      made.add(`${folder}${name}.py`);
    for (const name of first(OUTPUT)) made.add(`${folder}${name}.py`);
    for (const path of first(INSTALLED_FOLDER)) made.add(`${path.replace(/^\//, '')}.py`);
  }
  return [...made];
}
