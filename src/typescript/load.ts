// The one door to ts-morph, and through it to the TypeScript that it carries. It costs some 300 ms and 120 MB to
// load, so nothing else imports it but for types, and a run that needs no checker never comes here.

import { createRequire } from 'node:module';
import type * as TsMorph from 'ts-morph';

let loaded: typeof TsMorph | undefined;

/** ts-morph, loaded when first asked for. `createRequire` is a third faster than `import()` for a CommonJS package. */
export function loadTsMorph(): typeof TsMorph {
  loaded ??= createRequire(import.meta.url)('ts-morph') as typeof TsMorph;
  return loaded;
}
