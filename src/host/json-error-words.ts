// The names that jsonc-parser gives to mistakes, as words. Apart, because the parser itself is loaded on demand.

/** `CommaExpected` → `comma expected`. */
export function jsonErrorInWords(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
