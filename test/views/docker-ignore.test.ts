import { expect, test } from 'vitest';
import { excludingRule, parseDockerIgnore } from '../../src/views/docker-ignore.ts';

// Expectations from the page on .dockerignore files in Docker's documentation and Go's path/filepath.
test.each<[ignore: string, path: string, excluded: boolean]>([
  ['node_modules', 'node_modules/a/b.js', true],
  ['node_modules', 'packages/a/node_modules/b.js', false],
  ['**/node_modules', 'packages/a/node_modules/b.js', true],
  ['/src', 'src/a.ts', true],
  ['src/', 'src/a.ts', true],
  ['./src/../lib', 'lib/a.ts', true],
  ['*.md', 'README.md', true],
  ['*.md', 'docs/README.md', false],
  ['**/*.md', 'docs/deep/README.md', true],
  ['*/temp*', 'a/temporary.txt', true],
  ['*/temp*', 'temporary.txt', false],
  ['temp?', 'tempa', true],
  ['temp?', 'temp', false],
  ['*.md\n!README.md', 'README.md', false],
  ['!README.md\n*.md', 'README.md', true],
  ['*.md\n!README*.md\nREADME-secret.md', 'README-secret.md', true],
  ['*\n!src\n!package.json', 'src/deep/a.ts', false],
  ['*\n!src\n!package.json', 'lib/a.ts', true],
  ['*\n!src\nsrc/*.test.ts', 'src/a.test.ts', true],
  ['# src', 'src/a.ts', false],
  [' # src', '# src', true],
  ['[a-c].ts', 'b.ts', true],
  ['[^a-c].ts', 'b.ts', false],
  ['[a\\-c].ts', 'b.ts', false],
  ['**.ts', 'src/a.ts', true],
  ['src**', 'src-old/a.ts', true],
  ['src/**pool.ts', 'src/db/pool.ts', true],
  ['src/**pool.ts', 'src/dbpool.ts', false],
  ['app/(group)/*', 'app/(group)/a.ts', true],
  ['../a.ts', 'a.ts', false],
  ['/../a.ts', 'a.ts', true],
  ['src\n!src/db/*.ts', 'src/db/a.ts', false],
  ['src\n!src/db/**', 'src/db/a.ts', false],
  ['src\n!lib/db/**', 'src/a.ts', true],
  // BuildKit enters every excluded folder for an exception with wild cards.
  ['src\n!**/a.ts', 'src/a.ts', false],
  ['src\n!**/a.ts', 'src/b.ts', true],
  ['src\n!*/a.ts', 'src/a.ts', false],
  // An exception that brought nothing back of a folder does not hold for what is in it.
  ['**a\n!d', 'd/a', true],
  ['**a\n!da', 'da/a', false],
  ['*\n!**/a.ts', 'a.ts', false],
  // A cleaned pattern is read a second time.
  ['./ a.ts', 'a.ts', true],
  ['*\n./!a.ts', 'a.ts', false],
  ['a\\*.ts', 'a*.ts', true],
  ['a\\*.ts', 'ab.ts', false],
  ['src\r\nlib\r\n', 'lib/a.ts', true],
  ['', 'a.ts', false],
  ['a.ts+', 'a.tss', false],
  // What moby/patternmatcher passes on to Go's regular expressions as it is.
  ['src/*.ts|lib', 'src/a.tsx', true],
  ['src|lib', 'src', false],
  ['v{2}*', 'vv1', true],
  ['*.{js,ts}', 'a.ts', false],
  ['src\\dist', 'src1ist', true],
])('%j excludes %j: %s', (text, path, excluded) => {
  expect(excludingRule(parseDockerIgnore(text), path) !== null).toBe(excluded);
});

test('a path as Windows writes it is refused where Go knows no such escape', () => {
  expect(parseDockerIgnore('src\\lib\n').refused).toEqual({ line: 1, pattern: 'src\\lib' });
  expect(parseDockerIgnore('src\\dist\n').refused).toBeNull();
});

test('the rule that decides is the last one that matches, with its line', () => {
  const ignore = parseDockerIgnore('# first\n\n*.ts\n!a.ts\n**/a.*\n');
  expect(excludingRule(ignore, 'a.ts')).toMatchObject({ line: 5, pattern: '**/a.*' });
  expect(excludingRule(ignore, 'b.ts')).toMatchObject({ line: 3, pattern: '*.ts' });
});

test.each(['[a', 'src\n[]a]', '[-a]', '[a-]', 'a\\', '!', '!/', '!/.', '! /a/..'])(
  '%j is refused, as docker does',
  (text) => {
    expect(parseDockerIgnore(text).refused).toMatchObject({ line: text.split('\n').length });
  },
);

test('the classic builder enters an excluded folder only for exceptions that begin with its name', () => {
  const ignore = parseDockerIgnore('src\n!**/a.ts\n!src/db/*.ts');
  expect(excludingRule(ignore, 'src/a.ts', 'buildkit')).toBeNull();
  expect(excludingRule(parseDockerIgnore('src\n!**/a.ts'), 'src/a.ts', 'classic')).toMatchObject({ line: 1 });
  expect(excludingRule(ignore, 'src/db/b.ts', 'classic')).toBeNull();
});
