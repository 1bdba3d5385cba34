// Node judges what danglint says of a type that is used as a value: the project is compiled as its own tools do it, and
// stops with the error that danglint quotes, at its start or in the function that danglint names.

import { expect, test } from 'vitest';
import { loadTsMorph } from '../../src/typescript/load.ts';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';
import { errorOfNode } from '../support/error-of-node.ts';

const MODEL = 'export interface User { name: string }\nexport const made = 1;\n';

const USES: readonly { readonly text: string; readonly later?: string }[] = [
  { text: 'new User();' },
  { text: 'new User(made);' },
  { text: 'User();' },
  { text: 'User(made);' },
  { text: 'class Own extends User {}; made;' },
  { text: 'console.log(User.name);' },
  { text: 'console.log(User.name, made);' },
  { text: 'export const later = () => new User(made);', later: 'later' },
  { text: 'export function later() { return User.name; }', later: 'later' },
];

const KINDS = [
  { kind: 'the whole program, to ES modules', whole: true, type: 'module' },
  { kind: 'the whole program, to CommonJS', whole: true, type: 'commonjs' },
  { kind: 'file by file, to ES modules', whole: false, type: 'module' },
] as const;

test.each(KINDS.flatMap((kind) => USES.map((use) => ({ ...kind, ...use }))))(
  '$kind: $text',
  async ({ whole, type, text, later }) => {
    const { ts } = loadTsMorph();
    const root = temporaryFolder();
    const module = type === 'module' ? 'esnext' : 'commonjs';
    const files = {
      'model.ts': MODEL,
      'main.ts': `import { User, made } from './model.js';\n${text}\n`,
    };
    writeFiles(root, {
      'package.json': JSON.stringify({
        type,
        main: 'main.js',
        ...(whole ? { scripts: { build: 'tsc' } } : {}),
      }),
      'tsconfig.json': JSON.stringify({
        compilerOptions: { module, ...(whole ? {} : { isolatedModules: true }) },
      }),
      ...files,
    });
    const { report } = await checkFiles(root);
    expect(report.findings.map(({ messageId, name }) => [messageId, name])).toEqual([['value', 'User']]);
    const { when, enclosing, error = '', failure } = report.findings[0]?.impact ?? {};
    const isLater = later !== undefined && whole;
    expect({ when, enclosing: enclosing ?? null }).toEqual(
      isLater ? { when: 'call', enclosing: later } : { when: 'startup', enclosing: null },
    );
    expect(failure === 'link').toBe(!whole);
    const target = ts.ScriptTarget.ES2022;
    if (whole) {
      const options = { module: ts.ModuleKind[type === 'module' ? 'ESNext' : 'CommonJS'], target, types: [] };
      ts.createProgram([`${root}/main.ts`], options).emit();
    } else {
      for (const [name, source] of Object.entries(files)) {
        const { outputText } = ts.transpileModule(source, {
          compilerOptions: { module: ts.ModuleKind.ESNext, target, isolatedModules: true },
        });
        writeFiles(root, { [name.replace('.ts', '.js')]: outputText });
      }
    }
    const said = errorOfNode(`import('./main.js').then((m) => ${isLater ? `m.${later}()` : '0'})`, root);
    expect(said).toContain(error);
    expect(error).not.toBe('');
  },
);
