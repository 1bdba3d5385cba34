// The difference of two texts as a unified diff that `git apply` and `patch` take (POSIX, "diff -u").

const CONTEXT = 3;
/** Above this many pairs of lines the middle part is shown as replaced as a whole. */
const MAX_PAIRS = 4_000_000;

/** A line with its line break, so that CRLF and a missing break at the end of the file are differences. */
type Line = string;

interface Step {
  readonly kind: ' ' | '-' | '+';
  readonly line: Line;
}

/**
 * @param name what the file is called in the headers, relative with forward slashes
 * @param before null when the file is new
 * @param after null when the file is removed
 * @returns the diff with its final line break; empty when nothing changes
 */
export function unifiedDiff(name: string, before: string | null, after: string | null): string {
  if (before === after) return '';
  const steps = compare(linesOf(before ?? ''), linesOf(after ?? ''));
  const head = [
    `diff --git a/${name} b/${name}`,
    ...(before === null ? ['new file mode 100644'] : []),
    ...(after === null ? ['deleted file mode 100644'] : []),
    `--- ${before === null ? '/dev/null' : `a/${name}`}`,
    `+++ ${after === null ? '/dev/null' : `b/${name}`}`,
  ];
  return `${head.join('\n')}\n${hunksOf(steps).join('')}`;
}

function linesOf(text: string): Line[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function compare(before: readonly Line[], after: readonly Line[]): Step[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let tail = 0;
  while (
    tail < before.length - start &&
    tail < after.length - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  const same = (lines: readonly Line[]) => lines.map((line): Step => ({ kind: ' ', line }));
  return [
    ...same(before.slice(0, start)),
    ...middle(before.slice(start, before.length - tail), after.slice(start, after.length - tail)),
    ...same(before.slice(before.length - tail)),
  ];
}

/** The longest common subsequence decides what stays. */
function middle(before: readonly Line[], after: readonly Line[]): Step[] {
  const removed = before.map((line): Step => ({ kind: '-', line }));
  const added = after.map((line): Step => ({ kind: '+', line }));
  if (before.length * after.length > MAX_PAIRS) return [...removed, ...added];
  const width = after.length + 1;
  const longest = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number) => longest[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      longest[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const steps: Step[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    const [old, fresh] = [before[row], after[column]];
    if (old !== undefined && old === fresh) {
      steps.push({ kind: ' ', line: old });
      row++;
      column++;
    } else if (fresh === undefined || (old !== undefined && at(row + 1, column) >= at(row, column + 1))) {
      steps.push({ kind: '-', line: old ?? '' });
      row++;
    } else {
      steps.push({ kind: '+', line: fresh });
      column++;
    }
  }
  return steps;
}

function hunksOf(steps: readonly Step[]): string[] {
  const changed = [...steps.keys()].filter((index) => steps[index]?.kind !== ' ');
  const hunks: string[] = [];
  for (let index = 0; index < changed.length; ) {
    const first = changed[index] ?? 0;
    let last = first;
    // Changes whose contexts touch share a hunk.
    while (index < changed.length && (changed[index] ?? 0) <= last + 2 * CONTEXT + 1)
      last = changed[index++] ?? last;
    hunks.push(hunk(steps, Math.max(0, first - CONTEXT), Math.min(steps.length, last + 1 + CONTEXT)));
  }
  return hunks;
}

function hunk(steps: readonly Step[], start: number, end: number): string {
  const before = steps.slice(0, start);
  const shown = steps.slice(start, end);
  const range = (side: '-' | '+') => {
    const count = shown.filter(({ kind }) => kind !== otherSide(side)).length;
    const line = before.filter(({ kind }) => kind !== otherSide(side)).length + (count === 0 ? 0 : 1);
    return count === 1 ? `${side}${line}` : `${side}${line},${count}`;
  };
  const lines = shown.map(({ kind, line }) =>
    line.endsWith('\n') ? kind + line : `${kind}${line}\n\\ No newline at end of file\n`,
  );
  return `@@ ${range('-')} ${range('+')} @@\n${lines.join('')}`;
}

function otherSide(side: '-' | '+'): '-' | '+' {
  return side === '-' ? '+' : '-';
}
