// `npm run python -- PATH`: breaks a Python project and compares danglint with CPython. See README.md.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createDanglintJudge } from './danglint.ts';
import { startCPython } from './python/cpython.ts';
import { pythonClasses } from './python/differences.ts';
import { judgeMutations, pythonTable } from './python/judge-mutations.ts';
import { pythonRules } from './python/rules.ts';
import { createRandom } from './random.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '10' },
    kind: { type: 'string', multiple: true },
    python: { type: 'string' },
    folder: { type: 'string', multiple: true },
    seconds: { type: 'string', default: '1000' },
  },
});
const started = performance.now();
const root = resolve(positionals[0] ?? '.').replaceAll('\\', '/');
const ofProject = join(root, '.venv/bin/python');
const print = (text: string) => process.stdout.write(`${text}\n`);

const danglint = await createDanglintJudge(root, undefined, pythonRules);
const files = [...danglint.analysis.graph.values()].flatMap(({ id, role, record }) =>
  role === 'project' && record.language === 'python' ? [id.slice(root.length + 1)] : [],
);
const cpython = await startCPython({
  ...{ root, files, folders: values.folder ?? (existsSync(join(root, 'src')) ? ['src', '.'] : ['.']) },
  python: values.python ?? (existsSync(ofProject) ? ofProject : 'python3'),
});
try {
  print(
    `${files.length} files; before any mutation CPython fails at ${cpython.broken.length} places and loads ${cpython.unloaded.length} modules not, danglint reports ${danglint.baseline.size}`,
  );
  const kinds = [...new Set(cpython.mutations.map(({ kind }) => kind))].sort();
  const { tallies, differences } = await judgeMutations({
    ...{ root, cpython, danglint: danglint.judge, random: createRandom(Number(values.seed)) },
    ...{ kinds: values.kind ?? kinds, count: Number(values.count) },
    until: started + Number(values.seconds) * 1000,
  });
  const open = differences.filter(({ explained }) => explained === null);
  for (const { side, site, message, mutation } of open)
    print(
      `${side} ${site.slice(root.length + 1)}\n  ${message}\n    after: ${mutation.kind} ${mutation.words.join(' → ')} in ${mutation.file}:${mutation.line}`,
    );
  print(`\n${pythonTable(tallies)}`);
  for (const { id, why } of pythonClasses) {
    const count = differences.filter(({ explained }) => explained === id).length;
    if (count > 0) print(`explained: ${count} ${id} (${why})`);
  }
  print(`${open.length} differences unexplained, ${Math.round((performance.now() - started) / 1000)} s`);
  process.exitCode = open.length === 0 ? 0 : 1;
} finally {
  cpython.close();
}
