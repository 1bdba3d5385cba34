// The modules that configuration files of tools, and scripts that call a bundler, name as text: `setupFiles` of test
// runners, `input` and `entry` of bundlers, what Vite renders on the server, `entry` of a function of the AWS CDK, handlers of
// serverless.ts, the routes of React Router. The files are not run: what stands behind such a key, and is the path of a
// module, is taken.

import { asObject, readTextOrNull, stringsIn } from '../../host/settings-file.ts';
import { type ModuleId, relativeId } from '../../model/module-id.ts';
import { baseNameOf, parentOf } from '../../model/path.ts';
import { isToolName } from './conventions.ts';
import type { Entry, EntryKind, EntrySources } from './entry.ts';

interface SettingKey {
  readonly name: RegExp;
  readonly kind: EntryKind;
  /** `/src/main.ts` starts where the tool does. */
  readonly isFromRoot?: true;
}

const KEYS: readonly SettingKey[] = [
  {
    name: /\b(?:setupFiles|setupFilesAfterEnv|globalSetup|globalTeardown|setupFile|supportFile|testEnvironment)["']?\s*:/g,
    kind: 'test',
  },
  { name: /\b(?:entry|entries|entryPoints|entrypoints|input|script)["']?\s*:/g, kind: 'production' },
  // https://vite.dev/config/build-options#build-ssr, https://vite.dev/guide/ssr#setting-up-the-dev-server
  { name: /\bssr["']?\s*:(?=\s*["'`])|\bssrLoadModule\(/g, kind: 'production', isFromRoot: true },
];
/** Its `entries` are searched for packages. https://vite.dev/config/dep-optimization-options */
const SCANNED = /\boptimizeDeps["']?\s*:/g;
/** Configuration files whose `entry` or `script` is none that a program starts with. */
const CHECKING = /^(?:eslint|knip|prettier|stylelint|typedoc|commitlint|lint-staged|tailwind|postcss)\b/;
/** A script that imports one of these, or speaks of `Bun.build(`, builds what it names. */
const BUNDLER = /^(?:esbuild|rollup|rolldown|tsup|tsdown|webpack|vite|@parcel\/core|@vercel\/ncc)$/;
const SERVERLESS = /\/serverless\.[cm]?[jt]s$/;
const HANDLER = /\bhandler["']?\s*:\s*["'`](?:\$\{([^}]*)\})?([\w./-]+)\.\w+["'`]/g;
/** All strings of it are modules. https://reactrouter.com/start/framework/routing */
const ROUTES = /(?:^|\/)app\/routes\.[cm]?[jt]s$/;
const ROUTE_BUILDERS = /['"]@(?:react-router|remix-run)\/(?:dev\/routes|route-config)['"]/;

export function toolSettingEntries(sources: EntrySources): Entry[] {
  const { root, files, packageAround } = sources;
  const services = new Set(files.modules.filter((file) => SERVERLESS.test(file)).map(parentOf));
  const inFiles = files.modules.flatMap((file) => {
    const path = relativeId(root, file);
    if (ROUTES.test(path)) return routesIn(file, sources);
    const places = () => [parentOf(file), packageAround(file)];
    if (isToolName(path)) return CHECKING.test(baseNameOf(file)) ? [] : namedIn(file, places(), sources);
    if (isStack(file, sources)) return namedIn(file, places(), sources);
    if (isOfServerless(file, services, sources)) return handlersIn(file, sources);
    // Paths of a script are read where it is started: beside package.json.
    return isBuildScript(file, sources) ? namedIn(file, places().toReversed(), sources) : [];
  });
  return [...inFiles, ...settingsInManifests(sources)];
}

/** A stack of the AWS CDK names what its functions run. https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_lambda_nodejs-readme.html */
function isStack(file: ModuleId, { graph }: EntrySources): boolean {
  const requests = graph.get(file)?.record.requests ?? [];
  return requests.some(({ specifier }) => /^(?:aws-cdk-lib|@aws-cdk)\/aws-lambda-nodejs$/.test(specifier));
}

function isBuildScript(file: ModuleId, { graph, fileSystem }: EntrySources): boolean {
  const { record } = graph.get(file) ?? {};
  if (record === undefined || record.language !== 'javascript') return false;
  if (record.requests.some(({ specifier, typeOnly }) => !typeOnly && BUNDLER.test(specifier))) return true;
  // Bun is no import: https://bun.sh/docs/bundler
  return (
    /(?:^|[/.-])build/.test(baseNameOf(file)) && /\bBun\.build\(/.test(readTextOrNull(fileSystem, file) ?? '')
  );
}

/** @param directories where the paths in it may start; the first in which one leads to a module decides */
function namedIn(
  file: string,
  directories: readonly (string | null)[],
  { fileSystem, files }: EntrySources,
): Entry[] {
  const text = withoutComments(readTextOrNull(fileSystem, file) ?? '');
  const because = `named in ${baseNameOf(file)}`;
  const scanned = [...text.matchAll(SCANNED)].map(({ index, 0: key }) => {
    const start = index + key.length;
    return { start, end: start + valueAt(text, start).length };
  });
  return KEYS.flatMap(({ name, kind, isFromRoot }) =>
    [...text.matchAll(name)].flatMap(({ index, 0: key }) => {
      if (scanned.some(({ start, end }) => index > start && index < end)) return [];
      return textsIn(valueAt(text, index + key.length)).flatMap((word) => {
        const path = isFromRoot === true ? word.replace(/^\//, './') : word;
        return firstNamed(path, directories, files).map((module) => ({ module, kind, because }));
      });
    }),
  );
}

/** `serverless.ts`, and what describes a function for it in a package that has one. */
function isOfServerless(
  file: ModuleId,
  services: ReadonlySet<string | null>,
  sources: EntrySources,
): boolean {
  if (services.size === 0) return false;
  if (SERVERLESS.test(file)) return true;
  const mayDescribe = /\/(?:functions?|lambdas?|handlers?)\/.*\.[jt]s$/.test(file);
  return mayDescribe && services.has(sources.packageAround(file));
}

/**
 * ``handler: 'src/hello.main'`` from the package, ``handler: `${handlerPath(__dirname)}/handler.main` `` from the file.
 * https://www.serverless.com/framework/docs/providers/aws/guide/functions
 */
function handlersIn(file: ModuleId, { packageAround, fileSystem, files }: EntrySources): Entry[] {
  const text = withoutComments(readTextOrNull(fileSystem, file) ?? '');
  const because = `a handler in ${baseNameOf(file)}`;
  return [...text.matchAll(HANDLER)].flatMap(({ 1: computed, 2: path = '' }): Entry[] => {
    if (computed !== undefined && !computed.includes('__dirname')) return [];
    const directory = computed === undefined ? packageAround(file) : parentOf(file);
    const module = files.find(directory ?? '/', path.replace(/^\//, ''));
    return module === null ? [] : [{ module, kind: 'production', because }];
  });
}

function routesIn(file: string, { fileSystem, files }: EntrySources): Entry[] {
  const text = withoutComments(readTextOrNull(fileSystem, file) ?? '');
  if (!ROUTE_BUILDERS.test(text)) return [];
  return textsIn(text).flatMap((word): Entry[] => {
    const module = /\.[cm]?[jt]sx?$/.test(word) ? files.find(parentOf(file) ?? '/', word) : null;
    return module === null ? [] : [{ module, kind: 'production', because: 'a route of routes.ts' }];
  });
}

/** `jest` and `tsup` of package.json. */
function settingsInManifests({ packages, files }: EntrySources): Entry[] {
  return packages.flatMap(({ directory, manifest }) => {
    const { setupFiles, setupFilesAfterEnv, globalSetup, globalTeardown } = asObject(manifest['jest']) ?? {};
    const named = (value: unknown, kind: EntryKind, because: string): Entry[] =>
      stringsIn(value).flatMap((word) =>
        modulesNamed(word, directory, files).map((module) => ({ module, kind, because })),
      );
    return [
      ...named(
        [setupFiles, setupFilesAfterEnv, globalSetup, globalTeardown],
        'test',
        '"jest" of package.json',
      ),
      // https://tsup.egoist.dev/#using-custom-configuration
      ...named(asObject(manifest['tsup'])?.['entry'], 'production', '"tsup" of package.json'),
    ];
  });
}

function firstNamed(
  word: string,
  directories: readonly (string | null)[],
  files: EntrySources['files'],
): readonly string[] {
  for (const directory of directories) {
    const modules = modulesNamed(word, directory ?? '/', files);
    if (modules.length > 0) return modules;
  }
  return [];
}

function modulesNamed(word: string, directory: string, files: EntrySources['files']): readonly string[] {
  const path = word.replace(/^<rootDir>\/?/, './');
  // A bare name is a package.
  if (!/[./]/.test(path) || path.startsWith('@')) return [];
  if (path.includes('*')) return files.match(directory, path);
  const module = files.find(directory, path);
  return module === null ? [] : [module];
}

/** From a colon to the end of the value: of brackets the matching one, of anything else the end of the line. */
function valueAt(text: string, start: number): string {
  const from = start + (/^\s*/.exec(text.slice(start))?.[0].length ?? 0);
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if ('[{('.includes(character)) depth++;
    else if (']})'.includes(character)) depth--;
    if (depth < 0 || (depth === 0 && (character === ',' || character === '\n'))) return text.slice(from, at);
  }
  return text.slice(from);
}

/** `path.join(__dirname, '..', 'src', 'main.ts')` */
const JOINED = /\b(?:join|resolve)\(\s*(?:__dirname|import\.meta\.dirname|process\.cwd\(\))\s*,([^()]*)\)/g;

function textsIn(code: string): string[] {
  const joined = [...code.matchAll(JOINED)].map(([, parts = '']) => quotedIn(parts).join('/'));
  return [...joined, ...quotedIn(code.replace(JOINED, ''))];
}

function quotedIn(code: string): string[] {
  return [...code.matchAll(/"([^"\n]*)"|'([^'\n]*)'|`([^`$]*)`/g)].map(
    ([, double, single, template]) => double ?? single ?? template ?? '',
  );
}

// Strings first: '**/*.ts' opens no comment.
const TEXT_OR_COMMENT =
  /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

function withoutComments(text: string): string {
  return text.replace(TEXT_OR_COMMENT, (_whole, quoted?: string) => quoted ?? ' ');
}
