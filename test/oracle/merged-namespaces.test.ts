// Node judges what TypeScript's namespaces run while modules around a circle are loaded, also those that are declared in
// several blocks: TypeScript compiles them, and what one block exports is a name in the others.

import { spawnSync } from 'node:child_process';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

/** b.ts, which a.ts imports before it declares `v`. */
const CASES: readonly string[] = [
  'namespace N { export const x = v; } export { N };',
  'namespace N { export const y = 1; } namespace N { export const x = v; } export { N };',
  'namespace N { export const x = v; } namespace N { export const y = 1; } export { N };',
  'namespace N { export const v = 1; } namespace N { export const x = v; } export { N };',
  'namespace N { export const x = v; } namespace N { export const v = 1; } export { N };',
  'namespace N { export function v() {} } namespace N { export const x = v; } export { N };',
  'namespace N { const v = 1; export const y = v; } namespace N { export const x = v; } export { N };',
  'namespace N { export const { v } = { v: 1 }; } namespace N { export const x = v; } export { N };',
  'class N { static v = 1; } namespace N { export const x = v; } export { N };',
  'enum N { v } namespace N { export const x = v; } export { N };',
  'function N() {} namespace N { export const x = v; } export { N };',
  'namespace N { export interface v {} } namespace N { export const x = v; } export { N };',
  'declare namespace N { const z: number; } namespace N { export const x = v; } export { N };',
  'namespace N { export namespace M { export const x = v; } } export { N };',
  'namespace N { export const f = () => v; } export { N };',
];

test.each(['esm', 'commonjs'] as const)(
  'compiled to %s',
  async (format) => {
    const folder = temporaryFolder();
    const said: (string | null)[] = [];
    const did: (string | null)[] = [];
    for (const [index, code] of CASES.entries()) {
      const root = `${folder}/${index}`;
      const sources = {
        'a.ts':
          "import { N } from './b.js';\nexport const kept = () => N;\nexport class v { static y = 1; }\n",
        'b.ts': `import { v } from './a.js';\n${code}\n`,
      };
      writeFiles(root, {
        'package.json': `{ "name": "circle", "type": "${format === 'esm' ? 'module' : 'commonjs'}", "main": "./a.ts", "scripts": { "build": "tsc" } }`,
        'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "target": "es2022" } }',
        ...sources,
      });
      const { report } = await checkFiles(root);
      const [first] = report.findings.filter(({ rule }) => rule === 'initialisation-cycle');
      // Of CommonJS nothing throws: the value is undefined.
      said.push(first?.impact?.error ?? null);
      const module = format === 'esm' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS;
      for (const [name, text] of Object.entries(sources)) {
        const compiled = ts.transpileModule(text, {
          compilerOptions: { module, target: ts.ScriptTarget.ES2022 },
        });
        writeFiles(root, { [name.replace('.ts', '.js')]: compiled.outputText });
      }
      const { status, stderr } = spawnSync(process.execPath, ['a.js'], { cwd: root, encoding: 'utf8' });
      did.push(status === 0 ? null : (/^\w*Error.*$/m.exec(stderr)?.[0] ?? stderr));
    }
    const named = (errors: readonly (string | null)[]) => CASES.map((code, index) => [code, errors[index]]);
    expect(named(said)).toEqual(named(did));
    if (format === 'esm') expect(did.filter((error) => error !== null).length).toBeGreaterThan(5);
  },
  60_000,
);
