// A JSON file as a module: the whole value is the default export, each key of a top-level object a named one (a key
// `default` is a second of that name, which `require` alone sees). What
// `require` gives of any other value has the members of its prototype.

import type { LocalExport } from '../../model/export-entry.ts';
import type { ModuleRecord } from '../../model/module-record.ts';
import { finishDraft, newDraft } from './record-draft.ts';

/** Comments and trailing commas are let through: what reads such files (tsconfig and its kin) accepts them. */
export function parseJson(text: string): ModuleRecord {
  const draft = newDraft('json');
  const start = skipBlank(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  draft.exports.push({
    kind: 'local',
    exportName: 'default',
    localName: null,
    meaning: 'value',
    span: { start, end: start },
  });
  if (text[start] === '{') draft.exports.push(...topLevelKeys(text, start + 1));
  else if (start < text.length) draft.exports.push(valueWithMembers(text[start], start));
  return finishDraft(draft);
}

/** `const flags = require('./flags.json'); flags.push('x')`: the whole module is an array. */
function valueWithMembers(first: string | undefined, start: number): LocalExport {
  const prototype = first === '[' ? Array.prototype : first === '"' ? String.prototype : Number.prototype;
  return {
    kind: 'local',
    exportName: 'export=',
    localName: null,
    meaning: 'value',
    span: { start, end: start },
    members: Object.getOwnPropertyNames(prototype),
  };
}

function topLevelKeys(text: string, from: number): LocalExport[] {
  const keys = new Map<string, LocalExport>();
  let index = from;
  let depth = 1;
  let expectsKey = true;
  while (index < text.length && depth > 0) {
    index = skipBlank(text, index);
    const char = text[index];
    if (char === '"') {
      const end = endOfString(text, index);
      if (depth === 1 && expectsKey) {
        const exportName = unquote(text.slice(index, end));
        if (exportName !== null && !keys.has(exportName)) {
          const span = { start: index + 1, end: end - 1 };
          keys.set(exportName, { kind: 'local', exportName, localName: null, meaning: 'value', span });
        }
      }
      index = end;
      expectsKey = false;
      continue;
    }
    if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
    else if (char === ',') expectsKey = true;
    index++;
  }
  return [...keys.values()];
}

function unquote(literal: string): string | null {
  try {
    return JSON.parse(literal);
  } catch {
    return null;
  }
}

function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return Math.min(index + 1, text.length);
}

/** Past white space and comments. */
function skipBlank(text: string, from: number): number {
  let index = from;
  for (;;) {
    while (index < text.length && text.charCodeAt(index) <= 32) index++;
    if (text.startsWith('//', index)) {
      const end = text.indexOf('\n', index);
      index = end === -1 ? text.length : end + 1;
    } else if (text.startsWith('/*', index)) {
      const end = text.indexOf('*/', index + 2);
      index = end === -1 ? text.length : end + 2;
    } else return index;
  }
}
