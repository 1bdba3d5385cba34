// The one file that loads the native parser. Importing it throws where its binding is not installed.

import { parseSync } from 'oxc-parser';
import type { ParseSource } from './syntax-tree.ts';

export const parseSource: ParseSource = (text, { lang, sourceType }) => {
  const result = parseSync('', text, { lang, sourceType, preserveParens: false });
  return {
    module: result.module,
    comments: result.comments,
    errors: result.errors,
    program: () => result.program,
  };
};
