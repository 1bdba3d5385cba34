// The ts-morph engine: slow and exact. Texts are parsed by TypeScript, specifiers resolved by TypeScript, exports asked
// of its checker; the records and the graph are those of the default engine, so that everything after it is the same.

import { createComponentParser } from '../languages/components/parse.ts';
import { createParser } from '../languages/javascript/parse.ts';
import type { Language } from '../languages/language.ts';
import { noReadingThreads } from '../scan/reading-threads.ts';
import { type ScanInput, type ScanResult, scan } from '../scan/scan.ts';
import { createEngineResolver } from './engine-resolve.ts';
import { parseWithTypeScript } from './estree.ts';

/** As {@link scan}, with the JavaScript family read by TypeScript. Other languages are read as ever. */
export function loadGraphWithTypeScript(input: ScanInput): Promise<ScanResult> {
  const languages = input.languages.map((language) =>
    language.id === 'javascript' ? readByTypeScript(language) : language,
  );
  // Other threads read with the native parser.
  return scan({ ...input, languages, threads: noReadingThreads });
}

/** The same files, read by TypeScript; nothing native is loaded. */
function readByTypeScript(javascript: Language): Language {
  return {
    ...javascript,
    loadParser: async () => {
      const parser = createComponentParser(createParser(parseWithTypeScript));
      return { ...parser, version: `typescript-${parser.version}` };
    },
    loadResolver: async () => {
      const createOwn = await javascript.loadResolver();
      return (context) => createEngineResolver(context, createOwn(context));
    },
  };
}
