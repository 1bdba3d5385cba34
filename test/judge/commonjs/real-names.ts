// What modules really have: they are loaded by Node, in child processes that are killed when a module takes too long.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A file to load, and the specifiers of the modules whose names it is said to hand on. */
export interface Asked {
  readonly file: string;
  readonly stars: readonly string[];
}

export interface RealNames {
  /** Of what `require` gives, at the end of the module's own run; inherited ones included. */
  readonly names: readonly string[];
  /** Of the object that the module was given, where it puts another in its place. */
  readonly replaced: readonly string[];
  readonly isFunction: boolean;
  /** Those of the modules asked for beside it, in the same order; null for one that cannot be loaded. */
  readonly starNames: readonly (readonly string[] | null)[];
  /** Of `import * as namespace`; null where Node refuses that. */
  readonly namespace: readonly string[] | null;
}

const program = fileURLToPath(new URL('./load.mjs', import.meta.url));
/** A module that says nothing for so long is given up. */
const patience = 15_000;

/**
 * Loads files one after the other in as few processes as they let live.
 * @returns the names of each file that could be loaded
 */
export async function realNames(asked: readonly Asked[]): Promise<ReadonlyMap<string, RealNames>> {
  const found = new Map<string, RealNames>();
  for (let left = asked; left.length > 0; ) {
    const last = await loadSome(left, found);
    left = left.slice(left.findIndex(({ file }) => file === last) + 1);
  }
  return found;
}

/** @returns the file that was asked for last */
async function loadSome(asked: readonly Asked[], found: Map<string, RealNames>): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'danglint-commonjs-'));
  const list = join(folder, 'list.json');
  writeFileSync(list, JSON.stringify(asked));
  const child = spawn(process.execPath, ['--no-warnings', program, list], {
    cwd: folder,
    detached: true,
    env: { PATH: process.env['PATH'], HOME: folder, TMPDIR: folder },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  let last: string | undefined;
  let watch = setTimeout(() => end(child), patience);
  for await (const line of linesOf(child)) {
    clearTimeout(watch);
    watch = setTimeout(() => end(child), patience);
    const message = JSON.parse(line);
    if (message.start !== undefined) last = message.start;
    else if (message.names !== null) found.set(message.file, message);
  }
  clearTimeout(watch);
  end(child);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  // One that cannot even be started would be started for ever.
  return last ?? asked.at(-1)?.file;
}

/** What the modules started goes with it: a group of processes of its own. */
function end({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself, and all with it.
  }
}

function linesOf({ stdio }: ChildProcess): AsyncIterable<string> {
  const output = stdio[3];
  if (output === null || output === undefined || !('read' in output)) throw new Error('no descriptor 3');
  return createInterface({ input: output });
}
