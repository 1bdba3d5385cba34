// Whether a module that is not there is made by a build: told from what the project's files say, and from what lies beside
// the place where it would be. Only what would be reported gets here, so that texts can be read for it.

import type { FileSystem } from '../../../host/file-system.ts';
import { readTextOrNull } from '../../../host/settings-file.ts';
import { below, isWithin, parentOf } from '../../../model/path.ts';
import type { PythonProject } from '../../../python-project/project-files.ts';
import type { Directories } from './directories.ts';
import { walkName } from './find-module.ts';

export interface MadeByBuilds {
  /** Whether a build puts `name` into the directory, or `expected`, the file that is asked for, somewhere in it. */
  isMade(directory: string, name: string, expected: string): boolean;
  /** Whether the name begins with that of the Bazel workspace, below which all its folders are modules when it runs. */
  isInWorkspace(parts: readonly string[]): boolean;
}

export interface BuildContext {
  readonly root: string;
  readonly directories: Directories;
  readonly fileSystem: FileSystem;
  projectsOf(directory: string): readonly PythonProject[];
}

export function createMadeByBuilds({
  root,
  directories,
  fileSystem,
  projectsOf,
}: BuildContext): MadeByBuilds {
  let workspace: string | null = null;

  const readFirst = (directory: string, names: readonly string[]): string => {
    const name = names.find((each) => directories.has(directory, each) === 'file');
    return name === undefined ? '' : (readTextOrNull(fileSystem, below(directory, name)) ?? '');
  };

  function isMade(directory: string, name: string, expected: string): boolean {
    if (/^\w+_pb2(?:_grpc)?$/.test(name)) return true;
    if (sourcesOfQt(name).some((source) => directories.has(directory, source) === 'file')) return true;
    if (isConfigured(directory, name) || isNative(directory, name)) return true;
    if (isMadeByBazel(readFirst(directory, ['BUILD.bazel', 'BUILD']), name)) return true;
    // A set-up script in a package builds a copy of it, into which something puts the files that the script names.
    if (
      directories.has(directory, '__init__.py') === 'file' &&
      names(readFirst(directory, ['setup.py']), name)
    )
      return true;
    // What a build makes may be a package of its own: `app.native.rules` in the extension module `app.native`.
    const places = [expected, `${below(directory, name)}.py`];
    return projectsOf(directory).some((project) =>
      project.generated.some((end) =>
        places.some((place) => place.endsWith(`/${end}`) || below(project.directory, end) === place),
      ),
    );
  }

  /** `settings.py.in` there or in a folder around it, of which configure, CMake and Meson write `settings.py`. */
  function isConfigured(directory: string, name: string): boolean {
    for (let at: string | null = directory; at !== null && isWithin(root, at); at = parentOf(at))
      if (directories.has(at, `${name}.py.in`) === 'file') return true;
    return false;
  }

  /** Whether a source of native code there or one folder below says that it is the module. */
  function isNative(directory: string, name: string): boolean {
    const says = declaresNative(name);
    const folders = fileSystem
      .list(directory)
      .flatMap((entry) => (entry.kind === 'directory' ? below(directory, entry.name) : []));
    return [directory, ...folders].some((folder) =>
      fileSystem
        .list(folder)
        .some(
          (entry) =>
            NATIVE_SOURCE.test(entry.name) &&
            says.test(readTextOrNull(fileSystem, below(folder, entry.name)) ?? ''),
        ),
    );
  }

  function isInWorkspace([first = '', ...parts]: readonly string[]): boolean {
    workspace ??=
      WORKSPACE.exec(readFirst(root, ['MODULE.bazel', 'WORKSPACE.bazel', 'WORKSPACE']))?.[1] ?? '';
    return parts.length > 0 && first === workspace && walkName(directories, root, parts).kind === 'found';
  }

  return { isMade, isInWorkspace };
}

/** https://bazel.build/rules/lib/globals/module#module */
const WORKSPACE = /\b(?:module|workspace)\(\s*name\s*=\s*"([^"]*)"/;

/** Whether a text has the name of the module's file as a string. */
function names(text: string, name: string): boolean {
  return new RegExp(`(["'])${name}\\.py\\1`).test(text);
}

/** An output or a target of that name in the BUILD file of the package (https://bazel.build/concepts/build-files). */
function isMadeByBazel(build: string, name: string): boolean {
  return build !== '' && new RegExp(`"${name}\\.py"|\\bname\\s*=\\s*"${name}"`).test(build);
}

const NATIVE_SOURCE = /\.(?:c|cc|cpp|cxx|cu|m|mm)$/;

/**
 * How a module is declared in C and C++: the function that CPython calls (https://docs.python.org/3/c-api/module.html), or
 * the macro of a library that writes it.
 */
function declaresNative(name: string): RegExp {
  return new RegExp(
    `\\bPyInit_${name}\\b|\\b(?:PYBIND11_MODULE|NB_MODULE|BOOST_PYTHON_MODULE)\\(\\s*${name}\\b`,
  );
}

/** What pyuic and pyrcc make modules of (`dialog_ui`, `ui_dialog`, `icons_rc`), beside which they write them. */
function sourcesOfQt(name: string): string[] {
  const form = /^(?:ui_(\w+)|(\w+)_ui)$/.exec(name);
  const resources = /^(\w+)_rc$/.exec(name);
  if (form) return [`${form[1] ?? form[2]}.ui`];
  return resources ? [`${resources[1]}.qrc`] : [];
}
