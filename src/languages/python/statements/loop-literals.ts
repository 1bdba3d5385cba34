// The literal strings that a loop gives a variable one after the other: `for name in ('shop.a', 'shop.b'): import_module(name)`.
// Told where each turn of the loop comes to the place: what stands between is no branch, and binds nothing.

import type { Span } from '../../../model/span.ts';
import { readTable } from './literal-tables.ts';

/** How far above the place the loop may begin. */
const FAR = 4000;
/** What may keep a turn of the loop from the place. */
const TURNS_AWAY =
  /\b(?:if|elif|else|while|for|match|case|def|class|lambda|continue|break|return|yield|raise|assert|except|finally|del|import)\b/;

/**
 * @param at where the variable is read
 * @returns the strings of the literal that the nearest loop over it goes through; none where anything else may be meant
 */
export function literalsOfLoop(text: string, name: string, at: number): { value: string; span: Span }[] {
  const from = Math.max(0, at - FAR);
  const above = text.slice(from, at);
  const head = [...above.matchAll(new RegExp(`^([ \\t]*)for +${name} +in +(?=[[({])`, 'gm'))].at(-1);
  if (head === undefined) return [];
  const [whole, indentation = ''] = head;
  const start = from + head.index + whole.length;
  const table = readTable(text.slice(start, at));
  if (table === null) return [];
  const behind = text.slice(start + table.end, at);
  const rest = /^.*/.exec(text.slice(at))?.[0] ?? '';
  if (!/^[ \t]*:/.test(behind) || TURNS_AWAY.test(behind) || /\b(?:if|for)\b/.test(rest)) return [];
  const isBound = new RegExp(`\\b${name}\\b[^=\\n]*(?<![=!<>])=(?!=)`).test(behind);
  const [, ...lines] = behind.split('\n');
  const isLeft = lines.some((line) => line.trim() !== '' && !isDeeper(line, indentation));
  if (isBound || isLeft) return [];
  return table.members.map(({ value, start: offset }) => ({
    value,
    span: { start: start + offset, end: start + offset + value.length },
  }));
}

function isDeeper(line: string, indentation: string): boolean {
  return line.startsWith(indentation) && /^[ \t]/.test(line.slice(indentation.length));
}
