// What `npm pack` packs, and the packed entry point as a process: start, pipes that close early, exit codes.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BROKEN, projectOf } from './cli/run-danglint.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BIN = `${ROOT}bin/danglint.js`;
/** `npm test` builds first; a single test file that is run by hand may find nothing. */
const isBuilt = existsSync(`${ROOT}dist/cli/main.js`);

// Skipped without a build: there is nothing to pack or to start then.
describe.skipIf(!isBuilt)('the package (skipped where dist is not built)', () => {
  it('holds what it should and no more', () => {
    const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT });
    const [{ files }] = JSON.parse(output.toString());
    const paths: string[] = files.map(({ path }: { path: string }) => path);
    for (const needed of [
      'LICENSE',
      'package.json',
      'schema.json',
      'report.schema.json',
      'bin/danglint.js',
      'dist/index.js',
      'dist/index.d.ts',
    ]) {
      expect(paths).toContain(needed);
    }
    const strange = paths.filter(
      (path) =>
        !/^(dist|bin|src\/rules\/[a-z-]+\.md$|src\/languages\/python\/library-names\.txt$)|^[A-Za-z.]+(\.md|\.json)?$/.test(
          path,
        ),
    );
    expect(strange).toEqual([]);
    expect(paths.filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))).toEqual([]);
  });

  it('starts, and ends with the exit code of the check', () => {
    expect(spawnSync(process.execPath, [BIN, '--version']).status).toBe(0);
    expect(spawnSync(process.execPath, [BIN], { cwd: projectOf(BROKEN) }).status).toBe(1);
    expect(spawnSync(process.execPath, [BIN, '--frobnicate']).status).toBe(2);
  });

  // Windows has no `sh`.
  it.skipIf(process.platform === 'win32')('writes into a pipe that is closed early without a word', () => {
    const imports = Array.from({ length: 3000 }, (_, index) => `import './gone${index}.js';\n`).join('');
    const cwd = projectOf({ 'package.json': '{ "type": "module" }', 'main.js': imports });
    const script = `"${process.execPath}" "${BIN}" --format json | head -c 100 | wc -c`;
    const { stdout, stderr } = spawnSync('sh', ['-c', script], { cwd, encoding: 'utf8' });
    expect(stdout.trim()).toBe('100');
    expect(stderr).toBe('');
  });

  it.skipIf(process.platform === 'win32')('writes all of a large report into a pipe', () => {
    const imports = Array.from({ length: 3000 }, (_, index) => `import './gone${index}.js';\n`).join('');
    const cwd = projectOf({ 'package.json': '{ "type": "module" }', 'main.js': imports });
    const script = `"${process.execPath}" "${BIN}" --format json | cat`;
    const { stdout } = spawnSync('sh', ['-c', script], { cwd, encoding: 'utf8', maxBuffer: 2 ** 28 });
    expect(stdout.length).toBeGreaterThan(1_000_000);
    expect(JSON.parse(stdout).findings).toHaveLength(3000);
  });
});
