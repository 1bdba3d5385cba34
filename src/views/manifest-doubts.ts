// Why a list that was read cannot be believed: lines that hold more than a path, names without their folders, names in
// other letters. Without it such a list says of files that are there that they are not, or leaves nothing to check.
// Invariant: of a doubted list no file is told. Pure text.

import { baseNameOf } from '../model/path.ts';
import type { ListPlace } from './manifest-place.ts';

/** What may stand between a path and what is printed beside it. */
const BESIDE_PATHS = /[\s"'`,;:|=<>()*]/g;
const BETWEEN_WORDS = /[\s"'`,;:|=<>()*/]/;
/** In a line with more of them no path is taken to hold one. */
const MOST_SIGNS = 24;

/**
 * @param listed from `readFileList`
 * @param project the files of the project, relative to its root
 * @param place from `placeOfList`; null when the project was not found in the list
 * @returns the reason as the end of a sentence ("the list …"); null when there is none
 */
export function doubtAbout(
  listed: readonly string[],
  project: readonly string[],
  place: ListPlace | null,
): string | null {
  const known = new Set(project);
  const fileOf = (path: string): string | null => {
    if (place === null) return known.has(path) ? path : null;
    const file = path.startsWith(place.strip) ? place.add + path.slice(place.strip.length) : path;
    return file !== path || place.strip === '' ? (known.has(file) ? file : null) : null;
  };
  const there = new Set<string>();
  const strange: string[] = [];
  for (const path of listed) {
    const file = fileOf(path);
    if (file === null) strange.push(path);
    else there.add(file);
  }
  const missing = project.filter((file) => !there.has(file));
  return (
    moreThanPaths(strange, new Set(missing), place) ??
    (place === null
      ? null
      : (namesWithoutFolders(listed, strange, missing) ?? otherLetters(strange, missing, place)))
  );
}

/** A line in which a file of the project stands that no other line names, and something beside it. */
function moreThanPaths(
  strange: readonly string[],
  missing: ReadonlySet<string>,
  place: ListPlace | null,
): string | null {
  if (missing.size === 0) return null;
  const { strip, add } = place ?? { strip: '', add: '' };
  // What stands before most of the paths may itself be taken for folders: "-rw-r--r-- ./", "12 src/".
  const ownStrip = strip.slice(strip.search(/[^\s"'`,;:|=<>()*]*$/));
  const isOdd = place === null || ownStrip !== strip;
  const starts = [...new Set([strip, ownStrip, `./${ownStrip}`])];
  const isMissing = (path: string): boolean => {
    if (starts.some((start) => path.startsWith(start) && missing.has(add + path.slice(start.length))))
      return true;
    if (!isOdd) return false;
    if (missing.has(path)) return true;
    for (let at = path.indexOf('/') + 1; at > 0; at = path.indexOf('/', at) + 1) {
      const below = path.slice(at);
      if (missing.has(below) && (place === null || below.includes('/'))) return true;
    }
    return false;
  };
  const lines = ownStrip === strip ? strange : [strip, ...strange];
  // The list of a whole server has a million lines: only one with the last word of a missing file can hold its path.
  const lastWords = new Set([...missing].map((file) => file.split(BETWEEN_WORDS).at(-1)));
  const mayHoldOne = (path: string) => path.split(BETWEEN_WORDS).some((word) => lastWords.has(word));
  const line = lines.find((path) => mayHoldOne(path) && [...partsOf(path)].some(isMissing));
  return line === undefined ? null : `holds more than a path in a line: ${JSON.stringify(line)}`;
}

/** What stands between two signs, or between one and an end; of the last name also with the folder before it. */
function* partsOf(path: string): Generator<string> {
  const signs = [...path.matchAll(BESIDE_PATHS)].map(({ index }) => index);
  if (signs.length === 0) return;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const ends = [...signs, path.length];
  for (const [at, start] of [-1, ...signs].entries()) {
    for (const end of signs.length > MOST_SIGNS ? ends.slice(at, at + 1) : ends.slice(at)) {
      if (end <= start + 1 || (start === -1 && end === path.length)) continue;
      yield path.slice(start + 1, end);
      if (start >= folder.length) yield folder + path.slice(start + 1, end);
    }
  }
}

/** `find -printf '%f\n'`: which of the files with that name is there is not said. */
function namesWithoutFolders(
  listed: readonly string[],
  strange: readonly string[],
  missing: readonly string[],
): string | null {
  if (listed.some((path) => path.includes('/'))) return null;
  const names = new Set(missing.map(baseNameOf));
  const seen = new Set<string>();
  const isTwice = (path: string) => seen.size === seen.add(path).size;
  const name = strange.find((path) => names.has(path)) ?? listed.find(isTwice);
  return name === undefined ? null : `names files without their folders: ${name}`;
}

/** A list in another encoding, or with other signs for those that a screen does not show. */
function otherLetters(
  strange: readonly string[],
  missing: readonly string[],
  { strip, add }: ListPlace,
): string | null {
  const odd = missing.filter((file) => /[^\x21-\x7e]/.test(file));
  if (odd.length === 0) return null;
  const masked = new Map(odd.map((file) => [withoutOddLetters(file), file]));
  for (const path of strange) {
    const file = path.startsWith(strip)
      ? masked.get(withoutOddLetters(add + path.slice(strip.length)))
      : undefined;
    if (file !== undefined)
      return `writes ${JSON.stringify(file)} otherwise, as ${JSON.stringify(path)}: it is not in UTF-8, or has other signs for some letters`;
  }
  return null;
}

/** `\t`, `\ `, `^I`, `'$'\t''`, `?`, `#U00fc`: what tools write for letters that they cannot show. */
function withoutOddLetters(path: string): string {
  return path
    .replace(/'\$'|'|\\(?= )/g, '')
    .replace(/(?:[^\x20-\x7e]|\?|#U[\da-fA-F]{4}|\^[@-_]|\\[0-7]{3}|\\[abefnrtv])+/g, '\uFFFD');
}
