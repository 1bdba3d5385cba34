// The descriptor of Python: which files, and where their parser and resolver are. Nothing is loaded before the first
// file is met. `.pyi` files are no modules at run time: they are read only where a module takes its names from them.

import type { Language } from '../language.ts';

export const python: Language = {
  id: 'python',
  extensions: ['.pyw', '.py'],
  dataExtensions: ['.pyi'],
  // Read in a quarter of a millisecond each: what another thread says of them costs almost as much to take in.
  worthAThread: 6000,
  interpreters: /^(?:python[\d.]*|pypy[\d.]*)$/,
  loadParser: async () => (await import('./parse.ts')).parser,
  loadResolver: async () => (await import('./resolve.ts')).createResolver,
};
