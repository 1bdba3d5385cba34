// The line that gives an ES module the names of the stub beside it.

import { baseNameOf } from '../model/path.ts';
import { findMarkedLine } from '../typescript/marked-line.ts';
import type { ReexportLine } from './emitter.ts';
import { STUB_MARK } from './header.ts';
import { quote } from './javascript-names.ts';

/** `pool.ts` → `pool.stub.ts`, `pool.mjs` → `pool.stub.mjs`. */
export function siblingOf(module: string): string {
  const name = baseNameOf(module);
  const dot = name.lastIndexOf('.');
  const stem = dot <= 0 ? name : name.slice(0, dot);
  return `${module.slice(0, -name.length)}${stem}.stub${name.slice(stem.length)}`;
}

/** `export *` leaves `default` out, so it stands beside it. */
export const esReexport: ReexportLine = {
  siblingOf,
  write(specifier, names) {
    const text = quote(specifier).slice(1, -1);
    const from = `from ${/['\\]/.test(text) ? `"${text}"` : `'${text}'`}`;
    const ownDefault = names.includes('default') ? ` export { default } ${from};` : '';
    return `export * ${from};${ownDefault} // ${STUB_MARK}`;
  },
  find: (text, module) => findMarkedLine(text, module, `// ${STUB_MARK}`),
};
