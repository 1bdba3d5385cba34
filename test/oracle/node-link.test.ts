// Node's engine is the judge of the linker: thousands of small generated module graphs, full of stars, circles,
// ambiguities and defaults, are linked by both. Node says whether the graph links and, when it does not, which name of
// which requested module it stopped at. DANGLINT_ORACLE_GRAPHS sets the number, DANGLINT_ORACLE_SEED where they start.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { link } from '../../src/link/link.ts';
import { graphOf, type Modules, type Statement, textOf } from '../support/hand-made-graph.ts';
import { bitsFrom } from '../support/random.ts';

const graphs = Number(process.env['DANGLINT_ORACLE_GRAPHS'] ?? 1500);
const seed = Number(process.env['DANGLINT_ORACLE_SEED'] ?? 1);

test.each([
  ['small module graphs', generate],
  ['barrels of barrels', generateBarrels],
])(
  `the linker and Node agree on ${graphs} generated %s`,
  (_, generated) => {
    const cases = Array.from({ length: graphs }, (_, index) => generated(seed + index));
    const verdicts = linkWithNode(cases);
    const differences = cases.flatMap((modules, index) => {
      const difference = compare(modules, verdicts[index] ?? null);
      return difference === null ? [] : [{ seed: seed + index, ...difference }];
    });
    expect(differences.filter(({ known }) => !known).slice(0, 3)).toEqual([]);
    expect(differences.length).toBeLessThan(graphs * 0.002);
    const broken = verdicts.filter((verdict) => verdict !== null).length;
    // A generator that breaks all graphs, or none, would prove nothing.
    expect(broken).toBeGreaterThan(graphs * 0.2);
    expect(broken).toBeLessThan(graphs * 0.8);
  },
  120_000,
);

function linkWithNode(cases: readonly Modules[]): (string | null)[] {
  const input = cases.map((modules) =>
    JSON.stringify(Object.fromEntries(Object.entries(modules).map(([name, text]) => [name, textOf(text)]))),
  );
  const script = fileURLToPath(new URL('./node-linker.mjs', import.meta.url));
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--experimental-vm-modules', '--no-warnings', script],
    { input: `${input.join('\n')}\n`, encoding: 'utf8', maxBuffer: 1 << 30 },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/**
 * Where a name leads back to itself by one way and to a binding by another, ECMA-262 resolves it (the circle adds
 * nothing) and V8 throws, or not, depending on which module it linked first (`must_resolve` and the cached cells in
 * v8/src/objects/source-text-module.cc). The linker keeps to the specification there, which is to stay silent.
 */
function isInCircle(modules: Modules, { of, name }: Culprit): boolean {
  const module = of.slice('./'.length);
  const start = `${module} ${name}`;
  const reached = new Set<string>();
  const queue = [[module, name] as const];
  for (let pair = queue.pop(); pair !== undefined; pair = queue.pop()) {
    const [at, asked] = pair;
    for (const statement of modules[at] ?? []) {
      const next =
        'from' in statement && (statement.as ?? statement.name) === asked
          ? ([statement.from, statement.name] as const)
          : 'star' in statement && !('as' in statement) && asked !== 'default'
            ? ([statement.star, asked] as const)
            : null;
      if (next === null || reached.has(next.join(' '))) continue;
      reached.add(next.join(' '));
      queue.push(next);
    }
  }
  return reached.has(start);
}

/**
 * `export * as x` and `export * as z` of one module are one binding in ECMA-262 (its namespace), and two cells in V8,
 * which then calls a star over both ambiguous.
 */
function isSameNamespace(modules: Modules, { of, name, kind }: Culprit): boolean {
  const answer = link(graphOf(modules)).resolveExport(of.slice(1), name, 'esm-node');
  return kind === 'ambiguous' && answer.kind === 'namespace';
}

/** Null when both say the same: it links, or it does not, and then because of that name in that module. */
function compare(modules: Modules, verdict: string | null) {
  const broken = brokenNames(modules);
  const told = verdict === null ? null : culprit(verdict);
  const agree =
    told === null
      ? broken.length === 0
      : broken.some((ours) => ours.name === told.name && isSame(ours.kind, told.kind) && isAt(ours, told));
  if (agree) return null;
  const known = told !== null && (isInCircle(modules, told) || isSameNamespace(modules, told));
  return { node: verdict ?? 'links', danglint: broken, known, text: textsOf(modules) };
}

/** All names that the root and what it reaches ask for in vain. */
function brokenNames(modules: Modules) {
  const linked = link(graphOf(modules));
  const root = `/${Object.keys(modules)[0]}`;
  const reached = new Set([root]);
  const broken: Culprit[] = [];
  for (const id of reached) {
    for (const resolution of linked.graph.get(id)?.resolutions ?? []) {
      if (resolution.kind === 'module') reached.add(resolution.module);
    }
    for (const { name, target, answer } of linked.lookups(id)) {
      if (answer.kind === 'found' || answer.kind === 'namespace') continue;
      broken.push({ name, of: `.${target}`, kind: answer.kind });
    }
  }
  return broken;
}

interface Culprit {
  readonly name: string;
  readonly of: string;
  readonly kind: string;
}

function culprit(message: string): Culprit {
  const patterns = {
    missing: /^The requested module '(?<of>.*)' does not provide an export named '(?<name>.*)'$/,
    ambiguous: /^The requested module '(?<of>.*)' contains conflicting star exports for name '(?<name>.*)'$/,
    cycle: /^Detected cycle while resolving name '(?<name>.*)' in '(?<of>.*)'$/,
  };
  for (const [kind, pattern] of Object.entries(patterns)) {
    const { name, of } = pattern.exec(message)?.groups ?? {};
    if (name !== undefined && of !== undefined) return { name, of, kind };
  }
  throw new Error(`not a message of the linker: ${message}`);
}

/** V8 names the module whose stars conflict, which may lie behind the one that was asked. */
function isAt(ours: Culprit, nodes: Culprit): boolean {
  return ours.of === nodes.of || nodes.kind === 'ambiguous';
}

/** Of a name that goes in a circle engines say either that or that nobody provides it; both are true. */
function isSame(ours: string, nodes: string): boolean {
  return ours === nodes || (ours !== 'ambiguous' && nodes !== 'ambiguous');
}

function textsOf(modules: Modules): string {
  return Object.entries(modules)
    .map(([name, statements]) => `// ${name}\n${textOf(statements)}`)
    .join('\n');
}

function generate(seed: number): Modules {
  const next = bitsFrom(seed);
  const random = () => next() / 2 ** 32;
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const names = ['x', 'y', 'z', 'default', 'a-b'];
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'].slice(0, 2 + Math.floor(random() * 5));
  const modules: Record<string, Statement[]> = {};
  for (const id of ids) {
    const statements: Statement[] = [];
    const taken = new Set<string>();
    const count = 1 + Math.floor(random() * 4);
    for (let index = 0; index < count; index++) {
      const name = pick(names);
      const kind = random();
      // No module may export a name twice: that would be an error before linking.
      if (kind < 0.4) {
        if (!taken.has(name)) statements.push({ local: name });
        taken.add(name);
      } else if (kind < 0.55) {
        const as = pick(names);
        if (!taken.has(as)) statements.push({ from: pick(ids), name, as });
        taken.add(as);
      } else if (kind < 0.85) statements.push({ star: pick(ids) });
      else if (kind < 0.9) {
        if (!taken.has(name)) statements.push({ star: pick(ids), as: name });
        taken.add(name);
      } else statements.push({ get: name, of: pick(ids) });
    }
    modules[id] = statements;
  }
  return modules;
}

/** Modules whose stars lead to modules with stars, as index files do, and now and then in a circle; a few names are asked. */
function generateBarrels(seed: number): Modules {
  const next = bitsFrom(seed);
  const below = (count: number) => Math.floor((next() / 2 ** 32) * count);
  const size = 10 + below(25);
  const id = (index: number) => `m${index}`;
  const own = Array.from({ length: size }, () => [
    ...new Set(Array.from({ length: 1 + below(6) }, () => `n${below(30 * size)}`)),
  ]);
  const given = own.flat();
  const some = () => given[below(given.length)] ?? '';
  const modules: Record<string, Statement[]> = {};
  own.forEach((names, at) => {
    const statements: Statement[] = names.map((local) => ({ local }));
    for (let star = 1 + below(3); star > 0; star--)
      statements.push({ star: id(below(40) === 0 ? below(size) : Math.min(size - 1, at + 1 + below(3))) });
    const behind = Math.min(size - 1, at + 2);
    if (below(6) === 0) statements.push({ from: id(behind), name: own[behind]?.[0] ?? '', as: `as${at}` });
    if (at === 0) statements.push({ get: some(), of: id(below(3)) }, { get: some(), of: id(below(3)) });
    modules[id(at)] = statements;
  });
  return modules;
}
