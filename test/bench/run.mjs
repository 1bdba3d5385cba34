// npm run bench -- PROJECT… [--runs N] [--only NAME,…]
// Runs every tool on every project in turn (A B C, A B C, …), so that a slow minute of the machine hits all of them,
// and prints medians and ratios to oxlint. Processor time (of all threads, so that a busy machine changes it less) and
// peak memory come from the operating system where /usr/bin/time is there.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { contenders } from './peers.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' }, only: { type: 'string' }, timeout: { type: 'string', default: '300' } },
});
const projects = positionals.map((path) => resolve(path));
if (projects.length === 0) {
  process.stderr.write('usage: npm run bench -- PROJECT… [--runs N] [--only oxlint,danglint]\n');
  process.exitCode = 2;
} else {
  install();
  for (const project of projects) bench(project);
}

/** The peers live in a package of their own, installed when the bench is first run. */
function install() {
  if (existsSync(join(here, 'node_modules'))) return;
  process.stderr.write('installing the peers into test/bench/node_modules …\n');
  const done = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit' });
  if (done.status !== 0) throw new Error('the peers could not be installed');
}

function bench(project) {
  const listed = spawnSync('git', ['ls-files', '-z'], { cwd: project, encoding: 'utf8', maxBuffer: 1 << 28 });
  const files = (listed.stdout ?? '')
    .split('\0')
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file))
    .map((file) => join(project, file));
  const scratch = mkdtempSync(join(tmpdir(), 'danglint-bench-'));
  const wanted = values.only?.split(',');
  const tools = contenders({
    project,
    files: [...new Set(files.map((file) => join(project, file.slice(project.length + 1).split('/')[0])))],
    scratch,
    bin: (name) => join(here, 'node_modules', '.bin', name),
    danglint: join(here, '..', '..', 'bin', 'danglint.js'),
  }).filter(({ name }) => wanted === undefined || wanted.some((part) => name.includes(part)));
  const samples = new Map(tools.map(({ name }) => [name, []]));
  const runs = Number(values.runs);
  for (let round = -1; round < runs; round++) {
    for (const { name, command } of tools) {
      const sample = time(command, project);
      if (round >= 0 && sample !== null) samples.get(name).push(sample);
    }
  }
  rmSync(scratch, { recursive: true, force: true });
  print(project, files.length, samples);
}

function time([program, ...args], cwd) {
  const report = join(tmpdir(), `danglint-bench-${process.pid}.time`);
  const measured = existsSync('/usr/bin/time');
  const full = measured ? ['/usr/bin/time', '-f', '%U %S %M', '-o', report, program, ...args] : [program, ...args];
  const started = performance.now();
  const done = spawnSync(full[0], full.slice(1), { cwd, stdio: 'ignore', timeout: Number(values.timeout) * 1000 });
  const seconds = (performance.now() - started) / 1000;
  if (done.error) return null;
  const line = measured ? readFileSync(report, 'utf8').trim().split('\n').at(-1) : undefined;
  if (measured) rmSync(report, { force: true });
  const [user, system, kilobytes] = line?.split(' ').map(Number) ?? [];
  return {
    seconds,
    processor: line === undefined ? null : user + system,
    megabytes: line === undefined ? null : kilobytes / 1024,
    status: done.status,
  };
}

function print(project, count, samples) {
  const medianOf = (list, figure) => median((list ?? []).map((sample) => sample[figure]));
  const base = samples.get('oxlint');
  const column = (list, figure, digits) => {
    if (list[0][figure] === null) return ''.padStart(9);
    return medianOf(list, figure).toFixed(digits).padStart(9);
  };
  const ratio = (list, figure) => {
    if (!base?.length || list[0][figure] === null) return ''.padStart(10);
    return (medianOf(list, figure) / medianOf(base, figure)).toFixed(2).padStart(10);
  };
  process.stdout.write(`\n${project} (${count} files tracked by git, median of ${values.runs} runs)\n`);
  const heads = `${'seconds'.padStart(9)}${'× oxlint'.padStart(10)}${'cpu'.padStart(9)}${'× oxlint'.padStart(10)}${'MiB'.padStart(9)}`;
  process.stdout.write(`${'tool'.padEnd(24)}${heads}  exit\n`);
  for (const [name, list] of samples) {
    if (list.length === 0) {
      process.stdout.write(`${name.padEnd(24)}  did not finish\n`);
      continue;
    }
    const times = `${column(list, 'seconds', 2)}${ratio(list, 'seconds')}${column(list, 'processor', 2)}${ratio(list, 'processor')}`;
    process.stdout.write(`${name.padEnd(24)}${times}${column(list, 'megabytes', 0)}  ${list[0].status}\n`);
  }
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
