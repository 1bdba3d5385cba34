// A check changes nothing: not one byte or time of the work tree, the index, or anything else in the repository, also
// when it is interrupted and when two run at once.

import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import {
  gitEnvironment,
  type TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
} from '../host/temporary-repository.ts';

const bin = fileURLToPath(new URL('../../bin/danglint.js', import.meta.url));

/** path → kind, mode, time and content of everything below a folder, its `.git` included. */
function snapshot(folder: string, at = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(join(folder, at)).sort()) {
    const path = `${at}${name}`;
    const { mode, mtimeMs, isDirectory, isSymbolicLink } = describe(join(folder, path));
    const content = isDirectory
      ? ''
      : isSymbolicLink
        ? readlinkSync(join(folder, path))
        : createHash('sha256')
            .update(readFileSync(join(folder, path)))
            .digest('hex');
    found[path] = `${mode.toString(8)} ${mtimeMs} ${content}`;
    if (isDirectory) Object.assign(found, snapshot(folder, `${path}/`));
  }
  return found;
}

function describe(path: string) {
  const stats = lstatSync(path);
  return {
    mode: stats.mode,
    mtimeMs: stats.mtimeMs,
    isDirectory: stats.isDirectory(),
    isSymbolicLink: stats.isSymbolicLink(),
  };
}

/** Staged, unstaged, untracked, ignored, deleted and only touched files, and more than a moment of work. */
function busyRepository(): TemporaryRepository {
  const modules = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [
      `src/m${index}.ts`,
      `import { v${index + 1} } from './m${index + 1}.ts';\nexport const v${index} = v${index + 1};\n`,
    ]),
  );
  const repository = temporaryRepository({
    'package.json': '{ "name": "p", "type": "module" }',
    '.gitignore': 'out/\n',
    'src/touched.ts': 'export {};\n',
    'src/gone.ts': '',
    ...modules,
    'src/m300.ts': 'export const v300 = 0;\n',
  });
  repository.write({ 'src/m300.ts': 'export const other = 0;\n', 'src/m5.ts': '' });
  repository.git('add', 'src/m300.ts');
  repository.write({ 'src/m300.ts': 'export const v300 = 1;\n', 'src/untracked.ts': '', 'out/a.js': '' });
  repository.remove('src/gone.ts');
  const past = new Date(Date.now() - 3_600_000);
  utimesSync(join(repository.root, 'src/touched.ts'), past, past);
  return repository;
}

let cacheHome = '';
beforeEach(() => {
  cacheHome = temporaryFolder();
});

function start(root: string, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [bin, ...(args.includes('--since') ? [] : ['--staged']), ...args], {
    cwd: root,
    env: { ...gitEnvironment(), XDG_CACHE_HOME: cacheHome },
    // A process group of its own: Ctrl-C reaches git as well.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What it said, and how it ended: an exit code or a signal. */
async function endOf(child: ChildProcess): Promise<{ said: string; end: number | string | null }> {
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
  const end = await new Promise<number | string | null>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  return { said: Buffer.concat(chunks).toString('utf8'), end };
}

test('a run, cold and with a cache', async () => {
  const { root } = busyRepository();
  const before = snapshot(root);
  for (const _run of ['cold', 'warm']) {
    const { said, end } = await endOf(start(root));
    expect(said).toContain('"v300" is not exported by "./m300.ts"');
    expect(end).toBe(1);
    expect(snapshot(root)).toEqual(before);
  }
});

test('a run since a commit, where files were only touched', async () => {
  const { root } = busyRepository();
  const before = snapshot(root);
  const { said, end } = await endOf(start(root, '--since', 'HEAD'));
  expect(said).toContain('"v5" is not exported by "./m5.ts"');
  expect(end).toBe(1);
  expect(snapshot(root)).toEqual(before);
});

test('a run that is interrupted at any moment, and the run after it', async () => {
  const { root } = busyRepository();
  const before = snapshot(root);
  const ends = new Set<number | string | null>();
  for (const delay of [30, 120, 200, 300, 450, 700]) {
    const child = start(root);
    const ended = endOf(child);
    await wait(delay);
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    ends.add((await ended).end);
    expect(snapshot(root)).toEqual(before);
  }
  expect(ends).toContain('SIGINT');
  expect((await endOf(start(root))).said).toContain('"v300" is not exported by "./m300.ts"');
});

test('two runs at once say the same', async () => {
  const { root } = busyRepository();
  const before = snapshot(root);
  const run = () => endOf(start(root, '--format', 'unix'));
  const [first, second] = await Promise.all([run(), run()]);
  expect(first).toEqual(second);
  expect(first.end).toBe(1);
  expect(snapshot(root)).toEqual(before);
  expect(readdirSync(cacheHome, { recursive: true }).filter((name) => String(name).endsWith('.tmp'))).toEqual(
    [],
  );
});
