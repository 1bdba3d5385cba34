// The one file that knows cjs-module-lexer: what Node's ESM loader sees of a CommonJS module.

import { initSync, parse } from 'cjs-module-lexer';

let ready = false;

/** The names and the re-exported specifiers that Node detects; empty for a text that the lexer cannot read. */
export function lexCommonJs(text: string): {
  readonly names: readonly string[];
  readonly reexports: readonly string[];
} {
  if (!ready) {
    initSync();
    ready = true;
  }
  try {
    const { exports, reexports } = parse(text);
    return { names: [...new Set(exports)], reexports: [...new Set(reexports)] };
  } catch {
    return { names: [], reexports: [] };
  }
}
