// Colours, Unicode and links by environment and flags.

import { describe, expect, it } from 'vitest';
import { colorLevel, showsHyperlinks, showsUnicode } from '../../src/cli/terminal.ts';
import { danglint } from './run-danglint.ts';

const output = (isTTY: boolean) => ({ write: () => undefined, isTTY, columns: undefined });

describe('colours', () => {
  it.each([
    ['a terminal', undefined, {}, true, 1],
    ['a pipe', undefined, {}, false, 0],
    ['256 colours', undefined, { TERM: 'xterm-256color' }, true, 2],
    ['true colour', undefined, { COLORTERM: 'truecolor' }, true, 3],
    ['NO_COLOR', undefined, { NO_COLOR: '1' }, true, 0],
    ['an empty NO_COLOR', undefined, { NO_COLOR: '' }, true, 1],
    ['a dumb terminal', undefined, { TERM: 'dumb' }, true, 0],
    ['a CI log', undefined, { GITHUB_ACTIONS: 'true' }, false, 1],
    ['a CI log with NO_COLOR', undefined, { GITHUB_ACTIONS: 'true', NO_COLOR: '1' }, false, 0],
    ['FORCE_COLOR over NO_COLOR', undefined, { FORCE_COLOR: '1', NO_COLOR: '1' }, false, 1],
    ['FORCE_COLOR=0', undefined, { FORCE_COLOR: '0' }, true, 0],
    ['FORCE_COLOR=3', undefined, { FORCE_COLOR: '3' }, false, 3],
    ['--color over all', true, { FORCE_COLOR: '0', NO_COLOR: '1' }, false, 1],
    ['--no-color over all', false, { FORCE_COLOR: '3' }, true, 0],
  ] as const)('%s', (_title, color, env, isTTY, expected) => {
    expect(colorLevel({ color, env }, output(isTTY))).toBe(expected);
  });
});

describe('Unicode', () => {
  it.each([
    [{}, 'linux', true],
    [{ LANG: 'C.UTF-8' }, 'linux', true],
    [{ LANG: 'C' }, 'linux', false],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'POSIX' }, 'linux', false],
    [{ TERM: 'dumb' }, 'linux', false],
    [{}, 'win32', false],
    [{ WT_SESSION: 'x' }, 'win32', true],
  ])('%j on %s: %s', (env, platform, expected) => {
    expect(showsUnicode({ env, platform })).toBe(expected);
  });
});

describe('links', () => {
  it.each([
    [{ TERM_PROGRAM: 'vscode' }, true, true],
    [{ TERM_PROGRAM: 'vscode' }, false, false],
    [{ TERM_PROGRAM: 'vscode', CI: '1' }, true, false],
    [{ VTE_VERSION: '7200' }, true, true],
    [{}, true, false],
    [{ FORCE_HYPERLINK: '1' }, false, true],
  ])('%j, terminal %s: %s', (env, isTTY, expected) => {
    expect(showsHyperlinks({ env }, output(isTTY))).toBe(expected);
  });
});

it.each([[40], [60], [120]])('help fits a terminal of %i columns', async (columns) => {
  const lines: string[] = [];
  for (const argv of [['--help'], ['stub', '--help']]) {
    lines.push(
      ...(await danglint('/', argv, { isTTY: true, columns, env: { NO_COLOR: '1' } })).stdout.split('\n'),
    );
  }
  // Examples are commands to copy: they are never broken.
  const words = lines.filter((line) => !/^ {2}danglint /.test(line) && !line.startsWith('Usage:'));
  expect(words.filter((line) => line.length > columns)).toEqual([]);
});
