// The instructions of a Dockerfile by their words: continued lines put together, flags apart, here-documents passed over.
// https://docs.docker.com/reference/dockerfile/#format

import { addTo } from '../model/lists.ts';

export interface Instruction {
  readonly keyword: string;
  readonly flags: ReadonlyMap<string, readonly string[]>;
  readonly words: readonly string[];
  /** From 1. */
  readonly line: number;
}

export function instructionsOf(text: string): Instruction[] {
  const continuation = /^(?:#[^\n]*\n)*#\s*escape\s*=\s*`/i.test(text) ? '`' : '\\';
  const instructions: Instruction[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const first = at + 1;
    let whole = '';
    // Comments and empty lines between continued lines are passed over.
    for (; at < lines.length; at++) {
      const line = (lines[at] ?? '').trim();
      if (line.startsWith('#') || (line === '' && whole !== '')) continue;
      if (!line.endsWith(continuation)) {
        whole += line;
        break;
      }
      whole += `${line.slice(0, -1)} `;
    }
    if (whole === '') continue;
    // The text of a here-document is no instruction.
    for (const [, quoted, plain] of whole.matchAll(/\s\d*<<-?(?:["'](\w+)["']|(\w+))/g)) {
      const end = lines.findIndex((line, index) => index > at && line.trim() === (quoted ?? plain));
      if (end > at) at = end;
    }
    const [, keyword = '', rest = ''] = /^(\w+)\s*(.*)$/.exec(whole) ?? [];
    instructions.push({ keyword: keyword.toUpperCase(), line: first, ...wordsOf(rest) });
  }
  return instructions;
}

function wordsOf(rest: string): Pick<Instruction, 'flags' | 'words'> {
  const flags = new Map<string, string[]>();
  let text = rest.trim();
  for (
    let match = /^--([\w-]+)(?:=(\S*))?\s*/.exec(text);
    match !== null;
    match = /^--([\w-]+)(?:=(\S*))?\s*/.exec(text)
  ) {
    const [whole, name = '', value = ''] = match;
    addTo(flags, name, value);
    text = text.slice(whole.length);
  }
  return { flags, words: jsonWords(text) ?? (text.match(/(?:"[^"]*"|'[^']*'|\S)+/g) ?? []).map(unquoted) };
}

/** `["a b", "dest"]`; null when it is not written so. */
function jsonWords(text: string): string[] | null {
  if (!text.startsWith('[')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : null;
  } catch {
    return null;
  }
}

export function unquoted(word: string): string {
  return word.replace(/(["'])([^"']*)\1/g, '$2');
}
