// The formats by name. Each is loaded when it is asked for.

import type { Format } from './format.ts';

export interface FormatEntry {
  /** `people`: colours, frames, a summary. `machines`: the document and nothing else. */
  readonly audience: 'people' | 'machines';
  /** It says what the rules are, and so needs all of them with their pages. */
  readonly describesRules?: true;
  readonly load: () => Promise<Format>;
}

export const FORMATS: Readonly<Record<string, FormatEntry>> = {
  stylish: { audience: 'people', load: async () => (await import('./stylish.ts')).stylish },
  json: { audience: 'machines', load: async () => (await import('./json.ts')).json },
  github: { audience: 'machines', load: async () => (await import('./github.ts')).github },
  sarif: {
    audience: 'machines',
    describesRules: true,
    load: async () => (await import('./sarif.ts')).sarif,
  },
  gitlab: { audience: 'machines', load: async () => (await import('./gitlab.ts')).gitlab },
  junit: { audience: 'machines', load: async () => (await import('./junit.ts')).junit },
  checkstyle: { audience: 'machines', load: async () => (await import('./checkstyle.ts')).checkstyle },
  unix: { audience: 'machines', load: async () => (await import('./unix.ts')).unix },
  markdown: { audience: 'machines', load: async () => (await import('./markdown.ts')).markdown },
  html: { audience: 'machines', load: async () => (await import('./html.ts')).html },
  agent: { audience: 'machines', load: async () => (await import('./agent.ts')).agent },
};
