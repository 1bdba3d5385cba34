// Whether what was read as text is none.

/** JavaScript may hold a NUL in a string as it is; more than one in so many characters is what no editor writes. */
const charactersPerNul = 1000;

/** A few of them in a row may be in a string (the head of what gzip made has six); a crash leaves blocks, or an end of them. */
const zerosInARow = '\0'.repeat(16);

/** Whether a text is a binary file, UTF-16, or the zeros that a crash leaves in place of what was to be written. */
export function isBinary(text: string): boolean {
  const first = text.indexOf('\0');
  if (first === -1) return false;
  if (text.endsWith('\0')) return true;
  let count = 0;
  for (let at = first; at !== -1; at = text.indexOf('\0', at + 1)) count++;
  return count * charactersPerNul > text.length || text.includes(zerosInARow);
}
