import { expect, test } from 'vitest';
import { pathsInList, placeOfList } from '../../src/views/manifest-list.ts';

test.each<[name: string, text: string, paths: string[]]>([
  ['find', './src/a.ts\n./src/b c.ts\n', ['src/a.ts', 'src/b c.ts']],
  ['find -print0', './src/a.ts\0./src/odd\nname.ts\0', ['src/a.ts', 'src/odd\nname.ts']],
  ['tar -t', 'app/\napp/src/\napp/src/a.ts\n', ['app/src/a.ts']],
  ['Windows', 'src\\a.ts\r\nsrc\\b.ts\r\n', ['src/a.ts', 'src/b.ts']],
  [
    'tar -tv',
    'drwxr-xr-x me/us         0 2025-01-15 10:00 app/\n-rw-r--r-- me/us        12 2025-01-15 10:00 app/a b.ts\nlrwxrwxrwx 0/0 0 2025-01-15 10:00 app/l.ts -> a.ts\n',
    ['app/a b.ts', 'app/l.ts'],
  ],
  [
    'find -ls',
    '  1234      4 drwxr-xr-x   3 root     root         4096 Jan 15 10:00 /srv\n  1235      4 -rw-r--r--   1 root     root           12 Jan 15  2025 /srv/a.ts\n',
    ['/srv/a.ts'],
  ],
  [
    'find -ls of odd names',
    '  1235      4 -rw-r--r--   1 root     root           12 Jan 15  2025 /srv/odd\\ name/\\303\\274\\"\\\\.ts\n',
    ['/srv/odd name/ü"\\.ts'],
  ],
  ['tar -t without a locale', 'app/\\303\\274n\\303\\257.ts\n', ['app/ünï.ts']],
  ['git ls-files', 'src/a.ts\n"src/\\303\\274\\tb.ts"\n', ['src/a.ts', 'src/ü\tb.ts']],
  [
    'sha1sum and sha256sum',
    `${'0a'.repeat(20)}  src/a b.ts\n${'f0'.repeat(32)} *src/b.ts\n`,
    ['src/a b.ts', 'src/b.ts'],
  ],
  ['find -print0 of a name with backslashes', 'src/\\303\\274.ts\0', ['src/\\303\\274.ts']],
  ['nothing', '\n\n', []],
])('reads what %s prints', (_, text, paths) => {
  expect(pathsInList(text)).toEqual(paths);
});

const project = ['package.json', 'src/a.ts', 'src/b.ts', 'src/db/pool.ts', 'README.md'];

test.each<[name: string, paths: string[], place: { strip: string; add: string } | null]>([
  ['relative paths', ['src/a.ts', 'src/b.ts'], { strip: '', add: '' }],
  ['absolute paths', ['/srv/app/src/a.ts', '/srv/app/src/db/pool.ts'], { strip: '/srv/app/', add: '' }],
  [
    'other things beside',
    ['/etc/hosts', '/srv/app/src/a.ts', '/srv/app/src/b.ts'],
    { strip: '/srv/app/', add: '' },
  ],
  ['a deployed folder', ['/app/a.ts', '/app/b.ts', '/app/db/pool.ts'], { strip: '/app/', add: 'src/' }],
  [
    'a folder far below',
    ['/a/b/c/d/e/f/g/h/i/j/src/a.ts', '/a/b/c/d/e/f/g/h/i/j/src/b.ts'],
    { strip: '/a/b/c/d/e/f/g/h/i/j/', add: '' },
  ],
  [
    'the list of a whole server',
    [...Array.from({ length: 5000 }, (_, index) => `/usr/share/doc/${index}/copyright`), '/srv/app/src/a.ts'],
    { strip: '/srv/app/', add: '' },
  ],
  ['another project', ['/app/x.ts', '/app/y.ts'], null],
  ['nothing', [], null],
])('finds the project in %s', (_, paths, place) => {
  expect(placeOfList(paths, project)).toEqual(place);
});
