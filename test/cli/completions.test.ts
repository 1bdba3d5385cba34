// The completion scripts in the shells that they are for.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/report/formats.ts';
import { CLEAN, danglint, projectOf } from './run-danglint.ts';

/** What is typed, and the word that is completed from it. */
const TYPED: readonly (readonly [string, string])[] = [
  ['danglint comple', 'completions'],
  ['danglint --expl', '--explain-unknown'],
  ['danglint --format sar', 'sarif'],
  ['danglint -f mark', 'markdown'],
  ['danglint --fail-on st', 'startup'],
  ['danglint --view doc', 'docker'],
  ['danglint --engine ts', 'ts-morph'],
  ['danglint src/ma', 'src/main.js'],
  ['danglint stub --li', '--list'],
  ['danglint stub --format js', 'json'],
  ['danglint explain missing-m', 'missing-member'],
  ['danglint completions zs', 'zsh'],
];

async function projectWith(shell: string): Promise<string> {
  const root = projectOf({ ...CLEAN, 'src/two words.js': '' });
  const { stdout, code } = await danglint(root, ['completions', shell]);
  expect(code).toBe(0);
  writeFileSync(join(root, '.script'), stdout);
  return root;
}

const has = (program: string) => spawnSync(program, ['--version']).error === undefined;

function run(cwd: string, program: string, argv: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(program, [...argv], {
    cwd,
    encoding: 'utf8',
    timeout: 50_000,
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

describe.skipIf(!has('bash'))('bash (skipped where it is not installed)', () => {
  /** As readline calls it: the words, and the index of the one that is typed. */
  const COMPLETE = `source ./.script
while IFS= read -r line; do
  read -r -a COMP_WORDS <<< "$line"; COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 )); COMPREPLY=()
  _danglint; printf '%s|' "\${COMPREPLY[@]}"; echo
done`;
  const complete = (root: string, lines: readonly string[]) => {
    const input = `${lines.join('\n')}\n`;
    const ran = spawnSync('bash', ['--norc', '-c', COMPLETE], { cwd: root, input, encoding: 'utf8' });
    expect(ran.stderr).toBe('');
    return ran.stdout.split('\n').slice(0, -1);
  };

  it('completes commands, options, values and files', async () => {
    const root = await projectWith('bash');
    const lines = TYPED.map(([typed]) => typed);
    expect(complete(root, lines)).toEqual(TYPED.map(([, word]) => `${word}|`));
  });

  it('offers all formats, and a file with a blank as one', async () => {
    const root = await projectWith('bash');
    const [files] = complete(root, ['danglint src/two']);
    expect(files).toBe('src/two words.js|');
    for (const name of Object.keys(FORMATS)) {
      expect(complete(root, [`danglint --format ${name}`])).toEqual([`${name}|`]);
    }
  });
});

describe.skipIf(!has('zsh'))('zsh (skipped where it is not installed)', () => {
  /** A zsh at a terminal of its own: a line, a tab and Return are typed, and a danglint that prints its arguments runs. */
  const COMPLETE = `zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'danglint() { print -r -- "GOT<$*>" }; autoload -U compinit; compinit -u -D; source ./.script; PS1=REA; PS1+="DY "'
zpty -r -m shell shown '*READY*'
for line in "$@"; do
  zpty -w -n shell "$line"$'\t\n'
  zpty -r -m shell shown '*GOT<*>*READY*'
  print -r -- "\${\${shown#*GOT<}%>*}"
done
zpty -d shell`;

  it('completes commands, options, values and files', async () => {
    const root = await projectWith('zsh');
    writeFileSync(join(root, '.typed.zsh'), COMPLETE);
    const lines = TYPED.map(([typed]) => typed);
    const completed = TYPED.map(([typed, word]) => typed.replace(/^danglint /, '').replace(/\S+$/, word));
    const ran = run(root, 'zsh', ['-f', '.typed.zsh', ...lines]);
    expect(ran.trim().split('\n')).toEqual(completed);
  });

  it('is also a function of $fpath', async () => {
    const root = await projectWith('zsh');
    writeFileSync(join(root, '_danglint'), (await danglint(root, ['completions', 'zsh'])).stdout);
    const script = 'fpath=($PWD $fpath); autoload -U compinit; compinit -u -D; print $_comps[danglint]';
    expect(run(root, 'zsh', ['-f', '-c', script])).toBe('_danglint\n');
  });
});

describe.skipIf(!has('fish'))('fish (skipped where it is not installed)', () => {
  it('completes commands, options, values and files', async () => {
    const root = await projectWith('fish');
    const script = `source ./.script\n${TYPED.map(([typed]) => `complete -C '${typed}' | cut -f 1 | string join '|'\necho`).join('\n')}`;
    const offered = run(root, 'fish', ['--no-config', '-c', script]).split(/\n+/);
    for (const [index, [typed, word]] of TYPED.entries()) expect(offered[index], typed).toBe(word);
  });
});
