// The descriptor of JavaScript and TypeScript, component files included: which files, and where their parser and
// resolver are. Nothing is loaded before the first file is met.

import type { Language } from '../language.ts';

export const javascript: Language = {
  id: 'javascript',
  extensions: [
    '.d.ts',
    '.d.mts',
    '.d.cts',
    '.svelte',
    '.astro',
    '.json',
    '.tsx',
    '.mts',
    '.cts',
    '.jsx',
    '.mjs',
    '.cjs',
    '.vue',
    '.mdx',
    '.ts',
    '.js',
  ],
  loadParser: async () => (await import('../components/parse.ts')).parser,
  loadResolver: async () => (await import('./resolve.ts')).createResolver,
};
