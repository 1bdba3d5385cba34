// Whatever is changed between two runs, and in whatever order: what the second run says is what a run without a cache
// says. Files are made to look old after each change, so that answers are kept and trusted whenever they may be.

import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { danglint } from './cli/run-danglint.ts';
import { type TemporaryRepository, temporaryRepository } from './host/temporary-repository.ts';
import { age } from './support/aged-files.ts';
import fc from './support/property.ts';

const project = {
  '.gitignore': 'node_modules\n',
  'package.json': '{ "type": "module", "dependencies": { "tools": "1" } }',
  'tsconfig.json': '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }',
  'src/main.ts':
    "import { a } from './lib';\nimport { hammer } from 'tools';\nimport { b } from '@/more';\nimport './made';\na; hammer; b;\n",
  'src/lib.ts': 'export const a = 1;\n',
  'src/more.ts': 'export const b = 1;\n',
  'packages/one/package.json': '{ "name": "one", "type": "module" }',
  'packages/one/index.js': "export * from './part.js';\n",
  'packages/one/part.js': 'export const c = 1;\n',
  'node_modules/tools/package.json': '{ "name": "tools", "type": "module", "exports": "./index.js" }',
  'node_modules/tools/index.js': 'export const hammer = 1;\n',
};

type Change = (repository: TemporaryRepository, path: (name: string) => string) => void;

const write =
  (name: string, text: string): Change =>
  (repository) =>
    repository.write({ [name]: text });
const remove =
  (name: string): Change =>
  (_, path) =>
    rmSync(path(name), { recursive: true, force: true });
const rename =
  (from: string, to: string): Change =>
  (_, path) => {
    if (existsSync(path(from)) && !existsSync(path(to))) renameSync(path(from), path(to));
  };
const mode =
  (name: string, bits: number): Change =>
  (_, path) => {
    if (existsSync(path(name))) chmodSync(path(name), bits);
  };

const alias =
  '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler", "paths": { "@/*": ["./src/*"] } } }';

/** Many of them undo or shadow one another. */
const changes: Readonly<Record<string, Change>> = {
  'another name of the same length': write('src/lib.ts', 'export const z = 1;\n'),
  'the name again': write('src/lib.ts', 'export const a = 1;\n'),
  'no library': remove('src/lib.ts'),
  'the library of another case': rename('src/lib.ts', 'src/Lib.ts'),
  'and back': rename('src/Lib.ts', 'src/lib.ts'),
  'JavaScript beside it': write('src/lib.js', 'export {};\n'),
  'a folder of its name': write('src/lib/index.ts', 'export const q = 1;\n'),
  'a new file': write('src/new.ts', "import './gone';\n"),
  'no new file': remove('src/new.ts'),
  'a file that the project lacked': write('src/made.ts', 'export {};\n'),
  'a file that git ignores': write('.gitignore', 'node_modules\n/src/made.ts\n'),
  'a file that git does not ignore': write('.gitignore', 'node_modules\n'),
  'a new file that git ignores': write('.gitignore', 'node_modules\n/src/new.ts\n'),
  'an alias': write('tsconfig.json', alias),
  'an alias in a folder': write('src/tsconfig.json', alias.replace('./src/*', './*')),
  'no configuration in the folder': remove('src/tsconfig.json'),
  'no configuration': remove('tsconfig.json'),
  'another package.json': write('package.json', '{ "type": "module" }'),
  'one with workspaces': write('package.json', '{ "type": "module", "workspaces": ["packages/*"] }'),
  'a package that imports another': write('src/new.ts', "import { c } from 'one';\nc;\n"),
  'a part that is gone': remove('packages/one/part.js'),
  'a part that is there': write('packages/one/part.js', 'export const c = 1;\n'),
  'another name in a package': write('node_modules/tools/index.js', 'export const wrench = 1;\n'),
  'the name in the package': write('node_modules/tools/index.js', 'export const hammer = 1;\n'),
  'another entry of the package': write(
    'node_modules/tools/package.json',
    '{ "name": "tools", "type": "module", "exports": "./other.js" }',
  ),
  'no package': remove('node_modules/tools'),
  'a nearer package': write('src/node_modules/tools/index.js', 'export const saw = 1;\n'),
  'no nearer package': remove('src/node_modules'),
  'a package that is linked': (_, path) => {
    rmSync(path('node_modules/tools'), { recursive: true, force: true });
    mkdirSync(path('node_modules'), { recursive: true });
    symlinkSync(path('packages/one'), path('node_modules/tools'), 'junction');
  },
  'a file that may not be read': mode('src/lib.ts', 0o000),
  'a file that may be read': mode('src/lib.ts', 0o644),
  'rules of its own': write('danglint.json', '{ "rules": { "missing-export": "off" } }'),
  'no rules of its own': remove('danglint.json'),
  'a commit': (repository) => repository.git('commit', '-q', '--allow-empty', '-m', 'Say nothing'),
};

async function say(root: string, ...more: string[]): Promise<unknown> {
  const { code, stdout } = await danglint(root, ['--format', 'json', ...more]);
  const report = JSON.parse(stdout) as { readonly summary: object };
  return { code, report: { ...report, summary: { ...report.summary, durationMs: 0 } } };
}

it('says what a run without a cache says', { timeout: 180_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...Object.keys(changes)), { minLength: 4, maxLength: 12 }),
      async (names) => {
        const repository = temporaryRepository(project);
        for (const name of ['nothing', 'nothing', ...names]) {
          changes[name]?.(repository, (path) => join(repository.root, path));
          age(repository.root);
          expect({ name, said: await say(repository.root) }).toEqual({
            name,
            said: await say(repository.root, '--no-cache'),
          });
        }
      },
    ),
    { numRuns: 5 },
  );
});
