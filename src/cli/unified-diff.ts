// A unified diff of one file, as `patch` and `git apply` read it. For the small edits of fixes and stubs: the lines
// between the first and the last change of a file are compared exactly.

import { printable } from '../report/printable.ts';

const CONTEXT = 3;

interface Step {
  readonly kind: ' ' | '-' | '+';
  readonly line: string;
}

/** @returns the empty string when the texts are equal. @param path as it is, without `a/` */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const steps = stepsBetween(linesOf(before), linesOf(after));
  const hunks: string[] = [];
  let oldLine = 1;
  let newLine = 1;
  let index = 0;
  while (index < steps.length) {
    const next = steps.findIndex(({ kind }, at) => at >= index && kind !== ' ');
    if (next === -1) break;
    const start = Math.max(index, next - CONTEXT);
    oldLine += start - index;
    newLine += start - index;
    const end = endOfHunk(steps, next);
    const hunk = steps.slice(start, end);
    const oldCount = hunk.filter(({ kind }) => kind !== '+').length;
    const newCount = hunk.filter(({ kind }) => kind !== '-').length;
    hunks.push(`@@ -${rangeOf(oldLine, oldCount)} +${rangeOf(newLine, newCount)} @@\n`);
    hunks.push(
      ...hunk.map(
        ({ kind, line }) =>
          `${kind}${line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`}`,
      ),
    );
    oldLine += oldCount;
    newLine += newCount;
    index = end;
  }
  const from = before === '' ? '/dev/null' : quoted(`a/${path}`);
  const to = after === '' ? '/dev/null' : quoted(`b/${path}`);
  return `--- ${from}\n+++ ${to}\n${hunks.join('')}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** As git writes a path that a header cannot hold as it is: bytes in octal, the rest escaped like in C. */
function quoted(path: string): string {
  if (!/["\\]/.test(path) && printable(path) === path) return path;
  const text = path.replace(/["\\\n\r\t]|[^\x20-\x7E]/gu, (char) => {
    const bytes = [...Buffer.from(char)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`);
    return ESCAPES[char] ?? bytes.join('');
  });
  return `"${text}"`;
}

/** An empty range stands before its line. */
const rangeOf = (line: number, count: number) =>
  `${count === 0 ? line - 1 : line}${count === 1 ? '' : `,${count}`}`;

function endOfHunk(steps: readonly Step[], firstChange: number): number {
  let last = firstChange;
  for (let index = firstChange; index < steps.length && index - last <= CONTEXT * 2; index++) {
    if (steps[index]?.kind !== ' ') last = index;
  }
  return Math.min(steps.length, last + 1 + CONTEXT);
}

/** Lines with their ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function stepsBetween(before: readonly string[], after: readonly string[]): Step[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const rest = Math.min(before.length, after.length) - head;
  while (tail < rest && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return [
    ...before.slice(0, head).map((line): Step => ({ kind: ' ', line })),
    ...changedSteps(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map((line): Step => ({ kind: ' ', line })),
  ];
}

/** By the longest common subsequence; too large a middle is replaced as a whole. */
function changedSteps(before: readonly string[], after: readonly string[]): Step[] {
  const removed = (lines: readonly string[]) => lines.map((line): Step => ({ kind: '-', line }));
  const added = (lines: readonly string[]) => lines.map((line): Step => ({ kind: '+', line }));
  if (before.length * after.length > 4_000_000) return [...removed(before), ...added(after)];
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const steps: Step[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length && column < after.length) {
    const line = before[row] ?? '';
    if (line === after[column]) {
      steps.push({ kind: ' ', line });
      row++;
      column++;
    } else if (at(row + 1, column) >= at(row, column + 1)) {
      steps.push({ kind: '-', line });
      row++;
    } else {
      steps.push({ kind: '+', line: after[column] ?? '' });
      column++;
    }
  }
  return [...steps, ...removed(before.slice(row)), ...added(after.slice(column))];
}
