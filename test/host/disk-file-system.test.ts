import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDiskFileSystem } from '../../src/host/disk-file-system.ts';
import { FileReadError } from '../../src/host/file-system.ts';

let root = '';
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'danglint-disk-')));
  mkdirSync(join(root, 'src/deep'), { recursive: true });
  mkdirSync(join(root, 'directory.ts'));
  writeFileSync(join(root, 'src/b.ts'), 'export const b = 1;\n');
  writeFileSync(join(root, 'src/a.ts'), '\uFEFFexport {};\n');
  writeFileSync(join(root, 'src/deep/c.ts'), 'replacement \uFFFD character');
  writeFileSync(join(root, 'nul.ts'), 'a\0b');
  writeFileSync(join(root, 'latin1.ts'), Buffer.from([0x63, 0x61, 0x66, 0xe9]));
  writeFileSync(join(root, 'large.ts'), Buffer.alloc(20 * 1024 * 1024 + 1, 0x20));
  symlinkSync('src', join(root, 'linked'));
  symlinkSync('circle-b', join(root, 'circle-a'));
  symlinkSync('circle-a', join(root, 'circle-b'));
  symlinkSync('nowhere', join(root, 'dangling'));
  symlinkSync('.', join(root, 'src/self'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('stat', () => {
  test.each([
    ['src', 'directory'],
    ['src/b.ts', 'file'],
    ['src/B.ts', null],
    ['SRC/b.ts', null],
    ['src/missing/b.ts', null],
    ['src/b.ts/more', null],
    ['directory.ts', 'directory'],
    ['linked', 'directory'],
    ['linked/deep/c.ts', 'file'],
    ['src/self/self/b.ts', 'file'],
    ['circle-a', null],
    ['circle-a/b.ts', null],
    ['dangling', null],
  ])('%s is %s', (path, expected) => {
    expect(createDiskFileSystem().stat(`${root}/${path}`)).toBe(expected);
  });
});

describe('readText', () => {
  test.each([
    ['nul.ts', 'binary'],
    ['latin1.ts', 'encoding'],
    ['large.ts', 'too-large'],
    ['src', 'directory'],
    ['src/missing.ts', 'not-found'],
    ['src/b.ts/more', 'not-found'],
    ['circle-a', 'not-found'],
  ])('%s is refused as %s', (path, reason) => {
    let thrown: unknown;
    try {
      createDiskFileSystem().readText(`${root}/${path}`);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(FileReadError);
    expect(thrown).toMatchObject({ reason });
  });

  test('keeps the byte-order mark', () => {
    expect(createDiskFileSystem().readText(`${root}/src/a.ts`)).toBe('\uFEFFexport {};\n');
  });

  test('takes a replacement character that really stands in the file', () => {
    expect(createDiskFileSystem().readText(`${root}/src/deep/c.ts`)).toBe('replacement \uFFFD character');
  });
});

test('list gives names in order with their kinds, and nothing for a file or a missing directory', () => {
  const fileSystem = createDiskFileSystem();
  expect(fileSystem.list(`${root}/src`)).toEqual([
    { name: 'a.ts', kind: 'file' },
    { name: 'b.ts', kind: 'file' },
    { name: 'deep', kind: 'directory' },
    { name: 'self', kind: 'symlink' },
  ]);
  expect(fileSystem.list(`${root}/src/a.ts`)).toEqual([]);
  expect(fileSystem.list(`${root}/nothing`)).toEqual([]);
});

test('realpath follows links anywhere in the path and leaves what is not there', () => {
  const fileSystem = createDiskFileSystem();
  expect(fileSystem.realpath(`${root}/linked/deep/c.ts`)).toBe(`${root}/src/deep/c.ts`);
  expect(fileSystem.realpath(`${root}/src/self/self/b.ts`)).toBe(`${root}/src/b.ts`);
  expect(fileSystem.realpath(`${root}/circle-a`)).toBe(`${root}/circle-a`);
  expect(fileSystem.realpath(`${root}/src/b.ts`)).toBe(`${root}/src/b.ts`);
});

test('version changes with the content and is null for what is no file', () => {
  const fileSystem = createDiskFileSystem();
  const path = `${root}/versioned.ts`;
  writeFileSync(path, 'one');
  const before = fileSystem.version(path);
  writeFileSync(path, 'longer');
  expect(fileSystem.version(path)).not.toBe(before);
  expect(before).not.toBeNull();
  expect(fileSystem.version(`${root}/src`)).toBeNull();
  expect(fileSystem.version(`${root}/missing`)).toBeNull();
});
