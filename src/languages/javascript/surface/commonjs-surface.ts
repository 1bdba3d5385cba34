// What a CommonJS module of a package offers, as far as Node's lexer sees it: enough for most imports, and it needs no
// syntax tree. `typescript.js` has nine megabytes, and its tree would cost more than a whole project.

import { literalPattern } from '../../../model/literal-pattern.ts';
import type { ModuleRecord } from '../../../model/module-record.ts';
import { addRequest, finishDraft, newDraft } from '../record-draft.ts';
import { lexCommonJs } from './cjs-lexer.ts';

/**
 * The record of a text that is certainly CommonJS: names and re-exports of the lexer. It is *dynamic*: a name that is
 * not there may still be exported in a way that only the whole record tells.
 * @returns null when the text has ES syntax, or the lexer cannot read it
 */
export function commonJsSurface(text: string): ModuleRecord | null {
  const face = lexCommonJs(text);
  if (face === null) return null;
  const { names, reexports } = face;
  const draft = newDraft('commonjs');
  const nowhere = { start: 0, end: 0 };
  for (const exportName of names) {
    draft.exports.push({ kind: 'local', exportName, localName: null, meaning: 'value', span: nowhere });
  }
  const requests = reexports.map((specifier) => {
    const start = Math.max(0, text.search(new RegExp(`['"\`]${literalPattern(specifier)}['"\`]`)) + 1);
    return addRequest(draft, {
      specifier,
      form: 'require',
      typeOnly: false,
      span: { start, end: start + specifier.length },
      runs: 'load',
      guard: 'none',
    });
  });
  draft.commonjs = { names, reexports: requests, esModule: names.includes('__esModule') };
  draft.dynamicReason = 'computed-commonjs';
  return finishDraft(draft);
}
