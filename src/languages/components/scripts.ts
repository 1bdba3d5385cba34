// Which parts of a component file are script, in which dialect, and what they mean for its exports; per file format.

import type { Span } from '../../model/span.ts';
import { type MarkupSyntax, markupExpressions, mayAskInMarkup } from './markup.ts';
import { markupOf, type ScriptBlock, scriptBlocks, withoutOtherBlocks } from './script-blocks.ts';

/** Parts of a file that share one module scope. */
export interface ScriptGroup {
  /** In the order of the text. */
  readonly ranges: readonly Span[];
  /** The file name ending that its dialect would have. */
  readonly ending: '.js' | '.jsx' | '.ts' | '.tsx';
  /** Ranges whose `export` makes a property of the component, or nothing that others can import. */
  readonly notExported: readonly Span[];
  /** Those of the ranges that stand in the markup: they run when the component is shown. */
  readonly markup: readonly Span[];
}

export interface ComponentScripts {
  /** The first group is the component's module; further ones (scripts in an Astro page) only import. */
  readonly groups: readonly ScriptGroup[];
  /** `<script src="…">`: the specifier's place. */
  readonly sources: readonly Span[];
  /** `<script generic="…">`: type parameters. */
  readonly generics: readonly Span[];
}

/** Vue: `<script>` and `<script setup>` make one module. */
export function vueScripts(text: string): ComponentScripts {
  const blocks = scriptBlocks(withoutOtherBlocks(text));
  // The names of a script without `setup` are not known to the template.
  const isSetUp = blocks.some(({ attributes }) => attributes.has('setup'));
  const markup = isSetUp && !/<template\b[^>]*\slang=/.test(text) ? inMarkup(text, blocks, 'vue') : [];
  return {
    groups: [moduleGroup(blocks, [], markup)],
    sources: sourcesOf(blocks),
    generics: genericsOf(blocks),
  };
}

/** Svelte: the module script exports, the instance script declares properties. */
export function svelteScripts(text: string): ComponentScripts {
  const blocks = scriptBlocks(text);
  const instances = blocks.filter(
    ({ attributes }) => !attributes.has('module') && attributes.get('context') !== 'module',
  );
  const markup = /<template\b[^>]*\slang=/.test(text) ? [] : inMarkup(text, blocks, 'svelte');
  return {
    groups: [moduleGroup(blocks, bodiesOf(instances), markup)],
    sources: sourcesOf(blocks),
    generics: genericsOf(blocks),
  };
}

/** Astro: the frontmatter is TypeScript; `<script>` without attributes (or with `src` alone) is bundled on its own. */
export function astroScripts(text: string): ComponentScripts {
  const fence = /^\s*---[^\S\n]*\n([\s\S]*?)(?:^|\n)---/.exec(text);
  const start = fence === null ? 0 : fence[0].indexOf('---') + 3;
  const frontmatter = fence === null ? [] : [{ start, end: fence[0].length - 3 }];
  const all = scriptBlocks(text, fence?.[0].length ?? 0);
  const blocks = all.filter(({ attributes }) => [...attributes.keys()].every((name) => name === 'src'));
  const fenced = fence === null ? [] : [{ start: 0, end: fence[0].length }];
  const places = [...fenced, ...all.map(({ whole }) => whole)];
  const markup =
    fence === null || !mayAskInMarkup(text)
      ? []
      : markupExpressions(markupOf(text, places), fence[0], 'astro');
  return {
    groups: [
      { ranges: [...frontmatter, ...markup], ending: '.ts', notExported: [], markup },
      ...bodiesOf(blocks).map((body) => ({
        ranges: [body],
        ending: '.ts' as const,
        notExported: [body],
        markup: [],
      })),
    ],
    sources: sourcesOf(blocks),
    generics: [],
  };
}

/** The scripts and the expressions of the markup, which is in the scope of both. */
function moduleGroup(
  blocks: readonly ScriptBlock[],
  notExported: readonly Span[],
  markup: readonly Span[],
): ScriptGroup {
  const ranges = [...bodiesOf(blocks), ...markup].sort((a, b) => a.start - b.start);
  return { ranges, ending: endingOf(blocks), notExported, markup };
}

function inMarkup(text: string, blocks: readonly ScriptBlock[], syntax: MarkupSyntax): readonly Span[] {
  if (!mayAskInMarkup(text)) return [];
  const markup = markupOf(
    text,
    blocks.map(({ whole }) => whole),
  );
  const scripts = blocks.map(({ body }) => text.slice(body.start, body.end)).join('\n');
  return markupExpressions(markup, scripts, syntax);
}

function bodiesOf(blocks: readonly ScriptBlock[]): Span[] {
  return blocks.filter(({ src }) => src === null).map(({ body }) => body);
}

function sourcesOf(blocks: readonly ScriptBlock[]): Span[] {
  return blocks.map(({ src }) => src).filter((src) => src !== null);
}

function genericsOf(blocks: readonly ScriptBlock[]): Span[] {
  return blocks.map(({ generic }) => generic).filter((generic) => generic !== null);
}

function endingOf(blocks: readonly ScriptBlock[]): ScriptGroup['ending'] {
  const languages = blocks.map(({ attributes }) => attributes.get('lang') ?? attributes.get('type') ?? '');
  if (languages.includes('tsx')) return '.tsx';
  if (languages.some((language) => /^(?:ts|typescript|text\/typescript)$/.test(language))) return '.ts';
  return languages.includes('jsx') ? '.jsx' : '.js';
}
