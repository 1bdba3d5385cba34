// What to say about a path that leads nowhere: where it was looked for, what is there instead, and where the file would
// be expected.

import type { FileSystem } from '../../../host/file-system.ts';
import { addTo } from '../../../model/lists.ts';
import { nearestName } from '../../../model/nearest-name.ts';
import { baseNameOf, below, parentOf, relativePath } from '../../../model/path.ts';
import type { UnresolvedResolution } from '../../../model/resolution.ts';
import type { Face, FileLookUp } from './file.ts';
import type { Importer } from './importer.ts';

const ENDING = /(?:\.d)?\.[cm]?[jt]sx?$/;

export interface MissingFiles {
  /**
   * @param path the absolute path that the specifier means
   * @param written how the specifier was written, to suggest another in the same style
   */
  describe(path: string, written: string, importer: Importer): UnresolvedResolution;
}

/** The names in a directory, in their order, by what is compared of them. */
interface Names {
  /** In lower case, without the ending of a script. */
  readonly byLowerBase: ReadonlyMap<string, readonly string[]>;
  /** Without the last ending, whatever it is. */
  readonly byStem: ReadonlyMap<string, readonly string[]>;
  /** Without the ending of a script; the last of several. */
  readonly byBase: ReadonlyMap<string, string>;
}

export function createMissingFiles(fileSystem: FileSystem, files: FileLookUp): MissingFiles {
  const namesByDirectory = new Map<string, Names>();

  /** Where thousands of imports lead into one directory, it is looked through once. */
  function namesIn(directory: string): Names {
    let names = namesByDirectory.get(directory);
    if (names === undefined) {
      names = groupNames(fileSystem.list(directory).map(({ name }) => name));
      namesByDirectory.set(directory, names);
    }
    return names;
  }

  function describe(path: string, written: string, importer: Importer): UnresolvedResolution {
    const face: Face = importer.dialect === 'javascript' ? 'runtime' : 'types';
    const plain = path.endsWith('/') ? path.slice(0, -1) : path;
    const base = {
      kind: 'unresolved',
      tried: triedPaths(path, face),
      expected: expectedPath(path, importer),
      ...(fileSystem.stat(plain) === 'directory' && { isFolder: true as const }),
    } as const;
    const otherCase = findIgnoringCase(plain);
    if (otherCase !== null && otherCase !== plain && files.find(otherCase, face, ['']) !== null) {
      return { ...base, reason: 'wrong-case', suggestion: inStyleOf(written, path, otherCase, importer) };
    }
    // A folder that is there, without the index file that this loader looks for.
    const inside =
      fileSystem.stat(plain) === 'directory' ? files.findInDirectory(plain, 'runtime', ['']) : null;
    if (inside !== null && written.startsWith('.'))
      return { ...base, reason: 'not-found', suggestion: relativePath(importer.directory, inside) };
    const near = nearestFile(plain);
    return {
      ...base,
      reason: 'not-found',
      ...(near === null ? {} : { suggestion: inStyleOf(written, path, near, importer) }),
    };
  }

  /** The same path in the case that is really there; endings may be missing. Null when nothing differs by case only. */
  function findIgnoringCase(path: string): string | null {
    const parent = parentOf(path);
    if (parent === null) return null;
    const directory = fileSystem.stat(parent) === 'directory' ? parent : findIgnoringCase(parent);
    if (directory === null) return null;
    const base = baseNameOf(path).replace(ENDING, '');
    const wanted = baseNameOf(path).toLowerCase();
    const found = namesIn(directory)
      .byLowerBase.get(wanted.replace(ENDING, ''))
      ?.find(
        (name) => name.toLowerCase() === wanted || directory !== parent || name.replace(ENDING, '') !== base,
      );
    return found === undefined ? null : below(directory, found);
  }

  /** The file beside it whose name is nearest, or the one of the same name with another ending. */
  function nearestFile(path: string): string | null {
    const parent = parentOf(path);
    if (parent === null) return null;
    const wanted = baseNameOf(path);
    const wantedBase = wanted.replace(ENDING, '');
    const { byStem, byBase } = namesIn(parent);
    const sameBase = byStem.get(wantedBase)?.find((name) => name !== wanted);
    if (sameBase !== undefined) return below(parent, sameBase);
    const near = nearestName(wantedBase, byBase.keys());
    const name = near === null ? undefined : byBase.get(near);
    return name === undefined ? null : below(parent, name);
  }

  return { describe };
}

function groupNames(names: readonly string[]): Names {
  const byLowerBase = new Map<string, string[]>();
  const byStem = new Map<string, string[]>();
  for (const name of names) {
    addTo(byLowerBase, name.toLowerCase().replace(ENDING, ''), name);
    addTo(byStem, name.replace(/\.[A-Za-z0-9]+$/, ''), name);
  }
  return { byLowerBase, byStem, byBase: new Map(names.map((name) => [name.replace(ENDING, ''), name])) };
}

/** The same specifier with `found` in the place of `path`; endings are kept as they were written, if that leads there. */
function inStyleOf(written: string, path: string, found: string, importer: Importer): string {
  const foundEnding = ENDING.exec(found)?.[0] ?? '';
  const outputEnding =
    importer.dialect === 'javascript' ? foundEnding : foundEnding.replace(/^(?:\.d)?\.([cm]?)tsx?$/, '.$1js');
  const ending = found === path + foundEnding ? outputEnding : (ENDING.exec(written)?.[0] ?? '');
  const base = found.slice(0, found.length - foundEnding.length);
  if (/^\.{1,2}(?:\/|$)/.test(written)) {
    return relativePath(importer.directory, base) + (foundEnding === '' ? '' : ending);
  }
  // An alias: what they share at the end is replaced.
  const parts = base.split('/');
  const writtenParts = written.split('/');
  const last = parts.length - path.split('/').length;
  if (last !== 0) return baseNameOf(base) + ending;
  for (let index = 1; index <= Math.min(parts.length, writtenParts.length - 1); index++) {
    writtenParts[writtenParts.length - index] = parts[parts.length - index] ?? '';
  }
  return writtenParts.join('/') + (foundEnding === '' ? '' : ending);
}

/** The files that a path may mean, without those that only a bundler looks for. */
export function triedPaths(path: string, face: Face): readonly string[] {
  const endings = face === 'types' ? ['.ts', '.tsx', '.d.ts', '.js'] : ['.js', '.ts', '.json'];
  const ending = /\.[cm]?js$/.exec(path)?.[0];
  if (ending !== undefined) {
    const source = path.slice(0, -ending.length) + ending.replace('js', 'ts');
    return face === 'types' ? [source, path] : [path, source];
  }
  if (/.\.[A-Za-z0-9]+$/.test(baseNameOf(path)) && !/\.(?:[a-z]+\.)?[a-z]{7,}$/.test(path)) return [path];
  const plain = path.replace(/\/$/, '');
  return [
    ...endings.map((item) => plain + item),
    ...endings.slice(0, 2).map((item) => below(plain, `index${item}`)),
  ];
}

/** Where a new file would be found by this specifier, in the language of the importer. */
function expectedPath(path: string, importer: Importer): string {
  const typescript = importer.dialect === 'typescript' || importer.dialect === 'declaration';
  const ending = /\.[cm]?jsx?$/.exec(path)?.[0];
  if (ending !== undefined)
    return typescript ? path.slice(0, -ending.length) + ending.replace('js', 'ts') : path;
  if (path.endsWith('/')) return `${path}index${typescript ? '.ts' : '.js'}`;
  if (
    /\.(?:[cm]?tsx?|json|vue|svelte|astro|mdx|css|scss|sass|less|svg|png|jpe?g|gif|webp|md|html?|wasm|txt|ya?ml)$/i.test(
      path,
    )
  ) {
    return path;
  }
  return path + (typescript ? '.ts' : '.js');
}
