// The answer to `danglint --staged` for the many commits that touch nothing an import depends on: one question to git,
// before anything that reads a project is loaded. Invariant: a full run would find nothing either.

import { createDiskFileSystem } from '../host/disk-file-system.ts';
import { findRepository } from '../host/git.ts';
import { sourceTest } from '../languages/languages.ts';
import { marksOf } from '../report/sentences.ts';
import { mayBreakImports, readChanges } from '../views/changes.ts';
import type { CheckFlags } from './check-flags.ts';
import { defaultFormat } from './default-format.ts';
import type { Session } from './session.ts';
import { showsUnicode } from './terminal.ts';

/** Flags that change what is reported as broken, how the result is printed, or nothing: not what is done. */
const HARMLESS: ReadonlySet<string> = new Set([
  'staged',
  'view',
  'engine',
  'cache',
  'history',
  'author',
  'quiet',
  'failOn',
  'maxWarnings',
  'exitZero',
  'cwd',
  'color',
] satisfies (keyof CheckFlags | 'cwd' | 'color')[]);

/**
 * Says so on standard output when nothing that is staged can break an import.
 * @returns false when the question is for a full run: something relevant is staged, more was asked for, another format
 *   is wanted, or there is no repository to ask
 */
export async function answerNothingStaged(
  paths: readonly string[],
  flags: CheckFlags,
  session: Session,
): Promise<boolean> {
  if (flags.staged !== true || (flags.view !== undefined && flags.view !== 'index') || paths.length > 0)
    return false;
  const asked = Object.entries(flags).filter(([, value]) => value !== undefined);
  if (asked.some(([flag]) => !HARMLESS.has(flag))) return false;
  const format = defaultFormat(session.env, session.stdout);
  if (format !== 'stylish' && format !== 'agent') return false;
  const disk = createDiskFileSystem();
  const directory = disk.realpath(session.cwd);
  const top = findRepository(directory);
  if (top === null) return false;
  const changes = await readChanges({ kind: 'staged' }, directory, 'index');
  if (changes === null || mayBreakImports(changes.files, sourceTest(top, disk))) return false;
  const mark = format === 'agent' ? '' : `${marksOf(showsUnicode(session)).check} `;
  session.stdout.write(`${mark}nothing that is staged can break an import\n`);
  return true;
}
