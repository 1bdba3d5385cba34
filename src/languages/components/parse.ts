// The parser of the JavaScript family: component files (Vue, Svelte, Astro, MDX) are reduced to their scripts, with all
// offsets kept, and everything goes through the JavaScript parser.

import { parser as javascriptParser } from '../javascript/parse.ts';
import type { Parser } from '../language.ts';

export const parser: Parser = javascriptParser;
