// The encoding that the first lines of a Python file declare (PEP 263): `# coding: iso-8859-5`.

/** In a comment on the first line, or on the second when only a comment or nothing stands on the first. */
const DECLARED = /^\uFEFF?(?:[ \t\f]*(?:#[^\n]*)?\r?\n)??[ \t\f]*#[^\n]*?coding[:=][ \t]*([-\w.]+)/;

/** Longer lines than these are no declarations. */
const LIMIT = 400;

export interface DeclaredEncoding {
  readonly name: string;
  /** That of the two most frequent encodings whatever stands behind a hyphen (`utf-8-unix`); else as it is written. */
  readonly normal: string;
  /** Where the name stands in the text. */
  readonly at: number;
}

export function declaredEncoding(text: string): DeclaredEncoding | null {
  const match = DECLARED.exec(text.slice(0, LIMIT));
  const name = match?.[1];
  return match === null || name === undefined
    ? null
    : { name, normal: normalName(name), at: match[0].length - name.length };
}

/** `get_normal_name` of CPython's tokenizer. */
function normalName(name: string): string {
  const plain = name.toLowerCase().replaceAll('_', '-');
  if (/^utf-8(?:$|-)/.test(plain)) return 'utf-8';
  return /^(?:latin-1|iso-8859-1|iso-latin-1)(?:$|-)/.test(plain) ? 'iso-8859-1' : name;
}
