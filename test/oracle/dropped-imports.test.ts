// Node judges what danglint says of TypeScript's imports that lead nowhere: compilers drop a name that only types use, and
// then the program starts; else it stops before its first line.

import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { loadTsMorph } from '../../src/typescript/load.ts';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

/** What a file does with `X`, or with `X` and `Y`. */
const USES = [
  '',
  'export let a: X;',
  'export const a = (b: X[], c: Map<string, X>): X => b[0] ?? c.get("")!;',
  'export interface A extends X {}',
  'export class A implements X {}',
  'export class A<T extends X> { constructor(readonly b: T) {} }',
  'export let a: typeof X;',
  'export let a: X.Inner;',
  'export type A = keyof X | readonly X[];',
  'export const a = {} as X;',
  'export const a = {} satisfies X;',
  'declare module "other" { interface Session { user: X } }',
  'export function a(b: unknown): b is X { return true; }',
  'export type { X };',
  'export const a = () => { let b: X | undefined; return b; };',
  'export class A extends X {}',
  'export const a = () => new X();',
  'export const a = { X };',
  'export const a = [X];',
  'export { X };',
  'export { X as Z };',
  'export default X;',
  'export const a = X satisfies unknown;',
  'export let a: X; a = X;',
  'export const a = (b: X) => b instanceof X;',
  'function f(X: number) { return X; } export const a: X = f(1) as never;',
  '/** Like {@link X}, see @X. */ export let a: X;',
  'export let a: X; console.log(Y);',
  'export let a: [X, Y];',
  'export const X2: X = Y;',
  'export enum A { B = X }',
  'export namespace N { export let a: X; }',
  'export namespace N { export const a = X; }',
  'export import Z = X.Inner;',
] as const;

const IMPORTS = [
  'import { X, Y } from "./there.js";',
  'import { X, Y } from "./nowhere.js";',
  'import X, { Y } from "./nowhere.js";',
  'import { X, type Y } from "./nowhere.js";',
  'import { type X, Y } from "./there.js";',
  'import type { X, Y } from "./nowhere.js";',
];

/** Prints for each file that is loaded what stopped it. */
const LOAD = `
const said = [];
for (let index = 0; index < Number(process.argv[1]); index++)
  await import('file://' + process.cwd() + '/' + index + '.js').then(
    () => said.push(null),
    ({ name, message }) => said.push(name + ': ' + message),
  );
console.log(JSON.stringify(said));`;

test.each([
  { kind: 'file by file', options: { isolatedModules: true } },
  { kind: 'the imports as they stand', options: { verbatimModuleSyntax: true } },
])('$kind', async ({ options }) => {
  const { ts } = loadTsMorph();
  const sources = USES.flatMap((use) => IMPORTS.map((line) => `${line}\n${use}\n`));
  const root = temporaryFolder();
  const transpiled = (source: string): string =>
    ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, ...options },
    }).outputText;
  writeFiles(root, {
    'package.json': '{ "type": "module" }',
    'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'esnext', ...options } }),
    'there.ts': 'export const unrelated = 1;\n',
    'there.js': 'export const unrelated = 1;\n',
    ...Object.fromEntries(sources.map((source, index) => [`${index}.ts`, source])),
  });
  const { report } = await checkFiles(root);
  writeFiles(root, Object.fromEntries(sources.map((source, index) => [`${index}.js`, transpiled(source)])));
  const said: (string | null)[] = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', LOAD, String(sources.length)], {
      cwd: root,
      encoding: 'utf8',
    }),
  );
  const differences = sources.flatMap((source, index) => {
    const found = report.findings.filter(({ file }) => file === `${index}.ts`);
    const stops = found.some(({ impact }) => impact?.failure === 'link');
    const node = said[index] ?? null;
    // A type that is exported as a value: the compiler's own error, which is none of imports.
    if (node?.startsWith('SyntaxError: Export') === true) return [];
    // `Y is not defined` and the like come later than linking.
    const isLinking = node !== null && /does not provide|Cannot find module/.test(node);
    return stops === isLinking ? [] : [{ source, node, found: found.map(({ impact }) => impact?.failure) }];
  });
  expect(differences).toEqual([]);
});
