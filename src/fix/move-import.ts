// The edits that import one name from the module that exports it now: the specifier alone when the statement asks for
// nothing else, else the name is taken out of its braces and a statement of its own follows. For people who look at the
// result: that the module is the right one is likely, not certain.

import type { LinkedGraph } from '../link/linked-graph.ts';
import { movedTo } from '../link/missing-name.ts';
import type { Finding } from '../model/finding.ts';
import type { Span } from '../model/span.ts';
import { specifierTo } from './specifier-to.ts';

export interface Edit {
  readonly span: Span;
  readonly replacement: string;
}

export interface MovedImport {
  /** What it will be imported from. */
  readonly specifier: string;
  readonly edits: readonly Edit[];
}

const SCRIPT = /\.(?:[cm]?[jt]s|[jt]sx)$/;

/**
 * @param text that of the importing file, as it was checked
 * @returns null when the name is in no other module or in several, or when the statement cannot be taken apart
 */
export function moveImport(finding: Finding, linked: LinkedGraph, text: string): MovedImport | null {
  const node = linked.graph.get(finding.location.module);
  if (node === undefined || finding.rule !== 'missing-export' || finding.target === undefined) return null;
  const { span } = finding.location;
  const lookup = linked
    .lookups(node.id)
    .find((each) => each.span.start === span.start && each.name === finding.name);
  const request = lookup === undefined ? undefined : node.record.requests[lookup.request];
  if (lookup === undefined || request === undefined || !request.specifier.startsWith('.')) return null;
  if (request.form !== 'import' && request.form !== 'export-from') return null;
  const module = movedTo(linked, node, lookup.name, finding.target);
  if (module === null || !SCRIPT.test(module)) return null;
  if (linked.graph.get(module)?.settings.packageRoot !== node.settings.packageRoot) return null;
  const specifier = specifierTo(node.id, module, request.specifier);
  const edits = editsFor(text, span, request.span, specifier);
  return edits === null ? null : { specifier, edits };
}

function editsFor(text: string, name: Span, old: Span, specifier: string): Edit[] | null {
  const open = text.lastIndexOf('{', name.start);
  const close = text.indexOf('}', name.end);
  if (open === -1 || close === -1 || close > old.start) return null;
  const list = text.slice(open + 1, close);
  const head =
    /(?:^|[\r\n;>])([ \t]*)((?:import|export)(?:\s+type)?)(\s+[\p{ID_Continue}$]+\s*(,\s*))?\s*$/u.exec(
      text.slice(0, open),
    );
  if (head === null || /\/[/*]/.test(list)) return null;
  const [, indentation = '', keyword = '', byDefault, comma = ''] = head;
  const entries = entriesOf(list, open + 1);
  const at = entries.findIndex(({ start, end }) => start <= name.start && name.start < end);
  const own = entries[at];
  if (own === undefined) return null;
  if (entries.length === 1 && byDefault === undefined) return [{ span: old, replacement: specifier }];
  const tail = /^(['"])[ \t]*(;?)/.exec(text.slice(old.end));
  if (tail === null) return null;
  const [whole, quote, semicolon] = tail;
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const end = old.end + whole.length;
  const statement = `${keyword} { ${text.slice(own.start, own.end)} } from ${quote}${specifier}${quote}${semicolon}`;
  const next = entries[at + 1];
  const before = entries[at - 1];
  const removed =
    next !== undefined
      ? { start: own.start, end: next.start }
      : before !== undefined
        ? { start: before.end, end: own.end }
        : { start: open - comma.length, end: close + 1 };
  return [
    { span: removed, replacement: '' },
    { span: { start: end, end }, replacement: `${lineBreak}${indentation}${statement}` },
  ];
}

/** What stands between the commas, without the blanks around it. */
function entriesOf(list: string, offset: number): Span[] {
  const spans: Span[] = [];
  let position = offset;
  for (const part of list.split(',')) {
    const entry = part.trim();
    const start = position + part.indexOf(entry);
    if (entry !== '') spans.push({ start, end: start + entry.length });
    position += part.length + 1;
  }
  return spans;
}
