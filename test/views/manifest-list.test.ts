import { expect, test } from 'vitest';
import { pathsInList, placeOfList } from '../../src/views/manifest-list.ts';

test.each<[name: string, text: string, paths: string[]]>([
  ['find', './src/a.ts\n./src/b c.ts\n', ['src/a.ts', 'src/b c.ts']],
  ['find -print0', './src/a.ts\0./src/odd\nname.ts\0', ['src/a.ts', 'src/odd\nname.ts']],
  ['tar -t', 'app/\napp/src/\napp/src/a.ts\n', ['app/src/a.ts']],
  ['Windows', 'src\\a.ts\r\nsrc\\b.ts\r\n', ['src/a.ts', 'src/b.ts']],
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
  ['another project', ['/app/x.ts', '/app/y.ts'], null],
  ['nothing', [], null],
])('finds the project in %s', (_, paths, place) => {
  expect(placeOfList(paths, project)).toEqual(place);
});
