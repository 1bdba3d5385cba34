// Adds one entry to a YAML file: comments, order and everything else stay as they are.

import { type Document, parseDocument } from 'yaml';
import type { InitFacts, InitPlan } from './init-facts.ts';

/**
 * @param add changes the document; not called when danglint is named in the file already or it is no valid YAML
 * @param notes said when something is added
 */
export function yamlChange(
  path: string,
  read: InitFacts['read'],
  add: (document: Document) => void,
  notes: readonly string[] = [],
): InitPlan {
  const before = read(path);
  if (before?.includes('danglint') === true)
    return { changes: [], notes: [`${path} names danglint already`] };
  const document = parseDocument(before ?? '');
  const [error] = document.errors;
  if (error !== undefined)
    return { changes: [], notes: [`${path} is no valid YAML, so nothing was added: ${error.message}`] };
  add(document);
  return { changes: [{ path, before, after: document.toString({ lineWidth: 0 }) }], notes };
}

/** Puts an entry at the end of a list, which is made when it is not there. */
export function appendTo(document: Document, list: readonly string[], entry: unknown): void {
  if (document.hasIn(list)) document.addIn(list, document.createNode(entry));
  else document.setIn(list, document.createNode([entry]));
}
