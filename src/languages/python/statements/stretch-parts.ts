// Parts of a piece of a logical line, by its words: what runs only under a condition, what is given a value.

/**
 * The tokens that run only under a condition: of `a if b else c` all but `b`, of a comprehension all but what it goes
 * through first, behind `and` and `or` everything.
 */
export function turnedTokens(words: readonly string[], from: number): [start: number, end: number][] {
  const found: [number, number][] = [];
  const add = (start: number, end: number) => {
    if (start < end) found.push([from + start, from + end]);
  };
  /** Where the innermost bracket opens, or the expression starts. */
  const starts: number[] = [0];
  for (const [at, word] of words.entries()) {
    if (/^[([{]$/.test(word)) starts.push(at + 1);
    else if (/^[)\]}]$/.test(word)) starts.pop();
    else if (/^(?:,|=|return|:=)$/.test(word) && starts.length > 0) starts[starts.length - 1] = at + 1;
    const start = starts.at(-1) ?? 0;
    const end = endOf(words, at);
    if (word === 'and' || word === 'or' || word === 'else') add(at + 1, end);
    else if (word === 'if' && start < at) add(start, at);
    else if (word === 'for' && start < at) {
      add(start, at);
      const behindIn = words.indexOf('in', at);
      const next = words.findIndex(
        (one, index) => index > behindIn && index < end && /^(?:for|if)$/.test(one),
      );
      if (next !== -1) add(next, end);
    }
  }
  return found;
}

/** How many tokens stand in front of the value of an assignment. */
export function targetsOf(words: readonly string[]): number {
  let depth = 0;
  let behind = 0;
  for (const [at, word] of words.entries()) {
    if (/^[([{]$/.test(word)) depth++;
    else if (/^[)\]}]$/.test(word)) depth--;
    else if (word === '=' && depth === 0) behind = at;
  }
  return behind;
}

/** Where the part of an expression ends that a token stands in: at a bracket that closes around it, or a comma. */
function endOf(words: readonly string[], at: number): number {
  let depth = 0;
  for (let index = at; index < words.length; index++) {
    const word = words[index] ?? '';
    if (/^[([{]$/.test(word)) depth++;
    else if (/^[)\]}]$/.test(word) && --depth < 0) return index;
    else if (word === ',' && depth === 0) return index;
  }
  return words.length;
}
