// What is said about a finding beside its message, in plain text and once for all formats: when it crashes, how it is
// reached, who broke it, what to do.

import { shownPath } from '../model/path.ts';
import type { History, Impact, Report, ReportedFinding } from '../model/report.ts';
import { shellWord } from '../model/shell-word.ts';
import type { FormatContext } from './format.ts';
import { groupedDigits } from './grouped-digits.ts';

export interface Marks {
  readonly arrow: string;
  readonly ellipsis: string;
  readonly cross: string;
  readonly check: string;
}

export function marksOf(unicode: boolean): Marks {
  return unicode
    ? { arrow: '→', ellipsis: '…', cross: '✖', check: '✔' }
    : { arrow: '->', ellipsis: '...', cross: 'x', check: 'ok' };
}

/** `when Database.reconnect() runs: TypeError: …`; null for what has no effect at run time. */
export function crashSentence(impact: Impact): string | null {
  const when = whenOf(impact);
  if (when === null) return null;
  const handed = impact.handedTo === undefined ? '' : `: ${impact.handedTo}() is given undefined`;
  const error = impact.error === undefined ? handed : `: ${impact.error}`;
  const swallowed = impact.swallowed === undefined ? '' : ` (${impact.swallowed})`;
  return `${conditionOf(impact)}${when}${branchOf(impact)}${error}${swallowed}`;
}

/** A branch that is not decided has to be taken for it: here, or on the way. */
function branchOf({ branchIn, chain, heard }: Impact): string {
  if (branchIn === undefined) return '';
  if (heard === true) return `, unless the code that ${branchIn} hands the error to lets the program go on`;
  return branchIn === chain.at(-1)
    ? ', if the branch around it is taken'
    : `, if a branch in ${branchIn} is taken`;
}

/** A package that is installed here, though nothing makes it so: the crash is one of other installs. */
function conditionOf({ onlyAfter }: Impact): string {
  if (onlyAfter === undefined) return '';
  const install =
    onlyAfter === 'production-install'
      ? 'after an install for production'
      : 'where the package is not installed';
  return `works here; ${install}, `;
}

function whenOf({
  when,
  entry,
  enclosing,
  givenTo,
  loading,
  failure,
  error,
  handedTo,
}: Impact): string | null {
  if (failure === 'type') return null;
  // It is undefined, which stops nothing by itself.
  const isHeld = failure === 'undefined' && (error ?? handedTo) === undefined && enclosing === null;
  if (isHeld && (when === 'call' || when === 'unreached')) return 'when it is used';
  switch (when) {
    case 'startup': {
      const running = enclosing === null ? '' : `, ${whenRunning(enclosing)}`;
      return entry === null ? 'at start-up' : `at start-up of ${entry}${running}`;
    }
    case 'call':
      if (loading !== undefined) return `when ${loading} is loaded`;
      return enclosing === null ? 'when the function around it runs' : whenRunning(enclosing, givenTo);
    case 'test':
      return 'in tests only';
    case 'unreached':
      return enclosing === null ? 'as soon as this file is loaded' : whenRunning(enclosing, givenTo);
    case 'never':
      return null;
  }
}

/** @param givenTo who decides when that is, which may well be at start-up */
function whenRunning(enclosing: string, givenTo?: string): string {
  // What stands behind Python's `if __name__ == '__main__':`.
  if (enclosing === '__main__') return 'when this file is run as a script';
  if (enclosing === ANONYMOUS && givenTo !== undefined)
    return `when the function runs that ${givenTo}() is given`;
  const setter = /^(.+)=$/.exec(enclosing)?.[1];
  const running = setter === undefined ? `${runningCode(enclosing)} runs` : `${setter} is set`;
  return `when ${running}${givenTo === undefined ? '' : `, which ${givenTo}() is given`}`;
}

const ANONYMOUS = '<anonymous>';

/** `Database.reconnect()`; a function without a name that stands in it may run long after. */
export function runningCode(enclosing: string): string {
  if (enclosing === ANONYMOUS) return 'the function around it';
  const [, around] = /^(.+)\.<anonymous>$/.exec(enclosing) ?? [];
  return around === undefined ? `${enclosing}()` : `a function inside ${around}()`;
}

/** `reached from a → b → c`; the middle of a long chain is left out. */
export function reachSentence({ when, chain }: Impact, marks: Marks): string | null {
  if (when === 'unreached') return 'not reached from a known entry point';
  if (chain.length < 2) return null;
  const shown = chain.length <= 6 ? chain : [...chain.slice(0, 3), marks.ellipsis, ...chain.slice(-2)];
  return `reached from ${shown.join(` ${marks.arrow} `)}`;
}

/** `removed in 3f2a1b9 "Disable the pool" (2025-01-14)`; with the author before the date where one is told. */
export function historySentence({
  change,
  commit,
  subject,
  date,
  movedTo,
  newName,
  author,
}: History): string {
  const moved = movedTo === null ? '' : `; now in ${movedTo}`;
  const renamed = newName === undefined ? '' : ` to "${newName}"`;
  const by = author === undefined ? '' : `${author}, `;
  return `${change}${renamed} in ${commit.slice(0, 7)} "${subject}" (${by}${date.slice(0, 10)})${moved}`;
}

/** What to do: what came in its place, the suggestions, else the rule's help; empty when nothing is known. */
export function helpSentences(
  finding: ReportedFinding,
  { root, cwd }: Pick<FormatContext, 'root' | 'cwd'>,
): readonly string[] {
  const { suggestions, help } = finding;
  const texts = [...new Set([...replacementOf(finding), ...suggestions.map(({ text }) => text)])];
  const sentences = texts.length > 0 ? texts : help === undefined ? [] : [help];
  // A command that is shown must work when it is pasted, and paths in it start at the root.
  return root === cwd
    ? sentences
    : sentences.map((text) =>
        text.replace(/\bdanglint stub /, `danglint stub -C ${shellWord(shownPath(cwd, root))} `),
      );
}

/** By what the history tells, unless something better than a stub is suggested. */
function replacementOf({ history, suggestions }: ReportedFinding): readonly string[] {
  if (history === undefined || suggestions.some(({ kind }) => kind !== 'stub')) return [];
  if (history.newName !== undefined) return [`use "${history.newName}" instead`];
  return history.movedTo === null ? [] : [`take it from ${history.movedTo} instead`];
}

/** `2 errors, 1 warning in 2 files` or `no dangling imports`. */
export function resultSentence({ summary, findings }: Report): string {
  if (findings.length === 0) return summary.files === 0 ? 'no files to check' : 'no dangling imports';
  const files = new Set(findings.map(({ file }) => file)).size;
  const counts = [
    ...(summary.errors > 0 ? [counted(summary.errors, 'error')] : []),
    ...(summary.warnings > 0 ? [counted(summary.warnings, 'warning')] : []),
  ];
  return `${counts.join(', ')} in ${counted(files, 'file')}`;
}

/** `1,204 files, 5,310 imports, 0.31 s`. */
export function scopeSentence({ summary }: Report): string {
  const { files, imports, durationMs, view } = summary;
  return [
    ...(view === 'worktree' ? [] : [`view ${view}`]),
    counted(files, 'file'),
    counted(imports, 'import'),
    `${(durationMs / 1000).toFixed(2)} s`,
  ].join(', ');
}

/** What the counts of the first line leave open, a sentence each. */
export function openSentences({ summary, findings }: Report): readonly string[] {
  const fixable = findings.filter(({ suggestions }) =>
    suggestions.some(({ fix }) => fix?.certain === true),
  ).length;
  const sentences: string[] = [];
  if (fixable > 0) sentences.push(`${groupedDigits(fixable)} fixable with --fix`);
  if (summary.suppressed > 0) sentences.push(`${groupedDigits(summary.suppressed)} suppressed`);
  if (summary.skipped > 0)
    sentences.push(`${counted(summary.skipped, 'file')} in fixture folders passed over`);
  if (summary.unknown > 0) {
    sentences.push(
      `${summary.unknown === 1 ? '1 module or name' : `${groupedDigits(summary.unknown)} modules or names`} could not be judged (--explain-unknown lists them)`,
    );
  }
  return sentences;
}

export const counted = (count: number, noun: string) =>
  `${groupedDigits(count)} ${noun}${count === 1 ? '' : 's'}`;
