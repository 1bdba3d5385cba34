// What a command may see of the process: where it runs, the environment, the streams, the exit code. Tests make their
// own; the one of the process is made here, and nothing outside cli/ knows either.

import { decodeList } from '../host/list-file.ts';
export interface Output {
  /** Silent once the reader has gone away (`| head`). */
  write(text: string): void;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Session {
  /** Absolute, with forward slashes; changed by `-C`. */
  cwd: string;
  readonly env: Environment;
  readonly platform: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** `--color` and `--no-color`; undefined when neither is given. */
  color: boolean | undefined;
  exitCode: number;
  readStdin(): Promise<string>;
}

export function processSession(): Session {
  return {
    cwd: forwardSlashes(process.cwd()),
    env: process.env,
    platform: process.platform,
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    color: undefined,
    exitCode: 0,
    readStdin: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
      return decodeList(Buffer.concat(chunks));
    },
  };
}

function outputOf(stream: NodeJS.WriteStream): Output {
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    closed = true;
    if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return;
    // A document that is cut off by a full disk must not pass for one with findings, or with none.
    process.exitCode = 2;
    if (stream !== process.stderr)
      process.stderr.write(`danglint: cannot write to stdout: ${error.message}\n`);
  });
  return {
    write: (text) => {
      if (!closed) stream.write(text);
    },
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns;
    },
  };
}

/** Windows' paths as danglint speaks of them. */
export function forwardSlashes(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}
