// `danglint why`: who imports a file or a name, and how it is reached.

import { describe, expect, it } from 'vitest';
import { danglint, projectOf } from './run-danglint.ts';

const FILES = {
  'package.json': '{ "name": "why", "type": "module", "main": "src/main.js", "bin": "src/cli.js" }',
  'src/main.js':
    "import { here as local } from './barrel.js';\nlocal();\nexport async function later() {\n  const { other } = await import('./lib.js');\n  return other;\n}\n",
  'src/barrel.js': "export * from './lib.js';\n",
  'src/lib.js': 'export const here = () => 1;\nexport const other = 2;\n',
  'src/alone.js': 'export const nothing = 1;\n',
  'src/late.js': 'export const late = 1;\n',
  'src/cli.js': "export const run = () => import('./late.js');\n",
  'src/lib.test.js': "import './lib.js';\n",
};

describe('danglint why', () => {
  it.each([
    [
      'src/lib.js',
      0,
      [
        'src/lib.js',
        'exports here, other',
        'loaded at start-up of src/main.js → src/barrel.js → src/lib.js  ("main" of package.json)',
        'loaded by src/lib.test.js → src/lib.js  (a test by its name)',
        'imported 3 times',
        '  src/barrel.js:1:16  "./lib.js"  at load',
        '  src/lib.test.js:1:9  "./lib.js"  at load',
        '  src/main.js:4:35  "./lib.js"  when later() runs',
        'asked for through others 1 time',
        '  src/main.js:1:10  here  at load, through src/barrel.js',
      ],
    ],
    [
      'src/lib.js#here',
      0,
      [
        'src/lib.js#here',
        'declared at src/lib.js:1:14',
        'loaded at start-up of src/main.js → src/barrel.js → src/lib.js  ("main" of package.json)',
        'loaded by src/lib.test.js → src/lib.js  (a test by its name)',
        'asked for 1 time',
        '  src/main.js:1:10  here  at load, through src/barrel.js',
      ],
    ],
    [
      'src/late.js',
      0,
      [
        'src/late.js',
        'exports late',
        'loaded on call from src/cli.js → src/late.js  ("bin" of package.json)',
        'imported 1 time',
        '  src/cli.js:1:34  "./late.js"  when run() runs',
      ],
    ],
    [
      'src/main.js',
      0,
      ['src/main.js', 'exports later', 'is an entry point ("main" of package.json)', 'imported by nobody'],
    ],
    [
      'src/lib.js#other',
      0,
      [
        'src/lib.js#other',
        'declared at src/lib.js:2:14',
        'loaded at start-up of src/main.js → src/barrel.js → src/lib.js  ("main" of package.json)',
        'loaded by src/lib.test.js → src/lib.js  (a test by its name)',
        'asked for 1 time',
        '  src/main.js:4:11  other  when later() runs',
      ],
    ],
    [
      'src/barrel.js#here',
      0,
      [
        'src/barrel.js#here',
        'declared at src/lib.js:1:14  (src/barrel.js)',
        'loaded at start-up of src/main.js → src/barrel.js  ("main" of package.json)',
        'asked for 1 time',
        '  src/main.js:1:10  here  at load',
      ],
    ],
    [
      'src/lib.js#hre',
      1,
      [
        'src/lib.js#hre',
        'is not exported; did you mean "here"?',
        'loaded at start-up of src/main.js → src/barrel.js → src/lib.js  ("main" of package.json)',
        'loaded by src/lib.test.js → src/lib.js  (a test by its name)',
        'asked for by nobody',
      ],
    ],
    [
      'src/alone.js',
      0,
      ['src/alone.js', 'exports nothing', 'not reached from a known entry point', 'imported by nobody'],
    ],
  ])('%s', async (question, code, lines) => {
    const ran = await danglint(projectOf(FILES), ['why', question]);
    expect(ran.stdout.trimEnd().split('\n')).toEqual(lines);
    expect(ran.code).toBe(code);
  });

  it('says how a specifier was resolved: what decides, and each candidate', async () => {
    const project = projectOf({
      ...FILES,
      'tsconfig.json': '{ "compilerOptions": { "module": "nodenext" } }',
      'src/typed.ts': "import { here } from './near.js';\nexport const a = here;\n",
      'src/near.ts': 'export const here = 1;\n',
    });
    const ran = await danglint(project, ['why', 'src/typed.ts', './near.js']);
    expect(ran.stdout.trimEnd().split('\n')).toEqual([
      'src/typed.ts:1:23  "./near.js"  import, at load',
      'resolves to src/near.ts',
      'configuration  tsconfig.json',
      'loaded by      node (exact names only)',
      'surface        types first',
      expect.stringMatching(/^conditions {5}import, node.*default$/),
      'looked at',
      '  + src/near.ts',
    ]);
    expect(ran.code).toBe(0);
    const broken = projectOf({ 'main.py': 'import gone.deep\n', 'gone/other.py': '' });
    const missing = await danglint(broken, ['why', 'main.py', 'gone.deep']);
    expect(missing.stdout).toContain('is not resolved: not found');
    expect(missing.stdout).toMatch(/^searched {7}\.$/m);
    expect(missing.code).toBe(1);
    expect(await danglint(broken, ['why', 'main.py', 'gone.depe'])).toMatchObject({ code: 2 });
  });

  it('names the entry of paths with the file that it stands in, and folds names that differ in their endings', async () => {
    const project = projectOf({
      'base.json':
        '{ "compilerOptions": { "paths": { "@app/*": ["./src/*", "./gen/*"], "@app/deep/*": ["./deep/*"] } } }',
      'tsconfig.json': '{ "extends": "./base.json", "compilerOptions": { "moduleResolution": "bundler" } }',
      'src/main.ts': "import { a } from '@app/near';\nconsole.log(a);\n",
      'gen/near.ts': 'export const a = 1;\n',
    });
    const { stdout } = await danglint(project, ['why', 'src/main.ts', '@app/near']);
    const lines = stdout.split('\n');
    expect(lines).toContain('paths          "@app/*" in base.json: src/*, gen/*');
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}- src\/near\.ts \.tsx \.d\.ts \.js /));
    expect(lines).toContain('  + gen/near.ts');
    expect(lines.filter((line) => line.includes('- src/near.'))).toHaveLength(1);
  });

  it('shows the entries with the shortest chains, however many others there are', async () => {
    const far = Array.from({ length: 60 }, (_, index) => `src/far${index}.test.js`);
    const project = projectOf({
      ...FILES,
      ...Object.fromEntries(far.map((path) => [path, "import './barrel.js';\n"])),
    });
    const { stdout } = await danglint(project, ['why', 'src/lib.js']);
    expect(stdout).toContain('loaded by src/lib.test.js → src/lib.js');
    expect(stdout).toContain('loaded by 60 more tests');
  });

  it('is a mistake of use for a file that is no module', async () => {
    expect(await danglint(projectOf({ ...FILES, 'notes.txt': '' }), ['why', 'notes.txt'])).toMatchObject({
      code: 2,
    });
    expect(await danglint(projectOf(FILES), ['why', 'src/gone.js'])).toMatchObject({ code: 2 });
  });
});
