// The entries of Python projects: console scripts and entry points of pyproject.toml, `__main__`, files that are run
// by name, and the packages that others import.
// https://packaging.python.org/en/latest/specifications/pyproject-toml/

import { readTextOrNull, stringsIn } from '../host/settings-file.ts';
import type { ModuleId } from '../model/module-id.ts';
import { baseNameOf, isWithin, parentOf } from '../model/path.ts';
import { readToml, tableAt } from '../python-project/settings.ts';
import type { Entry, EntrySources } from './entry.ts';

/** Files that servers and frameworks start by their name. */
const STARTED =
  /^(?:__main__|manage|wsgi|asgi|main|app|application|run|server|gunicorn_conf|celery|settings)\.py$/;
const RUNS_ITSELF = /^if\s+\(?__name__\s*==\s*['"]__main__['"]/m;

export function pythonEntries(sources: EntrySources): Entry[] {
  const python = sources.files.modules.filter((module) => module.endsWith('.py'));
  if (python.length === 0) return [];
  const packages = topLevelPackages(python, sources);
  return [...declaredScripts(sources), ...startedFiles(python, packages, sources), ...packages];
}

function declaredScripts({ root, fileSystem, files }: EntrySources): Entry[] {
  const settings = readToml(fileSystem, `${root}/pyproject.toml`);
  const project = tableAt(settings, 'project');
  const poetry = tableAt(settings, 'tool', 'poetry');
  const values = [
    ...[project?.['scripts'], project?.['gui-scripts'], project?.['entry-points']],
    ...[poetry?.['scripts'], poetry?.['plugins']],
  ];
  return values.flatMap(stringsIn).flatMap((reference): Entry[] => {
    const dotted = (reference.split(':')[0] ?? '').trim().replaceAll('.', '/');
    for (const place of [dotted, `src/${dotted}`]) {
      const module = files.find(root, `${place}.py`) ?? files.find(root, `${place}/__init__.py`);
      if (module !== null) return [{ module, kind: 'production', because: 'a script of pyproject.toml' }];
    }
    return [];
  });
}

function startedFiles(
  python: readonly ModuleId[],
  packages: readonly Entry[],
  { root, graph, fileSystem }: EntrySources,
): Entry[] {
  const folders = packages.map(({ module }) => parentOf(module) ?? root);
  // What is installed of such a project are its packages: a script beside them stays where it is developed.
  const isBuilt =
    folders.length > 0 && tableAt(readToml(fileSystem, `${root}/pyproject.toml`), 'build-system');
  const isLeftAtHome = (module: ModuleId) =>
    isBuilt && !folders.some((folder) => isWithin(folder, module)) && parentOf(module) !== root;
  const imported = new Set<ModuleId>();
  for (const { resolutions } of graph.values()) {
    for (const resolution of resolutions) if (resolution.kind === 'module') imported.add(resolution.module);
  }
  return python.flatMap((module): Entry[] => {
    if (STARTED.test(baseNameOf(module))) {
      return [{ module, kind: 'production', because: 'started by its name' }];
    }
    // Only what nobody imports is read for it: a module with a self-test at its end is no program.
    if (imported.has(module)) return [];
    const text = readTextOrNull(fileSystem, module);
    if (text === null || !RUNS_ITSELF.test(text)) return [];
    const kind = isLeftAtHome(module) ? 'tool' : 'production';
    return [{ module, kind, because: 'it runs itself as a script' }];
  });
}

/** `src/pkg/__init__.py`, `pkg/__init__.py`: what `import pkg` loads, when the folder above is no package itself. */
function topLevelPackages(python: readonly ModuleId[], { root }: EntrySources): Entry[] {
  const all = new Set(python);
  return python.flatMap((module): Entry[] => {
    const folder = parentOf(module);
    if (baseNameOf(module) !== '__init__.py' || folder === null || folder === root) return [];
    const above = parentOf(folder);
    if (above === null || !isWithin(root, above) || all.has(`${above}/__init__.py`)) return [];
    return [{ module, kind: 'production', because: 'a package that others import' }];
  });
}
