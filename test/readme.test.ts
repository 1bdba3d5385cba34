// What README.md and docs/config.md say is so: the output, the options, the rules, the formats, the examples.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { validateConfig } from '../src/config/validate-config.ts';
import { FORMATS } from '../src/report/formats.ts';
import { rules } from '../src/rules/rules.ts';
import { danglint } from './cli/run-danglint.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const textOf = (path: string) => readFileSync(`${ROOT}/${path}`, 'utf8');
const README = textOf('README.md');
const CONFIG = textOf('docs/config.md');
const blocksOf = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, block = '']) => block,
  );

describe('README.md', () => {
  it('shows what the first command prints', async () => {
    const { stdout, code } = await danglint(ROOT, ['--no-cache', 'fixtures/incident-typescript']);
    expect(code).toBe(1);
    const [shown = ''] = blocksOf(README, '');
    expect(stdout.startsWith(`${shown}\n✖ 2 errors in 2 files`)).toBe(true);
  });

  it('names only options and commands that there are', async () => {
    const { stdout } = await danglint(ROOT, ['completions', 'bash']);
    const known = new Set(stdout.match(/--[a-z-]+|\b[a-z]+\b/g));
    const ofOthers = ['--no-install'];
    const named = README.match(/(?<![\w-])--[a-z][a-z-]+/g) ?? [];
    expect(named.filter((flag) => !known.has(flag) && !ofOthers.includes(flag))).toEqual([]);
    const commands = [...README.matchAll(/`danglint ([a-z]+)/g)].map(([, command = '']) => command);
    expect(commands.filter((command) => !known.has(command))).toEqual([]);
  });

  it('lists all rules with their severities, and links to their pages', () => {
    const rows = [
      ...README.matchAll(/^\| \[([a-z-]+)\]\(src\/rules\/([a-z-]+)\.md\) \| (error|warning) \|/gm),
    ];
    const listed = rows.map(([, id, page, severity]) => `${id} ${page} ${severity}`);
    expect(listed.sort()).toEqual(
      rules.map(({ id, defaultSeverity }) => `${id} ${id} ${defaultSeverity}`).sort(),
    );
  });

  it('lists all formats', () => {
    const paragraph = /Formats: ([\s\S]*?);/.exec(README)?.[1] ?? '';
    const named = [...paragraph.matchAll(/`([a-z]+)`/g)].map(([, name]) => name);
    expect(named.sort()).toEqual(Object.keys(FORMATS).sort());
  });

  it.each([
    ['README.md', README],
    ['docs/config.md', CONFIG],
  ])('%s: its configurations are right', (_file, text) => {
    const ids = rules.map(({ id }) => id);
    const blocks = blocksOf(text, 'json');
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) expect(validateConfig(JSON.parse(block), ids)).toHaveProperty('config');
  });
});

it('docs/config.md describes every key of schema.json', () => {
  const keys = Object.keys(JSON.parse(textOf('schema.json')).properties);
  const described = [...CONFIG.matchAll(/^\| `([$\w]+)` \|/gm)].map(([, key]) => key);
  expect(described.sort()).toEqual(keys.sort());
});
