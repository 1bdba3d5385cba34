// Which grammar a file is read with, first choice first. A JavaScript file may hold JSX, Flow or TypeScript
// annotations, or be a CommonJS body with a top-level `return`: the first grammar that reads it without error wins.

import { isTemplateText } from '../../model/template-text.ts';
import type { ParseOptions } from '../language.ts';
import { salvagedStatements, withoutNames } from './salvage.ts';
import type { Dialect, Parsed, ParseSource } from './syntax-tree.ts';

export interface Reading {
  readonly parsed: Parsed;
  /** True when no grammar reads the text: there is no syntax tree, and the module record holds what could be saved. */
  readonly gaveUp: boolean;
  /** True when the text is of a language that the grammars here read only in part: there may be more than was read. */
  readonly isPartial: boolean;
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
  if (parsed.errors.length === 0) return { parsed, gaveUp: false, isPartial: false };
  const isFlow = flowPragma.test(text.slice(0, 2000)) || (ending === '.js' && flowDeclaration.test(text));
  const readable = isFlow ? text.replace(flowPragma, ' $1') : text;
  let best: Reading = { parsed, gaveUp: isEmpty(parsed), isPartial: false };
  for (const dialect of others) {
    const again = parseSource(readable, dialect);
    if (again.errors.length === 0) return { parsed: again, gaveUp: false, isPartial: false };
    if (best.gaveUp && !isEmpty(again)) best = { parsed: again, gaveUp: false, isPartial: false };
  }
  if (best.gaveUp) return salvaged(text, best.parsed, isFlow, parseSource);
  return isFlow ? { parsed: { ...best.parsed, errors: [] }, gaveUp: false, isPartial: true } : best;
}

/** The parser refuses files that say `@flow`, although TypeScript's grammar reads most of them. */
const flowPragma = /@((?:no)?flow)\b/;

/** Library definitions of Flow need no pragma: https://flow.org/en/docs/libdefs/creation/ */
const flowDeclaration =
  /^declare\s+(?:opaque|export|module|type|class|function|var|let|const|interface|enum)\b/m;

/** A parser that gives up leaves an empty tree. */
function isEmpty(parsed: Parsed): boolean {
  return parsed.program().body.length === 0;
}

/**
 * The statements that can be saved. That no grammar here reads Flow is our limit, not an error of the file. What a template
 * will be, in which language, only who fills it in knows: of its imports only where they lead is told.
 */
function salvaged(text: string, failed: Parsed, isFlow: boolean, parseSource: ParseSource): Reading {
  const isTemplate = !isFlow && isTemplateText(text);
  const saved = isTemplate ? withoutNames(salvagedStatements(text)) : salvagedStatements(text);
  const again = parseSource(saved, { lang: 'ts', sourceType: 'module' });
  const errors = isFlow || isTemplate ? [] : failed.errors;
  const whole = again.errors.length === 0 ? { ...failed, module: again.module } : failed;
  return { parsed: { ...whole, errors }, gaveUp: true, isPartial: false };
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
