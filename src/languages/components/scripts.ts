// Which parts of a component file are script, in which dialect, and what they mean for its exports; per file format.

import type { Span } from '../../model/span.ts';
import { type ScriptBlock, scriptBlocks, withoutOtherBlocks } from './script-blocks.ts';

/** Parts of a file that share one module scope. */
export interface ScriptGroup {
  /** In the order of the text. */
  readonly ranges: readonly Span[];
  /** The file name ending that its dialect would have. */
  readonly ending: '.js' | '.jsx' | '.ts' | '.tsx';
  /** Ranges whose `export` makes a property of the component, or nothing that others can import. */
  readonly notExported: readonly Span[];
}

export interface ComponentScripts {
  /** The first group is the component's module; further ones (scripts in an Astro page) only import. */
  readonly groups: readonly ScriptGroup[];
  /** `<script src="…">`: the specifier's place. */
  readonly sources: readonly Span[];
}

/** Vue: `<script>` and `<script setup>` make one module. */
export function vueScripts(text: string): ComponentScripts {
  const blocks = scriptBlocks(withoutOtherBlocks(text));
  return {
    groups: [{ ranges: bodiesOf(blocks), ending: endingOf(blocks), notExported: [] }],
    sources: sourcesOf(blocks),
  };
}

/** Svelte: the module script exports, the instance script declares properties. */
export function svelteScripts(text: string): ComponentScripts {
  const blocks = scriptBlocks(text);
  const instances = blocks.filter(
    ({ attributes }) => !attributes.has('module') && attributes.get('context') !== 'module',
  );
  return {
    groups: [{ ranges: bodiesOf(blocks), ending: endingOf(blocks), notExported: bodiesOf(instances) }],
    sources: sourcesOf(blocks),
  };
}

/** Astro: the frontmatter is TypeScript; `<script>` without attributes (or with `src` alone) is bundled on its own. */
export function astroScripts(text: string): ComponentScripts {
  const fence = /^\s*---[^\S\n]*\n([\s\S]*?)(?:^|\n)---/.exec(text);
  const start = fence === null ? 0 : fence[0].indexOf('---') + 3;
  const frontmatter = fence === null ? [] : [{ start, end: fence[0].length - 3 }];
  const blocks = scriptBlocks(text, fence?.[0].length ?? 0).filter(({ attributes }) =>
    [...attributes.keys()].every((name) => name === 'src'),
  );
  return {
    groups: [
      { ranges: frontmatter, ending: '.ts', notExported: [] },
      ...bodiesOf(blocks).map((body) => ({ ranges: [body], ending: '.ts' as const, notExported: [body] })),
    ],
    sources: sourcesOf(blocks),
  };
}

function bodiesOf(blocks: readonly ScriptBlock[]): Span[] {
  return blocks.filter(({ src }) => src === null).map(({ body }) => body);
}

function sourcesOf(blocks: readonly ScriptBlock[]): Span[] {
  return blocks.map(({ src }) => src).filter((src) => src !== null);
}

function endingOf(blocks: readonly ScriptBlock[]): ScriptGroup['ending'] {
  const languages = blocks.map(({ attributes }) => attributes.get('lang') ?? attributes.get('type') ?? '');
  if (languages.includes('tsx')) return '.tsx';
  if (languages.some((language) => /^(?:ts|typescript|text\/typescript)$/.test(language))) return '.ts';
  return languages.includes('jsx') ? '.jsx' : '.js';
}
