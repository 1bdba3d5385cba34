// The modules that configuration files of tools name as text: `setupFiles` of test runners, `input` and `entry` of
// bundlers, `script` of pm2, the routes of React Router. The files are not run: what stands behind such a key, and is
// the path of a module, is taken.

import { readTextOrNull, stringsIn } from '../host/settings-file.ts';
import { relativeId } from '../model/module-id.ts';
import { baseNameOf, parentOf } from '../model/path.ts';
import { isToolName } from './conventions.ts';
import type { Entry, EntryKind, EntrySources } from './entry.ts';

interface SettingKey {
  readonly name: RegExp;
  readonly kind: EntryKind;
}

const KEYS: readonly SettingKey[] = [
  {
    name: /\b(?:setupFiles|setupFilesAfterEnv|globalSetup|globalTeardown|setupFile|supportFile|testEnvironment)["']?\s*:/g,
    kind: 'test',
  },
  { name: /\b(?:entry|entries|entryPoints|input|script)["']?\s*:/g, kind: 'production' },
];
/** Configuration files whose `entry` or `script` is none that a program starts with. */
const CHECKING = /^(?:eslint|knip|prettier|stylelint|typedoc|commitlint|lint-staged|tailwind|postcss)\b/;
/** All strings of it are modules. https://reactrouter.com/start/framework/routing */
const ROUTES = /(?:^|\/)app\/routes\.[cm]?[jt]s$/;
const ROUTE_BUILDERS = /['"]@(?:react-router|remix-run)\/(?:dev\/routes|route-config)['"]/;

export function toolSettingEntries(sources: EntrySources): Entry[] {
  const { root, files } = sources;
  const inFiles = files.modules.flatMap((file) => {
    const path = relativeId(root, file);
    if (ROUTES.test(path)) return routesIn(file, sources);
    return isToolName(path) && !CHECKING.test(baseNameOf(file)) ? namedIn(file, sources) : [];
  });
  return [...inFiles, ...jestInManifests(sources)];
}

function namedIn(file: string, { fileSystem, files }: EntrySources): Entry[] {
  const text = withoutComments(readTextOrNull(fileSystem, file) ?? '');
  const because = `named in ${baseNameOf(file)}`;
  return KEYS.flatMap(({ name, kind }) =>
    [...text.matchAll(name)].flatMap(({ index, 0: key }) =>
      textsIn(valueAt(text, index + key.length)).flatMap((word) =>
        modulesNamed(word, parentOf(file) ?? '/', files).map((module) => ({ module, kind, because })),
      ),
    ),
  );
}

function routesIn(file: string, { fileSystem, files }: EntrySources): Entry[] {
  const text = withoutComments(readTextOrNull(fileSystem, file) ?? '');
  if (!ROUTE_BUILDERS.test(text)) return [];
  return textsIn(text).flatMap((word): Entry[] => {
    const module = /\.[cm]?[jt]sx?$/.test(word) ? files.find(parentOf(file) ?? '/', word) : null;
    return module === null ? [] : [{ module, kind: 'production', because: 'a route of routes.ts' }];
  });
}

/** `jest` of package.json. */
function jestInManifests({ packages, files }: EntrySources): Entry[] {
  return packages.flatMap(({ directory, manifest }) => {
    const { setupFiles, setupFilesAfterEnv, globalSetup, globalTeardown } = (manifest['jest'] ??
      {}) as Record<string, unknown>;
    return stringsIn([setupFiles, setupFilesAfterEnv, globalSetup, globalTeardown]).flatMap((word) =>
      modulesNamed(word, directory, files).map(
        (module): Entry => ({ module, kind: 'test', because: '"jest" of package.json' }),
      ),
    );
  });
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

function textsIn(code: string): string[] {
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
