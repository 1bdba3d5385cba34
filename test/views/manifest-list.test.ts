import { expect, test } from 'vitest';
import { doubtAbout } from '../../src/views/manifest-doubts.ts';
import { readFileList } from '../../src/views/manifest-list.ts';
import { placeOfList } from '../../src/views/manifest-place.ts';

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
  [
    'ls -R',
    '.:\nREADME.md\nodd dir\nsrc\n\n./odd dir:\na b.ts\n\n./src:\na.ts\ndb\n\n./src/db:\npool.ts\n\n./empty:\n',
    ['README.md', 'odd dir/a b.ts', 'src/a.ts', 'src/db/pool.ts'],
  ],
  [
    'ls -R of a folder without a first name, marked',
    'cli*\nsrc/\nlink@\n\nsrc:\na.ts\nempty/\n\nsrc/empty:\n',
    ['cli', 'link', 'src/a.ts'],
  ],
  [
    'ls -laR',
    '/srv:\ntotal 8\ndrwxr-xr-x 3 me us 4096 Nov 26 10:37 .\ndrwxr-xr-x 3 me us 4096 Nov 26 10:37 ..\ndrwxr-xr-x 3 me us 4096 Nov 26 10:37 src\n-rw-r--r--. 1 me us 1.2K 2025-01-15 10:00 b.ts\n\n/srv/src:\ntotal 4\n-rw-r--r-- 1 me us 12 15. Jan 10:00 a b.ts\nlrwxrwxrwx 1 me us 4 Nov 26  2024 l.ts -> a.ts\n',
    ['/srv/b.ts', '/srv/src/a b.ts', '/srv/src/l.ts'],
  ],
  [
    'rsync --list-only',
    'drwxr-xr-x          4,096 2026/11/26 10:37:33 src\n-rw-r--r--             22 2026/11/26 10:37:33 src/a.ts\n',
    ['src/a.ts'],
  ],
  [
    'unzip -l',
    'Archive:  app.zip\n  Length      Date    Time    Name\n---------  ---------- -----   ----\n        0  2026-11-26 10:37   app/src/\n       22  2026-11-26 10:37   app/src/a b.ts\n---------                     -------\n       22                     2 files\n',
    ['app/src/a b.ts'],
  ],
  [
    'unzip -v',
    ' Length   Method    Size  Cmpr    Date    Time   CRC-32   Name\n--------  ------  ------- ---- ---------- ----- --------  ----\n      73  Defl:N       63  14% 2026-11-26 10:37 1f078b37  app/a.ts\n--------          -------  ---                            -------\n      73               63  14%                            1 file\n',
    ['app/a.ts'],
  ],
  [
    'zipinfo',
    'Archive:  app.zip\nZip file size: 12 bytes, number of entries: 2\ndrwxr-xr-x  3.0 unx        0 bx stor 26-Nov-26 10:37 app/\n-rw-r--r--  3.0 unx       22 tx stor 26-Nov-26 10:37 app/a.ts\n2 files, 22 bytes uncompressed, 22 bytes compressed:  0.0%\n',
    ['app/a.ts'],
  ],
  ['tar -tv of BSD', '-rw-r--r--  0 root   root       22 Nov 26 10:37 app/a.ts\n', ['app/a.ts']],
  [
    'git ls-tree -r, with and without sizes, and git ls-files -s',
    `100644 blob ${'d0'.repeat(20)}\tsrc/a b.ts\n100755 blob ${'d0'.repeat(20)}      12\tsrc/b.ts\n160000 commit ${'d0'.repeat(20)}\tsub\n100644 ${'d0'.repeat(20)} 0\tc.ts\n`,
    ['src/a b.ts', 'src/b.ts', 'c.ts'],
  ],
  ["find -printf '%s %p'", '12 ./src/a.ts\n4 ./src/b.ts\n', ['src/a.ts', 'src/b.ts']],
  ['du -a', '4\t./src/a.ts\n1.5K\t./src/b.ts\n', ['src/a.ts', 'src/b.ts']],
  ['Windows, whole', 'C:\\app\\src\\a.ts\r\n', ['C:/app/src/a.ts']],
  ['nothing', '\n\n', []],
])('reads what %s prints', (_, text, paths) => {
  expect(readFileList(text)).toMatchObject({ paths });
});

test.each<[name: string, text: string]>([
  ['tree', '.\n├── package.json\n└── src\n    └── a.ts\n'],
  ['tree without a locale', '.\n|-- package.json\n`-- src\n    `-- a.ts\n'],
  ['tree /f', 'C:.\r\n|   package.json\r\n+---src\r\n|       a.ts\r\n'],
  ['ls -R in columns', 'src:\na.ts  b.ts   db\n\nsrc/db:\npool.ts\n'],
  ['rsync -n', 'sending incremental file list\nsrc/a.ts\n'],
  ['dir /s', ' Directory of C:\\app\r\n\r\n26/11/2026  10:37    22 a.ts\r\n'],
  ['npm pack', 'npm notice 22B src/a.ts\n'],
])('refuses what %s prints', (_, text) => {
  expect(readFileList(text)).toHaveProperty('refused');
});

test('ls -R hides names with a dot, unless it is asked for them', () => {
  expect(readFileList('src:\na.ts\n')).toMatchObject({ hidesDots: true });
  expect(readFileList('src:\n.a.ts\na.ts\n')).toMatchObject({ hidesDots: false });
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
  [
    'the list of a whole server with many packages',
    [
      ...Array.from({ length: 5000 }, (_, index) => `/srv/app/node_modules/p${index}/package.json`),
      ...Array.from({ length: 5000 }, (_, index) => `/usr/lib/node_modules/p${index}/README.md`),
      '/srv/app/src/a.ts',
      '/srv/app/package.json',
    ],
    { strip: '/srv/app/', add: '' },
  ],
  ['another project', ['/app/x.ts', '/app/y.ts'], null],
  ['nothing', [], null],
])('finds the project in %s', (_, paths, place) => {
  const found = placeOfList(paths, project);
  expect(found === null ? null : { strip: found.strip, add: found.add }).toEqual(place);
});

test.each<[name: string, paths: string[], rival: string | null]>([
  ['two releases', ['/srv/1/src/a.ts', '/srv/1/src/b.ts', '/srv/2/src/a.ts', '/srv/2/src/b.ts'], '/srv/2/'],
  ['a part of a backup', ['/srv/1/src/a.ts', '/srv/1/src/b.ts', '/bak/src/a.ts'], null],
  ['a copy within', ['/srv/src/a.ts', '/srv/src/b.ts', '/srv/out/src/a.ts', '/srv/out/src/b.ts'], null],
  ['packages', ['/srv/src/a.ts', '/srv/node_modules/x/src/a.ts', '/usr/lib/node_modules/y/src/a.ts'], null],
])('tells another copy of the project from what is not one: %s', (_, paths, rival) => {
  expect(placeOfList(paths, project)?.rival).toBe(rival);
});

test.each<[paths: string[], doubt: string | null]>([
  [['-rw-r--r-- ./src/a.ts', '-rwxr-xr-x ./src/b.ts', '-rw-r--r-- ./README.md'], 'holds more than a path'],
  [['-rw-r--r-- ./src/a.ts', '-rw-r--r-- ./README.md'], null],
  [['src/a.ts, b.ts', 'README.md'], 'holds more than a path'],
  [['A src/a.ts', 'M src/b.ts', 'README.md'], 'holds more than a path'],
  [['12 package.json', '3 src/a.ts', '4 src/db/pool.ts'], 'holds more than a path'],
  [['app 1/src/a.ts', 'app 1/src/b.ts', 'app 1/docs/x y.md'], null],
  [['a.ts', 'b.ts', 'pool.ts'], 'names files without their folders'],
  [['a.ts', 'b.ts', 'new.ts'], null],
  [['src/a.ts', 'src/b.ts', 'src/\uFFFDn.ts'], 'writes "src/ün.ts" otherwise'],
  [['src/a.ts', 'src/b.ts', 'with\\ space/c.ts'], 'writes "with space/c.ts" otherwise'],
])('%j: %s', (paths, doubt) => {
  const odd = [...project, 'src/ün.ts', 'with space/c.ts'];
  const found = doubtAbout(paths, odd, placeOfList(paths, odd));
  if (doubt === null) expect(found).toBeNull();
  else expect(found).toContain(doubt);
});
