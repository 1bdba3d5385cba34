// `import.meta.glob('./texts/*', { query: '?raw' })`: files that are taken as text or by their address, whatever is in
// them. https://vite.dev/guide/features.html#glob-import

import type { DataGlob } from '../../../model/module-record.ts';
import type { RecordDraft } from '../record-draft.ts';
import type { Node } from '../syntax-tree.ts';
import { literalString, memberNameOf, propertyKeyOf, propertyOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';

/** Adds the globs of this file that give no modules. */
export function addDataGlobs(draft: RecordDraft, index: SyntaxIndex): void {
  for (const node of index.collected.get('MetaProperty') ?? []) {
    const glob = dataGlobOf(node);
    if (glob !== null) draft.dataGlobs.push(glob);
  }
}

function dataGlobOf(meta: Node): DataGlob | null {
  const member = meta.parent;
  const call = member?.parent;
  if (member == null || call?.type !== 'CallExpression' || call.callee !== member) return null;
  const [asked, options = null] = call.arguments;
  if (memberNameOf(member) !== 'glob' || !givesData(options)) return null;
  const elements = asked?.type === 'ArrayExpression' ? asked.elements : [asked];
  const patterns = elements.map(literalString).filter((pattern) => pattern !== null);
  // One that the text does not tell may take back what the others take.
  if (patterns.length === 0 || patterns.length < elements.length) return null;
  return { patterns, base: literalString(propertyOf(options, 'base')) ?? '.' };
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
