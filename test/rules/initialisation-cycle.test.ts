// The fixtures of initialisation-cycle are run, by Node and by CPython: those with a finding fail with its error, those
// without one do not fail.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterEach, describe, expect, test } from 'vitest';
import { checkProject } from '../../src/check-project.ts';
import { writeFiles } from '../host/temporary-repository.ts';
import { caseFileOf, copyOf, optionsFor, type Project } from '../support/fixture-case.ts';

const FOLDER = fileURLToPath(new URL('../../fixtures/initialisation-cycle', import.meta.url));
const hasPython = spawnSync('python3', ['--version']).status === 0;

let project: Project | null = null;
afterEach(() => project?.remove());

describe.each(readdirSync(FOLDER))('%s', (name) => {
  const isPython = name.startsWith('python');

  test.skipIf(isPython && !hasPython)('does what is expected when it is run', async () => {
    project = copyOf(`${FOLDER}/${name}`);
    const { root } = project;
    const { report } = await checkProject(
      optionsFor(root, 'initialisation-cycle', caseFileOf(`${FOLDER}/${name}`)),
    );
    const { status, stderr } = isPython ? runPython(root) : runNode(root);
    expect(status === 0, stderr).toBe(report.findings.length === 0);
    for (const { impact } of report.findings) expect(stderr).toContain(absolute(impact?.error ?? '', root));
  });
});

/** Loads the package, and calls what it offers to load later. */
function runNode(root: string) {
  const { main, type } = readJson(`${root}/package.json`) as { main: string; type?: string };
  if (existsSync(`${root}/tsconfig.json`)) writeFiles(`${root}/dist`, compiled(root, type === 'module'));
  if (existsSync(`${root}/page.js`)) {
    const script = `import(${JSON.stringify(pathToFileURL(`${root}/${main}`))}).then(({ open }) => open())`;
    return spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  }
  return spawnSync(process.execPath, [`${root}/${main}`], { encoding: 'utf8' });
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function compiled(root: string, isModule: boolean): Record<string, string> {
  const source = `${root}/src`;
  const { options } = ts.convertCompilerOptionsFromJson(
    (readJson(`${root}/tsconfig.json`) as { compilerOptions: object }).compilerOptions,
    root,
  );
  const compilerOptions = {
    ...options,
    module: isModule ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
  };
  return Object.fromEntries(
    readdirSync(source).map((name) => [
      name.replace(/\.ts$/, '.js'),
      ts.transpileModule(readFileSync(`${source}/${name}`, 'utf8'), { compilerOptions }).outputText,
    ]),
  );
}

function runPython(root: string) {
  const what = existsSync(`${root}/main.py`)
    ? [`${root}/main.py`]
    : existsSync(`${root}/app/__main__.py`)
      ? ['-m', 'app']
      : ['-c', 'import app'];
  return spawnSync('python3', what, { cwd: root, encoding: 'utf8' });
}

/** The report says where files are from the root on. */
function absolute(error: string, root: string): string {
  return error
    .replace(/(Module |\()(?=[\w./-]+\.(?:js|cjs|mjs|py)\b)/, (before) => `${before}${root}/`)
    .replaceAll(`${root}/${root}`, root);
}
