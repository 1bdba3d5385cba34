// The one file that knows cjs-module-lexer: what Node's ESM loader sees of a CommonJS module.

import { initSync, parse } from 'cjs-module-lexer';

let ready = false;

export interface LexedFace {
  readonly names: readonly string[];
  readonly reexports: readonly string[];
}

/**
 * The names and the re-exported specifiers that Node detects; null for a text that the lexer refuses, as it does at the
 * first import or export statement.
 */
export function lexCommonJs(text: string): LexedFace | null {
  if (!ready) {
    initSync();
    ready = true;
  }
  try {
    const { exports, reexports } = parse(text);
    return { names: [...new Set(exports)], reexports: [...new Set(reexports)] };
  } catch {
    return null;
  }
}
