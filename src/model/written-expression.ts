// A regular expression that the project has written, for an engine that may know less or more than this one.

/** Null where this engine refuses it: what it matches is not known here. */
export function writtenExpression(source: string, flags = ''): RegExp | null {
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}
