// Two judges over the same mutated projects: where both see a broken import, where only one does.

import type { FileSystem } from '../../src/host/file-system.ts';
import { type Candidate, type MutationKind, mutate, mutationKinds } from './mutations.ts';
import type { Changes } from './overlay.ts';
import type { Random } from './random.ts';
import type { Sites, TypeChecker } from './type-checker.ts';

/** danglint as a judge of the project with these changes. */
export type Danglint = (changes: Changes) => Promise<{
  /** The broken imports, beyond those that it has without the changes. */
  readonly found: Sites;
  /** Where it says that nobody can tell, with the reason. */
  readonly unknown: Sites;
}>;

export interface Difference {
  readonly kind: MutationKind;
  /** `missed`: TypeScript alone reports it; `unknown`: danglint says that it cannot tell; `extra`: danglint alone. */
  readonly side: 'missed' | 'unknown' | 'extra';
  readonly site: string;
  readonly message: string;
  /** The mutations that were made together. */
  readonly mutations: readonly string[];
}

export interface Tally {
  readonly kind: MutationKind;
  readonly mutations: number;
  readonly sites: number;
  readonly found: number;
  readonly unknown: number;
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
  readonly onProgress?: (done: number) => void;
}

export async function compare(input: CompareInput): Promise<Comparison> {
  const byKind = mutationKinds.map((kind) => input.candidates.filter((candidate) => candidate.kind === kind));
  const share = Math.ceil(input.count / byKind.filter((candidates) => candidates.length > 0).length);
  const tallies: Tally[] = [];
  const differences: Difference[] = [];
  const judged = new Set(input.checker.sources.map(({ fileName }) => fileName));
  let done = 0;
  for (const [index, kind] of mutationKinds.entries()) {
    const chosen = input.random.sample(byKind[index] ?? [], share);
    const tally = { kind, mutations: chosen.length, sites: 0, found: 0, unknown: 0, extra: 0 };
    for (const batch of batchesOf(chosen, input.batch)) {
      const changes: Changes = new Map(
        batch.map((candidate) => [
          candidate.file,
          mutate(candidate, input.fileSystem.readText(candidate.file)).text,
        ]),
      );
      const expected = input.checker.check(changes);
      const { found: actual, unknown } = await input.danglint(changes);
      const mutations = batch.map(({ file, description }) => `${file}: ${description}`);
      for (const [site, message] of expected) {
        tally.sites++;
        const reason = unknown.get(site);
        if (actual.has(site)) tally.found++;
        else if (reason === undefined) differences.push({ kind, side: 'missed', site, message, mutations });
        else {
          tally.unknown++;
          differences.push({ kind, side: 'unknown', site, message: `${reason}: ${message}`, mutations });
        }
      }
      for (const [site, message] of actual) {
        // What no program of TypeScript's includes, it cannot judge.
        if (expected.has(site) || !judged.has(site.slice(0, site.lastIndexOf(':')))) continue;
        tally.extra++;
        differences.push({ kind, side: 'extra', site, message, mutations });
      }
      done += batch.length;
      input.onProgress?.(done);
    }
    tallies.push(tally);
  }
  return { tallies, differences };
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

/** The tallies as a table for a terminal. */
export function table(tallies: readonly Tally[]): string {
  const rows = tallies
    .filter(({ mutations }) => mutations > 0)
    .map(({ kind, mutations, sites, found, unknown, extra }) => [
      kind,
      String(mutations),
      String(sites),
      percent(found, sites),
      percent(found, found + extra),
      String(sites - found - unknown),
      String(unknown),
      String(extra),
    ]);
  const head = ['mutation', 'made', 'sites', 'recall', 'precision', 'missed', 'unknown', 'extra'];
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
