// Which grammar a file is read with, first choice first. A JavaScript file may hold JSX, Flow or TypeScript
// annotations, or be a CommonJS body with a top-level `return`: the first grammar that reads it without error wins.

import type { ParseOptions } from '../language.ts';
import type { Dialect, Parsed, ParseSource } from './syntax-tree.ts';

export interface Reading {
  readonly parsed: Parsed;
  readonly dialect: Dialect;
  /** True when the parser gave up: there is no syntax tree, and the module record may miss statements. */
  readonly gaveUp: boolean;
}

/**
 * @param ending the file name ending with its dot: `.d.ts`, `.tsx`
 * @param format what package.json and the ending say about the module system
 */
export function readWithBestDialect(
  text: string,
  ending: string,
  format: ParseOptions['format'],
  parseSource: ParseSource,
): Reading {
  const [first, ...others] = dialectsFor(ending, format);
  const parsed = parseSource(text, first);
  if (parsed.errors.length === 0) return { parsed, dialect: first, gaveUp: false };
  let best: Reading = { parsed, dialect: first, gaveUp: parsed.program().body.length === 0 };
  for (const dialect of others) {
    const again = parseSource(withoutFlowPragma(text), dialect);
    if (again.errors.length === 0) return { parsed: again, dialect, gaveUp: false };
    const gaveUp = again.program().body.length === 0;
    if (best.gaveUp && !gaveUp) best = { parsed: again, dialect, gaveUp };
  }
  return best;
}

function dialectsFor(ending: string, format: ParseOptions['format']): [Dialect, ...Dialect[]] {
  switch (ending) {
    case '.d.ts':
    case '.d.mts':
    case '.d.cts':
      return [{ lang: 'dts', sourceType: 'module' }];
    case '.ts':
      return [
        { lang: 'ts', sourceType: format === 'commonjs' ? 'unambiguous' : 'module' },
        { lang: 'ts', sourceType: 'unambiguous' },
        { lang: 'ts', sourceType: 'commonjs' },
      ];
    case '.mts':
      return [{ lang: 'ts', sourceType: 'module' }];
    case '.cts':
      return [
        { lang: 'ts', sourceType: 'unambiguous' },
        { lang: 'ts', sourceType: 'commonjs' },
      ];
    case '.tsx':
      return [{ lang: 'tsx', sourceType: 'module' }];
    default:
      return javascriptDialects(ending === '.mjs' ? 'esm' : format);
  }
}

function javascriptDialects(format: ParseOptions['format']): [Dialect, ...Dialect[]] {
  const first: Dialect = { lang: 'jsx', sourceType: format === 'esm' ? 'module' : 'unambiguous' };
  return [
    first,
    // return at the top level, `await` as a name
    { lang: 'jsx', sourceType: 'commonjs' },
    { lang: 'jsx', sourceType: 'script' },
    { lang: 'tsx', sourceType: 'unambiguous' },
    { lang: 'ts', sourceType: 'unambiguous' },
  ];
}

/** The parser refuses files that say `@flow`, although TypeScript's grammar reads most of them. Same offsets. */
function withoutFlowPragma(text: string): string {
  const pragma = /@(?:no)?flow\b/.exec(text.slice(0, 2000));
  if (pragma === null) return text;
  return `${text.slice(0, pragma.index)} ${text.slice(pragma.index + 1)}`;
}
