// How each tool is asked the same question: which imports are broken? Each entry gives the command line for a project.
// Configurations live in a temporary folder, so that nothing is written into the project that is measured.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ name: string, command: string[], before?: () => void }} Contender
 * @param {{ project: string, files: string[], scratch: string, bin: (name: string) => string, danglint: string }} context
 * @returns {Contender[]}
 */
export function contenders({ project, files, scratch, bin, danglint }) {
  mkdirSync(scratch, { recursive: true });
  const write = (name, content) => {
    const path = join(scratch, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const node = process.execPath;
  const oxlint = write('oxlint.json', {
    plugins: ['import'],
    categories: { correctness: 'off' },
    rules: { 'import/named': 'error', 'import/default': 'error', 'import/namespace': 'error', 'import/export': 'error' },
  });
  const biome = write('biome.json', {
    root: true,
    files: { maxSize: 50_000_000 },
    linter: { rules: { recommended: false, correctness: { noUnresolvedImports: 'error' } } },
  });
  const eslint = write(
    'eslint.config.mjs',
    `import importX from ${JSON.stringify(new URL('./node_modules/eslint-plugin-import-x/lib/index.js', import.meta.url).href)};
import ts from ${JSON.stringify(new URL('./node_modules/typescript-eslint/dist/index.js', import.meta.url).href)};
export default [{
  files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
  languageOptions: { parser: ts.parser },
  plugins: { 'import-x': importX },
  settings: {
    'import-x/extensions': ['.js', '.mjs', '.cjs', '.jsx', '.ts', '.mts', '.cts', '.tsx'],
    'import-x/parsers': { [${JSON.stringify('@typescript-eslint/parser')}]: ['.ts', '.mts', '.cts', '.tsx'] },
    'import-x/resolver': { typescript: true },
  },
  rules: { 'import-x/named': 'error', 'import-x/default': 'error', 'import-x/namespace': 'error', 'import-x/export': 'error' },
}];`,
  );
  const danglintCommand = (...options) => [node, danglint, 'check', project, '--no-history', ...options];
  return [
    { name: 'danglint, first run', command: danglintCommand('--no-cache') },
    { name: 'danglint, second run', command: danglintCommand() },
    { name: 'oxlint', command: [bin('oxlint'), '-c', oxlint, '--import-plugin', project] },
    { name: 'biome', command: [bin('biome'), 'lint', '--config-path', biome, '--max-diagnostics=1', project] },
    { name: 'knip (unresolved)', command: [bin('knip'), '--directory', project, '--include', 'unresolved'] },
    {
      name: 'dependency-cruiser',
      command: [bin('depcruise'), '--no-config', '--ts-pre-compilation-deps', '--do-not-follow', 'node_modules', '-T', 'err', ...files],
    },
    { name: 'eslint + import-x', command: [bin('eslint'), '--no-config-lookup', '-c', eslint, project] },
    { name: 'TypeScript 7', command: [node, new URL('./node_modules/typescript-7/bin/tsc', import.meta.url).pathname, '--noEmit', '-p', project] },
  ];
}
