// Whether a function is only called where its ImportError is caught: `for shell in (_new, _old): try: shell() except
// ImportError: pass`. Told from the text of the file alone, where the function is not called from outside by its name.

/** @param name of a function at the top of the file (of a method its class first: never told) */
export function isCaughtByCallers(text: string, name: string): boolean {
  if (!/^_\w+$/.test(name)) return false;
  const mention = new RegExp(`(?<![\\w.])${name}(?!\\w)`);
  const callers = topLevelBlocks(text).filter(
    (block) => mention.test(block) && !new RegExp(`^(?:async +)?def +${name}\\b`, 'm').test(block),
  );
  return callers.length > 0 && callers.every((block) => CATCHES.test(block));
}

const CATCHES = /^\s+except\b[^:\n]*\b(?:ImportError|ModuleNotFoundError)\b/m;

/** Each statement at the start of a line, with what is indented below it. */
function topLevelBlocks(text: string): string[] {
  return text.split(/^(?=\S)(?![)\]}])/m);
}
