// Reads a Dockerfile as far as it says what an image takes from the build context and from other stages: stages, what each
// is made from, the sources of COPY and ADD, and the commands. https://docs.docker.com/reference/dockerfile/

import { resolvePath } from '../model/path.ts';
import { instructionsOf, unquoted } from './dockerfile-instructions.ts';

export interface DockerStage {
  /** As in `FROM … AS name`, in lower case; null without one. */
  readonly name: string | null;
  /** The image or the earlier stage that it starts from, as written. */
  readonly from: string;
  /** Paths and patterns of the context that it copies. */
  readonly sources: readonly DockerSource[];
  /** Other stages or images that it copies from, by name or number. */
  readonly copiesFrom: readonly string[];
  /** What fills it, in order. */
  readonly steps: readonly DockerStep[];
  /** What WORKDIR says in the end; the empty text where it says nothing. */
  readonly directory: string;
  /** What CMD says, here or in the stage that it starts from; null where it says nothing that is read. */
  readonly command: StartCommand | null;
  /** What ENTRYPOINT says, likewise. */
  readonly entrypoint: StartCommand | null;
}

export interface StartCommand {
  readonly words: readonly string[];
  /** From 1. */
  readonly line: number;
}

export type DockerStep =
  | {
      readonly kind: 'run';
      /** Without quotes; null for a here-document, and for what is only run in images that are made from this one. */
      readonly command: string | null;
      /** What ENV and ARG set, here and in the stages that this one starts from. */
      readonly environment: Environment;
      /** As WORKDIR says; the empty text where it says nothing. */
      readonly directory: string;
      /** From 1. */
      readonly line: number;
    }
  | {
      readonly kind: 'context';
      readonly source: DockerSource;
      readonly directory: string;
      /** The absolute path that it is copied to; null where that is not known. */
      readonly to: string | null;
    }
  | {
      readonly kind: 'copy';
      /** As written. */
      readonly from: string;
      /** What it copies, as written. */
      readonly paths: readonly string[];
      /** As of what comes from the context. */
      readonly to: string | null;
    };

export type Environment = ReadonlyMap<string, string>;

export interface DockerSource {
  /** Relative to the context, cleaned; null when it holds a variable whose value is not known, and for an archive. */
  readonly pattern: string | null;
  /** `--exclude`: patterns of a .dockerignore, told from the folder that is copied. */
  readonly excluded: readonly string[];
  /** From 1. */
  readonly line: number;
  /** It is there while one command runs, and leaves nothing but what that makes of it. */
  readonly isMounted?: true;
}

/** What ADD unpacks by the beginning of the file; told here from the name. */
const ARCHIVE = /\.(?:tar|tar\.(?:gz|bz2|xz|zst)|tgz|tbz2?|txz)$/i;

interface StageDraft extends DockerStage {
  readonly sources: DockerSource[];
  readonly copiesFrom: string[];
  readonly steps: DockerStep[];
  directory: string;
  command: StartCommand | null;
  entrypoint: StartCommand | null;
  environment: Environment;
  /** The names that ENV has set: an ARG of the same name does not count. */
  readonly fixed: Set<string>;
}

/** @param given what is given for `ARG` by its name where it is built; null for what is given, and not known */
export function parseDockerfile(
  text: string,
  given: ReadonlyMap<string, string | null> = new Map(),
): readonly DockerStage[] {
  const stages: StageDraft[] = [];
  const variables = new Map<string, string>();
  for (const { keyword, flags, words, line } of instructionsOf(text)) {
    const stage = stages.at(-1);
    const value = (word: string) => expand(word, variables);
    switch (keyword) {
      case 'FROM': {
        const [written = '', as, name] = words;
        const isNamed = as?.toUpperCase() === 'AS' && name !== undefined;
        const from = value(written) ?? written;
        const base = stageNamed(stages, from);
        stages.push({
          name: isNamed ? name.toLowerCase() : null,
          from,
          sources: [],
          copiesFrom: [],
          steps: [],
          directory: base?.directory ?? '',
          command: base?.command ?? null,
          entrypoint: base?.entrypoint ?? null,
          // What ARG sets ends with its stage.
          environment: new Map([...(base?.environment ?? [])].filter(([each]) => base?.fixed.has(each))),
          fixed: new Set(base?.fixed),
        });
        break;
      }
      case 'WORKDIR':
        if (stage !== undefined)
          stage.directory = resolvePath(stage.directory || '/', value(words[0] ?? '') ?? '');
        break;
      case 'ARG':
      case 'ENV':
        for (const [name, assigned] of assignments(words)) {
          const own = keyword === 'ARG' ? given.get(name) : undefined;
          const known = own !== undefined ? own : assigned === null ? null : value(assigned);
          // `ARG NAME` without a value keeps what an ARG before the first FROM gave it.
          if (known !== null) variables.set(name, known);
          else if (assigned !== null || own === null) variables.delete(name);
          if (stage !== undefined && (keyword === 'ENV' || !stage.fixed.has(name)))
            stage.environment = withVariable(stage.environment, name, known);
          if (keyword === 'ENV') stage?.fixed.add(name);
        }
        break;
      case 'COPY':
      case 'ADD': {
        const from = flags.get('from')?.at(-1);
        const place = value(words.at(-1) ?? '');
        const to = place === null ? null : resolvePath(stage?.directory || '/', place);
        if (from !== undefined) {
          stage?.copiesFrom.push(value(from) ?? from);
          const paths = words.slice(0, -1).map((word) => value(word) ?? word);
          stage?.steps.push({ kind: 'copy', from: value(from) ?? from, paths, to });
        } else {
          for (const word of words.slice(0, -1)) {
            if (/^(?:[a-z+]+:\/\/|git@)/i.test(word) || word.startsWith('<<')) continue;
            const known = value(word);
            // What stands in an archive nobody reads: it may be anything.
            const isUnpacked = keyword === 'ADD' && ARCHIVE.test(known ?? '');
            const excluded = (flags.get('exclude') ?? []).flatMap((pattern) => value(pattern) ?? []);
            const pattern = known === null || isUnpacked ? null : cleanSource(known);
            const source = { pattern, excluded, line };
            stage?.sources.push(source);
            stage?.steps.push({ kind: 'context', source, directory: stage.directory, to });
          }
        }
        break;
      }
      // What starts in the image is run there too, when it is.
      case 'CMD':
      case 'ENTRYPOINT':
      case 'ONBUILD':
      case 'RUN': {
        const isUnread = keyword === 'ONBUILD' || words.some((word) => word.includes('<<'));
        const command = isUnread ? null : words.join(' ');
        const { environment = new Map(), directory = '' } = stage ?? {};
        stage?.steps.push({ kind: 'run', command, environment, directory, line });
        if (stage !== undefined && keyword === 'CMD') stage.command = { words, line };
        if (stage !== undefined && keyword === 'ENTRYPOINT') {
          // Of the CMD of the image that it starts from nothing is left then.
          if (stage.command === stageNamed(stages.slice(0, -1), stage.from)?.command) stage.command = null;
          stage.entrypoint = { words, line };
        }
        for (const mount of flags.get('mount') ?? []) {
          const options = new Map(mount.split(',').map((option) => splitOnce(option)));
          if ((options.get('type') ?? 'bind') !== 'bind') continue;
          const from = options.get('from');
          const source = options.get('source') ?? options.get('src') ?? '.';
          if (from !== undefined) stage?.copiesFrom.push(from);
          else stage?.sources.push({ pattern: cleanSource(source), excluded: [], line, isMounted: true });
        }
        break;
      }
    }
  }
  return stages;
}

/**
 * The stages that the image is made of: the last one, or the one that is asked for, and all that these come from.
 * @param target the name of a stage; null for the last one
 */
export function stagesBehind(stages: readonly DockerStage[], target: string | null): readonly DockerStage[] {
  return reachedFrom(stages, target, ({ from, copiesFrom }) => [from, ...copiesFrom]);
}

/** Of these, those whose files are the image's, also where nothing copies them: the last one, and what it starts from. */
export function stagesOfImage(stages: readonly DockerStage[], target: string | null): readonly DockerStage[] {
  return reachedFrom(stages, target, ({ from }) => [from]);
}

/** The stage that `FROM` or `--from` mean, by name or number; undefined for an image from elsewhere. */
export function stageNamed<Stage extends DockerStage>(
  stages: readonly Stage[],
  reference: string,
): Stage | undefined {
  return stages.find(({ name }) => name === reference.toLowerCase()) ?? stages[Number(reference)];
}

/** @param target the name of a stage; null for the last one */
export function lastStage(stages: readonly DockerStage[], target: string | null): DockerStage | undefined {
  return stages.find(({ name }) => name !== null && name === target?.toLowerCase()) ?? stages.at(-1);
}

function reachedFrom(
  stages: readonly DockerStage[],
  target: string | null,
  references: (stage: DockerStage) => readonly string[],
): readonly DockerStage[] {
  const last = lastStage(stages, target);
  const behind = new Set<DockerStage>(last === undefined ? [] : [last]);
  // A Set keeps the order and its iterator sees what is added meanwhile: it is the queue.
  for (const each of behind) {
    for (const reference of references(each)) {
      const stage = stageNamed(stages, reference);
      if (stage !== undefined) behind.add(stage);
    }
  }
  return [...behind];
}

/** `ENV A=1 B=2`, `ENV A 1`, `ARG A`. */
function assignments(words: readonly string[]): [name: string, value: string | null][] {
  const [first = '', ...others] = words;
  if (!first.includes('=') && others.length > 0 && !others.some((word) => word.includes('=')))
    return [[first, others.join(' ')]];
  return words.map((word) => {
    const equals = word.indexOf('=');
    return equals < 0 ? [word, null] : [word.slice(0, equals), unquoted(word.slice(equals + 1))];
  });
}

function withVariable(environment: Environment, name: string, value: string | null): Environment {
  const others = [...environment].filter(([each]) => each !== name);
  return new Map(value === null ? others : [...others, [name, value]]);
}

/** With the variables replaced; null when one is not known. */
function expand(word: string, variables: ReadonlyMap<string, string>): string | null {
  let isKnown = true;
  const expanded = word.replace(
    /\$(?:\{(\w+)(?::?[-+?]([^}]*))?\}|(\w+))/g,
    (_whole, braced, fallback, plain) => {
      const value = variables.get(braced ?? plain) ?? fallback;
      if (value === undefined) isKnown = false;
      return value ?? '';
    },
  );
  return isKnown ? expanded : null;
}

/** `./src/` and `/src` are `src`; the whole context is the empty text. */
export function cleanSource(source: string): string {
  const parts: string[] = [];
  for (const part of source.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function splitOnce(option: string): [string, string] {
  const equals = option.indexOf('=');
  return equals < 0 ? [option, ''] : [option.slice(0, equals), option.slice(equals + 1)];
}
