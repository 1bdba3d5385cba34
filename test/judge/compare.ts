// Two judges over the same mutated projects: where both see a broken import, where only one does.

import type { FileSystem } from '../../src/host/file-system.ts';
import { classOf, type Unknown } from './classes.ts';
import { type Candidate, type MutationKind, mutate, mutationKinds } from './mutations.ts';
import type { Changes } from './overlay.ts';
import type { Random } from './random.ts';
import type { Sites, TypeChecker } from './type-checker.ts';

/** danglint as a judge of the project with these changes. */
export type Danglint = (changes: Changes) => Promise<{
  /** The broken imports, beyond those that it has without the changes. */
  readonly found: Sites;
  /** Where it says that nobody can tell. */
  readonly unknown: ReadonlyMap<string, Unknown>;
  /** Modules in which an import leads nowhere. */
  readonly unresolvedIn: ReadonlySet<string>;
}>;

export interface Difference {
  readonly kind: MutationKind;
  /** `missed`: TypeScript alone reports it; `extra`: danglint alone. */
  readonly side: 'missed' | 'extra';
  readonly site: string;
  readonly message: string;
  /** Why danglint reports nothing here, when it says so itself. */
  readonly unknown: Unknown | null;
  /** The class of differences in which danglint is right; null: nobody has explained it. */
  readonly explained: string | null;
  /** The mutations that were made together. */
  readonly mutations: readonly string[];
}

export interface Tally {
  readonly kind: MutationKind;
  readonly mutations: number;
  readonly sites: number;
  readonly found: number;
  /** Reported by one judge alone, for a reason that has a name. */
  readonly explained: number;
  readonly missed: number;
  readonly extra: number;
}

export interface Comparison {
  readonly tallies: readonly Tally[];
  readonly differences: readonly Difference[];
}

export interface CompareInput {
  readonly candidates: readonly Candidate[];
  readonly fileSystem: FileSystem;
  readonly checker: TypeChecker;
  readonly danglint: Danglint;
  readonly random: Random;
  /** Mutations in all, spread evenly over the kinds that the project has. */
  readonly count: number;
  /** Mutations of one kind made at once, each in a file of its own. */
  readonly batch: number;
  /** When to stop, as `performance.now()` gives it; what was not made by then is left out. */
  readonly until?: number;
}

export async function compare(input: CompareInput): Promise<Comparison> {
  const byKind = mutationKinds.map((kind) => input.candidates.filter((candidate) => candidate.kind === kind));
  const share = Math.ceil(input.count / byKind.filter((candidates) => candidates.length > 0).length);
  const tallies: Tally[] = [];
  const differences: Difference[] = [];
  for (const [index, kind] of mutationKinds.entries()) {
    const chosen = input.random.sample(byKind[index] ?? [], share);
    const tally = { kind, mutations: 0, sites: 0, found: 0, explained: 0, missed: 0, extra: 0 };
    for (const batch of batchesOf(chosen, input.batch)) {
      if (performance.now() > (input.until ?? Number.POSITIVE_INFINITY)) break;
      tally.mutations += batch.length;
      const changes: Changes = new Map(
        batch.map((candidate) => [
          candidate.file,
          mutate(candidate, input.fileSystem.readText(candidate.file)).text,
        ]),
      );
      const expected = input.checker.check(changes);
      const { found: actual, unknown, unresolvedIn } = await input.danglint(changes);
      const mutations = batch.map(({ file, description }) => `${file}: ${description}`);
      const note = (side: Difference['side'], site: string, message: string) => {
        const facts = { side, message, unknown: unknown.get(site) ?? null, unresolvedIn };
        const explained = classOf(facts)?.id ?? null;
        tally[explained === null ? side : 'explained']++;
        differences.push({ kind, side, site, message, unknown: facts.unknown, explained, mutations });
      };
      for (const [site, message] of expected) {
        tally.sites++;
        if (actual.has(site)) tally.found++;
        else note('missed', site, message);
      }
      for (const [site, message] of actual) {
        if (!expected.has(site) && isJudged(input.checker, site, message)) note('extra', site, message);
      }
    }
    tallies.push(tally);
  }
  return { tallies, differences };
}

/**
 * Whether TypeScript could report it: the file is in one of its programs, the place was not broken before the mutation,
 * and the module was found there (a package of the project that is not built is not).
 */
function isJudged({ includes, unresolved, baseline }: TypeChecker, site: string, message: string): boolean {
  if (baseline.has(site)) return false;
  const file = site.slice(0, site.lastIndexOf(':'));
  const specifier = /"specifier":"([^"]*)"/.exec(message)?.[1] ?? '';
  return includes(file) && !unresolved(file, specifier);
}

/** Groups of at most `size` candidates, no two of the same file. */
function batchesOf(candidates: readonly Candidate[], size: number): Candidate[][] {
  const batches: Candidate[][] = [];
  for (const candidate of candidates) {
    const open = batches.find(
      (batch) => batch.length < size && batch.every(({ file }) => file !== candidate.file),
    );
    if (open === undefined) batches.push([candidate]);
    else open.push(candidate);
  }
  return batches;
}

/** The tallies as a table for a terminal. What is explained counts for neither judge. */
export function table(tallies: readonly Tally[]): string {
  const rows = tallies
    .filter(({ mutations }) => mutations > 0)
    .map(({ kind, mutations, sites, found, explained, missed, extra }) => [
      kind,
      String(mutations),
      String(sites),
      percent(found, found + missed),
      percent(found, found + extra),
      String(explained),
      String(missed),
      String(extra),
    ]);
  const head = ['mutation', 'made', 'sites', 'recall', 'precision', 'explained', 'missed', 'extra'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [head, ...rows]
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n');
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}
