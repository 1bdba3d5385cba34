// CPython reads names in modules that take generated ones by star: what danglint says a star leaves behind is a NameError
// there. DANGLINT_PYTHON_PACKAGES sets how many packages, DANGLINT_PYTHON_SEED where they start.

import { describe, expect, it } from 'vitest';
import { checkPython } from '../support/check-python.ts';
import { executePackages, hasForkingPython } from './execute-packages.ts';
import { generatePackage, type Probe } from './python-packages.ts';

const packages = Number(process.env['DANGLINT_PYTHON_PACKAGES'] ?? 25);
const seed = Number(process.env['DANGLINT_PYTHON_SEED'] ?? 1);

/** Names of the generated modules, and some that only their functions, classes and targets have. */
const NAMES =
  'alpha beta Gamma delta _eps ZETA eta __theta other rest last inner member method no_such_thing'.split(' ');

interface Reader {
  readonly path: string;
  /** Tells, by an error that it raises, which names the reader lacks, and which the module of its first star has. */
  readonly probe: Probe;
}

interface Readers {
  readonly files: Readonly<Record<string, string>>;
  readonly readers: readonly Reader[];
}

/** A module for each generated one that takes it by star, every third with the star of another, and reads all names. */
function readersOf(modules: Readonly<Record<string, string>>): Readers {
  const dotted = Object.keys(modules)
    .filter((path) => path.endsWith('.py'))
    .map((path) => path.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.'));
  const files: Record<string, string> = { ...modules };
  const readers = dotted.map((module, index): Reader => {
    const second = index % 3 === 2 ? `from ${dotted[index - 1]} import *\n` : '';
    const reads = NAMES.map((name) => `def read_${name}():\n    return ${name}\n`);
    files[`reader_${index}.py`] = [`from ${module} import *\n${second}`, ...reads].join('\n\n');
    return { path: `reader_${index}.py`, probe: { code: probeOf(`reader_${index}`, module), package: '' } };
  });
  return { files, readers };
}

function probeOf(reader: string, module: string): string {
  return `
import importlib
reader = importlib.import_module("${reader}")
module = importlib.import_module("${module}")
lacks = []
for name in "${NAMES.join(' ')}".split():
    try:
        getattr(reader, "read_" + name)()
    except NameError:
        lacks.append(name)
    if hasattr(module, name):
        lacks.append("has:" + name)
raise LookupError(" ".join(lacks))
`;
}

async function reportedIn({ files }: Readers): Promise<Set<string>> {
  const absolute = Object.fromEntries(Object.entries(files).map(([path, text]) => [`/p/${path}`, text]));
  const { findings } = await checkPython({ files: absolute, root: '/p', pythonVersion: '3.8+' });
  return new Set(
    findings
      .filter(({ messageId }) => messageId === 'star-left')
      .map(({ location, name }) => `${location.module.slice(3)} ${name}`),
  );
}

describe.skipIf(!hasForkingPython())('against CPython (skipped where there is no python3 with fork)', () => {
  it('reports names that a star leaves behind', { timeout: 3_600_000 }, async () => {
    const all = Array.from({ length: packages }, (_, index) =>
      readersOf(generatePackage(seed + index, false, 0).files),
    );
    const verdicts = executePackages(
      all.map(({ files, readers }) => ({ files, probes: readers.map(({ probe }) => probe) })),
    );
    const wrong: string[] = [];
    const missed: string[] = [];
    let found = 0;
    for (const [index, generated] of all.entries()) {
      const reported = await reportedIn(generated);
      for (const [number, { path }] of generated.readers.entries()) {
        const [kind, , message = ''] = verdicts[index]?.[number] ?? [];
        // Where a star fails itself, nothing is read.
        if (kind !== 'LookupError') continue;
        const told = new Set(message.split(' '));
        for (const name of NAMES) {
          const isReported = reported.has(`${path} ${name}`);
          if (isReported && !told.has(name)) wrong.push(`seed ${seed + index}: ${path} ${name}`);
          else if (isReported) found++;
          else if (told.has(name) && told.has(`has:${name}`))
            missed.push(`seed ${seed + index}: ${path} ${name}`);
        }
      }
    }
    if (process.env['DANGLINT_PYTHON_PACKAGES'] !== undefined)
      console.log({ found, missed: missed.length, wrong: wrong.length }, missed.slice(0, 10));
    expect(wrong).toEqual([]);
    expect(found).toBeGreaterThan(packages / 2);
    // Modules that set their names at run time, and lists that are computed, stay unknown.
    expect(missed.length).toBeLessThan(found);
  });
});
