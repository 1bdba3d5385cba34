// Text inside a block comment of JavaScript: what would end the comment is written with a backslash, and read back.

/** The text with a backslash more in each end of a comment, also in one that has some already, so that it can be read back. */
export function intoBlockComment(text: string): string {
  return text.replace(/\*(\\*)\//g, '*\\$1/');
}

/** The text that `intoBlockComment` was given. */
export function outOfBlockComment(text: string): string {
  return text.replace(/\*\\(\\*)\//g, '*$1/');
}
