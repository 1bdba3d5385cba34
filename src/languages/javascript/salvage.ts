// What can be saved of a text that no grammar reads (Flow's own syntax, a file in the middle of an edit): the import
// and re-export statements that begin a line. Everything else is blanked, so that offsets stay.

/** An import or `export … from` at the start of a line, up to its specifier. */
const statement = /^(?:import|export)\b(?:[^'"`;=()]*?\bfrom)?\s*(?:'[^'\n]*'|"[^"\n]*")/gm;

/** @returns a text of the same length that holds only statements; it parses unless a statement is broken itself */
export function salvagedStatements(text: string): string {
  const code = text.replace(/\/\*[\s\S]*?\*\/|`(?:\\[\s\S]|[^`\\])*`/g, blank);
  let result = '';
  for (const match of code.matchAll(statement)) {
    if (!/^import\b|\bfrom\s*['"]/.test(match[0])) continue;
    // Flow's `import typeof X` asks for the type of a value.
    const kept = match[0]
      .replace(/^import(\s+)typeof\b/, 'import$1type  ')
      .replace(/([{,]\s*)typeof\b/g, '$1type  ');
    result += blank(code.slice(result.length, match.index)).replace(/.$/, ';') + kept;
  }
  return result + blank(code.slice(result.length)).replace(/^./, ';');
}

/** The statements as imports of no name: `import type { T } from './a'` becomes `import './a'`, at the same places. */
export function withoutNames(statements: string): string {
  return statements.replace(
    /^(;? *)(?:import|export)\b([^'";]*)(?=['"])/gm,
    (_, before: string, names: string) => `${before}import${blank(names)}`,
  );
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
