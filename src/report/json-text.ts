// JSON that can be printed to a terminal: nothing in it moves a cursor or turns the direction of what follows, and every
// parser reads the same value.

/** What `printable.ts` names, without the C0 controls: JSON.stringify escapes those itself. */
const UNPRINTABLE = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g;

/** @param indent blanks for each level; 0 for one line */
export function jsonText(value: unknown, indent: number): string {
  return JSON.stringify(value, null, indent).replace(
    UNPRINTABLE,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
