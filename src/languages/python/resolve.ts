// What a Python import leads to. Sure is only what the project owns: a first part that one of its roots has. Everything
// else is the standard library, or a question of dependencies.

import { createIgnoredPaths } from '../../discover/ignored-paths.ts';
import { readTextOrNull } from '../../host/settings-file.ts';
import type { ModuleSettings } from '../../model/module-graph.ts';
import type { ModuleId } from '../../model/module-id.ts';
import type { ModuleRecord } from '../../model/module-record.ts';
import type { ModuleRequest } from '../../model/module-request.ts';
import { baseNameOf, below, isWithin, parentOf } from '../../model/path.ts';
import type { Resolution } from '../../model/resolution.ts';
import type { CreateResolver, Resolver, ResolverContext } from '../language.ts';
import { createAbsentPackages } from './resolve/absent-packages.ts';
import { completeGraph } from './resolve/complete.ts';
import { createDeclaredOnly } from './resolve/declared-only.ts';
import { createDependencies } from './resolve/dependencies.ts';
import { createDirectories, type Located } from './resolve/directories.ts';
import { doubt } from './resolve/doubts.ts';
import { bestOf, expectedFile, onlyOne, portionsIn, type Walk, walkName } from './resolve/find-module.ts';
import { withoutUntaken } from './resolve/flags.ts';
import { createInstalledModules } from './resolve/installed-modules.ts';
import { createMadeByBuilds } from './resolve/made-by-builds.ts';
import { createNeighbours } from './resolve/neighbours.ts';
import { candidates, createNotFound } from './resolve/not-found.ts';
import { createOtherMeanings, isByPlace, isSolid } from './resolve/other-meanings.ts';
import { createOutside } from './resolve/outside.ts';
import { createPutByPackage } from './resolve/put-by-package.ts';
import { createRelative } from './resolve/relative.ts';
import { createRoots, type RootSet } from './resolve/roots.ts';
import { createRunFolders } from './resolve/run-folders.ts';
import { createSelfImports } from './resolve/self-imports.ts';
import { createStandardLibrary } from './resolve/standard-library.ts';
import { withoutUnloaded } from './resolve/unloaded-submodules.ts';
import { createVirtualModules } from './resolve/virtual-modules.ts';
import { rangeLabel } from './version.ts';

export const createResolver: CreateResolver = (context) => createPythonResolver(context);

function createPythonResolver(context: ResolverContext): Resolver {
  const directories = createDirectories(context.fileSystem);
  const roots = createRoots(context, directories);
  const dependencies = createDependencies(context.root, context.fileSystem, () =>
    roots.environments().flatMap(({ path, isCommitted }) => (isCommitted === true ? [] : path)),
  );
  const { root, fileSystem } = context;
  const isDeclaredOnly = createDeclaredOnly(root, directories, fileSystem);
  const virtual = createVirtualModules(directories, isDeclaredOnly);
  const projectsOf = (directory: string) => roots.of(directory).projects;
  const notFound = createNotFound(
    directories,
    createMadeByBuilds({ root, directories, fileSystem, projectsOf }),
  );
  const neighbours = createNeighbours({ directories, roots, dependencies, notFound });
  const installed = createInstalledModules(
    roots.environments,
    directories,
    virtual,
    notFound,
    (file) => readTextOrNull(fileSystem, file) ?? '',
  );
  const { pythonVersion } = context.options;
  const library = createStandardLibrary();
  const absent = createAbsentPackages({
    ...{ root, fileSystem, files: context.files, directories, roots, dependencies },
    libraryNames: library.topLevelNames,
  });
  const outside = createOutside(roots, dependencies, installed, absent, library, pythonVersion);
  /** Absolute names, by the roots that they are looked for in, and by directory where that matters too. */
  const known = new Map<RootSet | string, Map<string, Resolution>>();
  /** Answers that rest on a directory without `__init__.py` being the package that is meant, with that directory. */
  const doubtful = new Map<Resolution, string>();
  /** Answers that are modules beside the asking file, of a name that the standard library has, with the directory of both. */
  const beside = new Map<Resolution, string>();

  /** The modules of which only the declaration is there. */
  const declared = new Set<string>();

  const relative = createRelative({ root: context.root, directories, roots, virtual, notFound, located });

  const selfImports = createSelfImports(fileSystem);
  const runFolders = createRunFolders(context.root, directories, fileSystem);
  const mayMeanAnother = createOtherMeanings(outside, selfImports);
  const putByPackage = createPutByPackage(installed, context.fileSystem);
  const ignored = createIgnoredPaths(context.root, context.fileSystem);

  /** Requests come file by file. */
  let last = { file: '', directory: '/' };

  function directoryOf(file: ModuleId): string {
    if (last.file !== file) last = { file, directory: parentOf(file) ?? '/' };
    return last.directory;
  }

  function resolve(file: ModuleId, record: ModuleRecord, index: number): Resolution {
    const request = record.requests[index];
    if (!request) return { kind: 'unknown', reason: 'not-followed' };
    const directory = directoryOf(file);
    // Beside what was installed into a folder of the project, its own modules may lie.
    const folder = context.files.has(file) ? null : installed.folderOf(directory);
    if (folder !== null)
      return installed.resolveInside(folder, directory, request.specifier, (parts) =>
        outside.inLibrary(roots.of(directory), directory, parts),
      );
    if (OF_OTHER_VERSION.test(directory)) return { kind: 'unknown', reason: 'third-party' };
    if (request.form === 'reference-types') return declaration(below(directory, request.specifier.slice(2)));
    const answer = request.specifier.startsWith('.')
      ? relative.resolve(directory, request.specifier, () => namesTaken(record, index))
      : withNeighbour(absolute(directory, request.specifier), directory, request.specifier);
    return forRequest(besideScript(answer, directory, request.specifier) ?? answer, request, record);
  }

  /** What no root has, and a folder has that a script is run in: for everything that the script loads. */
  function besideScript(answer: Resolution, directory: string, specifier: string): Resolution | null {
    if (answer.kind !== 'unresolved' || specifier.startsWith('.')) return null;
    const parts = specifier.split('.');
    const at = runFolders.find(directory, parts);
    return at && markBeside(located(at, parts), true);
  }

  /** The `.pyi` file beside a module that takes its names from there. */
  function declaration(file: ModuleId): Resolution {
    return fileSystem.stat(file) === 'file'
      ? { kind: 'module', module: file }
      : { kind: 'unknown', reason: 'generated' };
  }

  function absolute(directory: string, specifier: string): Resolution {
    const set = roots.of(directory);
    const before =
      (set.base === directory ? undefined : known.get(set)?.get(specifier)) ??
      known.get(directory)?.get(specifier);
    if (before !== undefined) return before;
    outside.beginAnswer();
    const answer = resolveAbsolute(set, directory, specifier.split('.'));
    const scope = outside.hasAskedDeclarations() || set.base === directory ? directory : set;
    const answers = known.get(scope);
    if (answers === undefined) known.set(scope, new Map([[specifier, answer]]));
    else answers.set(specifier, answer);
    return answer;
  }

  /** Says so of a name that nobody owns, and that a module beside the file in its package has. */
  function withNeighbour(answer: Resolution, directory: string, specifier: string): Resolution {
    if (answer.kind !== 'unknown' || answer.reason !== 'third-party') return answer;
    // `jwt.py` asks for `jwt`, and `pyjwt` is declared: nothing that is installed says what it gives.
    if (answer.givers !== undefined) return answer;
    const parts = specifier.split('.');
    const [first = ''] = parts;
    const set = roots.of(directory);
    if (
      fileSystem.stat(below(directory, '__init__.py')) !== 'file' ||
      outside.isStandard(set, [first]) ||
      outside.isDependency(set, directory, first)
    )
      return answer;
    // `notifications.models` is not asked of a `notifications.py`.
    const walk = walkName(directories, directory, parts);
    const isHere = walk.kind === 'found' && (walk.first.kind === 'module' || walk.first.kind === 'package');
    return isHere ? { ...answer, beside: walk.first.file } : answer;
  }

  function resolveAbsolute(set: RootSet, directory: string, parts: readonly string[]): Resolution {
    const first = outside.isLoadedFirst(parts[0] ?? '') ? outside.inLibrary(set, directory, parts) : null;
    if (first !== null) return first;
    const walksFrom = (roots: readonly string[]) => roots.map((root) => walkName(directories, root, parts));
    const own = walksFrom(set.own);
    const byRun = set.byRun === null ? [] : walksFrom([set.byRun]);
    const walks = own.some(({ kind }) => kind === 'stopped') ? own : byRun;
    let found = bestOf([...own, ...byRun], set.base === directory && set.byRun === null);
    if (found === null && !outside.isStandard(set, parts)) found = onlyOne(walksFrom(set.other));
    if (found !== null && found !== 'several' && isSolid(found)) {
      if (mayMeanAnother(set, directory, parts, { found, own, byRun })) found = 'several';
    }
    if (found === 'several') return { kind: 'unknown', reason: 'several-roots' };
    if (found !== null) {
      if (found.located.kind !== 'module' && found.located.kind !== 'package') {
        const standard = outside.inLibrary(set, directory, parts);
        if (standard) return standard;
      }
      if (found.located.kind === 'leftover' && parts.length === 1)
        return outside.thirdParty(set, directory, parts);
      const resolution = markBeside(located(found.located, parts), isByPlace(found, set, own, byRun));
      if (found.located.kind === 'portion') {
        // Below a package with a file of its own, nobody else adds to it.
        if (found.first.kind === 'portion' && dependencies.mayAddTo(set, directory, parts[0] ?? ''))
          virtual.openNamespace(found.located.directory);
        virtual.addPortions(found.located.directory, portionsIn([...own, ...byRun], found.located.directory));
      }
      if (found.first.kind === 'portion') doubtful.set(resolution, found.first.directory);
      const isBeside = set.isBaseGuessed && set.base === directory && found === own[0];
      if (isBeside && outside.isStandard(set, parts)) beside.set(resolution, directory);
      return resolution;
    }
    return outside.inLibrary(set, directory, parts) ?? unowned(set, directory, walks, parts, walks === byRun);
  }

  /**
   * No root has it: unresolved when the project owns the first part, unknown when it does not.
   * @param isByRun the walk is from the folder that is on the path when a file in it is run
   */
  function unowned(
    set: RootSet,
    directory: string,
    walks: readonly Walk[],
    parts: readonly string[],
    isByRun: boolean,
  ): Resolution {
    const [first = ''] = parts;
    const stopped = walks.filter((walk) => walk.kind === 'stopped');
    const owner = stopped.find((walk) => walk.first.kind !== 'portion') ?? stopped[0];
    if (!owner || owner.first.kind === 'leftover')
      return neighbours.missing(set, directory, parts) ?? outside.thirdParty(set, directory, parts);
    if (owner.at?.kind === 'opaque' || owner.at?.kind === 'unbuilt')
      return { kind: 'unknown', reason: 'unbuilt' };
    const byConvention = walks.indexOf(owner) === 0 && (set.isBaseGuessed || isByRun);
    const isPortion = owner.first.kind === 'portion';
    // A module of `examples/ag_ui/` asks for `ag_ui.core`: its own package, or that of the distribution `ag-ui-protocol`.
    const asksItself = byConvention && isWithin(`${set.base}/${first}`, directory);
    const isGiven =
      (((isPortion && !dependencies.isOnlyItself(set, first)) || byConvention) &&
        outside.isDependency(set, directory, first)) ||
      (asksItself && dependencies.mayGive(set, directory, first));
    const isOfOther =
      owner.first.kind === 'module' &&
      selfImports.has(owner.first.file, first) &&
      (byConvention ||
        (outside.isDependency(set, directory, first) && parentOf(owner.first.file) !== directory));
    if (isGiven || isOfOther) return outside.thirdParty(set, directory, parts);
    if (isPortion && owner.at?.kind === 'portion' && dependencies.mayAddTo(set, directory, first))
      return { kind: 'unknown', reason: 'third-party' };
    const resolution = notFound.missing(owner, parts, stopped);
    if (isPortion && owner.first.kind === 'portion') doubtful.set(resolution, owner.first.directory);
    return resolution;
  }

  function located(at: Located, parts: readonly string[]): Resolution {
    switch (at.kind) {
      case 'package':
      case 'module':
        return { kind: 'module', module: at.file };
      case 'portion':
        virtual.addNamespace(at.directory);
        return { kind: 'module', module: at.directory };
      case 'opaque':
        return { kind: 'unknown', reason: 'opaque-file' };
      case 'unbuilt': {
        if (!isDeclaredOnly(at.file)) return { kind: 'unknown', reason: 'unbuilt' };
        const directory = parentOf(at.file) ?? '/';
        const depth = parts.length - 1;
        const gone = notFound.unresolved(directory, parts, depth, candidates(directory, parts.slice(depth)));
        declared.add(expectedFile(directory, parts.slice(depth)));
        return gone;
      }
      case 'leftover': {
        const expected = expectedFile(parentOf(at.directory) ?? at.directory, parts.slice(-1));
        return {
          kind: 'unresolved',
          reason: 'empty-directory',
          tried: candidates(parentOf(at.directory) ?? '/', parts.slice(-1)),
          expected,
          absent: parts.join('.'),
        };
      }
    }
  }

  function forRequest(answer: Resolution, request: ModuleRequest, record: ModuleRecord): Resolution {
    if (answer.kind !== 'unresolved') return answer;
    // Whoever checks types reads the declaration.
    if (request.typeOnly && declared.has(answer.expected ?? ''))
      return { kind: 'unknown', reason: 'unbuilt' };
    if (request.askedFor === true && answer.reason === 'not-found')
      return { kind: 'unknown', reason: 'generated' };
    // `if NEW: from lib.new import x`: of the versions of a package that the code is for, one is installed.
    if (answer.packageName !== undefined && request.conditional === true)
      return { kind: 'unknown', reason: 'third-party' };
    // `try: from .local_settings import *`, and a line of .gitignore that names the file: it is made where it is wanted.
    // So it is where `secrets.py-dist` or `secrets.example.py` lies beside it to be copied.
    const { expected } = answer;
    const isOnPurpose = expected !== undefined && ignored.patternOf(expected) !== null;
    if (isOnPurpose && (request.guard === 'optional' || hasExample(expected)))
      return { kind: 'unknown', reason: 'generated' };
    // `if TYPE_CHECKING: from _typeshed import …`, `try: import imp`: whoever asks so knows that it may be absent.
    // `try: import_module('abc.invalid')`, `except Exception`: a failure that is asked for.
    const isExpected =
      request.guard === 'optional' ||
      isTriedBefore(request, record) ||
      (request.guard === 'swallowed' && request.form === 'dynamic-import');
    if (answer.reason.endsWith('-builtin') && isExpected) return { kind: 'unknown', reason: 'third-party' };
    return answer;
  }

  /** `if HAS_IMP: import imp` is for those where the `try` that sets the flag found it. */
  function isTriedBefore({ onlyIf = [], specifier }: ModuleRequest, { requests }: ModuleRecord): boolean {
    return onlyIf.some(
      (test) =>
        'fallback' in test &&
        test.value !== test.fallback.value &&
        test.fallback.tried.some((index) => requests[index]?.specifier === specifier),
    );
  }

  function hasExample(file: string): boolean {
    const stem = baseNameOf(file).replace(/\.py$/, '');
    return context.fileSystem
      .list(parentOf(file) ?? '/')
      .some(({ name }) => name.startsWith(stem) && TEMPLATE.test(name.slice(stem.length)));
  }

  return {
    format: () => 'unknown',
    pythonVersion: (file) => outside.versionsLabel(roots.of(parentOf(file) ?? '/')),
    settings: (file) =>
      outside.library.record(file) ? SETTINGS : settingsOf(roots.of(parentOf(file) ?? '/')),
    resolve,
    virtualModule: (id) => virtual.record(id) ?? outside.library.record(id),
    submodules: (file) =>
      outside.library.record(file) ? outside.library.submodules(file) : virtual.submodules(file, projectsOf),
    complete(graph) {
      const ofOthers = withoutUntaken(graph);
      const used = ofOthers.size === 0 ? graph : new Map([...graph, ...ofOthers]);
      const changed = completeGraph(used, context.root, {
        doubtful,
        beside,
        alone: relative.alone,
        inModules: notFound.inModules,
      });
      const completed = changed.size === 0 ? used : new Map([...used, ...changed]);
      const loaded = withoutUnloaded(completed, context);
      return new Map([...ofOthers, ...changed, ...loaded]);
    },
    doubt: (missing, graph) => doubt(missing, graph, { root, fileSystem, putByPackage, ignored }),
    explain(file) {
      const set = roots.of(parentOf(file) ?? '/');
      return [
        ['versions', rangeLabel(outside.versionsOf(set)) || 'any'],
        ['searched', [...set.own, ...set.other].join(', ')],
        [
          'environments',
          roots
            .environments()
            .map(({ path }) => path)
            .join(', ') || 'none',
        ],
      ];
    },
    settingsErrors(checked) {
      const directories = new Set(
        checked.filter((file) => /\.pyw?$/.test(file)).map((file) => parentOf(file) ?? '/'),
      );
      const projects = new Set([...directories].flatMap((directory) => roots.of(directory).projects));
      // `{{cookiecutter.project_slug}}/pyproject.toml` is a template of one.
      return [...projects].flatMap(({ error }) => (error === null || error.file.includes('{{') ? [] : error));
    },
  };
}

/** The documents of releases, with code that is for those (https://docusaurus.io/docs/versioning). */
const OF_OTHER_VERSION = /\/versioned_docs\/version-[^/]+(?:\/|$)/;

/** What stands behind the name of a file that is there to be copied. */
const TEMPLATE = /^(?:\.py)?[-._](?:dist|example|sample|template|tmpl|tpl|in|defaults?)(?:\.py)?$/i;

function namesTaken({ imports }: ModuleRecord, request: number): string[] {
  return imports.filter((entry) => entry.request === request).map(({ importName }) => importName);
}

function markBeside(resolution: Resolution, isBeside: boolean): Resolution {
  return isBeside && resolution.kind === 'module' ? { ...resolution, isBeside } : resolution;
}

const SETTINGS: ModuleSettings = {
  runtime: 'python',
  format: 'unknown',
  typescript: false,
  verbatim: false,
  isolated: false,
};

function settingsOf({ projects: [project] }: RootSet): ModuleSettings {
  return project ? { ...SETTINGS, packageRoot: project.directory } : SETTINGS;
}
