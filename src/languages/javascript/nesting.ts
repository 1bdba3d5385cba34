// Guards the native parser, which is recursive, against texts that are nested so deeply that it would overrun the
// stack and take the process with it. Brackets in short strings and comments are counted too, at first: the limit is far
// above code that people or generators write. A second look leaves out long strings, which may hold a whole program, and
// comments at the end of a line, which name the brackets that a generated parser meets.

const maximumDepth = 1000;
/** `if … else if … else if …` nests as well, without brackets around it. */
const maximumElseChain = 1500;
const longString = 1000;
/**
 * What nests without brackets: `a => a => …`, `a ? b : c ? …`, `A<A<…`, `x = y = …`, `if (a) if (a) …`, `a: b: …`,
 * `! ! a`, `typeof typeof a`, `keyof keyof A`
 */
const maximumChain = 2500;
/** `a + a + …` is a tree as deep as it is long, but takes little of the stack. */
const maximumSum = 50_000;
/** `a.a.a…` is one too, and as the name of a namespace takes a little more. */
const maximumPath = 20_000;
const LINK =
  /&&|\|\||=>|(?<![=!<>])=(?!=)|(?<!\?)\?(?![.?])|<(?!=)|:|!(?!=)|~|\*\*|[-+](?=\s*[-+])|\+|\.|\b(?:if|for|while|do|with|else|yield|await|typeof|void|delete|new|extends|infer|keyof|readonly|unique)\b/g;

/** Whether a text is nested too deeply to be parsed. */
export function isNestedTooDeeply(text: string): boolean {
  if (text.length < 4 * maximumDepth) return false;
  return isDeep(text, false) && isDeep(text, true);
}

/** @param looksCloser leaves out long strings and comments at the end of a line, which takes its time */
function isDeep(text: string, looksCloser: boolean): boolean {
  let depth = 0;
  /** By depth, whether the bracket is a `(`: what stands between `;` in the head of a `for` ends no statement. */
  const isParenthesis = new Uint8Array(maximumDepth + 1);
  let elseChain = 0;
  let runStart = 0;
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case 40: // (
      case 91: // [
      case 123: // {
        if (isColour(text, index)) break;
        if (++depth > maximumDepth) return true;
        isParenthesis[depth] = text.charCodeAt(index) === 40 ? 1 : 0;
        break;
      case 41: // )
      case 93: // ]
        if (depth > 0) depth--;
        break;
      case 125: // }
        if (depth > 0) depth--;
        elseChain = isElse(text, index + 1) ? elseChain + 1 : 0;
        if (elseChain > maximumElseChain || isLongChain(text, runStart, index)) return true;
        runStart = index + 1;
        break;
      case 59: // ;
        if (isParenthesis[depth] === 1) break;
        if (isLongChain(text, runStart, index)) return true;
        runStart = index + 1;
        break;
      case 44: // ,
        if (isLongChain(text, runStart, index)) return true;
        runStart = index + 1;
        break;
      case 47: // /
        if (isLongChain(text, runStart, index)) return true;
        if (looksCloser) index = endOfComment(text, index) ?? index;
        runStart = index + 1;
        break;
      case 34: // "
      case 39: // '
      case 96: // `
        if (isLongChain(text, runStart, index)) return true;
        if (looksCloser) index = endOfLongString(text, index) ?? index;
        runStart = index + 1;
        break;
    }
  }
  return isLongChain(text, runStart, text.length);
}

/** `\x1b[31m` starts a colour on terminals: recorded output has thousands, and no code has that escape outside strings. */
function isColour(text: string, bracket: number): boolean {
  if (text[bracket] !== '[') return false;
  if (text[bracket - 1] === '\x1b') return true;
  return /\\(?:x1b|u001b|033|e)$/i.test(text.slice(Math.max(0, bracket - 6), bracket));
}

/**
 * Whether a run that nothing ends, neither a statement nor an element of a list, is made of too many links. Quotes and
 * slashes end one too: text, markup and data in strings are full of them, and a chain that a program wrote lacks them.
 */
function isLongChain(text: string, start: number, end: number): boolean {
  // A link and what it joins are two characters at least.
  if (end - start < 2 * maximumChain) return false;
  let links = 0;
  let terms = 0;
  let path = 0;
  for (const [link] of text.slice(start, end).matchAll(LINK)) {
    // `a < 1 || b < 2 || …` is one long condition, made of short ones.
    if (link === '&&' || link === '||') links = 0;
    else if (link === '.') path++;
    else if (link === '+') {
      terms++;
      path = 0;
    } else links++;
    if (links > maximumChain || terms > maximumSum || path > maximumPath) return true;
  }
  return false;
}

/**
 * Where the string that may start at this quote ends; null when it is short, or none: a quote in a regular expression or
 * a comment does not stand where a value may, nor its end where one may end.
 */
function endOfLongString(text: string, start: number): number | null {
  const quote = text[start];
  let before = start - 1;
  while (before >= 0 && text.charCodeAt(before) <= 32) before--;
  if (!/[=(,:[?+!&|{};]/.test(text[before] ?? ';')) return null;
  for (let index = start + 1; index < text.length; index++) {
    const character = text[index];
    if (character === '\n' && quote !== '`') return null;
    if (character === '$' && quote === '`' && text[index + 1] === '{') return null;
    if (character === '\\') index++;
    else if (character === quote) {
      // In JSX the tag ends behind it, or another attribute follows.
      const isEnd = /^[ \t]*(?:[;,)\]}:+.?>]|\/>|\r?\n|$|\{\.\.\.|[\w-]+=)/.test(
        text.slice(index + 1, index + 40),
      );
      return isEnd && index - start >= longString ? index : null;
    }
  }
  return null;
}

/** What stands on a longer line was written by no such generator, and would be looked through again at each slash. */
const LONGEST_LINE = 1000;

/**
 * Where the line ends whose comment may start at this slash; null when none does. Generated parsers say what a number
 * means (`case 43: // '(#'`), with brackets that nothing closes.
 */
function endOfComment(text: string, start: number): number | null {
  if (text[start + 1] !== '/') return null;
  const lineStart = text.lastIndexOf('\n', start) + 1;
  if (start - lineStart > LONGEST_LINE) return null;
  const before = text.slice(lineStart, start);
  if (!/(?:^|[\s;:,{}])$/.test(before)) return null;
  // It stands in no string of its line.
  if (['"', "'", '`'].some((quote) => before.split(quote).length % 2 === 0)) return null;
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

function isElse(text: string, from: number): boolean {
  let index = from;
  while (index < text.length && text.charCodeAt(index) <= 32) index++;
  return text.startsWith('else', index);
}
