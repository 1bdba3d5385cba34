// A text as a part of a regular expression.

/** The source of a regular expression that matches the text and nothing else. */
export function literalPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
