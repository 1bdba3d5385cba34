// danglint as one of the two judges: a project analysed again and again with changes in memory, its records kept.

import type { Caches } from '../../src/cache.ts';
import type { FileSystem } from '../../src/host/file-system.ts';
import { lineStartsOf, positionAt } from '../../src/model/span.ts';
import type { CheckOptions } from '../../src/options.ts';
import { type Analysis, analyseView } from '../../src/pipeline.ts';
import type { Readings } from '../../src/scan/reading-cache.ts';
import { createSurfaceCache } from '../../src/typescript/surface-cache.ts';
import { openView } from '../../src/views/open-view.ts';
import type { View } from '../../src/views/view.ts';
import type { Unknown } from './classes.ts';
import type { Danglint } from './compare.ts';
import { type Changes, overlay } from './overlay.ts';
import type { Sites } from './type-checker.ts';

/** The rules that say what TypeScript's import diagnostics say too. */
const importRules = new Set([
  'unresolved-module',
  'missing-export',
  'missing-member',
  'ambiguous-export',
  'circular-export',
]);

export interface DanglintJudge {
  /** Findings of the project as it stands. */
  readonly baseline: Sites;
  readonly analysis: Analysis;
  readonly judge: Danglint;
}

export function optionsFor(root: string, engine: CheckOptions['engine'] = 'oxc'): CheckOptions {
  return {
    ...{ root, paths: [], view: 'worktree', changes: { kind: 'all' }, engine },
    resolver: { alias: {}, conditions: [], runtime: 'auto', generated: [], pythonPath: [] },
    ...{ ignore: [], includeFixtures: true, severityOf: () => undefined, entries: [] },
    ...{ cacheDirectory: null, history: false, authors: false, today: '2026-01-01' },
  };
}

/** `judged` are the rules whose findings count. */
export async function createDanglintJudge(
  root: string,
  disk?: FileSystem,
  judged: ReadonlySet<string> = importRules,
): Promise<DanglintJudge> {
  const options = optionsFor(root);
  const view = await openView('worktree', { root, ...(disk === undefined ? {} : { disk }) });
  const caches = cachesInMemory();
  const analysis = await analyseView(options, view, caches);
  const baseline = sitesOf(analysis, judged);
  return {
    baseline,
    analysis,
    async judge(changes) {
      const changed = await analyseView(options, changedView(view, changes), caches);
      const sites = new Map(sitesOf(changed, judged));
      for (const site of baseline.keys()) sites.delete(site);
      return { found: sites, unknown: unknownSites(changed), unresolvedIn: unresolvedIn(changed) };
    },
  };
}

function changedView(view: View, changes: Changes): View {
  return {
    ...view,
    fileSystem: overlay(view.fileSystem, changes),
    files: view.files === null ? null : filesAfter(view.files, changes),
  };
}

function filesAfter(files: readonly string[], changes: Changes): readonly string[] {
  const kept = files.filter((file) => changes.get(file) !== null);
  const known = new Set(files);
  const added = [...changes].flatMap(([file, text]) => (text === null || known.has(file) ? [] : [file]));
  return [...kept, ...added];
}

function sitesOf({ findings, view: { fileSystem } }: Analysis, judged: ReadonlySet<string>): Sites {
  const sites = new Map<string, string>();
  for (const { rule, messageId, data, location } of findings) {
    if (!judged.has(rule)) continue;
    const starts = lineStartsOf(fileSystem.readText(location.module));
    const { line } = positionAt(starts, location.span.start);
    sites.set(`${location.module}:${line}`, `${rule}/${messageId} ${JSON.stringify(data)}`);
  }
  return sites;
}

function unknownSites({ unknown, view: { fileSystem } }: Analysis): ReadonlyMap<string, Unknown> {
  const sites = new Map<string, Unknown>();
  for (const { module, span, reason, at } of unknown) {
    const { line } = positionAt(lineStartsOf(fileSystem.readText(module)), span.start);
    sites.set(`${module}:${line}`, { reason, at: at ?? module });
  }
  return sites;
}

function unresolvedIn({ findings }: Analysis): ReadonlySet<string> {
  return new Set(
    findings.flatMap(({ rule, location }) => (rule === 'unresolved-module' ? [location.module] : [])),
  );
}

function cachesInMemory(): Caches {
  const readings = new Map<string, unknown>();
  return {
    readings: {
      isKept: true,
      isEmpty: true,
      get: <Kind extends keyof Readings>(...asked: [Kind, ...string[]]) =>
        readings.get(asked.join('\0')) as Readings[Kind] | undefined,
      set: (kind, id, version, key, reading) =>
        void readings.set([kind, id, version, key].join('\0'), reading),
    },
    surfaces: createSurfaceCache({}),
    save: () => undefined,
  };
}
