// Reads tsconfig.json and jsconfig.json through the file system of the view, `extends` included. Never throws: what
// cannot be read is said in `incomplete`, and specifiers that could depend on it are then unknown, not missing.
// Source: TSConfig reference, typescriptlang.org/tsconfig.

import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { isRecord } from '../../../discover/package-json.ts';
import { FileReadError, type FileSystem } from '../../../host/file-system.ts';
import { readJsonWithComments } from '../../../host/json-errors.ts';
import { below, parentOf, resolvePath } from '../../../model/path.ts';
import type { SettingsError } from '../../../model/settings-error.ts';
import { asArray, ownOptions, type RawOptions, type TsconfigOptions } from './tsconfig-options.ts';

export interface Tsconfig {
  readonly path: string;
  readonly directory: string;
  readonly options: TsconfigOptions;
  /** Absolute. Null where the field is not there. */
  readonly files: readonly string[] | null;
  /** Absolute globs. */
  readonly include: readonly string[] | null;
  readonly exclude: readonly string[] | null;
  /** Absolute paths of the configurations that this one refers to. */
  readonly references: readonly string[];
  /** One sentence when a part of it could not be read; null when all is there. */
  readonly incomplete: string | null;
  /** What is wrong in it or in what it extends; `extends` that leads nowhere is not: it may not be installed or made yet. */
  readonly errors: readonly SettingsError[];
}

/** Finds the package that an `extends` names; gives the path of its configuration or null. */
export type ExtendsResolver = (directory: string, specifier: string) => string | null;

export interface TsconfigReader {
  /** The configuration at this path; null when there is no file. */
  read(path: string): Tsconfig | null;
}

type Raw = {
  options: RawOptions;
  files: readonly string[] | null;
  include: readonly string[] | null;
  exclude: readonly string[] | null;
  references: readonly string[];
  incomplete: string | null;
  errors: readonly SettingsError[];
};

interface Content {
  readonly content: Readonly<Record<string, unknown>> | null;
  readonly error: SettingsError | null;
}

const CONFIG_DIR = '${configDir}';
const START = { start: 0, end: 0 };
const NO_NODE: Node = { type: 'null', offset: 0, length: 0 };

export function createTsconfigReader(
  fileSystem: FileSystem,
  resolveExtends: ExtendsResolver,
): TsconfigReader {
  const known = new Map<string, Tsconfig | null>();
  /** What many configurations extend is read once. */
  const contents = new Map<string, Content>();

  function read(path: string): Tsconfig | null {
    let found = known.get(path);
    if (found === undefined) {
      found = fileSystem.stat(path) === 'file' ? finish(path, readRaw(path, [])) : null;
      known.set(path, found);
    }
    return found;
  }

  function readRaw(path: string, chain: readonly string[]): Raw {
    const { content, error } = contentOf(path);
    const directory = parentOf(path) ?? path;
    let base = error === null ? empty(null) : broken('a tsconfig cannot be read', error);
    if (content === null) return base;
    for (const specifier of asStrings(content['extends']) ?? []) {
      const target = extendsTarget(directory, specifier);
      if (target === null && isTold(specifier)) continue;
      if (target === null) base = { ...base, incomplete: `"extends": "${specifier}" is not found` };
      else if (target === path || chain.includes(target)) base = merge(base, circle(path, specifier));
      else base = merge(base, readRaw(target, [...chain, path]));
    }
    return merge(base, ownPart(content, path));
  }

  function circle(path: string, specifier: string): Raw {
    const message = `"extends": "${specifier}" leads in a circle`;
    const node = findNodeAtLocation(parseTree(textOf(path)) ?? NO_NODE, ['extends']) ?? NO_NODE;
    const span = { start: node.offset, end: node.offset + node.length };
    return broken(message, { file: path, span, message });
  }

  /** The byte-order mark counts in offsets, and the parser must not see it. */
  function textOf(path: string): string {
    return fileSystem.readText(path).replace(/^\uFEFF/, ' ');
  }

  function contentOf(path: string): Content {
    let content = contents.get(path);
    if (content === undefined) {
      content = readContent(path);
      contents.set(path, content);
    }
    return content;
  }

  function readContent(path: string): Content {
    try {
      const { value, error } = readJsonWithComments(textOf(path));
      if (error !== null) return { content: isRecord(value) ? value : null, error: { file: path, ...error } };
      if (isRecord(value)) return { content: value, error: null };
      return { content: null, error: { file: path, span: START, message: 'the file holds no JSON object' } };
    } catch (error) {
      if (!(error instanceof FileReadError)) throw error;
      return { content: null, error: { file: path, span: START, message: error.message } };
    }
  }

  function extendsTarget(directory: string, specifier: string): string | null {
    if (!/^(?:\.{1,2}(?:\/|$)|\/|[A-Za-z]:\/)/.test(specifier)) return resolveExtends(directory, specifier);
    const path = resolvePath(directory, specifier);
    return (
      [path, `${path}.json`, below(path, 'tsconfig.json')].find((name) => fileSystem.stat(name) === 'file') ??
      null
    );
  }

  return { read };
}

/**
 * What SvelteKit writes before a build holds no names but `$lib` and those of its own configuration, which are looked for
 * there. Source: svelte.dev/docs/kit/configuration ("alias", "typescript").
 */
function isTold(specifier: string): boolean {
  return /(?:^|\/)\.svelte-kit\/tsconfig\.json$/.test(specifier);
}

function empty(incomplete: string | null): Raw {
  return { options: {}, files: null, include: null, exclude: null, references: [], incomplete, errors: [] };
}

function broken(incomplete: string, error: SettingsError): Raw {
  return { ...empty(incomplete), errors: [error] };
}

/** `references` is the one field that is not inherited. */
function merge(base: Raw, own: Raw): Raw {
  return {
    options: { ...base.options, ...own.options },
    files: own.files ?? base.files,
    include: own.include ?? base.include,
    exclude: own.exclude ?? base.exclude,
    references: own.references,
    incomplete: own.incomplete ?? base.incomplete,
    errors: [...base.errors, ...own.errors],
  };
}

function ownPart(content: Readonly<Record<string, unknown>>, path: string): Raw {
  const directory = parentOf(path) ?? path;
  const absolute = (value: string): string =>
    value.startsWith(CONFIG_DIR) ? value : resolvePath(directory, value) + (value.endsWith('/') ? '/' : '');
  const absoluteAll = (value: unknown): readonly string[] | null => asArray(value)?.map(absolute) ?? null;
  const compilerOptions = isRecord(content['compilerOptions']) ? content['compilerOptions'] : {};
  const references = Array.isArray(content['references']) ? content['references'] : [];
  return {
    options: {
      ...ownOptions(compilerOptions, absolute),
      ...(isRecord(compilerOptions['paths']) ? { pathsFile: path } : {}),
    },
    files: absoluteAll(content['files']),
    include: absoluteAll(content['include']),
    exclude: absoluteAll(content['exclude']),
    references: references.flatMap((reference: unknown) =>
      isRecord(reference) && typeof reference['path'] === 'string' ? [absolute(reference['path'])] : [],
    ),
    incomplete: null,
    errors: [],
  };
}

/** Puts in what only the outermost configuration knows: `${configDir}`, and the baseUrl for `paths`. */
function finish(path: string, raw: Raw): Tsconfig {
  const directory = parentOf(path) ?? path;
  const place = (value: string): string =>
    value.startsWith(CONFIG_DIR) ? resolvePath(directory, `.${value.slice(CONFIG_DIR.length)}`) : value;
  const placeAll = (values: readonly string[] | null): readonly string[] | null => values?.map(place) ?? null;
  const { options } = raw;
  for (const name of ['baseUrl', 'rootDir', 'outDir', 'declarationDir'] as const) {
    const value = options[name];
    if (value !== undefined) options[name] = place(value);
  }
  for (const name of ['rootDirs', 'typeRoots'] as const) {
    const value = options[name];
    if (value !== undefined) options[name] = value.map(place);
  }
  if (options.paths !== undefined) {
    options.paths = Object.fromEntries(
      Object.entries(options.paths).map(([pattern, targets]) => [
        pattern,
        targets.map((target) => {
          const [declaredIn = '', substitution = ''] = target.split('\0');
          return resolvePath(options.baseUrl ?? declaredIn, place(substitution));
        }),
      ]),
    );
  }
  return {
    path,
    directory,
    options,
    files: placeAll(raw.files),
    include: placeAll(raw.include),
    exclude: placeAll(raw.exclude),
    references: raw.references.map(place),
    incomplete: raw.incomplete,
    errors: raw.errors,
  };
}

function asStrings(value: unknown): readonly string[] | null {
  return typeof value === 'string' ? [value] : asArray(value);
}
