// The names that the settings of a Python project and its commands start: scripts and entry points, applications that
// servers are told. Nothing imports them in the text, and they are what runs first.
// https://packaging.python.org/en/latest/specifications/entry-points/

import { asObject, readTextOrNull, stringsIn } from '../../host/settings-file.ts';
import { baseNameOf, below, parentOf } from '../../model/path.ts';
import type { StartedName } from '../../model/started-name.ts';
import { parseIni } from '../../python-project/ini.ts';
import { type PythonProject, readProject } from '../../python-project/project-files.ts';
import { readToml, tableAt } from '../../python-project/settings.ts';
import { deployCommands } from './deploy-commands.ts';
import type { EntrySources } from './entry.ts';
import { lambdaStarts } from './lambda-starts.ts';

/** `app.cli:main`, `app.cli:Group.run [extra]` */
const REFERENCE =
  /^\s*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*(?::\s*([A-Za-z_]\w*)[\w.]*)?\s*(?:\[[^\]]*\])?\s*$/;
const SERVED =
  /\b(gunicorn|uvicorn|hypercorn|daphne|granian)\b[^\n]*?["'\s]([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*:[A-Za-z_]\w*)(?=["'\s(]|$)/gm;
/** `python -m app.worker`, also with its words in quotes. https://docs.python.org/3/using/cmdline.html#cmdoption-m */
const RUN_AS_SCRIPT =
  /\bpython[\d.]*["',\s]+(?:-[bBdEiIOqsSuv]+["',\s]+)*-m["',\s]+([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)(?=["',\s\]]|$)/gm;
/** In another folder another module of that name may be meant. */
const ELSEWHERE = /--(?:chdir|app-dir)\b|^\s*WORKDIR\b.*\bsrc\b/m;
const COMMAND_FILES = ['Procfile', 'Dockerfile'];

interface Reference {
  readonly file: string;
  readonly text: string;
  /** Where `value` stands in the text. */
  readonly at: number;
  readonly value: string;
  readonly by: StartedName['by'];
  /** The only folder in which its module may be; absent where it may be at any root of the project. */
  readonly folder?: string;
}

export function startedNames(sources: EntrySources): StartedName[] {
  const project = readProject(sources.root, sources.fileSystem);
  const references = [
    ...inPyproject(sources),
    ...inSetupCfg(sources),
    ...inSetupScript(sources),
    ...inCommands(sources),
    ...inServices(sources),
  ];
  return [
    ...references.flatMap((reference) => startedName(reference, project, sources) ?? []),
    ...lambdaStarts(sources),
  ];
}

function inPyproject({ root, fileSystem }: EntrySources): Reference[] {
  const file = below(root, 'pyproject.toml');
  const settings = readToml(fileSystem, file);
  const project = tableAt(settings, 'project');
  const poetry = tableAt(settings, 'tool', 'poetry');
  const scripts = [project?.['scripts'], project?.['gui-scripts'], poetry?.['scripts']];
  const plugins = [project?.['entry-points'], poetry?.['plugins']].flatMap((groups) =>
    Object.values(asObject(groups) ?? {}),
  );
  const text = readTextOrNull(fileSystem, file) ?? '';
  return [
    ...scripts.flatMap(stringsIn).flatMap((value) => placed(file, text, value, 'import')),
    ...plugins.flatMap(stringsIn).flatMap((value) => placed(file, text, value, 'attribute')),
  ];
}

function inSetupCfg({ root, fileSystem }: EntrySources): Reference[] {
  const file = below(root, 'setup.cfg');
  const text = readTextOrNull(fileSystem, file) ?? '';
  return [...(parseIni(text).get('options.entry_points') ?? [])].flatMap(([group, lines]) =>
    lines.split('\n').flatMap((line) => {
      const value = /^[^=]+=\s*(.+)$/.exec(line)?.[1]?.trim();
      const by = /^(?:console|gui)_scripts$/.test(group) ? 'import' : 'attribute';
      return value === undefined ? [] : placed(file, text, value, by);
    }),
  );
}

/** `entry_points={"console_scripts": ["shop = shop.cli:main"]}` of setup.py, as far as it is literal. */
function inSetupScript({ root, fileSystem }: EntrySources): Reference[] {
  const file = below(root, 'setup.py');
  const text = readTextOrNull(fileSystem, file) ?? '';
  const from = text.search(/\bentry_points\s*=/);
  if (from === -1) return [];
  let isScript = false;
  return [...text.slice(from).matchAll(ENTRY_POINT)].flatMap((match): Reference[] => {
    const [whole, group, before = '', value = ''] = match;
    if (group !== undefined) {
      isScript = /^(?:console|gui)_scripts$/.test(group);
      return [];
    }
    const at = from + match.index + whole.indexOf(before) + before.length;
    return value === '' ? [] : [{ file, text, at, value, by: isScript ? 'import' : 'attribute' }];
  });
}

/** The name of a group in front of its colon; a string that gives a name to an object. Comments are passed over. */
const ENTRY_POINT =
  /#.*|["']([\w.-]+)["']\s*:|["'](\s*[\w.-]+\s*=\s*)([\w.]+(?:\s*:\s*[\w.]+)?(?:\s*\[[^\]]*\])?)\s*["']/g;

function inCommands({ root, fileSystem }: EntrySources): Reference[] {
  return COMMAND_FILES.flatMap((name) => {
    const file = below(root, name);
    const text = readTextOrNull(fileSystem, file) ?? '';
    if (ELSEWHERE.test(text)) return [];
    const served = [...text.matchAll(SERVED)].map(({ index, 0: whole, 1: server = '', 2: value = '' }) => {
      return { file, text, at: index + whole.length - value.length, value, by: servedBy(server) };
    });
    const run = [...text.matchAll(RUN_AS_SCRIPT)].map(({ index, 0: whole, 1: value = '' }) => {
      return { file, text, at: index + whole.length - value.length, value, by: 'module' as const };
    });
    return [...served, ...run];
  });
}

/** Of services in compose files, in the folder that each is built from. */
function inServices({ root, fileSystem }: EntrySources): Reference[] {
  return deployCommands([], root, fileSystem).flatMap(({ name, file: fileName, command, folders }) => {
    if (!name.startsWith('service ') || ELSEWHERE.test(command)) return [];
    const file = below(root, fileName);
    const text = readTextOrNull(fileSystem, file) ?? '';
    if (/\bworking_dir:/.test(text)) return [];
    const [folder = root] = folders;
    return [
      ...[...` ${command}`.matchAll(SERVED)].flatMap(({ 1: server = '', 2: value = '' }) =>
        placed(file, text, value, servedBy(server)),
      ),
      ...[...command.matchAll(RUN_AS_SCRIPT)].flatMap(({ 1: value = '' }) =>
        placed(file, text, value, 'module'),
      ),
    ].map((reference) => (folder === root ? reference : { ...reference, folder }));
  });
}

function servedBy(server: string): StartedName['by'] {
  return server === 'uvicorn' || server === 'gunicorn' ? server : 'attribute';
}

function placed(file: string, text: string, value: string, by: StartedName['by']): Reference[] {
  const at = text.indexOf(value);
  return at === -1 ? [] : [{ file, text, at, value, by }];
}

/** Null where the project has no package of that name, or the module may be compiled. */
function startedName(
  { file, at, value, by, folder }: Reference,
  project: PythonProject,
  { root, graph, fileSystem }: EntrySources,
): StartedName | null {
  const [, specifier, name = null] = REFERENCE.exec(value) ?? [];
  if (specifier === undefined) return null;
  const start = at + value.indexOf(specifier);
  const moduleSpan = { start, end: start + specifier.length };
  const nameAt = name === null ? -1 : at + value.indexOf(name, value.indexOf(':'));
  const span = name === null ? moduleSpan : { start: nameAt, end: nameAt + name.length };
  const told = { file, span, moduleSpan, specifier, name, by };
  const tops =
    folder === undefined
      ? [...project.roots, root, ...['src', 'python', 'lib'].map((name) => below(root, name))]
      : [folder, below(folder, 'src')];
  const path = specifier.replaceAll('.', '/');
  for (const top of tops) {
    const place = below(top, path);
    const module = [`${place}.py`, `${place}/__init__.py`].find((id) => graph.has(id));
    if (module === undefined) continue;
    // `napari = "app:plugin.yaml"` names a file of the package, not an attribute of it.
    const object = /:\s*([\w.-]+)/.exec(value)?.[1] ?? '';
    const isFile = object.includes('.') && fileSystem.stat(below(parentOf(module) ?? '/', object)) === 'file';
    return isFile ? null : { ...told, module, expected: module };
  }
  const top = tops.find((each) => graph.has(below(each, `${specifier.split('.')[0]}/__init__.py`)));
  if (top === undefined) return null;
  const expected = `${below(top, path)}.py`;
  // Where a package on the way is not there either, Python names that one.
  if (by === 'module' && !graph.has(below(parentOf(expected) ?? '/', '__init__.py'))) return null;
  const isMade =
    project.generated.some((end) => expected.endsWith(`/${end}`)) || isOther(expected, fileSystem);
  return isMade ? null : { ...told, module: null, expected };
}

/** A folder without `__init__.py`, or a source that is compiled, under the name of the module. */
function isOther(expected: string, fileSystem: EntrySources['fileSystem']): boolean {
  const stem = baseNameOf(expected).replace(/\.py$/, '');
  return fileSystem
    .list(parentOf(expected) ?? '/')
    .some(({ name }) => name === stem || name.startsWith(`${stem}.`));
}
