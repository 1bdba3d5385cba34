// What the versions of files in git's history export. Git is asked for many of them at once: a process for each would
// take longer than everything else.

import { readObjects } from '../host/git.ts';
import type { ModuleId } from '../model/module-id.ts';

export interface FileVersions {
  /** Reads objects in one go, so that none of them is asked for by itself. */
  readAhead(objects: Iterable<string | null>): void;
  /**
   * What an object exports as the file of that path; null without an object, when that cannot be told, or when its text
   * does not even have the word `needle`, which spares the parse.
   */
  namesOf(object: string | null, file: ModuleId, needle: string): ReadonlySet<string> | null;
}

/** @param exportedNames the names that a text exports as the file of that path; null when it cannot be told */
export function createFileVersions(
  top: string,
  exportedNames: (path: ModuleId, text: string) => ReadonlySet<string> | null,
): FileVersions {
  const texts = new Map<string, string | null>();
  /** By object and path. */
  const names = new Map<string, ReadonlySet<string> | null>();

  function readAhead(objects: Iterable<string | null>): void {
    const unread = [...new Set(objects)].filter(
      (object): object is string => object !== null && !texts.has(object),
    );
    readObjects(top, unread).forEach((bytes, index) => {
      texts.set(unread[index] ?? '', bytes?.toString('utf8') ?? null);
    });
  }

  return {
    readAhead,
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
