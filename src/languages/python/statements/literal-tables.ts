// Lists, sets and dictionaries of literal strings, read from the text: tables that code makes names of.

/** The strings of a table that the module binds once, to a literal, and changes nowhere; the keys of a dictionary. */
export function membersOf(module: string, name: string): readonly string[] | null {
  const bound = [...module.matchAll(new RegExp(`^[ \\t]*${name} *(?::[^=\\n]+)?=(?!=)[ \\t]*`, 'gm'))];
  const [binding] = bound;
  const changed = new RegExp(
    `\\b${name} *(?:\\.(?:update|append|extend|add|insert|setdefault)\\b|\\[[^\\]\\n]*\\] *=(?!=)|[-+|&]=)`,
  );
  if (binding === undefined || bound.length > 1 || changed.test(module)) return null;
  return literalMembers(module.slice(binding.index + binding[0].length));
}

/**
 * @param text begins with the literal; anything but a colon behind it in its last line makes it none
 * @returns the strings in it, of a dictionary its keys; null where it has others as well
 */
export function literalMembers(text: string): readonly string[] | null {
  const table = readTable(text);
  const behind =
    table && /^[^\S\n]*[):]?[^\S\n]*(?:#.*)?(?:\n|$)/.exec(text.slice(table.end, table.end + 200));
  return table !== null && behind !== null ? table.members.map(({ value }) => value) : null;
}

/** A string of a table, and where its text begins. */
export interface TableMember {
  readonly value: string;
  readonly start: number;
}

/**
 * @param text begins with the literal
 * @returns its strings, of a dictionary its keys, and where it ends; null where it has others as well, or no end
 */
export function readTable(text: string): { members: readonly TableMember[]; end: number } | null {
  const opened = /^(?:(?:frozen)?set\( *)?[[({]/.exec(text)?.[0];
  if (opened === undefined) return null;
  const isDictionary = opened === '{' && /^\{\s*(?:#.*\s*)*(["'])\w+\1\s*:/.test(text);
  const members: TableMember[] = [];
  let depth = 1;
  let expects = true;
  let at = opened.length;
  while (at < text.length && depth > 0) {
    const rest = text.slice(at, at + 400);
    const skipped = /^(?:\s+|#.*)/.exec(rest)?.[0];
    const literal = /^(["'])((?:\\.|(?!\1)[^\\\n])*)\1/.exec(rest);
    const char = text.charAt(at);
    if (skipped !== undefined) at += skipped.length;
    else if (literal !== null) {
      if (depth === 1 && expects) members.push({ value: literal[2] ?? '', start: at + 1 });
      else if (depth === 1 && !isDictionary) return null;
      if (depth === 1) expects = false;
      at += literal[0].length;
    } else {
      if ('([{'.includes(char)) depth++;
      else if (')]}'.includes(char)) depth--;
      else if (depth === 1 && char === ',') expects = true;
      else if (depth === 1 && (expects || !isDictionary)) return null;
      at++;
    }
  }
  return depth === 0 ? { members, end: at } : null;
}
