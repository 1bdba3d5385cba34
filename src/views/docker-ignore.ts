// The rules of .dockerignore, which are not those of .gitignore: patterns start at the context folder, the last one
// that matches decides, and `!` brings back single files of an excluded folder.
// https://docs.docker.com/build/concepts/context/#dockerignore-files

export interface DockerRule {
  /** From 1. */
  readonly line: number;
  readonly pattern: string;
  /** `!pattern`: brings back. */
  readonly negated: boolean;
  readonly expression: RegExp;
}

/** Reads the text of a .dockerignore; lines that are no pattern Docker accepts are left out. */
export function parseDockerIgnore(text: string): DockerRule[] {
  const rules: DockerRule[] = [];
  text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .forEach((raw, index) => {
      // A comment needs the # in the first column; white space around a pattern does not count.
      if (raw.startsWith('#')) return;
      const pattern = raw.trim();
      const negated = pattern.startsWith('!');
      const cleaned = clean(negated ? pattern.slice(1).trim() : pattern);
      if (cleaned === '') return;
      const expression = toExpression(cleaned);
      if (expression !== null) rules.push({ line: index + 1, pattern, negated, expression });
    });
  return rules;
}

/**
 * The rule that keeps a file out of the context; null when it is in.
 * @param path of a file, relative to the context folder
 */
export function excludingRule(rules: readonly DockerRule[], path: string): DockerRule | null {
  let decisive: DockerRule | null = null;
  for (const rule of rules) {
    if (matchesPathOrFolder(rule, path)) decisive = rule;
  }
  return decisive === null || decisive.negated ? null : decisive;
}

/** A pattern that matches a folder decides about everything below it. */
function matchesPathOrFolder({ expression }: DockerRule, path: string): boolean {
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
    if (expression.test(path.slice(0, end))) return true;
  }
  return expression.test(path);
}

/** As Go's filepath.Clean does it, without a slash at either end: `./a//b/../c/` becomes `a/c`. */
function clean(pattern: string): string {
  const parts: string[] = [];
  for (const part of pattern.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** Go's filepath.Match with `**` for any number of folders; null for a class that is never closed. */
function toExpression(pattern: string): RegExp | null {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === '*' && pattern.charAt(at + 1) === '*') {
      at++;
      if (pattern.charAt(at + 1) === '/') {
        at++;
        source += '(?:.*/)?';
      } else source += '.*';
    } else if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '[') {
      const end = pattern.indexOf(']', at + 2);
      if (end < 0) return null;
      const negated = pattern.charAt(at + 1) === '^';
      const body = pattern.slice(at + (negated ? 2 : 1), end).replace(/[\\[\]^]/g, '\\$&');
      source += `[${negated ? '^' : ''}${body}]`;
      at = end;
    } else if (char === '\\' && at + 1 < pattern.length) source += literal(pattern.charAt(++at));
    else source += literal(char);
  }
  return new RegExp(`^${source}$`);
}

function literal(char: string): string {
  return char.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
