// The rules of .dockerignore, which are not those of .gitignore: patterns start at the context folder, the last one
// that matches decides, and `!` brings back single files of an excluded folder. The patterns are matched as the
// builders do it, oddities included; test/oracle/docker-context.mjs compares with the docker command itself.
// https://docs.docker.com/build/concepts/context/#dockerignore-files, Go's path/filepath.Match

export interface DockerRule {
  /** From 1. */
  readonly line: number;
  readonly pattern: string;
  /** `!pattern`: brings back. */
  readonly negated: boolean;
  /** The pattern without `!` and detours. */
  readonly cleaned: string;
  /** Whether the pattern names this path itself; it then decides about everything below it as well. */
  readonly names: (path: string) => boolean;
}

export interface DockerIgnore {
  readonly rules: readonly DockerRule[];
  /** The first line with which no build starts ("syntax error in pattern"); null when there is none. */
  readonly refused: { readonly line: number; readonly pattern: string } | null;
}

/** Reads the text of a .dockerignore. */
export function parseDockerIgnore(text: string): DockerIgnore {
  const rules: DockerRule[] = [];
  let refused: DockerIgnore['refused'] = null;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    // A comment needs the # in the first column; white space around a pattern does not count.
    if (raw.startsWith('#')) continue;
    const pattern = raw.trim();
    if (pattern === '') continue;
    const line = index + 1;
    const isException = pattern.startsWith('!');
    const written = isException ? pattern.slice(1).trim() : pattern;
    // Cleaned, it is read a second time: `./ a` is `a`, and `./!a` the exception `!a`.
    const again = clean(written).trim();
    const negated = isException || again.startsWith('!');
    const cleaned = isException ? again : clean(again.replace(/^!/, ''));
    const names = cleaned === '' ? null : matcherOf(cleaned);
    if (names !== null) rules.push({ line, pattern, negated, cleaned, names });
    // The root itself cannot be brought back; the context can (`!.`), which changes nothing.
    else if (cleaned !== '' || (negated && /^(?:\/|$)/.test(written))) refused ??= { line, pattern };
  }
  return { rules, refused };
}

/**
 * Who reads the context. BuildKit (since Docker 23) looks into every excluded folder when a `!` pattern has wild cards;
 * the classic builder only where such a pattern begins with the name of the folder.
 */
export type DockerBuilder = 'buildkit' | 'classic';

/**
 * The rule that keeps a file out of the context; null when it is in.
 * @param path of a file, relative to the context folder
 */
export function excludingRule(
  { rules }: DockerIgnore,
  path: string,
  builder: DockerBuilder = 'buildkit',
): DockerRule | null {
  const exceptions = rules
    .filter(({ negated }) => negated)
    .map(({ cleaned }) => withoutLastGlob(cleaned, builder));
  const isEverythingEntered =
    builder === 'buildkit' && exceptions.some((exception) => /[*[\]?^\\]/.test(exception));
  // What named a folder names all that is in it, except a `!` pattern that came to nothing there: the builders pass it
  // over, and it has to name what is deeper by itself.
  let naming: readonly boolean[] = [];
  for (let end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
    const at = end < 0 ? path : path.slice(0, end);
    const names: boolean[] = [];
    let excluding: DockerRule | null = null;
    rules.forEach((rule, index) => {
      const isAsked = naming[index] === true || rule.negated === (excluding !== null);
      names[index] = isAsked && (naming[index] === true || rule.names(at));
      if (names[index]) excluding = rule.negated ? null : rule;
    });
    if (end < 0) return excluding;
    const isEntered =
      isEverythingEntered || exceptions.some((exception) => `${exception}/`.startsWith(`${at}/`));
    if (excluding !== null && !isEntered) return excluding;
    naming = names;
  }
}

function withoutLastGlob(pattern: string, builder: DockerBuilder): string {
  return builder === 'classic' ? pattern : pattern.replace(/\/\*\*$/, '').replace(/\/\*$/, '');
}

/** What a pattern names of a path: the uppermost folder above it, or the path itself; null when it names neither. */
export function namedPartOf(names: DockerRule['names'], path: string): string | null {
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
    const folder = path.slice(0, end);
    if (names(folder)) return folder;
  }
  return names(path) ? path : null;
}

/** As Go's filepath.Clean does it, without a slash at either end: `./a//b/../c/` becomes `a/c`. */
function clean(pattern: string): string {
  const isRooted = pattern.startsWith('/');
  const parts: string[] = [];
  for (const part of pattern.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    // Above the root there is nothing; above the context there are files, none of them in it.
    else if (!isRooted) parts.push(part);
  }
  return parts.join('/');
}

/**
 * What a cleaned pattern matches. Go's `?` and `*` end at a slash; `**` is any number of folders, but at the start of a
 * pattern without other wild cards it is anything (`**.js`), and so it is at the end (`src/**`).
 * @returns null for a pattern that the builder refuses
 */
export function matcherOf(pattern: string): ((path: string) => boolean) | null {
  if (!isWellFormed(pattern)) return null;
  let source = '';
  let kind: 'text' | 'prefix' | 'suffix' | 'expression' = 'text';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === '*' && pattern.charAt(at + 1) === '*') {
      const isFirst = at === 0;
      at++;
      if (pattern.charAt(at + 1) === '/') at++;
      const isLast = at + 1 === pattern.length;
      source += isLast ? '.*' : '(?:.*/)?';
      kind = isFirst ? 'suffix' : isLast && kind === 'text' ? 'prefix' : 'expression';
      continue;
    }
    if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '\\') {
      const meant = escaped(pattern.charAt(++at));
      if (meant === null) return null;
      source += meant;
    }
    // A class is passed on as it is, and so is what the builders forget to escape: `^` is an anchor, which nothing can
    // match, `a|b*` is `a` and whatever comes behind it or `b` and whatever ends there, `a{2}` is `aa`.
    else source += '[]^|{}'.includes(char) ? char : literal(char);
    if ('*?\\[]'.includes(char)) kind = 'expression';
  }
  switch (kind) {
    case 'text':
      return (path) => path === pattern;
    case 'prefix':
      return (path) => path.startsWith(pattern.slice(0, -'**'.length));
    case 'suffix': {
      const rest = pattern.slice('**'.length);
      return (path) => path.endsWith(rest) || `/${path}` === rest;
    }
    case 'expression':
      return expressionOf(source);
  }
}

function expressionOf(source: string): ((path: string) => boolean) | null {
  try {
    const expression = new RegExp(`^${source}$`);
    return (path) => expression.test(path);
  } catch {
    return null;
  }
}

/** Whether Go's filepath.Match takes the pattern: every class closed, no range without an end, nothing after `\` missing. */
function isWellFormed(pattern: string): boolean {
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === '\\' && ++at === pattern.length) return false;
    if (char !== '[') continue;
    const end = endOfClass(pattern, at);
    if (end === null) return false;
    at = end;
  }
  return true;
}

/** The index of the `]` that closes the class at `start`; null for one that Go refuses. */
function endOfClass(pattern: string, start: number): number | null {
  let at = pattern.charAt(start + 1) === '^' ? start + 2 : start + 1;
  for (let ranges = 0; ; ranges++) {
    if (pattern.charAt(at) === ']' && ranges > 0) return at;
    const low = endOfMember(pattern, at);
    if (low === null) return null;
    at = low;
    if (pattern.charAt(at) !== '-') continue;
    const high = endOfMember(pattern, at + 1);
    if (high === null) return null;
    at = high;
  }
}

/** Behind one character of a class, which may be escaped; an unescaped `-` or `]` is none. */
function endOfMember(pattern: string, at: number): number | null {
  const char = pattern.charAt(at);
  if (char === '' || char === '-' || char === ']') return null;
  const end = char === '\\' ? at + 2 : at + 1;
  return end < pattern.length ? end : null;
}

function literal(char: string): string {
  return char.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/**
 * What `\` and a character mean to the builders, which pass both on to Go's regular expressions: `src\dist`, as it is
 * written on Windows, asks for a digit. Null where Go knows no such escape.
 */
function escaped(char: string): string | null {
  if (/[dDsSwWbBtnrfv]/.test(char)) return `\\${char}`;
  if (char === 'A') return '^';
  if (char === 'z') return '$';
  if (char === 'a') return '\\x07';
  // `-` may stand in a class: `[a\-c]`.
  return /[0-9A-Za-z]|[^\0-\x7f]/.test(char) ? null : char === '-' ? '\\-' : literal(char);
}
