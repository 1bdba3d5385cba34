// What a Python file does with the names that it imports from one module: called, subclassed, caught, read. Told from
// tokens: a name counts wherever it stands, whatever a function may have bound it to.

import { parser } from '../languages/python/parse.ts';
import { behindGroup } from '../languages/python/statements/targets.ts';
import { createLexer } from '../languages/python/tokens/lexer.ts';
import { type LogicalLine, TOKEN } from '../languages/python/tokens/tokens.ts';
import type { ModuleUses } from '../typescript/name-uses.ts';
import { type NameUses, noUses } from '../typescript/uses.ts';

/** @param specifier as written: `..database.pool` */
export function readPythonUses(text: string, specifier: string): ModuleUses {
  const {
    requests,
    imports,
    exports,
    freeNames = [],
  } = parser.parse(text, {
    fileName: 'module.py',
    format: 'unknown',
    detail: 'names',
  });
  const names = new Map<string, NameUses>();
  /** What is written in the file, `connect` or `pool.connect`, and how its uses are counted. */
  const written = new Map<string, NameUses>();
  const usesOf = (name: string): NameUses => {
    const uses = names.get(name) ?? noUses();
    names.set(name, uses);
    return uses;
  };
  const namespaces = new Set<string>();
  for (const { request, importName, localName, orModule } of imports) {
    if (localName === null) continue;
    const asked = requests[request]?.specifier;
    // `from app import pool`, where `pool` is the module.
    if (orModule !== undefined && requests[orModule]?.specifier === specifier) namespaces.add(localName);
    if (importName !== '*' && asked === specifier) written.set(localName, usesOf(importName));
    // `import a.b` binds `a`, and the module is used as `a.b`.
    else if (importName === '*' && asked === specifier) namespaces.add(localName);
    else if (importName === '*' && specifier.startsWith(`${asked}.`) && asked === localName)
      namespaces.add(specifier);
  }
  for (const entry of exports) {
    if (entry.kind === 'star' && requests[entry.request]?.specifier === specifier)
      for (const { name } of freeNames) if (!written.has(name)) written.set(name, usesOf(name));
    if (entry.kind === 'indirect' && requests[entry.request]?.specifier === specifier)
      names.get(entry.importName)?.exportedAs.add(entry.exportName);
  }
  const lexer = createLexer();
  lexer.open(text);
  const isAtLoad = createIsAtLoad(text);
  while (lexer.next()) readLine(text, lexer.line, written, namespaces, usesOf, isAtLoad(lexer.line));
  return { names, namespaceExportedAs: new Set() };
}

/** @returns whether a line runs when the module is loaded: it stands in no function. Lines come in their order. */
function createIsAtLoad(text: string): (line: LogicalLine) => boolean {
  let column = Number.POSITIVE_INFINITY;
  return ({ indent, starts }) => {
    if (indent <= column) column = Number.POSITIVE_INFINITY;
    const isInside = column !== Number.POSITIVE_INFINITY;
    if (!isInside && /^(?:async\s+)?def\b/.test(text.slice(starts[0], (starts[0] ?? 0) + 20)))
      column = indent;
    return !isInside;
  };
}

function readLine(
  text: string,
  line: LogicalLine,
  written: ReadonlyMap<string, NameUses>,
  namespaces: ReadonlySet<string>,
  usesOf: (name: string) => NameUses,
  isAtLoad: boolean,
): void {
  const word = (index: number): string =>
    index >= 0 && index < line.count ? text.slice(line.starts[index], line.ends[index]) : '';
  const first = word(0) === 'async' ? word(1) : word(0);
  if (first === 'import' || first === 'from') return;
  const headEnd = endOfHead(line, word);
  /** The callee in front of each bracket that is open. */
  const open: string[] = [];
  let formats = 0;
  for (let index = 0; index < line.count; index++) {
    const token = word(index);
    if (line.kinds[index] === TOKEN.formatOpen) formats++;
    else if (line.kinds[index] === TOKEN.formatClose) formats--;
    if (token === '(' || token === '[' || token === '{') open.push(token === '(' ? word(index - 1) : token);
    else if (token === ')' || token === ']' || token === '}') open.pop();
    if (line.kinds[index] !== TOKEN.name || word(index - 1) === '.') continue;
    const found = nameAt(index);
    if (found === null || (open.length > 0 && word(found.end) === '=' && found.end === index + 1)) continue;
    if (formats > 0 && !/^[.([]$/.test(word(found.end))) found.uses.operand = true;
    else readUse(found.uses, index, found.end, open);
  }

  /** A name that was imported, or a member of the module; `end` is behind its last token. */
  function nameAt(index: number): { readonly uses: NameUses; readonly end: number } | null {
    const direct = written.get(word(index));
    if (direct !== undefined) return { uses: direct, end: index + 1 };
    let dotted = word(index);
    for (let end = index + 1; ; end += 2) {
      const next = word(end) === '.' && line.kinds[end + 1] === TOKEN.name ? word(end + 1) : null;
      if (namespaces.has(dotted)) return next === null ? null : { uses: usesOf(next), end: end + 2 };
      if (next === null) return null;
      dotted += `.${next}`;
    }
  }

  function readUse(uses: NameUses, start: number, end: number, brackets: readonly string[]): void {
    const before = word(start - 1);
    const next = word(end);
    const callee = brackets.at(-1);
    if (first === 'class' && brackets.length === 1 && start > 2 && next !== '(' && next !== '.') {
      const nothing = new Set<string>();
      uses.extended.push({ typeArguments: 0, overrides: new Map(), declares: nothing, uses: nothing });
    } else if (first === 'except' || before === 'raise') uses.caught = true;
    else if ((callee === 'isinstance' || callee === 'issubclass') && before !== '(') uses.tested = true;
    else if (isAnnotation(start, brackets)) uses.tested = true;
    else if (isAtLoad && before === '@' && start === 1 && isWholeDecorator(end)) {
      uses.decorates ??= new Set();
      uses.decorates.add(next === '(' ? 'called' : 'bare');
    } else if (next === '(' || (before === '@' && start === 1)) {
      const isClass = /^_*\p{Lu}/u.test(word(end - 1)) && !/^_*\p{Lu}[\p{Lu}\d_]+$/u.test(word(end - 1));
      const site = { arguments: [], open: true, typeArguments: 0, result: 'used' } as const;
      (isClass ? uses.constructions : uses.calls).push(site);
    } else if (next === '.' && line.kinds[end + 1] === TOKEN.name) uses.members.add(word(end + 1));
    else if (next === '[' || before === 'in') uses.enumerated = true;
    else if (isOperator(start - 1) || isOperator(end)) uses.operand = true;
    else uses.handedOn = true;
  }

  /** `@cached`, `@timed(5)`; `@app.route('/')` asks `app` for a member. */
  function isWholeDecorator(end: number): boolean {
    return end === line.count || (word(end) === '(' && behindGroup(line, end, line.count) === line.count);
  }

  /** `x: Name`, `def f(x: Name) -> Name`: where Python evaluates it, a class is what stands there. */
  function isAnnotation(start: number, brackets: readonly string[]): boolean {
    if (first === 'def' && start > headEnd) return false;
    for (let index = start - 1; index > 0; index--) {
      const token = word(index);
      if (token === '->') return true;
      if (token === ':') return first === 'def' ? brackets.length > 0 : index === 1;
      if (token === '=' || token === ',' || (token === '(' && word(index - 1) !== '')) {
        if (token !== ',' || !brackets.includes('[')) return false;
      }
    }
    return false;
  }

  function isOperator(index: number): boolean {
    const token = word(index);
    return /^(?:[-+*/%@&|^<>]|==|!=|<=|>=|\*\*|\/\/|<<|>>|and|or|not|is)$/.test(token) && index < line.count;
  }
}

/** The token of the colon that ends the head of a compound statement; the last token where there is none. */
function endOfHead(line: LogicalLine, word: (index: number) => string): number {
  let depth = 0;
  for (let index = 0; index < line.count; index++) {
    const token = word(index);
    if (token === '(' || token === '[' || token === '{') depth++;
    else if (token === ')' || token === ']' || token === '}') depth--;
    else if (token === ':' && depth === 0) return index;
  }
  return line.count - 1;
}
