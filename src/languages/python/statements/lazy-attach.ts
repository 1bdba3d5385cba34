// The names of a module whose `__getattr__` is made by a function that is given all of them as literals: `attach` of
// lazy_loader (https://scientific-python.org/specs/spec-0001/), which many packages have a copy of, and `relative_import`
// of plotly.

import type { ExportEntry } from '../../../model/export-entry.ts';
import type { Span } from '../../../model/span.ts';
import { type LazyModule, lazyTableAt } from './lazy-tables.ts';

const MADE =
  /^[ \t]*(?:\w+ *, *)*__getattr__(?: *, *\w+)* *= *(?:\w+\.)?_?(?:attach|relative_import)(?=\()/gm;
const ARGUMENT = /^(?:__name__|(?:\w+ *= *)?(?:[[({][\s\S]*[\])}]|None|(\w+)))$/;

/** `attach_stub(__name__, __file__)` of lazy_loader: the names are those that the `.pyi` file beside the module imports. */
const FROM_STUB =
  /^[ \t]*(?:\w+ *, *)*__getattr__(?: *, *\w+)* *= *(?:\w+\.)?attach_stub\(\s*__name__\s*,\s*__file__\s*,?\s*\)/m;

/** Where the module is given the names of its declaration; null where it is not. */
export function attachedStub(text: string): Span | null {
  const made = FROM_STUB.exec(text);
  if (made === null || isInLongString(text, made.index)) return null;
  const start = made.index + made[0].indexOf('attach_stub');
  return { start, end: made.index + made[0].length };
}

/** @returns the names, perhaps some too many; null where an argument is no literal, undefined where it is made otherwise */
export function attachedNames(text: string): readonly string[] | null | undefined {
  const [made, ...others] = [...text.matchAll(MADE)].filter(({ index }) => !isInLongString(text, index));
  if (made === undefined) return undefined;
  if (others.length > 0) return null;
  const names = new Set<string>();
  const [inside = ''] = groupsIn(text.slice(made.index + made[0].length));
  for (const argument of partsOf(withoutComments(inside))) {
    const told = ARGUMENT.exec(argument);
    if (told === null) return null;
    const [, table] = told;
    const literal = table === undefined || argument === '__name__' ? argument : tableIn(text, table);
    if (literal === null || HAS_CODE.test(withoutStrings(literal))) return null;
    // `{'foo': ['some', 'other']}`, `['._foo.some']`: the last part of each is a name.
    for (const [, , value = ''] of literal.matchAll(STRING))
      names.add(value.slice(value.lastIndexOf('.') + 1));
  }
  return [...names];
}

/** What a package gives to `attach`, with the modules that the literals name. */
export function attachedTable(text: string): readonly LazyModule[] {
  const made = [...text.matchAll(MADE)].find(({ index }) => !isInLongString(text, index));
  if (made === undefined || made[0].endsWith('relative_import')) return [];
  const opened = made.index + made[0].length;
  const [inside = ''] = groupsIn(text.slice(opened));
  const [of, ...tables] = placesOf(inside);
  // `attach('other.package', …)` gives the modules of another package.
  if (of?.part.trim() !== '__name__') return [];
  return tables.flatMap(({ from, part }) => {
    const [, before = '', name] = /^((?:\s|#.*\n)*(?:\w+\s*=\s*)?)(\w+)?/.exec(part) ?? [];
    const at = name === undefined ? opened + 1 + from + before.length : bindingOf(text, name);
    return (at === null ? null : lazyTableAt(text, at)) ?? [];
  });
}

/** `__getattr__` is not asked for what the module binds: `attach(__name__, ['__version__', …])` below `__version__ = …`. */
export function withoutBound(
  tables: readonly LazyModule[],
  exports: readonly ExportEntry[],
): readonly LazyModule[] {
  const bound = new Set(
    exports.flatMap((entry) =>
      entry.kind === 'star' || entry.certainty === 'may' ? [] : [entry.exportName],
    ),
  );
  return tables
    .map(({ module, names }) => ({ module, names: names.filter(({ value }) => !bound.has(value)) }))
    .filter(({ module, names }) => names.length > 0 || !bound.has(module.value));
}

/** An example in the documentation of such a function. */
function isInLongString(text: string, at: number): boolean {
  return (text.slice(0, at).match(/"""|'''/g) ?? []).length % 2 === 1;
}

const STRING = /(["'])([\w.]*)\1/g;
/** Something else than brackets, strings and what names an argument. */
const HAS_CODE = /[^\s[\]{}(),:]/;

function withoutStrings(literal: string): string {
  return literal.replace(STRING, '').replace(/^(?:\w+ *= *|__name__$|None$)+/, '');
}

function withoutComments(text: string): string {
  return text.replace(/(["'])(?:\\.|(?!\1).)*\1|#.*/g, (token) => (token.startsWith('#') ? '' : token));
}

/** The literal that a name is bound to, once, at the start of a line. */
function tableIn(text: string, name: string): string | null {
  const at = bindingOf(text, name);
  const [inside] = at === null ? [] : groupsIn(text.slice(at));
  return inside === undefined ? null : `[${withoutComments(inside)}]`;
}

/** Where the value begins that a name is bound to, once, at the start of a line. */
function bindingOf(text: string, name: string): number | null {
  const bound = [...text.matchAll(new RegExp(`^${name}(?: *:[^=\\n]+)? *= *`, 'gm'))];
  const [binding] = bound;
  return binding === undefined || bound.length > 1 ? null : binding.index + binding[0].length;
}

/** What stands in the brackets that the text begins with; nothing where it begins with none or they are not closed. */
function groupsIn(text: string): string[] {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/(["'])(?:\\.|(?!\1).)*\1|#.*|[[({]|[\])}]|\S/g)) {
    if ('[({'.includes(token)) depth++;
    else if ('])}'.includes(token)) depth--;
    if (depth === 0) return index === 0 ? [] : [text.slice(1, index)];
  }
  return [];
}

function partsOf(inside: string): string[] {
  return placesOf(inside)
    .map(({ part }) => part.trim())
    .filter((part) => part !== '');
}

/** Parted at the commas that stand in no brackets. */
function placesOf(inside: string): { readonly from: number; readonly part: string }[] {
  const parts: { from: number; part: string }[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: token, index } of inside.matchAll(/(["'])(?:\\.|(?!\1).)*\1|#.*|[[({]|[\])}]|,/g)) {
    if ('[({'.includes(token)) depth++;
    else if ('])}'.includes(token)) depth--;
    else if (token === ',' && depth === 0) {
      parts.push({ from, part: inside.slice(from, index) });
      from = index + 1;
    }
  }
  return [...parts, { from, part: inside.slice(from) }];
}
