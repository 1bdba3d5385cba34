// A declaration file without what stands in the bodies of its types and between the parentheses of its functions. Its
// exports do not depend on them, and they are most of the file: the tree of the skeleton is a tenth of that of `csstype`.

/** From here on, in UTF-16 units, finding the bodies costs less than their trees. */
const worthwhile = 10_000;

/**
 * A text of the same length in which the bodies of interfaces, classes, functions and object types, the parameters
 * of functions and the rest of unions are blank; the bodies of namespaces, modules and enums, and the lists of imports
 * and exports, stay. The text itself when it is short, when something of a body is a name of the module
 * (`export =` of a value, a value as the default, an interface that adds to another module), or when it is no well-formed declaration file.
 */
export function declarationSkeleton(text: string): string {
  if (text.length < worthwhile || hasNamesInBodies(text)) return text;
  const bodies = findBodies(text);
  if (bodies === null) return text;
  let skeleton = '';
  for (const [start, end] of bodies) {
    skeleton += text.slice(skeleton.length, start);
    skeleton += ' '.repeat(end - start);
  }
  return skeleton + text.slice(skeleton.length);
}

function hasNamesInBodies(text: string): boolean {
  if (/\bmodule\s+['"]\./.test(text)) return true;
  const isValue = (name: string) =>
    new RegExp(`\\b(?:const|let|var|class)\\s+${name.replaceAll('$', '\\$')}(?![\\w$])`).test(text);
  if ([...text.matchAll(exportEquals)].some(([, name]) => name === undefined || isValue(name))) return true;
  return [...text.matchAll(exportDefault)].some(([, name]) => name !== undefined && isValue(name));
}

/** Where a statement may start: comments of TypeScript's own declarations speak of `export =`. */
const exportEquals = /(?:^|[;{}]|\*\/)\s*export\s*=\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)?/gmu;

/** `declare const axios: AxiosStatic; export default axios`, which may describe a module that is the value itself. */
const exportDefault = /(?:^|[;{}]|\*\/)\s*export\s+default\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gmu;

/** What stands before the brace of a namespace or module. */
const blockStart = /\b(?:(?:namespace|module)\s+(?:"[^"\n]*"|'[^'\n]*'|[\p{ID_Continue}$.\s]+)|global)\s*$/u;
/** What stands before a list of names, of attributes (`with { type: 'json' }`), or the values of an enum. */
const listStart =
  /\b(?:(?:export|import)(?:\s+type)?(?:\s+[\p{ID_Continue}$]+\s*,)?|with|assert|enum\s+[\p{ID_Continue}$]+)\s*$/u;

/** What stands before the parameters of a function without type parameters. */
const functionStart = /\bfunction\s+[\p{ID_Continue}$]+\s*$/u;

/** From after each opening bracket to its closing one; null when the text cannot be followed. */
function findBodies(text: string): [start: number, end: number][] | null {
  const bodies: [number, number][] = [];
  let blocks = 0;
  let next = 0;
  for (;;) {
    const bracket = nextBracket(text, next);
    if (bracket === null) return null;
    if (bracket === text.length) return blocks === 0 ? bodies : null;
    next = bracket + 1;
    switch (text[bracket]) {
      case '}':
        if (--blocks < 0) return null;
        break;
      case '{': {
        const before = text.slice(Math.max(0, bracket - 300), bracket).replace(/\/\*[\s\S]*?\*\//g, ' ');
        if (blockStart.test(before)) {
          blocks++;
          break;
        }
        const end = endOfBrackets(text, bracket);
        if (end === null) return null;
        if (!listStart.test(before)) bodies.push([bracket + 1, end - 1]);
        next = end;
        break;
      }
      case '(': {
        const isOfLiterals = /["']/.test(text[next] ?? '');
        if (!isOfLiterals && !functionStart.test(text.slice(Math.max(0, bracket - 100), bracket))) break;
        // One literal of a union is enough: `("a" | "b")[]`.
        const start = isOfLiterals ? endOfTrivia(text, next) : next;
        const end = endOfBrackets(text, bracket);
        if (start === null || end === null) return null;
        bodies.push([start, end - 1]);
        next = end;
        break;
      }
    }
  }
}

/** After the bracket that closes the one at `open`: parentheses and braces stand in one another. */
function endOfBrackets(text: string, open: number): number | null {
  let depth = 0;
  for (
    let bracket = nextBracket(text, open);
    bracket !== null && bracket < text.length;
    bracket = nextBracket(text, bracket + 1)
  ) {
    depth += text[bracket] === '{' || text[bracket] === '(' ? 1 : -1;
    if (depth === 0) return bracket + 1;
  }
  return null;
}

/** Where the next brace or parenthesis of the code stands, the end of the text when there is none; null when it cannot be followed. */
function nextBracket(text: string, from: number): number | null {
  for (let index = from; index < text.length; index++) {
    switch (text[index]) {
      case '/':
      case '"':
      case "'":
      case '`': {
        const end = endOfTrivia(text, index);
        if (end === null) return null;
        index = end - 1;
        break;
      }
      case '{':
      case '}':
      case '(':
      case ')':
        return index;
    }
  }
  return text.length;
}

/** After the comment, string or template that starts here; the next character for a slash that starts none. */
function endOfTrivia(text: string, start: number): number | null {
  switch (text[start]) {
    case '/': {
      if (text[start + 1] === '*') return after(text, '*/', start + 2);
      if (text[start + 1] === '/') return after(text, '\n', start) ?? text.length;
      return start + 1;
    }
    case '`':
      return endOfTemplate(text, start);
    default: {
      const quote = text[start];
      for (let index = start + 1; index < text.length; index++) {
        if (text[index] === '\\') index++;
        else if (text[index] === '\n') return null;
        else if (text[index] === quote) return index + 1;
      }
      return null;
    }
  }
}

function endOfTemplate(text: string, start: number): number | null {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === '`') return index + 1;
    else if (text[index] === '$' && text[index + 1] === '{') {
      const end = endOfBrackets(text, index + 1);
      if (end === null) return null;
      index = end - 1;
    }
  }
  return null;
}

function after(text: string, mark: string, from: number): number | null {
  const at = text.indexOf(mark, from);
  return at === -1 ? null : at + mark.length;
}
