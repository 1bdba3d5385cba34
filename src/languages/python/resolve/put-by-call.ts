// Names that a function may put into the module that calls it: `moved('shop.prices')` of zope.deprecation puts another module
// in its place, `zope.deferredimport.deprecated('…', Price='shop.prices:Price')` gives it what the arguments name, as
// `deprecated.constant('2.0', 'Price', …)` of the project may. Told from the text of the module, and for functions that the
// project has from the text around them; asked of what would be reported, and only then.

import type { ModuleNode } from '../../../model/module-graph.ts';
import type { ModuleId } from '../../../model/module-id.ts';

/** A call that is a statement of the module itself, up to the bracket. */
const CALL = /^([A-Za-z_]\w*)(?:\.\w+)*\(/gm;

const MODULE_NAME = /(["'])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?::\w+)?\1/;

/** Who looks for the module that calls it. */
const LOOKS_FOR_CALLER = /\b(?:_getframe|currentframe|getmodule|inspect\.stack)\s*\(/;
/** Who gives some module a name. */
const GIVES_NAMES = /\.__getattr__\s*=(?!=)|\bsetattr\s*\(|\.__dict__\b|\bf_globals\b/;

/**
 * Whether a call at module level may give the module a name.
 * @param textOf of the modules that have the functions
 */
export function mayBePutByCall(
  { id, record, resolutions }: ModuleNode,
  name: string,
  textOf: (module: ModuleId) => string,
): boolean {
  const text = textOf(id);
  const isUnread = new Map<string, boolean>();
  for (const { localName, request } of record.imports) {
    const resolution = resolutions[request];
    if (localName === null || resolution === undefined) continue;
    if (resolution.kind === 'external' || resolution.kind === 'unknown') isUnread.set(localName, true);
    else if (resolution.kind === 'module' && changesCallers(textOf(resolution.module)))
      isUnread.set(localName, false);
  }
  // A module that only imports is there for what the call makes of it.
  const isForTheCall = record.exports.every(({ kind }) => kind === 'indirect');
  const named = new RegExp(`(?<![\\w.])${name} *=(?!=)|(["'])${name}\\1`);
  return [...text.matchAll(CALL)].some(({ 0: head, 1: callee = '', index }) => {
    const unread = isUnread.get(callee);
    if (unread === undefined) return false;
    const told = argumentsAt(text, index + head.length);
    return named.test(told) || (unread && isForTheCall && MODULE_NAME.test(told));
  });
}

function changesCallers(text: string): boolean {
  return LOOKS_FOR_CALLER.test(text) && GIVES_NAMES.test(text);
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
