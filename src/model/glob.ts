// Globs as people write them in configurations: `*`, `**`, `?`, `{a,b}`, `[a-z]`. Matching is text only; paths are
// relative, with forward slashes.

import { literalPattern } from './literal-pattern.ts';

/**
 * A test for relative paths. A later pattern wins over an earlier one; a pattern that starts with `!` takes back. As in
 * `.gitignore`, a pattern without a slash matches at any depth, and one that matches a directory matches all below it.
 */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  const rules = patterns
    .filter((pattern) => pattern.trim() !== '')
    .map((pattern) => {
      const negated = pattern.startsWith('!');
      return { negated, expression: ignoreExpression(negated ? pattern.slice(1) : pattern) };
    });
  if (rules.length === 0) return () => false;
  return (path) => {
    let matched = false;
    for (const { negated, expression } of rules) {
      if (matched === negated && expression.test(path)) matched = !negated;
    }
    return matched;
  };
}

function ignoreExpression(pattern: string): RegExp {
  const body = pattern.replace(/^\.\//, '/').replace(/\/$/, '');
  const anchored = body.includes('/');
  return new RegExp(`^${anchored ? '' : '(?:.*/)?'}${globSource(body.replace(/^\//, ''))}(?:/.*)?$`, 's');
}

/** The regular expression that matches exactly what the glob matches, without anchors. */
export function globSource(glob: string): string {
  let source = '';
  let depth = 0;
  for (let index = 0; index < glob.length; index++) {
    const char = glob[index] ?? '';
    if (char === '*' && glob[index + 1] === '*') {
      const before = index === 0 || glob[index - 1] === '/';
      const after = glob[index + 2];
      if (before && after === '/') {
        source += '(?:[^/]+/)*';
        index += 2;
      } else if (before && after === undefined) {
        source += '.*';
        index += 1;
      } else {
        source += '[^/]*';
        index += 1;
      }
    } else if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '{' && glob.indexOf('}', index) !== -1) {
      depth++;
      source += '(?:';
    } else if (char === '}' && depth > 0) {
      depth--;
      source += ')';
    } else if (char === ',' && depth > 0) source += '|';
    else if (char === '[' && glob.indexOf(']', index + 2) !== -1) {
      const end = glob.indexOf(']', index + 2);
      source += setSource(glob.slice(index + 1, end));
      index = end;
    } else source += literalPattern(char);
  }
  // Braces that do not pair up mean themselves, and the pattern one path.
  return depth === 0 ? source : literalPattern(glob);
}

/** `[a-z]`, `[!a-z]`: one character of a name. A range that ends before it begins has none (POSIX leaves that open). */
export function setSource(set: string): string {
  const isNegated = /^[!^]/.test(set);
  const members = set
    .slice(isNegated ? 1 : 0)
    .replace(/(.)-(.)/gs, (range, from, to) => (from <= to ? range : ''))
    .replace(/[\\[\]^]/g, '\\$&');
  if (members === '') return isNegated ? '[^/]' : '(?!)';
  return isNegated ? `[^/${members}]` : `[${members}]`;
}
