// Names that a function of a package which nobody has read may put into the module that calls it: `moved('shop.prices')` of
// zope.deprecation puts another module in its place, `zope.deferredimport.deprecated('…', Price='shop.prices:Price')` gives
// it what the arguments name. Told from the text of the module; asked of what would be reported, and only then.

import type { ModuleNode } from '../../../model/module-graph.ts';

/** A call that is a statement of the module itself, up to the bracket. */
const CALL = /^([A-Za-z_]\w*)(?:\.\w+)*\(/gm;

const MODULE_NAME = /(["'])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?::\w+)?\1/;

/**
 * Whether a call at module level may give the module a name.
 * @param text of the module
 */
export function mayBePutByCall({ record, resolutions }: ModuleNode, text: string, name: string): boolean {
  const unread = new Set(
    record.imports.flatMap(({ localName, request }) => {
      const kind = resolutions[request]?.kind;
      return localName !== null && (kind === 'external' || kind === 'unknown') ? [localName] : [];
    }),
  );
  const calls = [...text.matchAll(CALL)].flatMap(({ 0: head, 1: callee = '', index }) =>
    unread.has(callee) ? [argumentsAt(text, index + head.length)] : [],
  );
  // A module that only imports is there for what the call makes of it.
  const isForTheCall = record.exports.every(({ kind }) => kind === 'indirect');
  const named = new RegExp(`(?<![\\w.])${name} *=(?!=)|(["'])${name}\\1`);
  return calls.some((told) => named.test(told) || (isForTheCall && MODULE_NAME.test(told)));
}

/** To the bracket that closes those that are open at an offset. */
function argumentsAt(text: string, from: number): string {
  let depth = 1;
  for (const { 0: token, index } of text.slice(from).matchAll(/(["'])(?:\\.|(?!\1).)*\1|#.*|[[({]|[\])}]/g)) {
    if ('[({'.includes(token)) depth++;
    else if ('])}'.includes(token)) depth--;
    if (depth === 0) return text.slice(from, from + index);
  }
  return text.slice(from);
}
