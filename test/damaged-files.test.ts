// Whatever stands in a file of a project, a run ends with a report or with a sentence for its user: each fixture is
// checked with one of its files damaged, its settings by values of another kind, its sources by signs and cuts.
// DANGLINT_DAMAGE_SEED=7 DANGLINT_DAMAGE_TIMES=20 npx vitest run test/damaged-files

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { UserError } from '../src/host/user-error.ts';
import { checkProject } from '../src/index.ts';
import { createRandom, type Random } from './judge/random.ts';
import { copyOf } from './support/fixture-case.ts';

const SEED = Number(process.env['DANGLINT_DAMAGE_SEED'] ?? 1);
const TIMES = Number(process.env['DANGLINT_DAMAGE_TIMES'] ?? 1);
const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));

const SOURCE = /\.(?:[cm]?[jt]sx?|pyi?|vue|svelte|astro|mdx|html)$/;
const SETTINGS = /\.(?:jsonc?|toml|cfg|ini|ya?ml|txt|in|tf)$|Dockerfile|ignore$/;

/** Those that settings decide about; what is no package has none of the others, and says so. */
const VIEWS = ['worktree', 'worktree', 'npm', 'sdist', 'wheel', 'docker'];

/** Values that a setting is not made for. */
const VALUES: readonly unknown[] = [
  ...[null, 42, true, [], {}, [null], [[]], { a: null }, [1, 'x', null], { '*': null }, { '.': [null, 3] }],
  ...[
    '',
    ' ',
    '[z-a]',
    '(((',
    '{a',
    '$&',
    '%',
    '\\',
    '\0',
    '*',
    '**',
    './**/*',
    '/',
    '.',
    '../../../..',
    '-1',
  ],
  ...['http://', 'a'.repeat(3000), { '*': ['[', 3] }],
];

/** What begins or ends something in one of the languages. */
const SIGNS = [
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '<',
    '>',
    '`',
    '"',
    "'",
    '/*',
    '*/',
    '//',
    '#',
    '${',
    '/re/',
    '<!--',
    '-->',
  ],
  ...[
    ';',
    ',',
    '.',
    '...',
    '=>',
    '=',
    '@',
    ':',
    '\\',
    '\n',
    '\r',
    '\t',
    '  ',
    '\0',
    '\ufeff',
    '\ud800',
    '\u2028',
  ],
  ...[
    'import ',
    'export ',
    'export * from ',
    'default ',
    'type ',
    'namespace ',
    'declare ',
    'enum ',
    'class ',
  ],
  ...[
    'require(',
    'import(',
    'import.meta.',
    'module.exports = ',
    'exports.',
    "vi.mock('",
    'await ',
    'yield ',
  ],
  ...['<script>', '</script>', '<template>', '---', '{{', '}}', '{#if ', '0x', '1_', 'é', '𝒳'],
  ...[
    'def ',
    'lambda: ',
    'match ',
    'case _:',
    'lazy ',
    'global ',
    'del ',
    'f"',
    'rb"""',
    "t'''",
    '__all__ = ',
  ],
];

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const folders = readdirSync(FIXTURES).flatMap((rule) => {
  const inner = readdirSync(join(FIXTURES, rule), { withFileTypes: true });
  const isStory = inner.some((entry) => entry.isFile());
  return isStory ? [rule] : inner.map(({ name }) => `${rule}/${name}`);
});

test.each([
  ['settings', SETTINGS, withAnotherValue],
  ['a source file', SOURCE, withSignsAndCuts],
])(
  'damage to %s is no internal error',
  async (_, kind, damage) => {
    const random = createRandom(SEED);
    const internal: string[] = [];
    for (const folder of folders) {
      for (let time = 0; time < TIMES; time++) {
        const project = copyOf(join(FIXTURES, folder));
        onTestFinished(project.remove);
        const [file] = random.sample(
          filesBelow(project.root).filter((path) => kind.test(path)),
          1,
        );
        if (file === undefined) continue;
        const text = damage(readFileSync(file, 'utf8'), random);
        writeFileSync(file, text);
        try {
          await checkProject({ cwd: project.root, view: random.sample(VIEWS, 1)[0] ?? 'worktree' });
        } catch (error) {
          if (error instanceof UserError) continue;
          internal.push(`${folder} ${file.slice(project.root.length)}: ${(error as Error).stack}\n${text}`);
        }
      }
    }
    expect(internal).toEqual([]);
  },
  600_000,
);

/** One value of a JSON file, or one word of another, is replaced. */
function withAnotherValue(text: string, random: Random): string {
  const [value] = random.sample(VALUES, 1);
  const written = JSON.stringify(value);
  const words = [
    ...text.matchAll(/"(?:[^"\\\n]|\\.)*"(?!\s*:)|\b(?:true|false|null)\b|'[^'\n]*'|[\w./*-]{2,}/g),
  ];
  const [word] = random.sample(words, 1);
  if (word === undefined) return written;
  const isBare = typeof value === 'string' && !/^["']/.test(word[0]);
  return text.slice(0, word.index) + (isBare ? value : written) + text.slice(word.index + word[0].length);
}

function withSignsAndCuts(text: string, random: Random): string {
  let damaged = text;
  for (let left = 1 + random.below(4); left > 0; left--) {
    const at = random.below(damaged.length + 1);
    const length = random.below(60);
    const sign = SIGNS[random.below(SIGNS.length)] ?? '';
    const [before, behind] = [damaged.slice(0, at), damaged.slice(at)];
    const ways = [
      before + behind.slice(length),
      before + sign + behind,
      before + before.slice(-length) + behind,
      before,
      before + sign.repeat(1 + random.below(30)) + behind.slice(random.below(5)),
    ];
    damaged = ways[random.below(ways.length)] ?? damaged;
  }
  return damaged;
}
