// Which distributions a Python project declares, and what for: told from pyproject.toml (PEP 621, PEP 735, poetry, pdm,
// uv, hatch), setup.cfg, setup.py, Pipfile, requirements files, tox.ini and noxfile.py. Invariant: what cannot be read
// makes the declarations incomplete, so that nothing is called undeclared because of it.

import type { FileSystem } from '../host/file-system.ts';
import { asObject, readTextOrNull, stringsIn } from '../host/settings-file.ts';
import { below, parentOf, resolvePath, shownPath } from '../model/path.ts';
import { type Ini, parseIni } from './ini.ts';
import { type Requirement, requirementIn, requirementsIn } from './requirements.ts';
import {
  type DeclaredFor,
  filePurpose,
  groupPurpose,
  requirementsFiles,
  requirementsFilesIn,
} from './requirements-files.ts';
import { arrayOf, normalisedName, type Table, tableAt, textOf, tomlTable } from './settings.ts';
import { readSetupCall, type SetupValue, textsOf } from './setup-script.ts';

export interface Declarations {
  /** By normalised name, for the most productive use that it is declared for. */
  readonly declared: ReadonlyMap<string, DeclaredFor>;
  /** Of these, what is installed wherever all is: not what builds alone need, tests install for themselves, or a marker limits. */
  readonly needed: ReadonlySet<string>;
  /** In compiled requirements files because another needs them (`# via flask`), with that one. */
  readonly broughtAlong: ReadonlyMap<string, string>;
  /** False where a part of them is computed or cannot be read. */
  readonly isComplete: boolean;
  /** There is a place that holds the dependencies of production. */
  readonly speaksOfProduction: boolean;
  /** It is for others to install beside what they have: it tells an index about itself. */
  readonly isPublished: boolean;
}

interface Draft {
  readonly directory: string;
  readonly fileSystem: FileSystem;
  readonly declared: Map<string, DeclaredFor>;
  readonly needed: Set<string>;
  readonly broughtAlong: Map<string, string>;
  readonly filesRead: Set<string>;
  isComplete: boolean;
  speaksOfProduction: boolean;
  isPublished: boolean;
}

const RANK: Readonly<Record<DeclaredFor, number>> = {
  dependencies: 0,
  optionalDependencies: 1,
  devDependencies: 2,
};
const CONDA = ['environment.yml', 'environment.yaml', 'pixi.toml', 'meta.yaml'];

/** `"License :: …"`: for those who look for it in an index, which takes none that says `Private :: Do Not Upload`. */
const CLASSIFIERS =
  /^(?![\s\S]*\bPrivate ::)[\s\S]*\b(?:License|Development Status|Intended Audience|Programming Language) :: /;

/** What the files in the directory of a project declare. */
export function readDeclarations(directory: string, fileSystem: FileSystem): Declarations {
  const draft = createDraft(directory, fileSystem);
  const read = (name: string): string => readTextOrNull(fileSystem, below(directory, name)) ?? '';
  const pyproject = read('pyproject.toml');
  const toml = tomlTable(pyproject);
  if (toml === null) draft.isComplete = false;
  draft.isPublished = CLASSIFIERS.test([pyproject, read('setup.cfg'), read('setup.py')].join('\n'));
  const setupCall = readSetupCall(read('setup.py'));
  fromPyproject(draft, toml, setupCall !== null);
  fromSetupCfg(draft, parseIni(read('setup.cfg')));
  if (setupCall !== null) fromSetupScript(draft, setupCall, read('setup.py'));
  fromPipfile(draft, tomlTable(read('Pipfile')));
  fromTestRunners(draft, toml, parseIni(read('tox.ini')), read('noxfile.py'));
  for (const file of requirementsFiles(directory, fileSystem)) fromFile(draft, file);
  // conda has names of its own for many distributions.
  if (CONDA.some((name) => fileSystem.stat(below(directory, name)) === 'file')) draft.isComplete = false;
  return finished(draft);
}

/** What the requirements files that stand in one folder of a project declare; null when it has none. */
export function readFolderDeclarations(folder: string, fileSystem: FileSystem): Declarations | null {
  const files = requirementsFilesIn(folder, fileSystem);
  if (files.length === 0) return null;
  const draft = createDraft(folder, fileSystem);
  for (const file of files) fromFile(draft, file, 'optionalDependencies');
  return { ...finished(draft), speaksOfProduction: false };
}

/** All of several, as for a file that lies in a project within a project. */
export function mergeDeclarations(all: readonly Declarations[]): Declarations {
  const declared = new Map<string, DeclaredFor>();
  for (const each of all) for (const [name, purpose] of each.declared) declare(declared, name, purpose);
  return {
    declared,
    needed: new Set(all.flatMap(({ needed }) => [...needed])),
    broughtAlong: new Map(all.flatMap(({ broughtAlong }) => [...broughtAlong])),
    isComplete: all.every(({ isComplete }) => isComplete),
    speaksOfProduction: all.some(({ speaksOfProduction }) => speaksOfProduction),
    isPublished: all.some(({ isPublished }) => isPublished),
  };
}

function createDraft(directory: string, fileSystem: FileSystem): Draft {
  return {
    ...{ directory, fileSystem, declared: new Map(), needed: new Set(), broughtAlong: new Map() },
    filesRead: new Set(),
    isComplete: true,
    speaksOfProduction: false,
    isPublished: false,
  };
}

function finished(draft: Draft): Declarations {
  const { declared, needed, broughtAlong, isComplete, speaksOfProduction, isPublished } = draft;
  if (!isComplete) {
    // What production needs may stand in the part that cannot be read.
    for (const [name, purpose] of declared)
      if (purpose === 'devDependencies') declared.set(name, 'optionalDependencies');
  }
  return { declared, needed, broughtAlong, isComplete, speaksOfProduction, isPublished };
}

function declare(declared: Map<string, DeclaredFor>, name: string, purpose: DeclaredFor): void {
  const before = declared.get(name);
  if (before === undefined || RANK[purpose] < RANK[before]) declared.set(name, purpose);
}

function add(
  draft: Draft,
  requirements: readonly (Requirement | null)[],
  purpose: DeclaredFor,
  isApart = false,
): void {
  for (const requirement of requirements) {
    if (requirement?.kind === 'named') {
      declare(draft.declared, requirement.name, purpose);
      if (!isApart && requirement.isMarked !== true) draft.needed.add(requirement.name);
    } else if (requirement?.kind === 'unnamed') draft.isComplete = false;
  }
}

function addTexts(draft: Draft, texts: readonly string[], purpose: DeclaredFor, isApart = false): void {
  add(
    draft,
    texts.map((text) => requirementIn(text.replace(/(?:^|\s)#.*$/, ''))),
    purpose,
    isApart,
  );
}

/** A requirements file and those that it includes; each is for what its own name says unless `purpose` says it. */
function fromFile(draft: Draft, file: string, purpose?: DeclaredFor): void {
  if (draft.filesRead.has(file)) return;
  draft.filesRead.add(file);
  const text = readTextOrNull(draft.fileSystem, file);
  if (text === null) {
    draft.isComplete = false;
    return;
  }
  const told = purpose ?? filePurpose(shownPath(draft.directory, file));
  if (told === 'dependencies') draft.speaksOfProduction = true;
  const { direct, transitive, includes } = requirementsIn(text);
  add(draft, direct, told);
  if (told === 'dependencies') for (const [name, by] of transitive) draft.broughtAlong.set(name, by);
  for (const include of includes) fromFile(draft, resolvePath(parentOf(file) ?? '/', include), purpose);
}

function fromPyproject(draft: Draft, toml: Table | null, hasSetupCall: boolean): void {
  const project = tableAt(toml, 'project');
  const name = textOf(project?.['name']) ?? textOf(tableAt(toml, 'tool', 'poetry')?.['name']);
  if (name !== undefined) declare(draft.declared, normalisedName(name), 'optionalDependencies');
  if (project?.['dependencies'] !== undefined) draft.speaksOfProduction = true;
  addTexts(draft, stringsIn(project?.['dependencies']), 'dependencies');
  for (const [extra, texts] of Object.entries(tableAt(project, 'optional-dependencies') ?? {}))
    addTexts(draft, stringsIn(texts), groupPurpose(extra));
  const dynamic = stringsIn(project?.['dynamic']);
  for (const field of ['dependencies', 'optional-dependencies']) {
    if (!dynamic.includes(field)) continue;
    const files = stringsIn(tableAt(toml, 'tool', 'setuptools', 'dynamic')?.[field]);
    for (const file of files) fromFile(draft, resolvePath(draft.directory, file), 'dependencies');
    if (files.length === 0 && !hasSetupCall) draft.isComplete = false;
  }
  const groups = tableAt(toml, 'dependency-groups') ?? {};
  for (const group of Object.keys(groups))
    addTexts(draft, textsOfGroup(groups, group, new Set()), groupPurpose(group));
  addTexts(draft, stringsIn(tableAt(toml, 'build-system')?.['requires']), 'devDependencies', true);
  const tool = tableAt(toml, 'tool');
  for (const each of ['pdm', 'uv', 'rye'])
    addTexts(draft, stringsIn(tableAt(tool, each)?.['dev-dependencies']), 'devDependencies');
  for (const environment of Object.values(tableAt(tool, 'hatch', 'envs') ?? {})) {
    const { dependencies, 'extra-dependencies': extra } = asObject(environment) ?? {};
    addTexts(draft, [...stringsIn(dependencies), ...stringsIn(extra)], 'devDependencies');
  }
  fromPoetry(draft, tableAt(tool, 'poetry'));
}

/** PEP 735: a group holds requirements and `{ include-group = "other" }`. */
function textsOfGroup(groups: Table, group: string, seen: Set<string>): string[] {
  const key = Object.keys(groups).find((name) => normalisedName(name) === normalisedName(group));
  if (key === undefined || seen.has(key)) return [];
  seen.add(key);
  return arrayOf(groups[key]).flatMap((entry) => {
    if (typeof entry === 'string') return [entry];
    const included = textOf(asObject(entry)?.['include-group']);
    return included === undefined ? [] : textsOfGroup(groups, included, seen);
  });
}

function fromPoetry(draft: Draft, poetry: Table | null): void {
  if (poetry === null) return;
  const table = (value: unknown, purpose: DeclaredFor): void => {
    for (const [name, constraint] of Object.entries(asObject(value) ?? {})) {
      const settings = asObject(constraint);
      const isOptional = settings?.['optional'] === true && purpose === 'dependencies';
      const isMarked = ['markers', 'python', 'platform'].some((key) => settings?.[key] !== undefined);
      if (!isMarked && !Array.isArray(constraint) && name !== 'python')
        draft.needed.add(normalisedName(name));
      declare(draft.declared, normalisedName(name), isOptional ? 'optionalDependencies' : purpose);
    }
  };
  if (poetry['dependencies'] !== undefined) draft.speaksOfProduction = true;
  table(poetry['dependencies'], 'dependencies');
  table(poetry['dev-dependencies'], 'devDependencies');
  for (const [group, settings] of Object.entries(asObject(poetry['group']) ?? {})) {
    const purpose = group === 'main' ? 'dependencies' : groupPurpose(group);
    table(asObject(settings)?.['dependencies'], purpose);
  }
}

function fromSetupCfg(draft: Draft, ini: Ini): void {
  const options = ini.get('options');
  const list = (value: string | undefined, purpose: DeclaredFor, isApart = false): void => {
    if (value === undefined) return;
    const file = /^\s*file:\s*(.+)$/.exec(value.trim())?.[1];
    if (file !== undefined) {
      for (const each of file.split(',')) fromFile(draft, resolvePath(draft.directory, each.trim()), purpose);
    } else addTexts(draft, value.split('\n'), purpose, isApart);
  };
  const name = ini.get('metadata')?.get('name');
  if (name !== undefined) declare(draft.declared, normalisedName(name), 'optionalDependencies');
  if (options?.has('install_requires') === true) draft.speaksOfProduction = true;
  list(options?.get('install_requires'), 'dependencies');
  list(options?.get('tests_require'), 'devDependencies');
  list(options?.get('setup_requires'), 'devDependencies', true);
  for (const [extra, value] of ini.get('options.extras_require') ?? []) list(value, groupPurpose(extra));
}

function fromSetupScript(
  draft: Draft,
  { named, isOpen }: { named: ReadonlyMap<string, SetupValue>; isOpen: boolean },
  text: string,
): void {
  let isRead = !isOpen;
  const list = (value: SetupValue | undefined, purpose: DeclaredFor, isApart = false): void => {
    const texts = textsOf(value);
    if (texts === null) isRead = false;
    else addTexts(draft, texts, purpose, isApart);
  };
  const name = named.get('name');
  if (name?.kind === 'text') declare(draft.declared, normalisedName(name.text), 'optionalDependencies');
  if (named.has('install_requires')) draft.speaksOfProduction = true;
  list(named.get('install_requires'), 'dependencies');
  list(named.get('tests_require'), 'devDependencies');
  list(named.get('setup_requires'), 'devDependencies', true);
  const extras = named.get('extras_require');
  if (extras?.kind === 'table') for (const [extra, value] of extras.entries) list(value, groupPurpose(extra));
  else if (extras !== undefined && extras.kind !== 'none') isRead = false;
  if (isRead) return;
  draft.isComplete = false;
  for (const match of text.matchAll(/(["'])([A-Za-z][\w.-]*)(?:\[[\w,]*\])?\s*(?:[<>=!~][^"']*)?\1/g))
    declare(draft.declared, normalisedName(match[2] ?? ''), 'optionalDependencies');
}

function fromPipfile(draft: Draft, pipfile: Table | null): void {
  for (const [section, packages] of Object.entries(pipfile ?? {})) {
    if (['source', 'requires', 'scripts', 'pipenv'].includes(section)) continue;
    if (section === 'packages') draft.speaksOfProduction = true;
    const purpose: DeclaredFor =
      section === 'packages'
        ? 'dependencies'
        : section === 'dev-packages'
          ? 'devDependencies'
          : groupPurpose(section);
    for (const [name, constraint] of Object.entries(asObject(packages) ?? {})) {
      declare(draft.declared, normalisedName(name), purpose);
      if (asObject(constraint) === null) draft.needed.add(normalisedName(name));
    }
  }
}

/** What tox and nox install for their runs. Not everything that they name is a distribution: too many do no harm. */
function fromTestRunners(draft: Draft, toml: Table | null, tox: Ini, noxfile: string): void {
  const texts = stringsIn(tableAt(toml, 'tool', 'tox'));
  for (const [section, values] of tox)
    if (section.startsWith('testenv')) texts.push(...(values.get('deps') ?? '').split('\n'));
  for (const [, call = ''] of noxfile.matchAll(/\.install\(([^)]*)\)/g))
    texts.push(...[...call.matchAll(/["']([^"']+)["']/g)].map((match) => match[1] ?? ''));
  for (const text of texts) {
    const requirement = requirementIn(text.replace(/^[\w{},.!-]+:\s+/, ''));
    if (requirement?.kind === 'named') declare(draft.declared, requirement.name, 'devDependencies');
  }
}
