// Input that no project should hold and some do: each is said clearly, the exit code is right, and what stands beside it
// is checked as ever. The real command, as a process of its own, on real files.

import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FORMATS } from '../../src/report/formats.ts';
import { BROKEN, CLEAN, projectOf } from './run-danglint.ts';

const BIN = fileURLToPath(new URL('../../bin/danglint.js', import.meta.url));
const isBuilt = existsSync(fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url)));
const isWindows = process.platform === 'win32';

const plainEnvironment = (cwd: string) => ({
  PATH: process.env['PATH'],
  HOME: cwd,
  XDG_CACHE_HOME: join(cwd, '.cache'),
});

function run(cwd: string, ...argv: string[]): SpawnSyncReturns<string> {
  const env = plainEnvironment(cwd);
  const ran = spawnSync(process.execPath, [BIN, ...argv], { cwd, env, encoding: 'utf8', maxBuffer: 2 ** 28 });
  expect(ran.stdout + ran.stderr).not.toContain('internal error');
  return ran;
}

/** What `--format unix` says, a line each, without the endings. */
const linesOf = ({ stdout }: SpawnSyncReturns<string>) => stdout.split('\n').filter((line) => line !== '');

/** A project with one finding beside what is put into it: `src/main.js:1:10`. */
const BESIDE = {
  'package.json': '{ "name": "beside", "type": "module" }',
  'src/main.js': "import { gone } from './lib.js';\ngone();\n",
  'src/lib.js': 'export const here = 1;\n',
};
const STILL_FOUND = 'src/main.js:1:10: "gone" is not exported by "./lib.js" [error/missing-export]';

// Skipped without a build: the command is what is started.
describe.skipIf(!isBuilt)('files (skipped where dist is not built)', () => {
  const importer = (name: string) => `import { a } from './${name}';\nexport default a;\n`;

  it.each<[string, (source: string) => void, string]>([
    [
      'binary',
      (path) => writeFileSync(path, Buffer.from([0x63, 0, 0xff, 0x61])),
      'src/odd.js:1:1: the file is binary: it has NUL bytes [error/parse-error]',
    ],
    [
      'half written',
      (path) => writeFileSync(path, `${'export const a = 1;\n'.repeat(200)}\0\0`),
      'src/odd.js:1:1: the file is binary: it has NUL bytes [error/parse-error]',
    ],
    [
      'invalid UTF-8',
      (path) => writeFileSync(path, Buffer.from("export const a = 'caf\xe9';\n", 'latin1')),
      'src/odd.js:1:1: the file is not valid UTF-8 [error/parse-error]',
    ],
    [
      '50 MB',
      (path) => {
        writeFileSync(path, 'export const a = 1;\n');
        truncateSync(path, 50 * 1024 * 1024);
      },
      'src/odd.js:1:1: the file has 50 MB; more than 20 MB is not read [error/parse-error]',
    ],
    [
      'a syntax error',
      (path) => writeFileSync(path, 'const = 5;\n'),
      'src/odd.js:1:7: Unexpected token [error/parse-error]',
    ],
    [
      'empty',
      (path) => writeFileSync(path, ''),
      'src/user.js:1:10: "a" is not exported by "./odd.js" [error/missing-export]',
    ],
    [
      'a directory',
      (path) => mkdirSync(path),
      'src/user.js:1:20: cannot find "./odd.js" [error/unresolved-module]',
    ],
    [
      'a link to itself',
      (path) => symlinkSync('odd.js', path),
      'src/user.js:1:20: cannot find "./odd.js" [error/unresolved-module]',
    ],
    [
      'a link that leads nowhere',
      (path) => symlinkSync('nowhere.js', path),
      'src/user.js:1:20: cannot find "./odd.js" [error/unresolved-module]',
    ],
  ])('%s', (_title, make, expected) => {
    const root = projectOf({ ...BESIDE, 'src/user.js': importer('odd.js') });
    make(join(root, 'src/odd.js'));
    const ran = run(root, '--format', 'unix');
    expect(linesOf(ran).sort()).toEqual([STILL_FOUND, expected].sort());
    expect(ran).toMatchObject({ status: 1, stderr: '' });
  });

  it('a byte-order mark is no part of the column', () => {
    const root = projectOf({
      ...BESIDE,
      'src/marked.js': "\uFEFFimport { gone } from './lib.js';\ngone();\n",
    });
    const ran = run(root, '--format', 'unix');
    expect(linesOf(ran)).toContain(STILL_FOUND.replace('main.js', 'marked.js'));
    expect(linesOf(ran)).toHaveLength(2);
  });

  // Root may read everything, and Windows has no such permissions.
  it.skipIf(isWindows || process.getuid?.() === 0)(
    'one that may not be read (skipped for root and on Windows)',
    () => {
      const root = projectOf({
        ...BESIDE,
        'src/user.js': importer('odd.js'),
        'src/odd.js': 'export const a = 1;\n',
      });
      spawnSync('chmod', ['000', join(root, 'src/odd.js')]);
      const ran = run(root, '--format', 'unix');
      expect(linesOf(ran)).toEqual(
        ['src/odd.js:1:1: the file may not be read [error/parse-error]', STILL_FOUND].sort(),
      );
    },
  );

  // `mkfifo` is of POSIX.
  it.skipIf(isWindows)('a pipe is not waited for (skipped on Windows)', () => {
    const root = projectOf({ ...BESIDE, 'src/user.js': importer('odd.js') });
    spawnSync('mkfifo', [join(root, 'src/odd.js')]);
    expect(linesOf(run(root, '--format', 'unix'))).toEqual([
      STILL_FOUND,
      'src/user.js:1:20: cannot find "./odd.js" [error/unresolved-module]',
    ]);
  });

  it('a folder that is linked into itself is walked once', () => {
    const root = projectOf(BESIDE);
    symlinkSync('..', join(root, 'src/around'), 'dir');
    expect(linesOf(run(root, '--format', 'unix'))).toEqual([STILL_FOUND]);
  });
});

describe.skipIf(!isBuilt)('settings (skipped where dist is not built)', () => {
  it.each([
    [
      'a tsconfig that ends too early',
      { 'tsconfig.json': '{ "compilerOptions": {' },
      'tsconfig.json:1:23: the file is no valid JSON: close brace expected',
    ],
    [
      'a tsconfig that is no object',
      { 'tsconfig.json': '[]' },
      'tsconfig.json:1:1: the file holds no JSON object',
    ],
    [
      'a tsconfig that is binary',
      { 'tsconfig.json': '{\0}' },
      'tsconfig.json:1:1: the file is binary: it has NUL bytes',
    ],
    [
      'a tsconfig that extends itself',
      { 'tsconfig.json': '{ "extends": "./tsconfig.json" }' },
      'tsconfig.json:1:14: "extends": "./tsconfig.json" leads in a circle',
    ],
    [
      'a package.json that is no JSON',
      { 'package.json': '{ "type": "module", }' },
      'package.json:1:21: the file is no valid JSON: property name expected',
    ],
  ])('%s is a finding, and the rest is checked', (_title, files, expected) => {
    const ran = run(projectOf({ ...BESIDE, ...files }), '--format', 'unix');
    expect(linesOf(ran).sort()).toEqual([`${expected} [error/parse-error]`, STILL_FOUND].sort());
    expect(ran).toMatchObject({ status: 1, stderr: '' });
  });

  it.each(['.nvmrc', '.node-version', '.tool-versions'])('a binary %s says nothing', (name) => {
    const ran = run(projectOf({ ...BESIDE, [name]: '2\0' }), '--format', 'unix');
    expect(linesOf(ran)).toEqual([STILL_FOUND]);
    expect(ran).toMatchObject({ status: 1, stderr: '' });
  });

  it('the binary configuration of a bundler names no entries', () => {
    const files = {
      'package.json': '{ "workspaces": ["a"] }',
      'a/package.json': '{ "name": "a", "main": "dist/api.js" }',
      'a/src/api.ts': 'export const here = 1;\n',
      'a/tsup.config.ts': '\0',
      'src/uses.ts': "import { gone } from 'a';\n",
    };
    const ran = run(projectOf({ ...BESIDE, ...files }), '--format', 'unix', 'src');
    expect(linesOf(ran)).toContain('src/uses.ts:1:10: "gone" is not exported by "a" [error/missing-export]');
    expect(ran).toMatchObject({ status: 1, stderr: '' });
  });

  it.each(['\0', '{', '[]'])('a baseline that is %j ends the run with a sentence', (text) => {
    const ran = run(projectOf({ ...BESIDE, 'danglint-suppressions.json': text }));
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(/danglint-suppressions\.json is no baseline: .+/);
    expect(ran.stderr).not.toContain('internal error');
  });

  it.each(['', '// nothing yet\n', '{ "compilerOptions": { /* none */ }, }'])(
    'a tsconfig may be %j',
    (text) => {
      const ran = run(projectOf({ ...BESIDE, 'tsconfig.json': text }), '--format', 'unix');
      expect(linesOf(ran)).toEqual([STILL_FOUND]);
    },
  );

  it('an alias is not judged by a tsconfig that cannot be read', () => {
    const root = projectOf({
      ...BESIDE,
      'src/alias.js': "import '@/nothing';\n",
      'tsconfig.json': '{ "extends": ',
    });
    expect(run(root, '--format', 'unix').stdout).not.toContain('alias.js');
    expect(run(root, '--explain-unknown', '--format', 'json').stderr).toContain('src/alias.js:1:9');
  });

  it('a base that is not there is said once, and is no finding: a framework may make it', () => {
    const ran = run(
      projectOf({ ...CLEAN, 'tsconfig.json': '{ "extends": "./.made/tsconfig.json" }' }),
      '--format',
      'unix',
    );
    expect(ran).toMatchObject({ status: 0, stdout: '' });
    expect(ran.stderr).toBe(
      'danglint: tsconfig.json: "extends": "./.made/tsconfig.json" is not found; imports that could depend on it are not judged\n',
    );
  });

  it('packages that are declared and not installed are taken as fine before an install, and one line says so', () => {
    const files = {
      'package.json': '{ "type": "module", "dependencies": { "left-pad": "1" } }',
      'main.js': "import pad from 'left-pad';\npad();\n",
    };
    const ran = run(projectOf(files), '--format', 'unix');
    expect(ran).toMatchObject({ status: 0, stdout: '' });
    expect(ran.stderr).toBe(
      'danglint: no packages are installed here (no node_modules): declared packages are taken as fine\n',
    );
  });
});

describe.skipIf(!isBuilt)('places (skipped where dist is not built)', () => {
  it.each([
    ['no files', {}, [], 'there is no file to check'],
    ['only files of other kinds', { 'README.md': '' }, [], 'there is no file to check'],
    ['not a git repository', CLEAN, ['--staged'], 'git'],
    ['a revision that is not there', CLEAN, ['--since', 'nowhere'], 'git'],
    ['a working directory that is not there', CLEAN, ['-C', 'nowhere'], 'nowhere'],
  ])('%s', (_title, files, argv, expected) => {
    const ran = run(projectOf(files), ...argv);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^danglint: /);
    expect(ran.stderr).toContain(expected);
    expect(ran.stderr).not.toMatch(/^\s+at /m);
  });
});

// Names that only POSIX file systems take.
describe.skipIf(!isBuilt || isWindows)('names (skipped where dist is not built, and on Windows)', () => {
  const NAMES = [
    'a b.js',
    'it\'s "quoted".js',
    'new\nline.js',
    'esc\u001b[31mred.js',
    'csi\u009b31m.js',
    'rtl\u202egpj.js',
    'tab\t.js',
    '日本語.js',
    '😀.js',
    '<b>&amp;.js',
    ']]>.js',
    '100%25#?.js',
    'back\\slash.js',
    '$(id)`id`.js',
    '::error::.js',
    '-rf.js',
  ];

  it.each(Object.keys(FORMATS))('%s shows all of them and is harmed by none', (format) => {
    const files = Object.fromEntries(
      NAMES.map((name) => [`src/${name}`, "import { gone } from './lib.js';\ngone();\n"]),
    );
    const root = projectOf({ ...BESIDE, ...files });
    const { stdout, status } = run(root, '--format', format);
    expect(status).toBe(1);
    expect(stdout).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
    if (['json', 'gitlab', 'sarif'].includes(format)) {
      const document = JSON.parse(stdout);
      const paths: string[] =
        format === 'json'
          ? document.findings.map(({ file }: { file: string }) => file)
          : format === 'gitlab'
            ? document.map(({ location }: { location: { path: string } }) => location.path)
            : document.runs[0].results.map(
                ({
                  locations,
                }: {
                  locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
                }) => decodeURIComponent(locations[0]?.physicalLocation.artifactLocation.uri ?? ''),
              );
      expect(new Set(paths)).toEqual(new Set([...NAMES.map((name) => `src/${name}`), 'src/main.js']));
    }
    if (format === 'unix') expect(stdout.trimEnd().split('\n')).toHaveLength(NAMES.length + 1);
  });

  it('a command that is shown works when it is pasted', () => {
    const root = projectOf({
      'package.json': '{ "type": "module", "main": "src/it\'s main.js" }',
      "src/it's main.js": "import { gone } from './the lib.js';\ngone();\n",
      'src/the lib.js': 'export const here = 1;\n',
    });
    const [finding] = JSON.parse(run(root, '--format', 'json').stdout).findings;
    const command: string = finding.suggestions.find(({ kind }: { kind: string }) => kind === 'stub').text;
    const pasted = command.replace(/^danglint /, `"${process.execPath}" "${BIN}" `);
    expect(spawnSync('sh', ['-c', pasted], { cwd: root, env: plainEnvironment(root) }).status).toBe(0);
    expect(run(root, '--rule', 'stub-in-use:off')).toMatchObject({ status: 0 });
  });
});

describe.skipIf(!isBuilt)('a process that may not do much (skipped where dist is not built)', () => {
  it.skipIf(isWindows)('too few files may be open (skipped on Windows, which has no ulimit)', () => {
    const cwd = projectOf(CLEAN);
    const command = `ulimit -n 30 && exec "${process.execPath}" "${BIN}" --no-cache`;
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
      cwd,
      env: plainEnvironment(cwd),
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^danglint: this process may not open as many files as it has to\n {4}hint: /);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  it("what Node's permissions refuse is named", () => {
    const cwd = projectOf(CLEAN);
    spawnSync('git', ['init', '-q'], { cwd });
    const [major = 0] = process.versions.node.split('.').map(Number);
    const permission = major < 22 ? '--experimental-permission' : '--permission';
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [permission, '--allow-fs-read=*', BIN, '--no-cache'],
      { cwd, env: plainEnvironment(cwd), encoding: 'utf8' },
    );
    expect(stderr).toContain("danglint: Node's permissions do not allow what a check needs (ChildProcess)\n");
    expect(stderr).toContain('--allow-addons');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
});

describe.skipIf(!isBuilt)('a run that is disturbed (skipped where dist is not built)', () => {
  const many = {
    'package.json': '{ "type": "module" }',
    ...Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [
        `src/m${index}.js`,
        `import './m${index + 1}.js';\nexport const a = 1;\n`,
      ]),
    ),
    'node_modules/.keep': '',
  };

  it('two at once say the same, and so does the next one', async () => {
    const root = projectOf(many);
    const started = [0, 1, 2].map(
      () =>
        new Promise<string>((resolve) => {
          const child = spawn(process.execPath, [BIN, '--format', 'unix'], {
            cwd: root,
            env: plainEnvironment(root),
          });
          let text = '';
          child.stdout.on('data', (chunk) => {
            text += chunk;
          });
          child.on('close', () => resolve(text));
        }),
    );
    const expected = 'src/m299.js:1:9: cannot find "./m300.js" [error/unresolved-module]\n';
    expect(await Promise.all(started)).toEqual([expected, expected, expected]);
    const cache = join(root, 'node_modules/.cache/danglint');
    expect(readdirSync(cache).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(run(root, '--format', 'unix').stdout).toBe(expected);
    for (const name of readdirSync(cache)) writeFileSync(join(cache, name), '{ "half');
    expect(run(root, '--format', 'unix').stdout).toBe(expected);
  });

  // Windows has no signals to send.
  it.skipIf(isWindows)('Ctrl-C ends it, and leaves nothing half (skipped on Windows)', async () => {
    const root = projectOf(many);
    const child = spawn(process.execPath, [BIN, '--format', 'json=report.json'], {
      cwd: root,
      env: plainEnvironment(root),
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    child.kill('SIGINT');
    const signal = await new Promise((resolve) => child.on('close', (_code, name) => resolve(name)));
    const report = join(root, 'report.json');
    if (existsSync(report)) expect(() => JSON.parse(readFileSync(report, 'utf8'))).not.toThrow();
    else expect(signal).toBe('SIGINT');
    expect(readdirSync(root).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  // Only Linux has a device that is always full.
  it.skipIf(!existsSync('/dev/full'))(
    'a full disk under stdout is exit 2 with a sentence (skipped without /dev/full)',
    () => {
      const root = projectOf(BROKEN);
      const { status, stderr } = spawnSync(
        'sh',
        ['-c', `"${process.execPath}" "${BIN}" --format json > /dev/full`],
        {
          cwd: root,
          env: plainEnvironment(root),
          encoding: 'utf8',
        },
      );
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: 'danglint: cannot write to stdout: ENOSPC: no space left on device, write\n',
      });
    },
  );

  const full = smallDisk();
  // A file system of 64 KB takes the right to mount one.
  it.skipIf(full === null)('a full disk leaves what was there (skipped where nothing can be mounted)', () => {
    const root = full?.() ?? '';
    for (const [path, text] of Object.entries(BROKEN)) {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    mkdirSync(join(root, 'node_modules'));
    expect(run(root, '--suppress-all', '--no-cache').status).toBe(0);
    const baseline = readFileSync(join(root, 'danglint-suppressions.json'), 'utf8');
    writeFileSync(join(root, 'src/new.js'), "import './gone.js';\n");
    fill(root);

    const checked = run(root, '--format', 'unix');
    expect(checked).toMatchObject({ status: 1, stderr: '' });
    for (const argv of [
      ['--suppress-all'],
      ['--format', 'json=report.json'],
      ['stub', '--write'],
      ['--fix'],
    ]) {
      const ran = run(root, ...argv);
      expect(ran.status, argv.join(' ')).toBe(2);
      expect(ran.stderr, argv.join(' ')).toMatch(/^danglint: .*(no space left|disk is full)/);
    }
    expect(readFileSync(join(root, 'danglint-suppressions.json'), 'utf8')).toBe(baseline);
    expect(readFileSync(join(root, 'src/main.js'), 'utf8')).toBe(BROKEN['src/main.js']);
    expect(existsSync(join(root, 'report.json'))).toBe(false);
    expect(readdirSync(root, { recursive: true }).filter((name) => String(name).endsWith('.tmp'))).toEqual(
      [],
    );
  });
});

/** Makes a file system of 64 KB for one test; null where that cannot be done. */
function smallDisk(): (() => string) | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const mount = () => {
    const root = mkdtempSync(join(tmpdir(), 'danglint-full-'));
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', root]);
    const remove = () => {
      if (status === 0) spawnSync('umount', [root]);
      rmSync(root, { recursive: true, force: true });
    };
    return { root, isMounted: status === 0, remove };
  };
  const trial = mount();
  trial.remove();
  if (!trial.isMounted) return null;
  return () => {
    const { root, remove } = mount();
    onTestFinished(remove);
    return root;
  };
}

function fill(root: string): void {
  const path = join(root, 'filler');
  for (let size = 65_536; size >= 1; size = Math.floor(size / 2)) {
    for (;;) {
      const before = existsSync(path) ? statSync(path).size : 0;
      try {
        writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
      } catch {
        // Part of it may have been written.
      }
      if ((existsSync(path) ? statSync(path).size : 0) < before + size) break;
    }
  }
}
