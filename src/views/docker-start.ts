// The file that an image starts, where the image surely does not have it: what CMD or ENTRYPOINT tell Node or Python to run.
// https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact

import type { FileSystem } from '../host/file-system.ts';
import { asObject, readJsonObject } from '../host/settings-file.ts';
import type { AbsentStart } from '../model/absent-start.ts';
import { type CommandFile, commandFile } from '../model/command-file.ts';
import { baseNameOf, below, resolvePath } from '../model/path.ts';
import { type DockerStage, lastStage, stageNamed, stagesBehind } from './dockerfile.ts';

/** What is asked of an image. */
export interface StartedImage {
  /** The context folder, absolute. */
  readonly directory: string;
  /** Absolute, with its text. */
  readonly dockerfile: string;
  readonly text: string;
  readonly stages: readonly DockerStage[];
  /** The name of a stage; null for the last one. */
  readonly target: string | null;
  /** All files of the context, absolute. */
  readonly context: readonly string[];
  /** Where the image has a file of the context, as {@link placesOfImage} tells it. */
  placesOf(path: string): readonly string[] | null;
  /** Whether a file here is surely not in the image. */
  isAbsent(path: string): boolean;
  readonly disk: FileSystem;
}

/** @returns null where the file is there, may be there, or is not told */
export function absentStart(image: StartedImage): AbsentStart | null {
  const { directory, dockerfile, stages, target, disk } = image;
  const stage = lastStage(stages, target);
  const start = stage?.entrypoint ?? stage?.command;
  if (stage === undefined || start == null) return null;
  const by = start === stage.entrypoint ? 'ENTRYPOINT' : 'CMD';
  const words = by === 'ENTRYPOINT' ? [...start.words, ...(stage.command?.words ?? [])] : start.words;
  const named = commandFile(words) ?? fileOfScript(words, directory, disk);
  if (named === null) return null;
  const place = resolvePath(stage.directory || '/', named.specifier);
  const expected = fileFor(place, directory, disk);
  if (expected === null || !image.isAbsent(expected) || mayBeThere(place, image)) return null;
  const line = by === 'ENTRYPOINT' && !start.words.includes(named.word) ? stage.command?.line : start.line;
  const span = spanOf(named.word, line ?? start.line, image.text);
  return span === null ? null : { file: dockerfile, span, expected, place, by, ...told(named) };
}

function told({ specifier, program }: CommandFile): Pick<AbsentStart, 'specifier' | 'program'> {
  return { specifier, program };
}

/** `npm start`, `yarn run serve`: what the script of the context says. */
function fileOfScript(words: readonly string[], directory: string, disk: FileSystem): CommandFile | null {
  const [manager = '', first = '', second] = words;
  if (!/^(?:npm|yarn|pnpm)$/.test(manager)) return null;
  const word = first === 'run' ? second : first;
  const scripts = asObject(readJsonObject(disk, below(directory, 'package.json'))?.['scripts']);
  const script = word === undefined ? undefined : scripts?.[word];
  // What runs before it may make the file.
  if (word === undefined || typeof script !== 'string' || scripts?.[`pre${word}`] !== undefined) return null;
  const named = commandFile(script.trim().split(/\s+/));
  return named === null ? null : { ...named, word };
}

/** `/app/src/server.js` is the file here whose path is the most of that. */
function fileFor(place: string, directory: string, disk: FileSystem): string | null {
  const parts = place.split('/').filter((part) => part !== '');
  const paths = parts.map((_, index) => below(directory, parts.slice(index).join('/')));
  return paths.find((path) => disk.stat(path) === 'file') ?? null;
}

/** What is copied under another name, comes from another image, or is named by a command that runs while it is built. */
function mayBeThere(place: string, { directory, stages, target, context, placesOf }: StartedImage): boolean {
  const name = baseNameOf(place);
  const stem = name.replace(/\.\w+$/, '');
  for (const stage of stagesBehind(stages, target)) {
    for (const step of stage.steps) {
      if (step.kind === 'run' && step.line !== stage.command?.line && step.line !== stage.entrypoint?.line) {
        if (step.command === null || step.command.includes(stem)) return true;
      }
      if (step.kind === 'context' && (step.to === null || step.source.pattern === null)) return true;
      if (step.kind === 'copy' && (step.to === null || stageNamed(stages, step.from) === undefined)) {
        if (step.to === null || step.to === '/' || `${place}/`.startsWith(`${step.to}/`)) return true;
      }
    }
  }
  return context.some((path) => {
    const places = placesOf(path.slice(directory.length + 1));
    if (places === null) return baseNameOf(path) === name;
    return places.some((one) => `${one.replace(/\/+/g, '/')}/`.startsWith(`${place}/`));
  });
}

/** Of a word in an instruction that begins in a line; null where it is not written there as it is. */
function spanOf(word: string, line: number, text: string): AbsentStart['span'] | null {
  const before = text.split('\n', line - 1).join('\n').length;
  const start = text.indexOf(word, text.indexOf(' ', before + 1));
  return start === -1 ? null : { start, end: start + word.length };
}
