// Files that a module takes by patterns, and that a bundler puts in: `import.meta.glob('./pages/*.vue')` of Vite, as modules,
// as text or by their address, and `require.context('./pages', true, /\.vue$/)` of webpack.
// https://vite.dev/guide/features.html#glob-import, https://webpack.js.org/guides/dependency-management/#requirecontext

import type { RecordDraft } from '../record-draft.ts';
import type { Node } from '../syntax-tree.ts';
import { literalString, memberNameOf, propertyKeyOf, propertyOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';
import { surroundingsOf } from './surroundings.ts';

/** Adds the globs of this file, in the order of the text. */
export function addGlobs(draft: RecordDraft, index: SyntaxIndex): void {
  for (const node of index.collected.get('MetaProperty') ?? []) {
    const call = callOfMember(node, 'glob');
    if (call !== null) addGlob(draft, call);
  }
  for (const node of index.globals.get('require') ?? []) {
    const call = callOfMember(node, 'context');
    if (call !== null) addContext(draft, call);
  }
}

type Call = Extract<Node, { type: 'CallExpression' }>;

function callOfMember(object: Node, name: string): Call | null {
  const member = object.parent;
  if (member?.type !== 'MemberExpression' || member.object !== object || memberNameOf(member) !== name)
    return null;
  const call = member.parent;
  return call?.type === 'CallExpression' && call.callee === member ? call : null;
}

function addGlob(draft: RecordDraft, call: Call): void {
  const [asked, options = null] = call.arguments;
  const elements = asked?.type === 'ArrayExpression' ? asked.elements : [asked];
  const patterns = elements.map(literalString).filter((pattern) => pattern !== null);
  // One that the text does not tell may take back what the others take.
  if (patterns.length === 0 || patterns.length < elements.length) return;
  const eager = propertyOf(options, 'eager');
  const isEager = eager?.type === 'Literal' && eager.value === true;
  draft.globs.push({
    patterns,
    base: literalString(propertyOf(options, 'base')) ?? '.',
    gives: givesData(options) ? 'data' : 'modules',
    span: { start: call.start, end: call.end },
    // Vite writes an import at the top of the file for each, or `() => import(…)`.
    ...(isEager ? { runs: 'load' } : { ...surroundingsOf(call), runs: 'call' }),
  });
}

/** `query: '?raw'`, `query: { url: true }`; up to Vite 5 `as: 'raw'`. */
function givesData(options: Node | null): boolean {
  const query = propertyOf(options, 'query');
  const asked =
    query?.type === 'ObjectExpression'
      ? query.properties.map((property) => propertyKeyOf(property) ?? '')
      : [literalString(query) ?? literalString(propertyOf(options, 'as')) ?? ''];
  return asked.some((one) => /^[?&]?(?:raw|url)\b/.test(one));
}

/** Where the last match ended (`g`, `y`) is nothing to a path. */
function written({ pattern, flags }: { readonly pattern: string; readonly flags: string }) {
  const kept = flags.replace(/[gy]/g, '');
  return { expression: pattern, ...(kept === '' ? {} : { flags: kept }) };
}

function addContext(draft: RecordDraft, call: Call): void {
  const [directory, deep, expression, mode] = call.arguments;
  const base = literalString(directory);
  if (base === null || !/^\.{1,2}(?:\/|$)/.test(base)) return;
  const isExpression = expression?.type === 'Literal' && 'regex' in expression && expression.regex != null;
  if (expression !== undefined && !isExpression) return;
  const isLazy = /^(?:lazy|weak)/.test(literalString(mode) ?? '');
  draft.globs.push({
    base,
    isDeep: !(deep?.type === 'Literal' && deep.value === false),
    ...(isExpression ? written(expression.regex) : { expression: '' }),
    gives: 'modules',
    span: { start: call.start, end: call.end },
    // Each is loaded when the function that this gives is called with its name.
    ...surroundingsOf(call),
    ...(isLazy ? { runs: 'call' } : { conditional: true }),
  });
}
