// `--watch` as a process of its own: what it prints after each change, and when it ends.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openCaches } from '../../src/cache.ts';
import { checkProject } from '../../src/check-project.ts';
import { createReadingCache, type ReadingCache } from '../../src/scan/reading-cache.ts';
import { checkOptions } from '../support/check-files.ts';
import { CLEAN, danglint, projectOf } from './run-danglint.ts';

const BIN = fileURLToPath(new URL('../../bin/danglint.js', import.meta.url));
const isBuilt = existsSync(fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url)));
const READY = 'watching for changes; Ctrl-C ends it\n';
const GONE = 'src/main.js:1:10: "here" is not exported by "./lib.js" [error/missing-export]\n';

interface Watching {
  /** What was printed until it watches again: once for each call. */
  readonly next: () => Promise<string>;
  /** What was printed since. */
  readonly pending: () => string;
  /** Ctrl-C. Gives the exit code. */
  readonly stop: () => Promise<number | null>;
}

/** Both streams as one text, in the order of their arrival; the one that says "watching" comes last. */
function watching(child: ChildProcess): Watching {
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  let onText: () => void = () => undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text += chunk;
      onText();
    });
  }
  return {
    async next() {
      while (!text.replaceAll('\r', '').includes(READY)) {
        await new Promise<void>((resolve) => {
          onText = resolve;
        });
      }
      const plain = text.replaceAll('\r', '');
      const end = plain.indexOf(READY);
      text = plain.slice(end + READY.length);
      return plain.slice(0, end);
    },
    pending: () => text,
    stop: () =>
      new Promise((resolve) => {
        child.on('close', resolve);
        child.kill('SIGINT');
      }),
  };
}

const environment = (root: string) => ({
  PATH: process.env['PATH'],
  HOME: root,
  XDG_CACHE_HOME: join(root, '.cache'),
  TERM: 'xterm',
});

// Skipped without a build (the command is what is started) and on Windows (it has no signals to send).
describe.skipIf(!isBuilt || process.platform === 'win32')(
  '--watch (skipped without dist and on Windows)',
  () => {
    const start = (root: string, ...argv: string[]) =>
      watching(spawn(process.execPath, [BIN, '--watch', ...argv], { cwd: root, env: environment(root) }));

    it('checks after each change, in folders that are new too, and ends with the code of the last check', async () => {
      const root = projectOf(CLEAN);
      const { next, stop } = start(root, '--format', 'unix');
      expect(await next()).toBe('');
      writeFileSync(join(root, 'src/lib.js'), 'export const there = 1;\n');
      expect(await next()).toBe(GONE);
      mkdirSync(join(root, 'src/new'));
      expect(await next()).toBe(GONE);
      writeFileSync(join(root, 'src/new/more.js'), "import './gone.js';\n");
      expect(await next()).toBe(
        `${GONE}src/new/more.js:1:9: cannot find "./gone.js" [error/unresolved-module]\n`,
      );
      rmSync(join(root, 'src/new'), { recursive: true });
      expect(await next()).toBe(GONE);
      expect(await stop()).toBe(1);
    });

    it('says a mistake in the configuration and goes on', async () => {
      const root = projectOf(CLEAN);
      const { next, stop } = start(root, '--format', 'unix');
      await next();
      writeFileSync(join(root, 'danglint.json'), '{ "rule": {} }');
      expect(await next()).toBe(
        'danglint: danglint.json:1:3: there is no key "rule"; did you mean "rules"?\n',
      );
      rmSync(join(root, 'danglint.json'));
      expect(await next()).toBe('');
      expect(await stop()).toBe(0);
    });

    it('is not started again by what it writes itself', async () => {
      const root = projectOf(CLEAN);
      const { next, pending, stop } = start(root, '--format', 'json=report.json', '--format', 'unix');
      await next();
      // Another run in between would answer for the change before.
      for (const [name, errors] of [
        ['one', 1],
        ['here', 0],
        ['two', 1],
      ] as const) {
        writeFileSync(join(root, 'src/lib.js'), `export const ${name} = 1;\n`);
        expect(await next()).toBe(errors === 0 ? '' : GONE);
        expect(JSON.parse(readFileSync(join(root, 'report.json'), 'utf8')).summary.errors).toBe(errors);
      }
      // That nothing comes can only be waited for: four times the pause after a change.
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(pending()).toBe('');
      expect(await stop()).toBe(1);
    });

    const hasScript = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;
    // `script` of util-linux gives the command a terminal.
    it.skipIf(!hasScript)(
      'shows one report at a time on a terminal (skipped without util-linux)',
      async () => {
        const root = projectOf(CLEAN);
        const command = `stty cols 100; exec "${process.execPath}" "${BIN}" --watch`;
        const { next, stop } = watching(
          spawn('script', ['-qec', command, '/dev/null'], {
            cwd: root,
            env: { ...environment(root), NO_COLOR: '1' },
          }),
        );
        const CLEAR = '\u001B[2J\u001B[3J\u001B[H';
        const shown = async () => {
          const [before, ...screens] = (await next()).split(CLEAR);
          // Nothing is taken away before there is something else to show.
          // A slow machine shows how far it is; that line is wiped out again.
          const kept = before?.replace(/\u001B\[K(?:[\d,]+ of [\d,]+ files)?/g, '').trim();
          expect(kept).toBe('');
          expect(screens).toHaveLength(1);
          return screens[0];
        };
        expect(await shown()).toMatch(/^✔ no dangling imports \(2 files, .*\)\n$/);
        writeFileSync(join(root, 'src/lib.js'), 'export const there = 1;\n');
        expect(await shown()).toMatch(/^src\/main\.js:1:10 {2}error[\s\S]*\n✖ 1 error in 1 file .*\n$/);
        writeFileSync(join(root, 'src/lib.js'), 'export const here = 1;\n');
        expect(await shown()).toMatch(/^✔ no dangling imports/);
        await stop();
      },
    );
  },
);

it('goes with nothing that is done once', async () => {
  for (const flag of ['--fix', '--suppress-all', '--prune-suppressions', '--list-files']) {
    expect(await danglint(projectOf(CLEAN), ['--watch', flag])).toMatchObject({ code: 2, stdout: '' });
  }
});

it('only what changed is read again', async () => {
  const root = projectOf({ ...CLEAN, 'src/other.js': "import { here } from './lib.js';\nhere();\n" });
  const readings = createReadingCache({});
  const read: string[] = [];
  const set: ReadingCache['set'] = (kind, id, ...rest) => {
    read.push(id.slice(root.length + 1));
    readings.set(kind, id, ...rest);
  };
  const caches = { ...openCaches(null), readings: { ...readings, set } };
  const check = async () => {
    read.length = 0;
    const { report } = await checkProject(checkOptions(root), caches);
    // A module that lacks a name is read once more, for what it declares.
    return { findings: report.findings.length, read: [...new Set(read)].sort() };
  };
  expect(await check()).toEqual({ findings: 0, read: ['src/lib.js', 'src/main.js', 'src/other.js'] });
  expect(await check()).toEqual({ findings: 0, read: [] });
  writeFileSync(join(root, 'src/lib.js'), 'export const elsewhere = 1;\n');
  expect(await check()).toEqual({ findings: 2, read: ['src/lib.js'] });
});

it('what the evaluation of a module does is told once, and kept for the next run', async () => {
  const root = projectOf({
    'package.json': '{ "name": "around", "type": "module", "main": "src/a.js" }',
    'src/a.js': "import { b } from './b.js';\nexport const a = 1;\nexport const c = b;\n",
    'src/b.js': "import { a } from './a.js';\nexport const b = a + 1;\n",
  });
  // Each check is a run of its own.
  const caches = () => {
    const { readings, ...rest } = openCaches(join(root, '.cache'));
    const set: ReadingCache['set'] = (kind, ...answer) => {
      if (kind === 'evaluation') told++;
      readings.set(kind, ...answer);
    };
    return { ...rest, readings: { ...readings, set } };
  };
  let told = 0;
  const check = async () => {
    told = 0;
    const { report } = await checkProject(checkOptions(root), caches());
    return { rules: report.findings.map(({ rule }) => rule), told };
  };
  expect(await check()).toEqual({ rules: ['initialisation-cycle'], told: 2 });
  expect(await check()).toEqual({ rules: ['initialisation-cycle'], told: 0 });
  writeFileSync(join(root, 'src/b.js'), "import { a } from './a.js';\nexport const b = () => a + 1;\n");
  expect(await check()).toEqual({ rules: [], told: 1 });
});
