// `npm run breakages -- PATH`: a real project broken by hand in ten ways, one at a time and in memory only; what danglint
// finds is compared line by line with where it must be. The recipes are in `breakages/`, by the name of the project.

import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { createDiskFileSystem } from '../../src/host/disk-file-system.ts';
import { createDanglintJudge } from './danglint.ts';

/** One way to break the project. Paths are relative to it. */
interface Breakage {
  readonly what: string;
  readonly file: string;
  /** A text of the file, there once, and what stands there instead; both absent: the file is deleted. */
  readonly from?: string;
  readonly to?: string;
  /** Where it must be found: a file and the whole line, without the space around it. */
  readonly finds: readonly (readonly [file: string, line: string])[];
}

const root = resolve(process.argv[2] ?? '.').replaceAll('\\', '/');
const print = (text: string) => process.stdout.write(`${text.replaceAll(`${root}/`, '')}\n`);

const recipes = join(import.meta.dirname, 'breakages', `${basename(root)}.json`);
if (!existsSync(recipes)) throw new Error(`there are no recipes for ${basename(root)}`);
const breakages = JSON.parse(readFileSync(recipes, 'utf8')) as readonly Breakage[];
const disk = createDiskFileSystem();
const danglint = await createDanglintJudge(root);
print(`${danglint.baseline.size} broken imports before`);

let wrong = 0;
for (const breakage of breakages) {
  const path = join(root, breakage.file).replaceAll('\\', '/');
  const text = broken(breakage, disk.readText(path));
  const textOf = (file: string) => (file === path && text !== null ? text : disk.readText(file));
  const expected = breakage.finds.map(([file, line]) =>
    placeOf(join(root, file).replaceAll('\\', '/'), line, textOf),
  );
  const { found } = await danglint.judge(new Map([[path, text]]));
  const missed = expected.filter((place) => !found.has(place));
  const extra = [...found].filter(([place]) => !expected.includes(place));
  const isRight = missed.length === 0 && extra.length === 0;
  if (!isRight) wrong++;
  print(
    `${isRight ? 'ok   ' : 'WRONG'} ${breakage.what}: ${expected.length - missed.length} of ${expected.length} places`,
  );
  for (const place of missed) print(`        missed ${place}`);
  for (const [place, message] of extra) print(`        extra  ${place} ${message}`);
}
print(`${breakages.length - wrong} of ${breakages.length} breakages found at exactly their lines`);
process.exitCode = wrong === 0 ? 0 : 1;

function broken({ from, to, file, what }: Breakage, text: string): string | null {
  if (from === undefined || to === undefined) return null;
  if (text.split(from).length !== 2) throw new Error(`${what}: "${from}" is not in ${file} exactly once`);
  return text.replace(from, () => to);
}

function placeOf(file: string, line: string, textOf: (file: string) => string): string {
  const lines = textOf(file).split(/\r?\n/);
  const at = lines.findIndex((candidate) => candidate.trim() === line);
  if (at === -1) throw new Error(`no line "${line}" in ${file}`);
  return `${file}:${at + 1}`;
}
