// Text from file names, sources and commits as it may be shown: no character of it can move a cursor, change a colour,
// or turn the direction of what follows.

/** C0 and C1 controls, DEL, line and paragraph separators, bidirectional controls, byte-order mark. */
const UNPRINTABLE = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g;

/** Every unprintable character as an escape that people know: `\n`, `\x1b`, `\u202e`. Tabs become one blank. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (char) => {
    if (char === '\t') return ' ';
    if (char === '\n') return '\\n';
    if (char === '\r') return '\\r';
    const code = char.charCodeAt(0).toString(16);
    return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}
