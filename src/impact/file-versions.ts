// What the versions of files in git's history export. Git is asked for many of them at once: a process for each would
// take longer than everything else.

import { milliseconds } from '../host/clock.ts';
import { readObjectsSoFar } from '../host/git.ts';
import type { ModuleId } from '../model/module-id.ts';

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
  /** False when git could not give everything that it has, or not in time. */
  readonly isWhole: boolean;
}

/**
 * @param exportedNames the names that a text exports as the file of that path; null when it cannot be told
 * @param deadline as {@link milliseconds} counts; later nothing is asked
 */
export function createFileVersions(
  top: string,
  exportedNames: (path: ModuleId, text: string) => ReadonlySet<string> | null,
  deadline: number,
): FileVersions {
  const texts = new Map<string, string | null>();
  /** By object and path. */
  const names = new Map<string, ReadonlySet<string> | null>();

  let isWhole = true;

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
      readAhead([object]);
      return (texts.get(object) ?? null) !== null;
    },
    get isWhole() {
      return isWhole;
    },
    namesOf(object, file, needle) {
      if (object === null) return null;
      readAhead([object]);
      const text = texts.get(object) ?? null;
      // A default export has no word of its own in every language.
      if (text === null || (needle !== 'default' && !text.includes(needle))) return null;
      const key = `${object}|${file}`;
      let known = names.get(key);
      if (known === undefined) {
        known = exportedNames(file, text);
        names.set(key, known);
      }
      return known;
    },
  };
}
