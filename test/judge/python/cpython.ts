// CPython in a process of its own, beside a copy of the project: it is told what to change, and says what fails then.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Somewhere in the project where a module, or a name of one, is not there. */
export interface Place {
  /** Relative to the project. */
  readonly file: string;
  /** A finding may stand at any of them: a statement and the names in it. */
  readonly lines: readonly number[];
  readonly message: string;
  /** Under `if TYPE_CHECKING`. */
  readonly typing: boolean;
}

export interface PythonMutation {
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly words: readonly string[];
  /** Start, end (in code points) and what stands there instead; null: the file is taken away. */
  readonly edits: readonly (readonly [start: number, end: number, text: string])[] | null;
}

/** After a change. */
export interface Outcome {
  /** What fails and did not before. */
  readonly places: readonly Place[];
  /** What fails because something else does. */
  readonly unreached: readonly Place[];
  /** The files of modules that cannot be loaded. */
  readonly unloaded: readonly string[];
}

export interface CPython {
  /** What fails without any change. */
  readonly broken: readonly Place[];
  /** What fails because something else does. */
  readonly unreached: readonly Place[];
  /** The files of modules that cannot be loaded without any change. */
  readonly unloaded: readonly string[];
  readonly mutations: readonly PythonMutation[];
  /** null where the run did not come to its end. */
  judge(file: string, text: string | null): Promise<Outcome | null>;
  close(): void;
}

export interface CPythonInput {
  /** The project; only a copy of it is written to. */
  readonly root: string;
  /** The interpreter that has what the project needs. */
  readonly python: string;
  /** Folders of `root` that are on its path. */
  readonly folders: readonly string[];
  /** Relative to `root`. */
  readonly files: readonly string[];
}

const script = fileURLToPath(new URL('./judge.py', import.meta.url));
const leftOut = /[/\\](?:\.git|\.venv|venv|node_modules|__pycache__)$/;

/** @throws Error when the interpreter ends before it has answered. */
export async function startCPython(input: CPythonInput): Promise<CPython> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'danglint-python-judge-')));
  const copy = join(folder, 'project');
  cpSync(input.root, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !leftOut.test(path),
  });
  const child = spawn(input.python, ['-B', script, copy, ...input.folders], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: '' },
  });
  const ask = asker(child);
  const close = (): void => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { broken, unreached, unloaded, mutations } = await ask(input.files);
    return {
      ...{ broken, unreached, unloaded, mutations, close },
      async judge(file, text) {
        const { ended, places, unreached, unloaded } = await ask({ changes: { [file]: text } });
        return ended ? null : { places, unreached, unloaded };
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}

function asker({ stdin, stdout }: ChildProcess) {
  if (stdin === null || stdout === null) throw new Error('python has no pipes');
  const lines = createInterface({ input: stdout });
  const waiting = lines[Symbol.asyncIterator]();
  // biome-ignore lint/suspicious/noExplicitAny: what judge.py prints
  return async (question: unknown): Promise<any> => {
    if (!stdin.write(`${JSON.stringify(question)}\n`)) await once(stdin, 'drain');
    const { value, done } = await waiting.next();
    if (done) throw new Error('python ended; what it said stands above');
    return JSON.parse(value);
  };
}

/** The text after the edits, which do not overlap and come in order. */
export function edited(text: string, { edits }: PythonMutation): string | null {
  if (edits === null) return null;
  const characters = [...text];
  const parts: string[] = [];
  let at = 0;
  for (const [start, end, replacement] of edits) {
    parts.push(characters.slice(at, start).join(''), replacement);
    at = end;
  }
  return parts.join('') + characters.slice(at).join('');
}
