// CPython imports the modules of installed packages and says which names each has; danglint is asked for every one of them.
// DANGLINT_PYTHON_ENVIRONMENT is a virtual environment to take in the place of a sample, DANGLINT_PYTHON_PACKAGES some
// top-level names of it (by commas). Where DANGLINT_PYTHON_NAMES is a directory, answers of CPython that it holds are taken:
// `python installed_names.py SITE-PACKAGES NAME > DIRECTORY/NAME.jsonl`.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createDiskFileSystem } from '../../src/host/disk-file-system.ts';
import { createOverlayFileSystem } from '../../src/host/overlay-file-system.ts';
import { checkWithRules } from '../support/check-python.ts';

const environment = process.env['DANGLINT_PYTHON_ENVIRONMENT'];
const kept = process.env['DANGLINT_PYTHON_NAMES'];
const script = fileURLToPath(new URL('./installed_names.py', import.meta.url));
/** So many modules are judged in one graph. */
const AT_ONCE = 600;

/** What CPython said of one module. */
interface Imported {
  readonly module: string;
  readonly names?: readonly string[];
  readonly submodules?: readonly string[];
  readonly error?: string;
}

interface Place {
  readonly python: string;
  readonly prefix: string;
  readonly packages: string;
}

function placeOf(python: string): Place | null {
  const asked =
    'import sys, os, sysconfig; sys.exit(1) if sys.version_info < (3, 8) or not hasattr(os, "fork") else print(sys.prefix, sysconfig.get_path("purelib"), sep="\\n")';
  const { status, stdout } = spawnSync(python, ['-c', asked], { encoding: 'utf8' });
  const [prefix = '', packages = ''] = status === 0 ? stdout.trim().split('\n') : [];
  return existsSync(packages) ? { python, prefix, packages } : null;
}

const place = placeOf(environment === undefined ? 'python3' : `${environment}/bin/python`);

/** The top-level names that are judged. */
function wantedPackages(): string[] {
  const named = process.env['DANGLINT_PYTHON_PACKAGES']?.split(',');
  if (named !== undefined) return named;
  if (kept !== undefined)
    return readdirSync(kept).flatMap((file) => (file.endsWith('.jsonl') ? file.slice(0, -6) : []));
  if (environment !== undefined)
    return readdirSync(place?.packages ?? '').map((name) => name.replace(/\.py$/, ''));
  return existsSync(`${place?.packages}/pip/_vendor`) ? ['pip'] : [];
}

function imported({ python, packages }: Place, name: string): Imported[] {
  const file = `${kept}/${name}.jsonl`;
  const output =
    kept !== undefined && existsSync(file)
      ? readFileSync(file, 'utf8')
      : execFileSync(python, ['-s', '-B', script, packages, name], {
          encoding: 'utf8',
          maxBuffer: 2 ** 28,
          cwd: tmpdir(),
        });
  return output.split('\n').flatMap((line) => (line.endsWith('}') ? [JSON.parse(line)] : []));
}

interface Tally {
  readonly counts: Map<string, number>;
  /** Names that danglint calls missing, and CPython has. */
  readonly wrong: string[];
  /** Names that danglint calls sure, and CPython lacks. */
  readonly absent: string[];
}

/** One file for each module, which asks for all names that CPython has, and for one that nobody has. */
async function judge(modules: readonly Imported[], { prefix }: Place, tally: Tally): Promise<void> {
  const root = `${tmpdir()}/danglint-asks`;
  const asked = modules.map(({ names = [] }) => names.filter((name) => /^[a-zA-Z]\w*$/.test(name)));
  const texts = new Map(
    modules.map(({ module }, index): [string, string] => [
      `${root}/ask_${index}.py`,
      [...(asked[index] ?? []), NOBODYS].map((name) => `from ${module} import ${name}\n`).join(''),
    ]),
  );
  const { linked } = await checkWithRules({
    fileSystem: createOverlayFileSystem(createDiskFileSystem(), texts),
    root,
    files: [...texts.keys()],
    pythonVersion: '3.11',
    environments: [prefix],
  });
  const count = (what: string): void => void tally.counts.set(what, (tally.counts.get(what) ?? 0) + 1);
  for (const [index, { module, names = [], submodules = [] }] of modules.entries()) {
    const id = `${root}/ask_${index}.py`;
    const resolution = linked.graph.get(id)?.resolutions[0];
    if (resolution?.kind !== 'module') {
      count(`module ${resolution?.kind} ${resolution?.kind === 'unknown' ? resolution.reason : ''}`);
      if (resolution?.kind === 'unresolved') tally.wrong.push(module);
      continue;
    }
    count('module');
    for (const { name, answer } of linked.lookups(id)) {
      const certainty = answer.kind === 'found' ? (answer.certainty ?? 'must') : '';
      const reason = answer.kind === 'unknown' ? answer.reason : certainty;
      count(`${name === NOBODYS ? 'nobody' : 'name'} ${answer.kind} ${reason}`);
      if (name !== NOBODYS && answer.kind === 'missing') tally.wrong.push(`${module}.${name}`);
      if (name !== NOBODYS && answer.kind === 'found' && answer.meaning === 'type')
        tally.wrong.push(`${module}.${name} (for checkers only)`);
    }
    const there = new Set([...names, ...submodules]);
    for (const name of linked.exportedNames(resolution.module, 'python').names) {
      const answer = linked.resolveExport(resolution.module, name, 'python');
      if (there.has(name) || answer.kind !== 'found' || answer.meaning === 'type') continue;
      count(`promised ${answer.certainty ?? 'must'}`);
      if (answer.certainty === undefined) tally.absent.push(`${module}.${name}`);
    }
  }
}

const NOBODYS = 'danglint_has_no_such_name';

describe.skipIf(place === null)('against CPython (skipped where there is no python3 with fork)', () => {
  it('calls no name missing that an installed module has', { timeout: 7_200_000 }, async () => {
    if (place === null) return;
    const tally: Tally = { counts: new Map(), wrong: [], absent: [] };
    let waiting: Imported[] = [];
    let failed = 0;
    const flush = async (): Promise<void> => {
      await judge(waiting, place, tally);
      waiting = [];
    };
    for (const name of wantedPackages()) {
      for (const one of imported(place, name)) {
        if (one.error === undefined) waiting.push(one);
        else failed++;
        if (waiting.length >= AT_ONCE) await flush();
      }
    }
    await flush();
    if (environment !== undefined)
      console.log(
        { failed, ...Object.fromEntries([...tally.counts].sort()) },
        tally.wrong.join('\n'),
        '\nABSENT\n',
        tally.absent.join('\n'),
      );
    expect(tally.wrong).toEqual([]);
  });
});
