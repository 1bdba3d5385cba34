// Which files of the context the image has in the end. What only an earlier stage has, code that the last one takes as it is
// cannot load; what was built there may have been made from it.

import { baseNameOf } from '../model/path.ts';
import { matcherOf, namedPartOf } from './docker-ignore.ts';
import {
  cleanSource,
  type DockerStage,
  type DockerStep,
  lastStage,
  stageNamed,
  stagesBehind,
} from './dockerfile.ts';

/** Commands after which files are where no instruction says. */
const MOVING = /\b(?:cp|mv|ln|rsync|tar|unzip|git|turbo|install -[A-Za-z]|deploy)\b/;

/** What is copied is a file by its name, not a folder. */
const FILE = /\.\w[^/]*$/;

/**
 * @param target the name of a stage; null for the last one
 * @returns a function of a path relative to the context: whether the image has the file, or may have it
 */
export function filesOfImage(
  stages: readonly DockerStage[],
  target: string | null,
): (path: string) => boolean {
  const placesInImage = placesOfImage(stages, target);
  return (path) => placesInImage(path)?.length !== 0;
}

/**
 * @param target the name of a stage; null for the last one
 * @returns a function of a path relative to the context: where the image has the file, as absolute paths (below that of the
 *   file itself where it is copied under another name); null where it may be anywhere
 */
export function placesOfImage(
  stages: readonly DockerStage[],
  target: string | null,
): (path: string) => readonly string[] | null {
  const last = lastStage(stages, target);
  const moves = stagesBehind(stages, target).some(({ steps }) => steps.some(isMoving));
  if (last === undefined || moves) return () => null;
  const known = new Map<string, readonly string[] | null>();
  return (path) => {
    let places = known.get(path);
    if (places === undefined) {
      places = placesOf(path, last, { stages, known: new Map() });
      known.set(path, places);
    }
    return places;
  };
}

interface Search {
  readonly stages: readonly DockerStage[];
  /** The stages that were looked at for the path. */
  readonly known: Map<DockerStage, readonly string[] | null>;
}

/** A here-document may do anything. */
function isMoving(step: DockerStep): boolean {
  return step.kind === 'run' && (step.command === null || MOVING.test(step.command));
}

/** Where a file of the context is in a stage; null where it may be anywhere. */
function placesOf(path: string, stage: DockerStage, search: Search): readonly string[] | null {
  const before = search.known.get(stage);
  if (before !== undefined) return before;
  const places = placesMade(path, stage, search);
  search.known.set(stage, places);
  return places;
}

/** A stage is made from earlier ones alone, so that this ends. */
function placesMade(path: string, stage: DockerStage, search: Search): readonly string[] | null {
  const earlier = search.stages.slice(0, search.stages.indexOf(stage));
  const base = stageNamed(earlier, stage.from);
  const ofBase = base === undefined ? [] : placesOf(path, base, search);
  if (ofBase === null) return null;
  const places = [...ofBase];
  for (const step of stage.steps) {
    if (step.kind === 'run') continue;
    const { to } = step;
    if (to === null) return null;
    if (step.kind === 'context') {
      const { pattern } = step.source;
      if (pattern === null) return null;
      const rest = restOf(path, pattern);
      if (rest !== null) places.push(`${to}/${rest}`);
      continue;
    }
    const from = stageNamed(earlier, step.from);
    const before = from === undefined ? [] : placesOf(path, from, search);
    if (before === null || step.paths.some((copied) => copied.includes('$'))) return null;
    const found = before.flatMap((place) => step.paths.flatMap((copied) => restOf(place, copied) ?? []));
    // A folder that a build has filled comes to stand where the file would.
    const isAround = `${stage.directory}/${path}`.startsWith(to === '/' ? to : `${to}/`);
    if (found.length === 0 && isAround && step.paths.some((copied) => !FILE.test(copied))) return null;
    places.push(...found.map((rest) => `${to}/${rest}`));
  }
  return places;
}

/** What is left of a path behind the folder that is copied, or its name where it is copied itself; null when it is not. */
function restOf(path: string, pattern: string): string | null {
  const [whole, copied] = [cleanSource(path), cleanSource(pattern)];
  if (copied === '') return whole;
  const names = matcherOf(copied);
  const named = names === null ? null : namedPartOf(names, whole);
  if (named === null) return null;
  return named === whole ? baseNameOf(whole) : whole.slice(named.length + 1);
}
