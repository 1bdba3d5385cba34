// Earlier names of files: what git tells of a file from the commit on that gave it the name it has, and before that under
// the name it had. Each commit is asked about once, at once, while others are still walked over.

import { milliseconds } from '../../host/clock.ts';
import {
  type FileChange,
  type FileHistory,
  type Rename,
  readFileHistory,
  renamesIn,
} from './file-history.ts';

export interface EarlierNames {
  /**
   * The changes of files, on with those under the names that they had before; without those that had none. Changes of
   * several files that one commit added are to be asked for together.
   * @param files the changes of each path, the oldest of them its addition; newest first
   */
  follow(files: ReadonlyMap<string, readonly FileChange[]>): Promise<Map<string, FileChange[]>>;
  /** False when git could not answer, or not in time. */
  readonly isWhole: boolean;
}

/** Commits that are asked about at most. */
const MAX_COMMITS = 20;

interface Moved {
  readonly rename: Rename;
  /** Older than the move, under the name before it. */
  readonly before: readonly FileChange[];
}

/**
 * @param top the top of the work tree
 * @param deadline as {@link milliseconds} counts; later nothing is asked
 */
export function createEarlierNames(top: string, deadline: number): EarlierNames {
  const asked = new Map<string, Promise<Map<string, Moved>>>();
  let isWhole = true;

  function whole<Answer>(answer: Answer | null): Answer | null {
    if (answer === null) isWhole = false;
    return answer;
  }

  async function movedIn(commit: string, paths: readonly string[]): Promise<Map<string, Moved>> {
    const renames = whole(await renamesIn(top, commit, deadline - milliseconds())) ?? [];
    const moves = renames.filter(({ to }) => paths.includes(to));
    const timeout = deadline - milliseconds();
    if (moves.length === 0 || timeout <= 0) return new Map();
    const walk: FileHistory = await readFileHistory(
      top,
      moves.map(({ from }) => from),
      { revisions: [commit], timeout },
    );
    isWhole &&= walk.isWhole;
    return new Map(
      moves.map((rename) => {
        const changes = walk.changes.get(rename.from) ?? [];
        const moved = changes.findIndex((change) => change.commit.id === commit);
        return [rename.to, { rename, before: changes.slice(moved + 1) }];
      }),
    );
  }

  function ask(commit: string, paths: readonly string[]): Promise<Map<string, Moved>> {
    const key = [commit, ...paths].join('\0');
    let answer = asked.get(key);
    if (answer === undefined) {
      const isAsked = asked.size < MAX_COMMITS && milliseconds() < deadline;
      answer = isAsked ? movedIn(commit, paths) : Promise.resolve(new Map<string, Moved>());
      isWhole &&= isAsked;
      asked.set(key, answer);
    }
    return answer;
  }

  return {
    get isWhole() {
      return isWhole;
    },
    async follow(files) {
      const added = [...files].flatMap(([path, changes]) => {
        const oldest = changes.at(-1);
        return oldest?.status === 'added' ? [{ path, changes, oldest }] : [];
      });
      const commits = new Set(added.map(({ oldest }) => oldest.commit.id));
      const moved = new Map(
        await Promise.all(
          [...commits].map(async (commit) => {
            const paths = added.flatMap(({ oldest }) => (oldest.commit.id === commit ? [oldest.to] : []));
            return [commit, await ask(commit, paths.sort())] as const;
          }),
        ),
      );
      const longer = new Map<string, FileChange[]>();
      for (const { path, changes, oldest } of added) {
        const move = moved.get(oldest.commit.id)?.get(oldest.to);
        if (move !== undefined) longer.set(path, [...changes.slice(0, -1), ...continued(oldest, move)]);
      }
      return longer;
    },
  };
}

/** Orders of two walks do not compare: what is known of an earlier name is older than the rest. */
function continued(added: FileChange, { rename, before }: Moved): FileChange[] {
  const renamed = { ...added, status: 'modified', before: [rename.before], from: rename.from } as const;
  return [renamed, ...before.map((change) => ({ ...change, order: added.order + 1 + change.order }))];
}
