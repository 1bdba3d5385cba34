// TypeScript compiles a package, and Node runs what it wrote: what Node refuses first is a finding, with that error; mended as
// its help says, the next one; and when nothing is left to mend, it runs.

import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';
import { errorOfNode } from '../support/error-of-node.ts';

const fixture = fileURLToPath(
  new URL('../../fixtures/unresolved-module/left-by-the-compiler', import.meta.url),
);

test.each([
  { name: 'server', output: 'dist', script: "import('./dist/main.js')", count: 3 },
  {
    name: 'bot',
    output: 'lib',
    script:
      "require('./lib/main.js').start({}, {}).catch((error) => { console.error(error); process.exit(1); })",
    count: 3,
  },
])('of $name Node refuses what is told, and nothing else', async ({ name, output, script, count }) => {
  const root = join(temporaryFolder(), 'shop');
  cpSync(fixture, root, { recursive: true });
  const directory = join(root, 'packages', name);
  // What is built is not checked in.
  writeFileSync(join(root, '.gitignore'), 'node_modules\ndist\nlib\n');
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(join(root, 'packages/pool'), join(root, 'node_modules/pool'));
  compile(join(root, 'packages/pool'));
  const mended: string[] = [];
  for (;;) {
    compile(directory);
    const refused = await refusedIn(root, `packages/${name}/src/`);
    const error = errorOfNode(script, directory);
    if (error === '') {
      expect(refused).toEqual([]);
      break;
    }
    const said = error.replaceAll(`${root}/`, '').replaceAll(`${name}/${output}/`, `${name}/src/`);
    const first = refused.find(({ message }) => said.includes(message.replace(/ imported from .*/, '')));
    expect(first, said).toBeDefined();
    if (first === undefined) break;
    mended.push(first.message);
    const file = join(root, first.file);
    const lines = readFileSync(file, 'utf8').split('\n');
    lines[first.line - 1] =
      lines[first.line - 1]?.replace(`'${first.specifier}'`, `'${first.replacement}'`) ?? '';
    writeFileSync(file, lines.join('\n'));
  }
  expect(mended).toHaveLength(count);
});

async function refusedIn(root: string, folder: string) {
  const { report } = await checkFiles(root);
  return report.findings
    .filter(({ rule, file }) => rule === 'unresolved-module' && file.startsWith(folder))
    .map(({ file, line, specifier, impact, suggestions }) => ({
      file,
      line,
      specifier,
      message: impact?.error ?? '',
      replacement: suggestions[0]?.fix?.replacement,
    }));
}

/** One file at a time, as the compiler does where it need not look at types. */
function compile(directory: string): void {
  const { config } = ts.readConfigFile(join(directory, 'tsconfig.json'), ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, directory);
  for (const file of fileNames) {
    const output = file.replace(options.rootDir ?? '', options.outDir ?? '').replace(/\.ts$/, '.js');
    mkdirSync(dirname(output), { recursive: true });
    const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions: options });
    writeFileSync(output, outputText);
  }
}
