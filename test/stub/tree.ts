// What is on disk, and what Node makes of it.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Relative path → text of every file, and the directories, without what tools leave behind. */
export function treeOf(directory: string, prefix = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (entry.name === '.cache' || entry.name === '.git' || entry.name === 'dist') continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      found[`${prefix}${entry.name}/`] = '';
      Object.assign(found, treeOf(path, `${prefix}${entry.name}/`));
    } else found[prefix + entry.name] = readFileSync(path, 'utf8');
  }
  return found;
}

/** Runs a script of the project; what it prints. Throws with its error output when it fails. */
export function node(root: string, script: string): string {
  return execFileSync(process.execPath, [join(root, script)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Compiles the project with TypeScript itself; throws with its errors when there are some. */
export function compile(root: string): void {
  const tsc = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
  execFileSync(process.execPath, [tsc, '-p', root], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
