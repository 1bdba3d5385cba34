// The entries of Python projects: console scripts and entry points of pyproject.toml, `__main__`, files that are run
// by name, and the packages that others import.
// https://packaging.python.org/en/latest/specifications/pyproject-toml/

import { asObject, readTextOrNull, stringsIn } from '../../host/settings-file.ts';
import { importedModules, type ModuleNode } from '../../model/module-graph.ts';
import { type ModuleId, relativeId } from '../../model/module-id.ts';
import { baseNameOf } from '../../model/path.ts';
import { isTestName } from '../../model/test-name.ts';
import { readToml, tableAt } from '../../python-project/settings.ts';
import { loadedModules } from '../python-loaded.ts';
import { type PythonPackages, pythonPackages } from '../python-packages.ts';
import { djangoEntries } from './django-entries.ts';
import type { Entry, EntrySources } from './entry.ts';
import { publicModules } from './public-modules.ts';

/** Files that servers and frameworks start by their name. */
const STARTED =
  /^(?:__main__|manage|wsgi|asgi|main|app|application|run|server|gunicorn_conf|celery|settings)\.py$/;
/** Of these, those that whoever starts them imports. */
const IMPORTED = /^(?:wsgi|asgi|gunicorn_conf|celery|settings)\.py$/;
const RUNS_ITSELF = /^if\s+\(?__name__\s*==\s*['"]__main__['"]/m;

/** @param python the modules of the language, at least one */
export function pythonEntries(python: readonly ModuleId[], sources: EntrySources): Entry[] {
  const packages = pythonPackages(python, sources);
  const files = startedFiles(python, packages, sources);
  const mayBeScripts = new Set(files.flatMap(({ module, starts }) => (starts === undefined ? [module] : [])));
  const imported = [
    ...loadedModules(python, (module) => (packages.isLeftAtHome(module) ? 'tool' : 'production'), sources),
    ...djangoEntries(python, sources),
    ...packages.modules.map((module): Entry => {
      return { module, kind: 'production', because: 'a package that others import' };
    }),
  ].map((entry): Entry => (mayBeScripts.has(entry.module) ? entry : { ...entry, starts: 'import' }));
  const started = [...declaredScripts(sources), ...files, ...imported];
  const isForDevelopers = (module: ModuleId): boolean => needsDevelopment(sources.graph.get(module));
  return [...started, ...publicModules(python, packages, sources, started, isForDevelopers)];
}

function declaredScripts({ root, fileSystem, files }: EntrySources): Entry[] {
  const settings = readToml(fileSystem, `${root}/pyproject.toml`);
  const project = tableAt(settings, 'project');
  const poetry = tableAt(settings, 'tool', 'poetry');
  const plugins = [project?.['entry-points'], poetry?.['plugins']].map((groups) => {
    // Loaded by pytest, where that is.
    const { pytest11: _, ...others } = asObject(groups) ?? {};
    return others;
  });
  const scripts = [project?.['scripts'], project?.['gui-scripts'], poetry?.['scripts']].flatMap(stringsIn);
  const because = 'a script of pyproject.toml';
  return [...scripts, ...plugins.flatMap(stringsIn)].flatMap((reference, index): Entry[] => {
    const [dotted = '', name = ''] = reference.split(':').map((part) => part.trim());
    const path = dotted.replaceAll('.', '/');
    // Plugins are loaded; what becomes of them, others decide.
    const calls = index < scripts.length && /^\w+$/.test(name) ? { calls: [name] } : {};
    for (const place of [path, `src/${path}`]) {
      const module = files.find(root, `${place}.py`) ?? files.find(root, `${place}/__init__.py`);
      if (module !== null) return [{ module, kind: 'production', because, starts: 'import', ...calls }];
    }
    return [];
  });
}

function startedFiles(
  python: readonly ModuleId[],
  { isLeftAtHome }: PythonPackages,
  { root, graph, fileSystem }: EntrySources,
): Entry[] {
  const imported = importedModules(graph);
  return python.flatMap((module): Entry[] => {
    if (isTestName(relativeId(root, module))) return [];
    // What is installed of a project that is built are its packages: a script beside them is not deployed, nor is the build's.
    const kind = isLeftAtHome(module) || baseNameOf(module) === 'setup.py' ? 'tool' : 'production';
    const name = baseNameOf(module);
    if (STARTED.test(name)) {
      return [
        { module, kind, because: 'started by its name', ...(IMPORTED.test(name) && { starts: 'import' }) },
      ];
    }
    // Only what nobody imports is read for it: a module with a self-test at its end is no program.
    if (imported.has(module)) return [];
    const text = readTextOrNull(fileSystem, module);
    if (text === null || !RUNS_ITSELF.test(text)) return [];
    const isForDevelopers = needsDevelopment(graph.get(module));
    return [{ module, kind: isForDevelopers ? 'tool' : kind, because: 'it runs itself as a script' }];
  });
}

/** `runtests.py` imports pytest, which is there for developers only: so is the script. */
function needsDevelopment(node: ModuleNode | undefined): boolean {
  return (
    node?.resolutions.some(
      (resolution, request) =>
        'declared' in resolution &&
        resolution.declared === 'devDependencies' &&
        node.record.requests[request]?.guard === 'none',
    ) === true
  );
}
