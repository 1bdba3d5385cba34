import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { realWriteDisk, type WriteDisk } from '../../src/host/write-disk.ts';
import { type FileChange, finishInterruptedWrite, writeFiles } from '../../src/host/write-files.ts';

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'danglint-write-')));
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'src/a.ts'), 'export const a = 1;\r\n');
  writeFileSync(join(root, 'src/gone.ts'), 'export {};\n');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Every file below the root with its text. */
function tree(directory = root, prefix = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      found[`${prefix}${entry.name}/`] = '';
      Object.assign(found, tree(path, `${prefix}${entry.name}/`));
    } else found[prefix + entry.name] = readFileSync(path, 'utf8');
  }
  return found;
}

function threeChanges(): FileChange[] {
  return [
    { path: `${root}/src/a.ts`, before: 'export const a = 1;\r\n', after: 'export const a = 2;\r\n' },
    { path: `${root}/new/deep/b.ts`, before: null, after: 'export const b = 1;\n' },
    { path: `${root}/src/gone.ts`, before: 'export {};\n', after: null },
  ];
}

/** The real disk, where the operation with the number `at` and, if `forever`, all after it fail. */
function failingDisk(at: number, code: string, forever: boolean): { disk: WriteDisk; count: () => number } {
  let count = 0;
  const writing = new Set(['create', 'rename', 'remove', 'makeDirectory', 'removeDirectory']);
  const disk = new Proxy(realWriteDisk, {
    get(target, name: keyof WriteDisk) {
      const operation = target[name] as (...input: unknown[]) => unknown;
      if (!writing.has(name)) return operation;
      return (...input: unknown[]) => {
        const number = count++;
        if (number === at || (forever && number > at)) {
          // A full disk leaves the beginning of the file behind.
          if (name === 'create' && !forever) writeFileSync(String(input[0]), 'half');
          throw Object.assign(new Error(`${code} in ${name}`), { code });
        }
        return operation(...input);
      };
    },
  });
  return { disk, count: () => count };
}

test('changes, creates and removes files in one go, with their directories', () => {
  writeFiles(root, threeChanges());
  expect(tree()).toEqual({
    'src/': '',
    'src/a.ts': 'export const a = 2;\r\n',
    'new/': '',
    'new/deep/': '',
    'new/deep/b.ts': 'export const b = 1;\n',
  });
});

test('a directory that becomes empty goes with its last file, the root stays', () => {
  writeFiles(root, [
    { path: `${root}/src/a.ts`, before: 'export const a = 1;\r\n', after: null },
    { path: `${root}/src/gone.ts`, before: 'export {};\n', after: null },
  ]);
  expect(tree()).toEqual({});
  expect(existsSync(root)).toBe(true);
});

test('the mode of a file survives', () => {
  chmodSync(join(root, 'src/a.ts'), 0o755);
  writeFiles(root, threeChanges());
  expect(statSync(join(root, 'src/a.ts')).mode & 0o777).toBe(0o755);
});

describe('all or none', () => {
  const all = () => {
    const { disk, count } = failingDisk(Number.POSITIVE_INFINITY, 'ENOSPC', false);
    writeFiles(root, threeChanges(), disk);
    return count();
  };

  test('an operation that fails leaves everything as it was, or as it should be', () => {
    const before = tree();
    const operations = all();
    const after = tree();
    expect(operations).toBeGreaterThan(10);
    for (let at = 0; at < operations; at++) {
      reset();
      const { disk } = failingDisk(at, 'ENOSPC', false);
      let thrown: unknown = null;
      try {
        writeFiles(root, threeChanges(), disk);
      } catch (error) {
        thrown = error;
      }
      finishInterruptedWrite(root);
      expect([before, after], `operation ${at}`).toContainEqual(tree());
      // Only what comes after the last rename may fail and leave the change done: it is tidying up.
      if (thrown !== null && String(thrown).includes('nothing was written')) expect(tree()).toEqual(before);
    }
  });

  test('a process that is killed at any operation is brought to an end by the next run', () => {
    const before = tree();
    const operations = all();
    const after = tree();
    const outcomes = new Set<string>();
    for (let at = 0; at < operations; at++) {
      reset();
      const { disk } = failingDisk(at, 'EIO', true);
      expect(() => writeFiles(root, threeChanges(), disk)).toThrow();
      finishInterruptedWrite(root);
      const now = tree();
      expect([before, after], `operation ${at}`).toContainEqual(now);
      outcomes.add(JSON.stringify(now) === JSON.stringify(before) ? 'none' : 'all');
    }
    expect(outcomes).toEqual(new Set(['none', 'all']));
  });

  test('a file that was edited after the kill keeps the edit', () => {
    const operations = all();
    reset();
    const { disk } = failingDisk(operations - 7, 'EIO', true);
    expect(() => writeFiles(root, threeChanges(), disk)).toThrow();
    expect(existsSync(join(root, '.danglint-write/journal'))).toBe(true);
    writeFileSync(join(root, 'src/a.ts'), 'edited\n');
    finishInterruptedWrite(root);
    expect(tree()['src/a.ts']).toBe('edited\n');
    expect(existsSync(join(root, '.danglint-write'))).toBe(false);
  });

  function reset() {
    for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true });
    mkdirSync(join(root, 'src'));
    writeFileSync(join(root, 'src/a.ts'), 'export const a = 1;\r\n');
    writeFileSync(join(root, 'src/gone.ts'), 'export {};\n');
  }
});

test('another volume: the content is brought over first', () => {
  const disk: WriteDisk = {
    ...realWriteDisk,
    rename(from, to) {
      const staged = from.includes('.danglint-write') && !to.includes('.danglint-write');
      if (staged) throw Object.assign(new Error('EXDEV'), { code: 'EXDEV' });
      realWriteDisk.rename(from, to);
    },
  };
  writeFiles(root, threeChanges(), disk);
  expect(tree()['src/a.ts']).toBe('export const a = 2;\r\n');
  expect(Object.keys(tree()).filter((name) => name.includes('danglint'))).toEqual([]);
});

test('a run that is still alive is not disturbed', () => {
  mkdirSync(join(root, '.danglint-write'));
  writeFileSync(join(root, '.danglint-write/owner'), '1'); // the first process of the system is always there
  expect(() => writeFiles(root, threeChanges())).toThrow(/another danglint \(process 1\)/);
});

describe('refuses, and changes nothing', () => {
  const write = (path: string, before: string | null = null) =>
    writeFiles(root, [...threeChanges().slice(1, 2), { path, before, after: 'x' }]);

  test.each([
    ['a path outside the root', () => `${root}/../outside.ts`],
    ['a sibling whose name begins like the root', () => `${root}-2/a.ts`],
    ['an absolute path elsewhere', () => '/etc/danglint'],
    ['steps in the middle', () => `${root}/src/../../a.ts`],
    ['the root itself', () => root],
    ['a directory', () => `${root}/src`],
    ['a path below a file', () => `${root}/src/a.ts/b.ts`],
    ['a file that is there', () => `${root}/src/a.ts`],
  ])('%s', (_, path) => {
    const before = tree();
    expect(() => write(path())).toThrow();
    expect(tree()).toEqual(before);
  });

  test('a file that was changed in the meantime', () => {
    expect(() => write(`${root}/src/a.ts`, 'older text')).toThrow(/changed in the meantime/);
    expect(existsSync(join(root, 'new'))).toBe(false);
  });

  test('a symbolic link to a directory outside, and one to a file', () => {
    const outside = realpathSync(mkdtempSync(join(tmpdir(), 'danglint-outside-')));
    try {
      symlinkSync(outside, join(root, 'linked'));
      writeFileSync(join(outside, 'victim.ts'), 'mine');
      symlinkSync(join(outside, 'victim.ts'), join(root, 'victim.ts'));
      expect(() => write(`${root}/linked/a.ts`)).toThrow(/symbolic link/);
      expect(() => write(`${root}/victim.ts`, 'mine')).toThrow(/symbolic link/);
      expect(readdirSync(outside)).toEqual(['victim.ts']);
      expect(readFileSync(join(outside, 'victim.ts'), 'utf8')).toBe('mine');
    } finally {
      rmSync(outside, { recursive: true });
    }
  });
});

test('a link to a directory inside the root is followed', () => {
  symlinkSync(join(root, 'src'), join(root, 'linked'));
  writeFiles(root, [{ path: `${root}/linked/c.ts`, before: null, after: 'c' }]);
  expect(readFileSync(join(root, 'src/c.ts'), 'utf8')).toBe('c');
});
