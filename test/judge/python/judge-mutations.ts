// A project broken again and again, each time in one file, before danglint and CPython.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Danglint } from '../compare.ts';
import type { Random } from '../random.ts';
import { type ComparedPlaces, comparePlaces } from './compare-places.ts';
import { type CPython, edited, type PythonMutation } from './cpython.ts';

export interface PythonTally {
  readonly kind: string;
  /** Those that broke nothing included. */
  mutations: number;
  /** Where CPython fails. */
  places: number;
  found: number;
  unknown: number;
  /** Places that danglint reports. */
  reported: number;
  missed: number;
  extra: number;
  /** Reported by one alone, for a reason that has a name. */
  explained: number;
}

export interface PythonComparison {
  readonly tallies: readonly PythonTally[];
  readonly differences: readonly (ComparedPlaces['differences'][number] & {
    readonly mutation: PythonMutation;
  })[];
}

export interface MutationsInput {
  readonly root: string;
  readonly cpython: CPython;
  readonly danglint: Danglint;
  readonly random: Random;
  readonly kinds: readonly string[];
  /** Of each kind. */
  readonly count: number;
  /** When to stop, as `performance.now()` gives it. */
  readonly until?: number;
}

/** The same seed makes the same mutations of the same project. */
export async function judgeMutations(input: MutationsInput): Promise<PythonComparison> {
  const { root, cpython, danglint, random, kinds, count, until = Number.POSITIVE_INFINITY } = input;
  const before = [...cpython.broken, ...cpython.unreached];
  const tallies: PythonTally[] = [];
  const differences: PythonComparison['differences'][number][] = [];
  for (const [index, kind] of kinds.entries()) {
    const tally = {
      kind,
      mutations: 0,
      places: 0,
      found: 0,
      unknown: 0,
      reported: 0,
      missed: 0,
      extra: 0,
      explained: 0,
    };
    tallies.push(tally);
    // An even share of the time that is left.
    const end = performance.now() + (until - performance.now()) / (kinds.length - index);
    const candidates = cpython.mutations.filter((mutation) => mutation.kind === kind);
    for (const mutation of random.sample(candidates, count)) {
      if (performance.now() > end) break;
      const text = edited(readFileSync(join(root, mutation.file), 'utf8'), mutation);
      const outcome = await cpython.judge(mutation.file, text);
      if (outcome === null) continue;
      const { found: findings, unknown } = await danglint(new Map([[`${root}/${mutation.file}`, text]]));
      const one = comparePlaces({ root, outcome, before, findings, unknown });
      tally.mutations++;
      tally.places += one.places;
      tally.found += one.found;
      tally.reported += one.reported;
      for (const difference of one.differences) {
        tally[difference.explained === null ? difference.side : 'explained']++;
        differences.push({ ...difference, mutation });
      }
    }
  }
  return { tallies, differences };
}

export function pythonTable(tallies: readonly PythonTally[]): string {
  const share = (part: number, whole: number): string =>
    whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
  const head = [
    'kind',
    'made',
    'places',
    'found',
    'unknown',
    'missed',
    'extra',
    'explained',
    'recall',
    'precision',
  ];
  const rows = tallies.map((one) => [
    ...[
      one.kind,
      one.mutations,
      one.places,
      one.found,
      one.unknown,
      one.missed,
      one.extra,
      one.explained,
    ].map(String),
    share(one.found, one.found + one.missed + one.unknown),
    share(one.reported - one.extra, one.reported),
  ]);
  return [head, ...rows]
    .map((row) => row.map((cell, at) => (at === 0 ? cell.padEnd(18) : cell.padStart(9))).join(' '))
    .join('\n');
}
