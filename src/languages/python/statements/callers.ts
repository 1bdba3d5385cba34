// Which functions of a module may put names into the module that calls them: `sys._getframe(1).f_globals` is the caller's
// namespace, `sys.modules[parent]` the module itself where the caller gives its name, and a function that looks its caller's
// module up may give it to whom will change it. Told from the text alone; a
// function too many only makes answers less sure.

const GLOBALS_OF_A_FRAME = 'f_globals';

/** `f_globals['__name__']`, `f_globals.get(…)`: only looked at. */
const READ = /^\s*(?:\.\s*get\s*\(|\[[^\]\n]*\](?!\s*=(?!=)))/;

/** A module by a name that is given, and a change to what it answers. */
const GIVEN_MODULE = /\bsys\.modules(?:\.get\(|\[)\s*(?!__name__)[A-Za-z_]\w*/;
const CHANGE = /\.__(?:class|getattr)__\s*=(?!=)|\b__dict__(?:\.update\(|\[[^\]\n]*\]\s*=(?!=))|\bsetattr\(/;

/** The frames of callers, the modules that they run in, and something that is given to the caller. */
const FRAMES = ['currentframe(', '_getframe('];
const MODULE_OF_FRAME = /\bgetmodule\(|\bsys\.modules\b/;
const GIVES = /^\s+return +(?!None\b|True\b|False\b|["'\d])\S/m;

const HEAD = /^(?:async[ \t]+)?def[ \t]+(\w+)/gm;

/** The functions at module level that reach for the namespace of a frame other than to read one name of it. */
export function functionsThatChangeCallers(text: string): readonly string[] {
  const found = new Set<string>();
  let at = text.indexOf(GLOBALS_OF_A_FRAME);
  for (; at !== -1; at = text.indexOf(GLOBALS_OF_A_FRAME, at + 1)) {
    if (READ.test(text.slice(at + GLOBALS_OF_A_FRAME.length, at + 200))) continue;
    const name = [...text.slice(0, at).matchAll(HEAD)].at(-1)?.[1];
    if (name !== undefined) found.add(name);
  }
  if (FRAMES.some((word) => text.includes(word)) && MODULE_OF_FRAME.test(text)) {
    for (const [name, body] of functionsIn(text)) {
      if (FRAMES.some((word) => body.includes(word)) && GIVES.test(body)) found.add(name);
    }
  }
  if (text.includes('sys.modules')) {
    for (const [name, body] of functionsIn(text)) {
      if (GIVEN_MODULE.test(body) && CHANGE.test(body)) found.add(name);
    }
  }
  return [...found];
}

/** Each function at module level with the text up to the next one. */
function functionsIn(text: string): [name: string, body: string][] {
  const heads = [...text.matchAll(HEAD)];
  return heads.map(({ index, 1: name = '' }, at) => [name, text.slice(index, heads[at + 1]?.index)]);
}
