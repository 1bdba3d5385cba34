// What the versions of files in git's history export. Git is asked for many of them at once: a process for each would
// take longer than everything else.

import { milliseconds } from '../../host/clock.ts';
import { readObjectsSoFar } from '../../host/git.ts';
import { type ModuleId, relativeId } from '../../model/module-id.ts';
import { isWithin } from '../../model/path.ts';
import type { ReadExports, TextExports } from './text-exports.ts';

export interface FileVersions {
  /** @param objects ids, or `REV:path`; null is passed over. Reads them in one go, so that none of them is asked for by itself. */
  readAhead(objects: Iterable<string | null>): void;
  /** Whether git has a file of that id, or `REV:path`. */
  has(object: string): boolean;
  /**
   * What an object exports as the file of that path; null without an object, when that cannot be told, or when its text
   * does not even have the word `needle`, which spares the parse.
   */
  namesOf(object: string | null, file: ModuleId, needle: string): ReadonlySet<string> | null;
  /** Whether an object, as the file of that path, exports a name that it does not take from another module. */
  declares(object: string | null, file: ModuleId, name: string): boolean;
  /**
   * Whether a module that the older version passed on with a star, and the newer one does not, had the name in a commit,
   * while none that the newer one passes on has it in the next.
   */
  lostWithStar(name: string, file: ModuleId, versions: StarVersions): boolean;
  /** False when git could not give everything that it has, or not in time. */
  readonly isWhole: boolean;
}

/** Two versions of a file, and what names the commits that they are of. */
export interface StarVersions {
  readonly before: string;
  readonly after: string;
  readonly commitBefore: string;
  readonly commitAfter: string;
}

/** Modules behind the stars of one module. */
const MAX_STARS = 40;

/**
 * @param read what a text exports as the file of that path
 * @param deadline as {@link milliseconds} counts; later nothing is asked
 */
export function createFileVersions(top: string, read: ReadExports, deadline: number): FileVersions {
  const texts = new Map<string, string | null>();
  /** By object: the lines that pass on all of another module. Every name that is asked for asks for them again. */
  const starLines = new Map<string, readonly string[]>();
  /** By object and path. */
  const exports = new Map<string, TextExports>();
  let isWhole = true;

  function textOf(object: string): string | null {
    readAhead([object]);
    return texts.get(object) ?? null;
  }

  function exportsOf(object: string, file: ModuleId, text: string): TextExports {
    const key = `${object}|${file}`;
    const known = exports.get(key) ?? read(file, text);
    exports.set(key, known);
    return known;
  }

  function starLinesOf(object: string, text: string): readonly string[] {
    const known = starLines.get(object) ?? linesWithStar(text);
    starLines.set(object, known);
    return known;
  }

  /** Whether one of the modules behind stars has the name in a commit, itself or by a star of its own. */
  function comesByStar(name: string, stars: readonly (readonly ModuleId[])[], commit: string): boolean {
    const open = [...stars];
    for (const places of open) {
      if (open.length > MAX_STARS) return false;
      const inside = places.filter((place) => isWithin(top, place));
      const objects = inside.map((place) => `${commit}:${relativeId(top, place)}`);
      readAhead(objects);
      const at = objects.findIndex((object) => textOf(object) !== null);
      const [object, file] = [objects[at], inside[at]];
      const text = object === undefined ? null : textOf(object);
      if (object === undefined || file === undefined || text === null) continue;
      const { starNames, stars: further } = exportsOf(object, file, text);
      if (starNames.has(name)) return true;
      for (const star of further) if (!open.some((known) => known[0] === star[0])) open.push(star);
    }
    return false;
  }

  function readAhead(objects: Iterable<string | null>): void {
    const unread = [...new Set(objects)].filter(
      (object): object is string => object !== null && !texts.has(object) && !object.includes('\n'),
    );
    const timeout = deadline - milliseconds();
    if (unread.length === 0) return;
    if (timeout <= 0) {
      isWhole = false;
      return;
    }
    const { contents, error } = readObjectsSoFar(top, unread, { atHand: true, timeout });
    if (error !== null) isWhole = false;
    contents.forEach((bytes, index) => {
      texts.set(unread[index] ?? '', bytes?.toString('utf8') ?? null);
    });
  }

  return {
    readAhead,
    has(object) {
      return textOf(object) !== null;
    },
    get isWhole() {
      return isWhole;
    },
    namesOf(object, file, needle) {
      if (object === null) return null;
      const text = textOf(object);
      // A default export has no word of its own in every language.
      if (text === null || (needle !== 'default' && !text.includes(needle))) return null;
      return exportsOf(object, file, text).names;
    },
    declares(object, file, name) {
      const text = object === null ? null : textOf(object);
      return object !== null && text !== null && exportsOf(object, file, text).ownNames.has(name);
    },
    lostWithStar(name, file, { before, after, commitBefore, commitAfter }) {
      const [older, newer] = [textOf(before), textOf(after)];
      if (older === null || newer === null) return false;
      // Where no line with a star went, none of the two needs to be parsed.
      const left = starLinesOf(after, newer);
      if (starLinesOf(before, older).every((line) => left.includes(line))) return false;
      const then = exportsOf(before, file, older).stars;
      const now = exportsOf(after, file, newer).stars;
      const dropped = then.filter(([place]) => !now.some(([other]) => other === place));
      return comesByStar(name, dropped, commitBefore) && !comesByStar(name, now, commitAfter);
    },
  };
}

/** `export * from './a'`, `from a import *`, and what compilers make of the former. */
const STAR = /\b(?:export(?:\s+type)?|import)\s*\*|\b_*export_?[sS]tar\b/g;

function linesWithStar(text: string): readonly string[] {
  return [...text.matchAll(STAR)].map(({ index }) => {
    const end = text.indexOf('\n', index);
    return text.slice(text.lastIndexOf('\n', index) + 1, end === -1 ? undefined : end);
  });
}
