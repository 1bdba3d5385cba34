// Finds the `<script>` blocks of a component file: attributes, and where the body stands. Works on tags alone; the
// body is raw text up to the first `</script>`, as in HTML.

import type { Span } from '../../model/span.ts';

export interface ScriptBlock {
  readonly attributes: ReadonlyMap<string, string>;
  /** Where the value of the `src` attribute stands, without quotes; null without one. */
  readonly src: Span | null;
  /** The same for the type parameters: `generic` of Vue, `generics` of Svelte. */
  readonly generic: Span | null;
  readonly body: Span;
  /** With its tags. */
  readonly whole: Span;
}

const opening =
  /<!--[\s\S]*?(?:-->|$)|<svelte:head\b[\s\S]*?(?:<\/svelte:head\s*>|$)|<script((?:\s+[^\s"'>=/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*(\/?)>/gi;

/**
 * A text with the blocks of a Vue file that are no scripts blanked (`<template>`, `<docs>` with sample code): blocks
 * that open at the start and close at the end of a line.
 */
export function withoutOtherBlocks(text: string): string {
  return text.replace(/^<(?!script\b)([a-z][\w-]*)\b[\s\S]*?<\/\1\s*>[^\S\n]*$/gim, (block) =>
    block.replace(/[<>]/g, ' '),
  );
}

/** The script blocks of a text, in order, those in comments and in `<svelte:head>` left out. */
export function scriptBlocks(text: string, from = 0): ScriptBlock[] {
  const blocks: ScriptBlock[] = [];
  opening.lastIndex = from;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    if (match[1] === undefined) continue;
    const start = match.index + match[0].length;
    const end = match[2] === '/' ? start : endOfScript(text, start);
    const closing = /^<\/script\s*>/i.exec(text.slice(end, end + 40))?.[0] ?? '';
    const whole = { start: match.index, end: end + closing.length };
    blocks.push({ ...attributesOf(match[1], match.index + '<script'.length), body: { start, end }, whole });
    opening.lastIndex = end;
  }
  return blocks;
}

function endOfScript(text: string, from: number): number {
  const end = /<\/script\s*>/gi;
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}

function attributesOf(source: string, offset: number): Pick<ScriptBlock, 'attributes' | 'src' | 'generic'> {
  const attributes = new Map<string, string>();
  const places = new Map<string, Span>();
  const attribute = /([^\s"'>=/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
  for (const match of source.matchAll(attribute)) {
    const name = (match[1] ?? '').toLowerCase();
    const value = match[2] ?? match[3] ?? match[4] ?? '';
    attributes.set(name, value);
    const start = offset + match.index + match[0].lastIndexOf(value);
    if (value !== '') places.set(name, { start, end: start + value.length });
  }
  const generic = places.get('generic') ?? places.get('generics') ?? null;
  return { attributes, src: places.get('src') ?? null, generic };
}

/** The text with the given ranges blanked, and with comments and styles too: what is left is markup. */
export function markupOf(text: string, ranges: readonly Span[]): string {
  let result = '';
  let position = 0;
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    if (start < position) continue;
    result += text.slice(position, start) + spaces(text, start, end);
    position = end;
  }
  return (result + text.slice(position)).replace(/<!--[\s\S]*?-->|<style\b[\s\S]*?<\/style\s*>/gi, (other) =>
    spaces(other, 0, other.length),
  );
}

/**
 * The text with everything but the given ranges blanked, so that all offsets stay. The ranges are in order; between two
 * of them a line break and a semicolon end what came before.
 */
export function onlyRanges(text: string, ranges: readonly Span[]): string {
  let result = '';
  let position = 0;
  for (const { start, end } of ranges) {
    result += blank(text, position, start) + text.slice(start, end);
    position = end;
  }
  return result + blank(text, position, text.length);
}

function spaces(text: string, from: number, to: number): string {
  return text.slice(from, to).replace(/[^\r\n\u2028\u2029]+/g, (line) => ' '.repeat(line.length));
}

function blank(text: string, from: number, to: number): string {
  const gap = spaces(text, from, to);
  return from > 0 && gap.length >= 2 ? `\n;${gap.slice(2)}` : gap;
}
