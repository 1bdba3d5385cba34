import { expect, test } from 'vitest';
import { globMatcher } from '../../src/model/glob.ts';

test.each<[string[], string, boolean]>([
  [['dist'], 'dist/a.js', true],
  [['dist'], 'packages/a/dist/x/a.js', true],
  [['dist'], 'distant/a.js', false],
  [['/dist'], 'packages/dist/a.js', false],
  [['src/gen/'], 'src/gen/a.ts', true],
  [['*.gen.ts'], 'src/a.gen.ts', true],
  [['src/*.ts'], 'src/deep/a.ts', false],
  [['src/**/*.ts'], 'src/a.ts', true],
  [['src/**/*.ts'], 'src/x/y/a.ts', true],
  [['src/**'], 'src/x/y', true],
  [['**/a?.ts'], 'x/ab.ts', true],
  [['src/{a,b*}.ts'], 'src/bcd.ts', true],
  [['src/{a,b*}.ts'], 'src/c.ts', false],
  [['src/[ab].ts'], 'src/b.ts', true],
  [['src/[!ab].ts'], 'src/b.ts', false],
  [['src/(group)/a.ts'], 'src/(group)/a.ts', true],
  [['src', '!src/keep.ts'], 'src/keep.ts', false],
  [['src', '!src/keep.ts'], 'src/other.ts', true],
  [['./src/a.ts'], 'src/a.ts', true],
  [['./gen'], 'gen/a.ts', true],
  [['./gen'], 'src/gen/a.ts', false],
  [['[z-a].ts'], 'm.ts', false],
  [['[z-ax].ts'], 'x.ts', true],
  [['[!z-a].ts'], 'm.ts', true],
  [['src[!a]b.ts'], 'src/b.ts', false],
  [['[[^].ts'], '^.ts', true],
  [['[]a].ts'], '].ts', true],
  [['{{a}.ts'], '{{a}.ts', true],
  [['{{a}.ts'], 'a.ts', false],
  [['{[}].ts'], '{[}].ts', true],
  [[], 'a.ts', false],
])('%j on %s: %s', (patterns, path, expected) => {
  expect(globMatcher(patterns)(path)).toBe(expected);
});
