// A path as one word of a command line that people paste into a shell.

/** As it is where no shell reads anything into it, else in single quotes (POSIX 2.2.2). */
export function shellWord(text: string): string {
  return /^[\p{L}\p{M}\p{N}_./@:+=,%-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
