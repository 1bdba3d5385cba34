import { execFileSync } from 'node:child_process';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const hasHooks = 'registerHooks' in module;

// Named in another way than Node does it, a module would be loaded twice, with two of everything that it keeps.
it.skipIf(!hasHooks)('our modules keep the names of Node (skipped where it has no hooks)', () => {
  const script = `
    const names = ['./cli/main.js', './host/git.js', './link/link.js'];
    const load = () => Promise.all(names.map((name) => import(name)));
    const before = await load();
    const { importDirectly } = await import('./host/direct-imports.js');
    importDirectly();
    const after = await load();
    console.log(before.map((namespace, index) => namespace === after[index]).join());
  `;
  // The folder of the built modules is where the script's own imports start from.
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('../../dist/', import.meta.url)),
    encoding: 'utf8',
  });
  expect(output).toBe('true,true,true\n');
});
