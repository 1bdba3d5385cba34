// What the markup of a component asks for beside its scripts: members of the namespaces that they import
// (`<icons.Star />`, `{lib.format}`) and modules that it loads itself (`{#await import('./Heavy.svelte')}`). Only what surely
// is an expression counts, and no name that the markup may declare for itself.

import { literalPattern } from '../../model/literal-pattern.ts';
import type { Span } from '../../model/span.ts';

export type MarkupSyntax = 'vue' | 'svelte' | 'astro';

const NAMESPACE = /\bimport\s+(?:[\w$]+\s*,\s*)?\*\s*as\s+([\w$]+)/g;

/** Where an expression starts; in a tag, its name. */
const BEFORE: Readonly<Record<MarkupSyntax, string>> = {
  vue: String.raw`\{\{\s*|<|\s(?::|@|v-bind:|v-on:)[\w.:-]+="\s*`,
  svelte: String.raw`\{(?:[#@](?:each|render|html|await|key)\s)?\s*|<|\s(?:use|transition|in|out|animate):`,
  astro: String.raw`\{\s*|<`,
};

/** Behind a member that is tested first. */
const TESTED = String.raw`\s*(?:\?|&&|\|\|)`;

const IMPORT_CALL = /\bimport\(\s*(['"])[^'"\n]+\1\s*\)/g;

/** Whether there is anything to look for in the markup of a file. */
export function mayAskInMarkup(text: string): boolean {
  return /\*\s*as\s/.test(text) || text.includes('import(');
}

/**
 * @param markup the text of the file with everything but the markup blanked
 * @param scripts the text of the scripts
 * @returns the expressions, in the order of the text
 */
export function markupExpressions(markup: string, scripts: string, syntax: MarkupSyntax): Span[] {
  const found: Span[] = [];
  for (const [, name = ''] of scripts.matchAll(NAMESPACE)) {
    if (!mayBeDeclared(markup, name)) found.push(...membersOf(markup, name, syntax));
  }
  if (syntax === 'svelte') found.push(...importCalls(markup));
  return found.sort((a, b) => a.start - b.start);
}

function membersOf(markup: string, name: string, syntax: MarkupSyntax): Span[] {
  const word = literalPattern(name);
  // The name first: what stands before it is asked only where it stands, for a blanked script is one long run of spaces.
  const member = new RegExp(
    `${word}(?<=(?:${BEFORE[syntax]})${word})((?:\\.[A-Za-z_$][\\w$]*)+)(?![\\w$.]|${TESTED})`,
    'g',
  );
  const tested = new RegExp(`(?:if\\s|!|typeof\\s|v-if="|v-show=")\\s*${word}\\.([\\w$]+)`, 'g');
  const expected = new Set([...markup.matchAll(tested)].map(([, first]) => first));
  return [...markup.matchAll(member)]
    .filter(([, path = '']) => !expected.has(path.split('.')[1]))
    .map(({ 0: { length }, index }) => ({ start: index, end: index + length }));
}

/** Whether a block, a slot or a function of the markup may give the name to something else. */
function mayBeDeclared(markup: string, name: string): boolean {
  const word = `(?<![\\w$.])${literalPattern(name)}(?![\\w$.])`;
  const declaring = [
    String.raw`\bas\s[^}]*`,
    String.raw`\b(?:then|catch)\s[^}]*`,
    String.raw`#snippet\s[^}]*`,
    String.raw`\blet:(?:[\w-]+=\{)?`,
    String.raw`@const\s[^=]*`,
    'v-for="[^"]*',
    String.raw`(?:v-slot[^=\s]*|#[\w-]+)="[^"]*`,
  ];
  return new RegExp(`(?:${declaring.join('|')})${word}|[({,]\\s*${word}\\s*(?:[,)}]|=>)`).test(markup);
}

/** Calls of `import()` in braces; what stands outside is text. */
function importCalls(markup: string): Span[] {
  const calls = [...markup.matchAll(IMPORT_CALL)].map(({ 0: { length }, index }) => ({
    start: index,
    end: index + length,
  }));
  if (calls.length === 0) return [];
  const depths = depthsAt(
    markup,
    calls.map(({ start }) => start),
  );
  return calls.filter((_, index) => (depths[index] ?? 0) > 0);
}

/** How many braces are open at each position; strings in braces are passed over (`{'{'}` writes a brace). */
function depthsAt(markup: string, positions: readonly number[]): readonly number[] {
  const depths: number[] = [];
  let depth = 0;
  for (let index = 0; index < markup.length && depths.length < positions.length; index++) {
    if (index === positions[depths.length]) depths.push(depth);
    const character = markup[index] ?? '';
    if (character === '{') depth++;
    else if (character === '}') depth = Math.max(0, depth - 1);
    else if (depth > 0 && (character === "'" || character === '"' || character === '`')) {
      const end = markup.indexOf(character, index + 1);
      const isString = end !== -1 && !positions.some((position) => position > index && position < end);
      if (isString) index = end;
    }
  }
  return depths;
}
