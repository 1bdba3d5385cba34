// A text as an array of small numbers, one for each UTF-16 unit: reading these is several times faster than asking a string
// for the code of a character. What is beyond ASCII is one number, because it is a letter to the lexer whatever it is.

/** Stands for every character beyond ASCII. */
export const BEYOND_ASCII = 128;

/** Zeros behind the text, so that looking a few characters ahead needs no test for its end. */
const MARGIN = 8;

const encoder = new TextEncoder();

/**
 * The codes of a text; zeros follow its end.
 * @param into an array to fill, when it is large enough
 */
export function sourceCodes(text: string, into: Uint8Array): Uint8Array {
  const { length } = text;
  const codes = into.length < length + MARGIN ? new Uint8Array(2 * (length + MARGIN)) : into;
  const { read, written } = encoder.encodeInto(text, codes);
  if (read !== length || written !== length) {
    for (let index = 0; index < length; index++) {
      const code = text.charCodeAt(index);
      codes[index] = Math.min(code, BEYOND_ASCII);
    }
  }
  codes.fill(0, length, length + MARGIN);
  return codes;
}
