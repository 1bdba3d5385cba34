import { describe, expect, it } from 'vitest';
import { exports, imports, record, requests } from '../javascript/excerpt.ts';

describe('Vue', () => {
  it('reads both scripts as one module, whatever the template holds', () => {
    const source = [
      '<template><p>it\'s {{ a < b ? `<script>` : "</template>" }}</p></template>',
      "<script>import { a } from './a'; export const named = 1; export default {}</script>",
      '<script setup lang="ts" generic="T extends Record<string, U>">',
      "import B, { type C } from './b'",
      'export interface Props { c: C }',
      'const x = await load() // no line break after this</script>',
      "<style>@import './x.css'</style>",
    ].join('\n');
    const read = record(source, 'a.vue');
    expect(read.errors).toEqual([]);
    expect(imports(read)).toEqual(['./a: a as a', './b: default as B', './b: C as C type']);
    expect(exports(read)).toEqual(['default both', 'named value', 'Props type']);
    const [, second] = read.requests;
    expect(source.slice(second?.span.start, second?.span.end)).toBe('./b');
  });

  it('asks for the source of a script and exports what it exports', () => {
    const read = record('<script src="./x.ts" lang="ts"></script>', 'a.vue');
    expect(requests(read)).toEqual(['component-src ./x.ts']);
    expect(exports(read)).toEqual(['default both', '* from ./x.ts']);
  });

  it('leaves out scripts in comments and in blocks of documentation', () => {
    const source = "<!-- <script>import 'a'</script> -->\n<docs>\n<script>import 'b'</script>\n</docs>\n";
    expect(requests(record(source, 'a.vue'))).toEqual([]);
  });

  it('reads the markup behind a long script in no time', () => {
    const lines = 'const value = 1;\n'.repeat(20_000);
    const source = `<script setup>\nimport * as E from './e';\n${lines}</script>\n<template>{{ E.left }}</template>`;
    expect(record(source, 'a.vue').memberUses.map(({ path }) => path[0]?.name)).toEqual(['left']);
  });

  it('is a component even without a script', () => {
    expect(exports(record('<template><p/></template>', 'a.vue'))).toEqual(['default both']);
    expect(exports(record('', 'a.vue'))).toEqual(['default both']);
  });
});

describe('Svelte', () => {
  it('exports from the module script only; `export let` is a property', () => {
    const source = [
      '<script context="module">import x from \'./x\'; export const preload = 1</script>',
      "<script lang='ts'>import Y from './Y.svelte'; export let value: number; $: doubled = value * 2</script>",
      '<svelte:head><script>import(nothing</script></svelte:head>',
      '{#if a < b}<Y/>{/if}',
    ].join('\n');
    const read = record(source, 'A.svelte');
    expect(read.errors).toEqual([]);
    expect(imports(read)).toEqual(['./x: default as x', './Y.svelte: default as Y']);
    expect(exports(read)).toEqual(['default both', 'preload value']);
  });
});

describe('Astro', () => {
  it('reads the frontmatter and the bundled scripts, each on its own', () => {
    const source = [
      '---',
      "import * as ui from './ui'",
      'export const prerender = true',
      "if (!ui.ok) return Astro.redirect('/')",
      '---',
      '<ui.Button/>',
      "<script>import * as ui from './client'; ui.start()</script>",
      '<script is:inline>import(broken</script>',
      '<script src="../more.ts"></script>',
    ].join('\n');
    const read = record(source, 'a.astro');
    expect(read.errors).toEqual([]);
    expect(requests(read)).toEqual(['import ./ui', 'import ./client', 'component-src ../more.ts']);
    expect(exports(read)).toEqual(['default both', 'prerender value', '* from ../more.ts']);
    const uses = read.memberUses.map((use) => [
      'import' in use.of ? read.imports[use.of.import]?.localName : '',
      use.path.map(({ name }) => name).join('.'),
    ]);
    expect(uses).toEqual([
      ['ui', 'ok'],
      ['ui', 'Button'],
      ['ui', 'start'],
    ]);
  });

  it('runs what the markup asks for when it is shown', () => {
    const read = record("{#await import('./a')}{/await}<script>import('./b')</script>", 'a.svelte');
    expect(read.requests.map(({ specifier, runs }) => [specifier, runs])).toEqual([
      ['./a', 'call'],
      ['./b', 'load'],
    ]);
  });

  it('needs no frontmatter', () => {
    expect(requests(record('<p>---</p>', 'a.astro'))).toEqual([]);
  });
});

describe('MDX', () => {
  it('reads statements, not prose and not code', () => {
    const source = [
      '---',
      'title: x',
      '---',
      "import { Chart } from './chart'",
      "import Other from './other.mdx'",
      '',
      'import is a word that a sentence may begin with.',
      '',
      'export const meta = {',
      '  a: 1,',
      '',
      '  b: 2,',
      '}',
      '',
      '```js',
      "import 'in-code'",
      '```',
      '# Title <Chart/>',
    ].join('\n');
    const read = record(source, 'a.mdx');
    expect(read.errors).toEqual([]);
    expect(imports(read)).toEqual(['./chart: Chart as Chart', './other.mdx: default as Other']);
    expect(exports(read)).toEqual(['default both', 'meta value']);
  });
});
