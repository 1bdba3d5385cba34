// Which files the globs of a project take as text or by their address: `import.meta.glob('./texts/*', { query: '?raw' })`.
// As fast-glob matches them, which Vite uses: a pattern means whole paths, what is excluded is not entered.

import { globSource } from '../model/glob.ts';
import { literalPattern } from '../model/literal-pattern.ts';
import type { ModuleGraph, ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { DataGlob } from '../model/module-record.ts';
import { parentOf, resolvePath } from '../model/path.ts';

/** @returns whether one of the globs of the project takes this file */
export function takenByGlobs(graph: ModuleGraph): (id: ModuleId) => boolean {
  const globs = [...graph.values()].flatMap((node) =>
    node.role === 'project' ? (node.record.dataGlobs ?? []).map((glob) => matcherOf(node, glob)) : [],
  );
  return (id) => globs.some((matches) => matches(id));
}

function matcherOf({ id, settings }: ModuleNode, { patterns, base }: DataGlob): (id: ModuleId) => boolean {
  const site = settings.packageRoot ?? '/';
  const folder = parentOf(id) ?? '/';
  const from = base.startsWith('/') ? resolvePath(site, `.${base}`) : resolvePath(folder, base);
  const sourceOf = (pattern: string) =>
    pattern.startsWith('/') ? pathSource(site, `.${pattern}`) : pathSource(from, pattern);
  const taken = patterns.filter((pattern) => !pattern.startsWith('!')).map(sourceOf);
  const excluded = patterns
    .filter((pattern) => pattern.startsWith('!'))
    .map((pattern) => sourceOf(pattern.slice(1)));
  const isTaken = new RegExp(`^(?:${taken.join('|')})$`, 's');
  const isExcluded = new RegExp(`^(?:${excluded.join('|')})(?:/|$)`, 's');
  return (path) => isTaken.test(path) && (excluded.length === 0 || !isExcluded.test(path));
}

/** What stands in brackets in the name of a folder (`[slug]`) is no pattern there. */
function pathSource(from: string, pattern: string): string {
  const [steps = ''] = /^(?:\.{1,2}\/)*/.exec(pattern) ?? [];
  return `${literalPattern(resolvePath(from, steps))}/${globSource(pattern.slice(steps.length))}`;
}
