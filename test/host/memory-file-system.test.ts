import { expect, test } from 'vitest';
import { createMemoryFileSystem } from '../../src/host/memory-file-system.ts';

test.each(['', 'C:'])('files, directories and links below "%s/"', (drive) => {
  const fileSystem = createMemoryFileSystem({
    [`${drive}/app/src/a.ts`]: 'a',
    [`${drive}/app/lib`]: { link: 'src' },
    [`${drive}/app/circle`]: { link: `${drive}/app/circle` },
    [`${drive}/app/gone`]: { link: 'nowhere' },
  });
  expect(fileSystem.stat(`${drive}/app/src/a.ts`)).toBe('file');
  expect(fileSystem.stat(`${drive}/app/src/A.ts`)).toBeNull();
  expect(fileSystem.stat(`${drive}/app/lib/a.ts`)).toBe('file');
  expect(fileSystem.stat(`${drive}/app`)).toBe('directory');
  expect(fileSystem.stat(`${drive}/app/circle`)).toBeNull();
  expect(fileSystem.stat(`${drive}/app/gone`)).toBeNull();
  expect(fileSystem.readText(`${drive}/app/lib/a.ts`)).toBe('a');
  expect(fileSystem.realpath(`${drive}/app/lib/a.ts`)).toBe(`${drive}/app/src/a.ts`);
  expect(fileSystem.realpath(`${drive}/app/gone`)).toBe(`${drive}/app/gone`);
  expect(fileSystem.list(`${drive}/app`)).toEqual([
    { name: 'circle', kind: 'symlink' },
    { name: 'gone', kind: 'symlink' },
    { name: 'lib', kind: 'symlink' },
    { name: 'src', kind: 'directory' },
  ]);
  expect(() => fileSystem.readText(`${drive}/app/src/b.ts`)).toThrow('there is no such file');
});
