// What the specifiers of a JavaScript or TypeScript file mean. Puts the parts together and chooses among them by the form
// of the request and of the specifier; each answer is kept per directory, so asking again costs a look-up.

import { createIgnoredPaths } from '../../discover/ignored-paths.ts';
import { createPackageJsonReader, type PackageJson } from '../../discover/package-json.ts';
import { type BuiltinModules, builtinModulesOf } from '../../host/builtin-modules.ts';
import type { ModuleId } from '../../model/module-id.ts';
import type { ModuleRecord } from '../../model/module-record.ts';
import type { ModuleRequest, RequestForm } from '../../model/module-request.ts';
import { below, isWithin, parentOf, resolvePath } from '../../model/path.ts';
import type { Resolution } from '../../model/resolution.ts';
import type { CreateResolver } from '../language.ts';
import { absentEntries } from './resolve/absent-entries.ts';
import { createBareResolver } from './resolve/bare.ts';
import { createBroughtAlong } from './resolve/brought-along.ts';
import { createBuildOutput } from './resolve/build-output.ts';
import { builtinRecord } from './resolve/builtin-record.ts';
import { createElsewhere } from './resolve/elsewhere.ts';
import { createFileLookUp } from './resolve/file.ts';
import { withGlobbedModules } from './resolve/globbed-modules.ts';
import { createImporters, type Importer, isUnchecked } from './resolve/importer.ts';
import { createInstalled } from './resolve/installed.ts';
import { isInCopyOnDemand } from './resolve/instrumented.ts';
import { refuseJson } from './resolve/json-attribute.ts';
import { createMakers } from './resolve/maker.ts';
import { nodeMajorOf } from './resolve/node-version.ts';
import { createPackageLookUp, runtimeConditions } from './resolve/package.ts';
import { createPathResolver, type Want } from './resolve/path.ts';
import { matchingPattern } from './resolve/patterns.ts';
import { givenByPhantom } from './resolve/phantom.ts';
import { createRelativeResolver } from './resolve/relative.ts';
import { underConditions } from './resolve/script-conditions.ts';
import { settingsErrors, settingsNotices } from './resolve/settings.ts';
import { classifySpecifier, typesPackageOf } from './resolve/specifier.ts';
import { createToolScope } from './resolve/tools.ts';
import { createTsconfigReader } from './resolve/tsconfig.ts';
import { createTsconfigScope } from './resolve/tsconfig-scope.ts';
import { formClass, laxMode, wantOf } from './resolve/want.ts';

/** Source: github.com/tc39/proposal-import-text, github.com/tc39/proposal-import-bytes, bun.com/docs/bundler/loaders. */
const DATA_TYPE = /^(?:text|bytes|file|css|html)$/;
/** Forms whose specifier is a path also without a dot in front. */
const PATH_FORMS: ReadonlySet<RequestForm> = new Set(['reference-path', 'url', 'component-src']);
/** What is served as it stands; a script of that form may be put there by whoever deploys it. */
const ASSET = /\.(?:svg|png|jpe?g|gif|webp|avif|ico|css|woff2?|mp[34])$/;

export const createResolver: CreateResolver = (context) => {
  const { root, fileSystem, options } = context;
  const packages = createPackageJsonReader(fileSystem);
  const installed = createInstalled(root, fileSystem, packages);
  const files = createFileLookUp(fileSystem, packages);
  const tsconfigs = createTsconfigReader(fileSystem, extendedConfig);
  const configs = createTsconfigScope(fileSystem, tsconfigs, options.tsconfig ?? null);
  const tools = createToolScope(root, fileSystem, packages, installed.workspaces);
  const importers = createImporters(packages, configs, tools, installed, context);
  const outputs = createBuildOutput(context, packages, files, tsconfigs);
  const ignored = createIgnoredPaths(root, fileSystem);
  const makers = createMakers(root, context.files, fileSystem, packages);
  const paths = createPathResolver(context, packages, files, outputs, ignored, makers);
  const relative = createRelativeResolver(fileSystem, files, paths);
  const lookUp = createPackageLookUp(fileSystem, packages, files);
  const bare = createBareResolver(context, packages, installed, lookUp, paths, outputs, builtins);
  const elsewhere = createElsewhere(context, packages, installed);
  const answers = new Map<string, Map<string, Resolution>>();
  const broughtBy = createBroughtAlong(packagesOfProject, installed, packages);
  let tookAsFine: 'all' | 'development' | null = null;
  let knownBuiltins: BuiltinModules | null = null;

  function noteTaken(isLeftOut: boolean): void {
    if (isLeftOut) tookAsFine ??= 'development';
    else if (tookAsFine !== 'all' && !installed.isInstalled(root)) tookAsFine = 'all';
  }

  /** Found out when the first built-in module is asked for. */
  function builtins(): BuiltinModules {
    knownBuiltins ??= builtinModulesOf(nodeMajorOf(root, options.nodeVersion, fileSystem, packages));
    return knownBuiltins;
  }

  /** `"extends": "@tsconfig/node20/tsconfig.json"`: a package, with or without the file's name and ending. */
  function extendedConfig(directory: string, specifier: string): string | null {
    const [first = '', second = ''] = specifier.split('/');
    const packageName = first.startsWith('@') ? `${first}/${second}` : first;
    const rest = specifier.slice(packageName.length + 1);
    for (const location of installed.locate(directory, packageName)) {
      const named = packages.read(location.directory)?.fields['tsconfig'];
      const file = rest !== '' ? rest : typeof named === 'string' ? named : 'tsconfig.json';
      const path = resolvePath(location.directory, `./${file}`);
      const exported = lookUp.runtime(location.directory, rest === '' ? '.' : `./${rest}`, {
        ...laxMode('require', options.conditions),
      });
      const found = [path, `${path}.json`, below(path, 'tsconfig.json')].find(files.isFile);
      if (found !== undefined) return found;
      if (exported.kind === 'found' && exported.path.endsWith('.json')) return exported.path;
    }
    return null;
  }

  function resolve(file: ModuleId, record: ModuleRecord, request: number): Resolution {
    const asked = record.requests[request];
    if (asked === undefined) return { kind: 'unknown', reason: 'not-literal' };
    const importer = importers.importerOf(file);
    const want = wantOf(file, record, asked, importer, importers, options);
    const { mode } = want;
    // What a path means depends on the directory; what a name means, on less.
    const isPath = /^[./]/.test(asked.specifier) || PATH_FORMS.has(asked.form);
    const place = isPath ? `${importer.directory}\0${importer.scope}` : importer.scope;
    const key = `${formClass(asked.form)}${mode.syntax}${mode.loader}${mode.strict}${mode.mainFirst}${want.types}${want.erased}${asked.nameOnly === true}${asked.untold === true}${asked.attributeType}\0${asked.specifier}`;
    let known = answers.get(place);
    if (known === undefined) {
      known = new Map();
      answers.set(place, known);
    }
    let answer = known.get(key);
    if (answer === undefined) {
      const told = underConditions(asked.specifier, importer, want, (used) =>
        answerTo(asked, importer, used),
      );
      const found = refuseJson(asData(told, asked), asked, importer, want);
      answer = leaveUnchecked(found, importer, asked);
      known.set(key, answer);
      if (answer.kind === 'external') noteTaken(answer.isLeftOut === true);
    }
    if (asked.virtual === true && answer.kind === 'unresolved') return { kind: 'unknown', reason: 'mocked' };
    const told = elsewhere(file, asked, importer, answer) ?? givenByPhantom(asked.specifier, record, answer);
    if (told !== null || answer.kind !== 'unresolved') return told ?? answer;
    return isInCopyOnDemand(asked, record, importer.directory, fileSystem)
      ? { ...answer, isOnDemand: true }
      : answer;
  }

  /** `with { type: 'text' }`: what is in the file, whatever its ending says. */
  function asData(answer: Resolution, { attributeType = '' }: ModuleRequest): Resolution {
    return answer.kind === 'module' && DATA_TYPE.test(attributeType)
      ? { kind: 'asset', path: answer.module }
      : answer;
  }

  /** `skipLibCheck`: the project itself does not look at what stands in declaration files. */
  function leaveUnchecked(answer: Resolution, importer: Importer, asked: ModuleRequest): Resolution {
    // A name that the author knows the compiler not to know, where a bundler may know it.
    const isMadeLater =
      asked.untold === true && importer.runtime !== 'node' && !/^[./]/.test(asked.specifier);
    if (isMadeLater && answer.kind === 'unresolved') return { kind: 'unknown', reason: 'virtual-module' };
    if (importer.isDeclaredElsewhere && answer.kind === 'module') {
      const { declared: _, broughtBy: __, countsIn: ___, ...known } = answer;
      return known;
    }
    if (answer.kind !== 'unresolved') return answer;
    if (importer.isTemplate) return { kind: 'unknown', reason: 'template' };
    // `@type {import('postcss-load-config').Config}`: editors take the types of what is not there for `any`.
    const isHint =
      asked.form === 'jsdoc' &&
      !importer.isCompiled &&
      answer.suggestion === undefined &&
      classifySpecifier(asked.specifier).kind === 'bare';
    return isHint || isUnchecked(importer) ? { kind: 'unknown', reason: 'skipped-declaration' } : answer;
  }

  function answerTo(asked: ModuleRequest, importer: Importer, want: Want): Resolution {
    const { form, specifier } = asked;
    // A comment to all but TypeScript, which leaves it in what it writes.
    if (form === 'reference-path' && importer.dialect === 'javascript' && !importer.isCompiled)
      return { kind: 'unknown', reason: 'skipped-declaration' };
    if (form === 'reference-types') return typeReference(specifier, importer, want);
    if (form === 'command-path') return commandPath(specifier, importer, want);
    const kind = classifySpecifier(specifier);
    if (kind.kind === 'relative' || (PATH_FORMS.has(form) && kind.kind === 'bare')) {
      const path = kind.kind === 'relative' ? kind.path : kind.name;
      const answer = relative.resolve(asked, path, kind.query, importer, want);
      if (kind.kind === 'relative' || answer.kind !== 'unresolved') return answer;
      // `new URL('@/worker.js', import.meta.url)`: bundlers put aliases in here too.
      const aliased = bare.resolve(specifier, kind.name, kind.query, importer, want);
      return aliased.kind === 'unresolved' ? answer : aliased;
    }
    switch (kind.kind) {
      case 'rooted':
        return rooted(asked, kind.path, kind.query, importer, want);
      case 'builtin-scheme': {
        const answer = bare.builtin(kind.name);
        // Node gives such a name back as it is, whatever it names.
        const isGiven = form === 'import-meta-resolve' && answer.kind === 'unresolved';
        return isGiven ? { kind: 'unknown', reason: 'url' } : answer;
      }
      case 'bare':
      case 'private':
        return kind.name === ''
          ? { kind: 'unknown', reason: 'not-literal' }
          : bare.resolve(specifier, kind.name, kind.query, importer, want);
      case 'template':
        return { kind: 'unknown', reason: 'not-literal' };
      case 'loader':
        return { kind: 'unknown', reason: 'loader' };
      case 'url':
        return { kind: 'unknown', reason: 'url' };
      case 'scheme':
        return { kind: 'unknown', reason: 'virtual-module' };
    }
  }

  /** Scripts of a package run in its directory, many others in the root; where a program is started is not told. */
  function commandPath(path: string, importer: Importer, want: Want): Resolution {
    for (const directory of [importer.packageJson?.directory ?? root, root, importer.directory]) {
      const found = paths.find(resolvePath(directory, path), '', importer, want);
      if (found !== null && found.kind !== 'unresolved') return found;
    }
    return { kind: 'unknown', reason: 'working-directory' };
  }

  /** A path on disk; else what a bundler serves: from the package, its `public` folder, or the root. */
  function rooted(
    { form, specifier }: ModuleRequest,
    path: string,
    query: string,
    importer: Importer,
    want: Want,
  ): Resolution {
    const packageDirectory = importer.packageJson?.directory ?? root;
    const bases = [packageDirectory, root].flatMap((directory) => [directory, below(directory, 'public')]);
    const candidates = [
      ...(isWithin(root, path) ? [path] : []),
      ...bases.map((base) => resolvePath(base, `.${path}`)),
    ];
    for (const candidate of candidates) {
      const found = paths.find(candidate, query, importer, want);
      if (found !== null && found.kind !== 'unresolved') return found;
    }
    const isLookedFor = form === 'import' && query === '' && ASSET.test(path) && isServedByVite(importer);
    if (!isLookedFor || importer.tools.mentions(specifier)) return { kind: 'unknown', reason: 'url' };
    return { kind: 'unresolved', reason: 'not-found', tried: candidates };
  }

  /**
   * Vite refuses an import of what is neither in its root nor in its `public` folder, unless its configuration says that
   * those are elsewhere: vite.dev/guide/assets.
   */
  function isServedByVite({ tools, packageJson }: Importer): boolean {
    return (
      packageJson !== null &&
      tools.declares('vite') &&
      fileSystem.stat(below(packageJson.directory, 'index.html')) === 'file' &&
      !['publicDir', 'root:', 'external'].some(tools.mentions)
    );
  }

  /** `/// <reference types="x" />` and an entry of tsconfig `types`. */
  function typeReference(specifier: string, importer: Importer, want: Want): Resolution {
    for (const typeRoot of importer.config?.options.typeRoots ?? []) {
      const found = lookUp.types(below(typeRoot, specifier), '.', want.mode);
      if (found !== null) return paths.ofFile(found);
    }
    const kind = classifySpecifier(specifier);
    if (kind.kind === 'relative')
      return paths.resolve(resolvePath(importer.directory, specifier), '', specifier, importer, want);
    for (const { directory } of installed.locate(importer.directory, typesPackageOf(specifier))) {
      const found = lookUp.types(directory, '.', want.mode);
      if (found !== null) return paths.ofFile(found);
    }
    const answer = bare.resolve(specifier, specifier, '', importer, want);
    const types = typesPackageOf(specifier);
    // `types="node"`: it is `@types/node` that is declared.
    const isAbsent = answer.kind === 'unresolved' && answer.reason === 'not-installed';
    return isAbsent && installed.declaration(importer.directory, types) !== 'undeclared'
      ? { ...answer, packageName: types }
      : answer;
  }

  function globalTypes(file: ModuleId): readonly ModuleId[] {
    const importer = importers.importerOf(file);
    const want: Want = { mode: laxMode('import', options.conditions), types: true, erased: true };
    const named = importer.config?.options.types?.filter((name) => name !== '*');
    const entries =
      named === undefined
        ? installed
            .globalTypePackages(importer.directory)
            .map((directory) => lookUp.types(directory, '.', want.mode))
        : named.map((name) => {
            const answer = typeReference(name, importer, want);
            return answer.kind === 'module' ? answer.module : null;
          });
    return [...entries.filter((entry) => entry !== null), ...namedDeclarations(importer)];
  }

  /**
   * Declarations that the configuration names one by one: a framework writes them into a folder that nothing else leads to
   * (`.astro/types.d.ts`).
   */
  function namedDeclarations({ config }: Importer): readonly ModuleId[] {
    return [...(config?.files ?? []), ...(config?.include ?? [])].filter(
      (path) => path.endsWith('.d.ts') && !/[*?]/.test(path) && files.isFile(path),
    );
  }

  function packagesOfProject(): readonly PackageJson[] {
    const top = packages.read(root);
    return top === null ? installed.workspaces() : [top, ...installed.workspaces()];
  }

  /** Of a file that no tsconfig includes nobody can tell, unless the other is of a package beside its own. */
  function mayShareGlobals(file: ModuleId, other: ModuleId): boolean {
    const owner = packages.nearest(parentOf(other) ?? root);
    return owner === null || isWithin(owner.directory, file) || configs.configOf(file).config === null;
  }

  return {
    complete: (graph) => withGlobbedModules(graph, fileSystem),
    format: importers.parseFormat,
    settings: importers.settings,
    resolve,
    globalTypes,
    outputs: {
      foldersOf: outputs.foldersOf,
      sourceOf: (path, directory, subpath) => outputs.sourceOf(path, directory, subpath, 'runtime'),
    },
    sharesGlobals: (file, other) => configs.sharesProgram(file, other) ?? mayShareGlobals(file, other),
    virtualModule: (id) =>
      id.startsWith('node:') ? builtinRecord(id.slice('node:'.length), builtins()) : null,
    absentEntries: () =>
      context.asInstalled === true ? absentEntries(packagesOfProject(), fileSystem, files, lookUp) : [],
    broughtBy: (packageName, importer, purpose) =>
      broughtBy(packageName, importers.importerOf(importer).directory, purpose),
    settingsErrors: (checked) => settingsErrors(checked, root, fileSystem, packages, importers),
    notices: (checked) => settingsNotices(checked, root, importers, tookAsFine),
    explain(file, record, request) {
      const asked = record.requests[request];
      if (asked === undefined) return [];
      const importer = importers.importerOf(file);
      const { mode, types } = wantOf(file, record, asked, importer, importers, options);
      const conditions = runtimeConditions(mode);
      return [
        ['configuration', importer.config?.path ?? 'no tsconfig or jsconfig'],
        ...pathsEntry(asked.specifier, importer),
        ['loaded by', `${importer.runtime}${mode.strict ? ' (exact names only)' : ''}`],
        ['surface', types ? 'types first' : 'JavaScript only'],
        ['conditions', [...conditions, 'default'].join(', ')],
      ];
    },
  };
};

/** The entry of tsconfig `paths` that a specifier matches, with the file that it stands in. */
function pathsEntry(specifier: string, { config }: Importer): [string, string][] {
  const { paths = {}, pathsFile } = config?.options ?? {};
  const pattern = /^\.{1,2}(?:\/|$)/.test(specifier) ? null : matchingPattern(paths, specifier);
  if (pattern === null) return [];
  return [['paths', `"${pattern}" in ${pathsFile ?? ''}: ${paths[pattern]?.join(', ') ?? ''}`]];
}
