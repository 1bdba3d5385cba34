// Runs the command line in this process, on a project made for one test.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { Environment, Output, Session } from '../../src/cli/session.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  readonly env?: Environment;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly stdin?: string;
}

/** A directory with these files, removed after the test. Relative path → content. */
export function projectOf(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'danglint-cli-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** @param env the whole environment: nothing of the machine's gets in */
export async function danglint(
  cwd: string,
  argv: readonly string[],
  { env = {}, isTTY = false, columns, stdin = '' }: Surroundings = {},
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const outputTo = (chunks: string[]): Output => ({
    write: (text) => {
      chunks.push(text);
    },
    isTTY,
    columns,
  });
  const session: Session = {
    cwd,
    env: { XDG_CACHE_HOME: join(cwd, '.cache'), ...env },
    platform: 'linux',
    stdout: outputTo(out),
    stderr: outputTo(err),
    color: undefined,
    exitCode: 0,
    readStdin: async () => stdin,
  };
  const code = await main(argv, session);
  return { code, stdout: out.join(''), stderr: err.join('') };
}

/** An error, a warning that can be fixed, and something fine. */
export const BROKEN: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "broken", "type": "module", "main": "src/main.js" }',
  'src/main.js':
    "import { gone } from './lib.js';\n// danglint-disable-next-line missing-export\nimport { here } from './lib.js';\ngone(here);\n",
  'src/lib.js': 'export const here = 1;\n',
};

export const CLEAN: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "clean", "type": "module", "main": "src/main.js" }',
  'src/main.js': "import { here } from './lib.js';\nhere();\n",
  'src/lib.js': 'export const here = 1;\n',
};
