// Tables that tell in literals which modules of a package give which of its names when they are asked for: those of
// `attach` (lazy_loader) and of `_LazyModule` (transformers and its kin). Read from the text, with the places of all
// strings, so that what such a table promises is asked for as an import is.

import type { Span } from '../../../model/span.ts';

/** A string of a table. */
export interface TableName {
  readonly value: string;
  /** Quotes excluded. */
  readonly span: Span;
}

/** A module below the package, and the names that are taken from it. */
export interface LazyModule {
  readonly module: TableName;
  readonly names: readonly TableName[];
}

const TOKEN = /\s+|#.*|(["'])([\w.]*)\1|[[({\])},:]|./gy;

/**
 * `{"prices": ["price", "discount"]}`, `["parts"]`, the literal beginning at an offset.
 * @returns null where it is anything else
 */
export function lazyTableAt(text: string, at: number): readonly LazyModule[] | null {
  const tokens = tokensFrom(text, at);
  const opened = tokens.next().value?.token;
  if (opened === undefined || !'[({'.includes(opened)) return null;
  const modules: { module: TableName; names: TableName[] }[] = [];
  let inside = false;
  let expects: 'key' | 'behind key' | 'value' = 'key';
  for (const { token, name } of tokens) {
    if (name !== null && inside) modules.at(-1)?.names.push(name);
    else if (name !== null && expects === 'key') {
      modules.push({ module: name, names: [] });
      expects = 'behind key';
    } else if (token === ':' && opened === '{' && expects === 'behind key') expects = 'value';
    else if ('[({'.includes(token) && expects === 'value' && !inside) inside = true;
    else if ('])}'.includes(token) && inside) {
      inside = false;
      expects = 'behind key';
    } else if (token === ',' && inside) continue;
    else if (token === ',' && expects === 'behind key') expects = 'key';
    else return '])}'.includes(token) && expects !== 'value' ? modules : null;
  }
  return null;
}

/** Without spaces and comments. */
function* tokensFrom(text: string, at: number): Generator<{ token: string; name: TableName | null }> {
  TOKEN.lastIndex = at;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const [token, quote, value = ''] = match;
    const behind = TOKEN.lastIndex;
    if (!/^(?:\s|#)/.test(token)) {
      const start = match.index + 1;
      yield {
        token,
        name: quote === undefined ? null : { value, span: { start, end: start + value.length } },
      };
    }
    TOKEN.lastIndex = behind;
  }
}

/**
 * What `sys.modules[__name__] = _LazyModule(__name__, file, TABLE, …)` has: a table that the module fills with literals,
 * some of them only where a dependency is there.
 * @returns null where something else may be in it
 */
export function lazyModuleTable(text: string): readonly LazyModule[] | null {
  const made = [...text.matchAll(MADE)];
  const table = made[0]?.[1];
  if (table === undefined || made.length > 1) return null;
  const modules: LazyModule[] = [];
  for (const { index, 0: used } of text.matchAll(
    new RegExp(`(?<![\\w.#])${table}\\b(?=[ \\t]*(\\S))`, 'g'),
  )) {
    const behind = text.slice(index + used.length, index + used.length + 200);
    if (/^\s*[,)]/.test(behind) && index > (made[0]?.index ?? 0)) continue;
    const bound = /^ *(?::[^=\n]+)?= *(?=\{)/.exec(behind);
    const key = /^\[(["'])([\w.]+)\1\] *(?:\+?= *(?=[[(])|\.extend\( *(?=[[(])|\.append(?=\())/.exec(behind);
    const at = index + used.length + (bound ?? key ?? [''])[0].length;
    const found = bound === null && key === null ? null : lazyTableAt(text, at);
    if (found === null) return null;
    if (bound !== null) modules.push(...found);
    else {
      const start = index + used.length + 2;
      const value = key?.[2] ?? '';
      const module = { value, span: { start, end: start + value.length } };
      modules.push({ module, names: found.map((each) => each.module) });
    }
  }
  return modules;
}

const MADE =
  /\bsys\.modules\[__name__\] *= *_?LazyModule\(\s*__name__,\s*[^,]+,\s*(\w+)\s*[,)](?!\s*extra_objects)/g;
