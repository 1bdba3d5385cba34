// One JavaScript or TypeScript file → its record. Pure: the text and the options decide.

import type { ModuleRecord } from '../../model/module-record.ts';
import type { ParseOptions, Parser } from '../language.ts';

export const parser: Parser = { version: '0', parse };

function parse(_text: string, _options: ParseOptions): ModuleRecord {
  return {
    language: 'javascript',
    moduleKind: 'script',
    exportsKind: 'dynamic',
    dynamicReason: 'unparsed',
    requests: [],
    imports: [],
    exports: [],
    memberUses: [],
    ambientModules: [],
    directives: [],
    errors: [],
  };
}
