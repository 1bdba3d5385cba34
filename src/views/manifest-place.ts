// Where in a list of files the project is: each listed path that ends as a file of the project does is a vote for the
// folders before that end. Pure text.

import { baseNameOf } from '../model/path.ts';

/** How a path in the list becomes one relative to the root: `strip` is cut off, `add` is put in front. */
export interface ListPlace {
  readonly strip: string;
  readonly add: string;
}

export interface PlaceInList extends ListPlace {
  /** How many of the listed paths are files of the project there. */
  readonly hits: number;
  /** The folder of another copy of the project, with more than half as many of its files. */
  readonly rival: string | null;
}

/**
 * Where the project is in the list: the prefix under which most of the paths are files of the project
 * (`/srv/app/releases/42/src/a.ts` → `src/a.ts`), or the folder of the project that was deployed (`a.ts` → `src/a.ts`).
 * @param paths from `readFileList`
 * @param project the files of the project, relative to its root
 * @returns null when not one path fits
 */
export function placeOfList(paths: readonly string[], project: readonly string[]): PlaceInList | null {
  // Each package has a package.json and an index.js: on a whole server they outnumber the project.
  const own = paths.filter((path) => !INSTALLED.test(path));
  const votes = votesOf(own, project);
  const [best, ...others] = (votes.size > 0 ? votes : votesOf(paths, project)).values();
  if (best === undefined) return null;
  // The first of equals wins: the shortest prefix, the root before a folder.
  const first = others.reduce((found, one) => (orderOf(one, found) < 0 ? one : found), best);
  const isApart = ({ strip }: Votes) => !strip.startsWith(first.strip) && !first.strip.startsWith(strip);
  const rival = [best, ...others].find((one) => one.hits * 2 > first.hits && isApart(one));
  return { ...first, rival: rival?.strip ?? null };
}

const INSTALLED = /(?:^|\/)(?:node_modules|site-packages|dist-packages)\//;

interface Votes extends ListPlace {
  hits: number;
}

const orderOf = (a: Votes, b: Votes): number =>
  b.hits - a.hits ||
  a.strip.length - b.strip.length ||
  (a.strip === b.strip ? compare(a.add, b.add) : compare(a.strip, b.strip));
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function votesOf(paths: readonly string[], project: readonly string[]): Map<string, Votes> {
  const names = new Set(project.map(baseNameOf));
  const added = foldersBefore(project);
  const votes = new Map<string, Votes>();
  for (const path of paths) {
    // The list of a whole server has few files of the project in it.
    if (!names.has(baseNameOf(path))) continue;
    for (let at = 0; at >= 0; at = path.indexOf('/', at) + 1 || -1) {
      for (const add of added.get(path.slice(at)) ?? []) {
        const strip = path.slice(0, at);
        const key = `${strip}\0${add}`;
        const counted = votes.get(key);
        if (counted === undefined) votes.set(key, { strip, add, hits: 1 });
        else counted.hits++;
      }
    }
  }
  return votes;
}

/** The ends of the project's paths: the whole, and without the first folder and the first two. By end what was cut off. */
function foldersBefore(project: readonly string[]): Map<string, string[]> {
  const added = new Map<string, string[]>();
  for (const path of project) {
    const first = path.indexOf('/') + 1;
    const second = path.indexOf('/', first) + 1;
    for (const at of new Set([0, first, second])) {
      const end = path.slice(at);
      const before = added.get(end);
      if (before === undefined) added.set(end, [path.slice(0, at)]);
      else before.push(path.slice(0, at));
    }
  }
  return added;
}
