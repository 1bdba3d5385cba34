// Where Jest leads a path of a test that is not there for anybody else: by `moduleNameMapper`, also of a preset, and by a
// resolver of the project. Looked at as text; never run. https://jestjs.io/docs/configuration

import { isRecord, type PackageJsonReader } from '../../../discover/package-json.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { textOf } from '../../../host/text-of.ts';
import { below, isPathSpecifier, parentOf, resolvePath } from '../../../model/path.ts';
import { writtenExpression } from '../../../model/written-expression.ts';
import type { Installed } from './installed.ts';
import { parsePackageSpecifier } from './specifier.ts';

/** What the configuration of a directory says. */
interface JestConfig {
  readonly directory: string;
  readonly mapper: readonly { readonly pattern: RegExp; readonly targets: readonly string[] }[];
  /** The text of the resolver; empty without one. */
  readonly resolver: string;
}

const CONFIG_FILES = ['.js', '.ts', '.mjs', '.cjs', '.json'].map((ending) => `jest.config${ending}`);
const PRESET_FILES = ['.json', '.js', '.cjs', '.mjs'].map((ending) => `jest-preset${ending}`);

const ENDINGS = ['', '.js', '.ts', '.tsx', '.jsx', '.mjs', '.cjs', '.json', '/index.js', '/index.ts'];

/** `'^@/(.*)$': '<rootDir>/src/$1'`, `'\\.svg$': ['a', 'b']`: the pattern, and one or several targets. */
const ENTRY = /(['"`])((?:\\.|(?!\1).)+)\1\s*:\s*(\[[^\]]*\]|(['"`])(?:\\.|(?!\4).)*\4)/gs;
/** Up to the brace that closes it, which may stand in a string as well. */
const MAPPER = /\bmoduleNameMapper['"]?\s*:\s*\{((?:(['"`])(?:\\.|(?!\2).)*\2|[^'"`}])*)\}/s;
const STRING = /(['"`])((?:\\.|(?!\1).)*)\1/gs;

/** @returns tells of a path in a test whether Jest leads it to something that is there */
export function createJestMapping(
  fileSystem: FileSystem,
  packages: PackageJsonReader,
  installed: Installed,
): (specifier: string, directory: string) => boolean {
  const known = new Map<string, JestConfig | null>();

  /** The nearest configuration, in its own file or in package.json. */
  function configOf(directory: string): JestConfig | null {
    let config = known.get(directory);
    if (config === undefined) {
      const parent = parentOf(directory);
      config = configIn(directory) ?? (parent === null ? null : configOf(parent));
      known.set(directory, config);
    }
    return config;
  }

  function configIn(directory: string): JestConfig | null {
    const section = packages.read(directory)?.fields['jest'];
    const text = isRecord(section) ? JSON.stringify(section) : firstText(directory, CONFIG_FILES);
    if (text === null) return null;
    const resolver = stringOf(text, 'resolver');
    const preset = presetText(directory, stringOf(text, 'preset'));
    return {
      directory,
      // What a project says itself comes first.
      mapper: [...mapperIn(text), ...mapperIn(preset)],
      resolver: resolver === null ? '' : (textOf(placeOf(resolver, directory, directory), fileSystem) ?? ''),
    };
  }

  function presetText(directory: string, preset: string | null): string {
    if (preset === null) return '';
    const folders = isPathSpecifier(preset)
      ? [resolvePath(directory, preset)]
      : installed.locate(directory, preset).map((location) => location.directory);
    return folders.map((folder) => firstText(folder, PRESET_FILES)).find((text) => text !== null) ?? '';
  }

  function firstText(directory: string, names: readonly string[]): string | null {
    const name = names.find((one) => fileSystem.stat(below(directory, one)) === 'file');
    return name === undefined ? null : textOf(below(directory, name), fileSystem);
  }

  function isThere(target: string, config: JestConfig, directory: string): boolean {
    const isPath = isPathSpecifier(target) || target.startsWith('<rootDir>');
    if (isPath) {
      const place = placeOf(target, config.directory, directory);
      return ENDINGS.some((ending) => fileSystem.stat(place + ending) === 'file');
    }
    const parsed = parsePackageSpecifier(target);
    return parsed !== null && installed.locate(directory, parsed.packageName).length > 0;
  }

  return (specifier, directory) => {
    const config = configOf(directory);
    if (config === null) return false;
    if (config.resolver.includes(`'${specifier}'`) || config.resolver.includes(`"${specifier}"`)) return true;
    const entry = config.mapper.find(({ pattern }) => pattern.test(specifier));
    return (
      entry?.targets.some((target) =>
        isThere(filledIn(target, entry.pattern, specifier), config, directory),
      ) ?? false
    );
  };
}

function placeOf(path: string, rootDir: string, directory: string): string {
  const below = /^<rootDir>(.*)$/.exec(path)?.[1];
  return below === undefined ? resolvePath(directory, path) : resolvePath(rootDir, `.${below}`);
}

/** `$1` in a target is what the first group of the pattern matched. */
function filledIn(target: string, pattern: RegExp, specifier: string): string {
  const groups = pattern.exec(specifier) ?? [];
  return target.replace(/\$(\d)/g, (_, group: string) => groups[Number(group)] ?? '');
}

/** The value of a key that is a string. */
function stringOf(text: string, key: string): string | null {
  return new RegExp(`\\b${key}['"]?\\s*:\\s*(['"])([^'"\\n]+)\\1`).exec(text)?.[2] ?? null;
}

function mapperIn(text: string): JestConfig['mapper'] {
  const block = MAPPER.exec(text)?.[1] ?? '';
  return [...block.matchAll(ENTRY)].flatMap(([, , source = '', targets = '']) => {
    const pattern = writtenExpression(unescaped(source));
    const all = [...targets.matchAll(STRING)].map(([, , target = '']) => unescaped(target));
    return pattern === null ? [] : [{ pattern, targets: all }];
  });
}

/** A backslash in a string of JavaScript or JSON. */
function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, '$1');
}
