// Text for XML 1.0 documents: markup escaped, no character that XML forbids, not even as a reference, and none that a
// terminal would act on.

const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const REPLACEMENTS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** Controls of C1 and of direction: allowed, and the same to a parser as a reference. */
const UNPRINTABLE = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g;

/** For attribute values and element content alike. */
export function xmlText(text: string): string {
  return text
    .replace(FORBIDDEN, '\uFFFD')
    .replace(/[&<>"'\n\r\t]/g, (char) => REPLACEMENTS[char] ?? char)
    .replace(UNPRINTABLE, (char) => `&#x${char.charCodeAt(0).toString(16)};`);
}
