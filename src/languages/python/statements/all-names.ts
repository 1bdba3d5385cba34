// `__all__`: the names that `from m import *` takes. What is not written as literals leaves the list open.

import { WORD } from '../tokens/identifiers.ts';
import { TOKEN } from '../tokens/tokens.ts';
import { literalAt } from './calls.ts';
import type { FileDraft } from './drafts.ts';
import type { ModuleNames } from './exports.ts';
import { isWord } from './targets.ts';

/**
 * Reads a statement that begins with `__all__` at the token `from`: `=`, `+=`, `.extend(…)`, `.append(…)`, `.remove(…)`.
 * @param isSure it runs whenever the module is loaded, and not in a branch only
 */
export function collectAll(
  draft: FileDraft,
  names: ModuleNames,
  from: number,
  to: number,
  isSure: boolean,
): void {
  const { line } = draft;
  const next = line.kinds[from + 1];
  let valueFrom = from + 2;
  if (next === 58) {
    while (valueFrom < to && line.kinds[valueFrom] !== 61) valueFrom++;
    if (valueFrom === to) return;
    valueFrom++;
  } else if (next === 46) {
    if (isWord(line, from + 2, WORD.remove)) {
      const removed = literalAt(draft, from + 4);
      if (removed === null) names.allIsOpen = true;
      else names.all.delete(removed.value);
      return;
    }
    const adds = isWord(line, from + 2, WORD.extend) || isWord(line, from + 2, WORD.append);
    if (!adds) {
      names.allIsOpen = true;
      return;
    }
    valueFrom = from + 3;
  } else if (next !== 61 && next !== TOKEN.augmented) return;
  if (isSure && line.kinds[valueFrom - 1] === 61) {
    // What was there before is gone.
    names.all.clear();
  }
  for (let index = valueFrom; index < to; index++) {
    const kind = line.kinds[index];
    if (kind === TOKEN.string) {
      const literal = line.kinds[index + 1] === TOKEN.string ? null : literalAt(draft, index);
      if (literal && line.kinds[index - 1] !== TOKEN.string)
        names.all.set(literal.value, { span: literal.span, isSure });
      else names.allIsOpen = true;
    } else if (kind !== 40 && kind !== 41 && kind !== 91 && kind !== 93 && kind !== 44 && kind !== 43) {
      names.allIsOpen = true;
      return;
    }
  }
}
