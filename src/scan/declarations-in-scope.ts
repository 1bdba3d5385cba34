// Which declaration files may declare a module without a file, and the few of them that are read for it: seventy files
// of `@types/node` are skimmed so that one or none is parsed.

import type { ModuleId } from '../model/module-id.ts';
import type { DeclarationOutline, GraphBuilder } from './graph-builder.ts';

/** A bare specifier of a project file that an ambient module may answer. */
export interface OpenRequest {
  readonly id: ModuleId;
  readonly request: number;
  readonly specifier: string;
}

/**
 * Reads what declares one of these specifiers: of the files of the graph, of the packages that are in scope without
 * being imported, and of what they refer to. The rest is only skimmed.
 * @returns the specifiers of all that is declared, wanted or not
 */
export function loadDeclarations(open: readonly OpenRequest[], builder: GraphBuilder): ReadonlySet<string> {
  const outlines = outlinesInScope(new Set(open.map(({ id }) => id)), builder);
  const all = new Set([...outlines.values()].flatMap(({ declares }) => declares));
  const wanted = new Set(open.map(({ specifier }) => specifier));
  // `declare module 'node:fs' { export * from 'fs' }` wants another one.
  for (let size = 0; size < wanted.size; ) {
    size = wanted.size;
    for (const [id, { declares }] of outlines) {
      if (!declares.some((declared) => isWanted(declared, wanted))) continue;
      outlines.delete(id);
      const node = builder.node(id);
      for (const { exports } of node?.record.ambientModules ?? []) {
        for (const entry of exports) {
          const request = entry.kind === 'local' ? undefined : node?.record.requests[entry.request];
          if (request !== undefined) wanted.add(request.specifier);
        }
      }
    }
  }
  return all;
}

function isWanted(declared: string, wanted: ReadonlySet<string>): boolean {
  if (!declared.includes('*')) return wanted.has(declared);
  return [...wanted].some((specifier) => matchesPattern(declared, specifier));
}

/** Outlines of the declaration files that these files have in scope. */
function outlinesInScope(
  ids: ReadonlySet<ModuleId>,
  builder: GraphBuilder,
): Map<ModuleId, DeclarationOutline> {
  const outlines = new Map<ModuleId, DeclarationOutline>();
  const queue: ModuleId[] = [];
  for (const id of ids) queue.push(...(builder.frontend(id)?.resolver.globalTypes?.(id) ?? []));
  for (const id of builder.ids()) if (id.endsWith('.d.ts')) queue.push(id);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (outlines.has(id)) continue;
    const outline = builder.outline(id);
    outlines.set(id, outline);
    queue.push(...outline.refersTo);
  }
  return outlines;
}

/** @param pattern with one `*`, which stands for any text */
export function matchesPattern(pattern: string, specifier: string): boolean {
  const star = pattern.indexOf('*');
  const [prefix, suffix] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return (
    specifier.length >= prefix.length + suffix.length &&
    specifier.startsWith(prefix) &&
    specifier.endsWith(suffix)
  );
}
