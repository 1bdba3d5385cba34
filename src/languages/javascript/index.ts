// The descriptor of JavaScript and TypeScript, component files included: which files, and where their parser and
// resolver are. Nothing is loaded before the first file is met.

import type { Language } from '../language.ts';
import { asMissingBinding } from '../missing-binding.ts';

export const javascript: Language = {
  id: 'javascript',
  extensions: [
    '.d.ts',
    '.d.mts',
    '.d.cts',
    '.svelte',
    '.astro',
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
  interpreters: /^(?:node|nodejs|bun|deno|tsx|ts-node(?:-\w+)*|nodemon|zx)$/,
  dataExtensions: ['.json'],
  worthAThread: 300,
  loadParser: async () => {
    const [{ createComponentParser }, { createParser }, { parseSource }] = await Promise.all([
      import('../components/parse.ts'),
      import('./parse.ts'),
      import('./oxc.ts').catch(asMissingBinding),
    ]);
    return createComponentParser(createParser(parseSource));
  },
  loadResolver: async () => (await import('./resolve.ts')).createResolver,
};
