// How a package is broken: each kind changes one file, and says which modules have to be loaded anew to see it.

import type { LinkedGraph } from '../../src/link/linked-graph.ts';
import type { LocalExport } from '../../src/model/export-entry.ts';
import type { ImportEntry } from '../../src/model/import-entry.ts';
import type { ModuleNode } from '../../src/model/module-graph.ts';
import type { ModuleRequest } from '../../src/model/module-request.ts';
import type { Random } from '../judge/random.ts';

export type Kind =
  | 'delete'
  | 'rename'
  | 'misspell'
  | 'misspell a module'
  | 'a dot too many'
  | 'drop from __all__';
export const KINDS: readonly Kind[] = [
  'delete',
  'rename',
  'misspell',
  'misspell a module',
  'a dot too many',
  'drop from __all__',
];

export interface Mutation {
  readonly kind: Kind;
  readonly file: string;
  /** Null: the file is taken away. */
  readonly text: string | null;
  /** Files whose modules are to be loaded anew. */
  readonly reload: readonly string[];
  /** The words of statements that may break: an imported name, the last part of a module's name. */
  readonly words: readonly string[];
}

export interface Site {
  readonly node: ModuleNode;
  readonly entry: ImportEntry;
}

/** Names that one module imports from another, both of the project, in code that runs. */
function sites(linked: LinkedGraph): (Site & { readonly target: ModuleNode })[] {
  return projectNodes(linked).flatMap((node) =>
    node.record.imports.flatMap((entry) => {
      const request = node.record.requests[entry.request];
      const resolution = node.resolutions[entry.request];
      if (request?.form !== 'from' || request.runs === 'never' || entry.star) return [];
      const target = resolution?.kind === 'module' ? linked.graph.get(resolution.module) : undefined;
      return target?.role === 'project' && target !== node ? [{ node, entry, target }] : [];
    }),
  );
}

function requestOf({ node, entry }: Site): ModuleRequest {
  const request = node.record.requests[entry.request];
  if (request === undefined) throw new Error(`${node.id} has no request ${entry.request}`);
  return request;
}

export function projectNodes(linked: LinkedGraph): ModuleNode[] {
  return [...linked.graph.values()].filter(({ role }) => role === 'project');
}

function onlyLocal({ record }: ModuleNode, name: string): LocalExport | null {
  const entries = record.exports.filter((entry) => entry.kind !== 'star' && entry.exportName === name);
  const [entry] = entries;
  return entry?.kind === 'local' && entries.length === 1 && entry.certainty === undefined ? entry : null;
}

/** A mutation of the kind; null when the package has no place for it. */
export function mutate(
  kind: Kind,
  linked: LinkedGraph,
  random: Random,
  textOf: (file: string) => string,
): Mutation | null {
  const all = sites(linked);
  switch (kind) {
    case 'delete': {
      const [site] = random.sample(
        all.filter(({ target }) => !target.id.endsWith('/__init__.py')),
        1,
      );
      if (!site) return null;
      const { id } = site.target;
      const word = id.replace(/^.*\/|\.py$/g, '');
      return { kind, file: id, text: null, reload: [id], words: [word] };
    }
    case 'rename': {
      const [site] = random.sample(
        all.filter(({ target, entry }) => onlyLocal(target, entry.importName)),
        1,
      );
      if (!site) return null;
      const { id } = site.target;
      const name = site.entry.importName;
      const text = `${textOf(id)}\nrenamed_by_mutation = ${name}\ndel ${name}\n`;
      return { kind, file: id, text, reload: [id], words: [name] };
    }
    case 'misspell': {
      const [site] = random.sample(
        all.filter(({ target, entry }) => onlyLocal(target, entry.importName) && entry.importName.length > 3),
        1,
      );
      if (!site) return null;
      const { node, entry } = site;
      const at = 1 + random.below(entry.importName.length - 1);
      const wrong = `${entry.importName.slice(0, at)}${entry.importName.slice(at - 1)}`;
      const text = textOf(node.id);
      const mutated = text.slice(0, entry.span.start) + wrong + text.slice(entry.span.end);
      return { kind, file: node.id, text: mutated, reload: [], words: [wrong] };
    }
    case 'misspell a module':
    case 'a dot too many': {
      const [site] = random.sample(
        all.filter((each) => requestOf(each).specifier.startsWith('.')),
        1,
      );
      if (!site) return null;
      const { start, end } = requestOf(site).span;
      const text = textOf(site.node.id);
      const written = text.slice(start, end);
      const wrong = kind === 'a dot too many' ? `.${written}` : `${written}q`;
      const mutated = text.slice(0, start) + wrong + text.slice(end);
      return { kind, file: site.node.id, text: mutated, reload: [], words: [site.entry.importName] };
    }
    case 'drop from __all__':
      return dropped(linked, random, textOf);
  }
}

/** Takes a name out of an `__all__` that another module spreads with a star, and that is asked of that other one. */
function dropped(linked: LinkedGraph, random: Random, textOf: (file: string) => string): Mutation | null {
  const nodes = projectNodes(linked);
  const chances = nodes.flatMap((star) =>
    star.record.exports.flatMap((entry) => {
      const resolution = entry.kind === 'star' ? star.resolutions[entry.request] : undefined;
      const target = resolution?.kind === 'module' ? linked.graph.get(resolution.module) : undefined;
      const names = target?.role === 'project' ? target.record.starNames : undefined;
      if (!target || names === undefined || names === 'public') return [];
      const asked = sites(linked).filter(
        (site) => site.target === star && names.includes(site.entry.importName) && names.length > 1,
      );
      return asked.map((site) => ({ star, target, name: site.entry.importName }));
    }),
  );
  for (const { star, target, name } of random.sample(chances, 5)) {
    const text = textOf(target.id);
    const at = text.search(/^__all__\s*=/m);
    const literal = new RegExp(`(["'])${name}\\1,?`).exec(text.slice(Math.max(at, 0)));
    if (at === -1 || literal === null) continue;
    const from = at + literal.index;
    return {
      kind: 'drop from __all__',
      file: target.id,
      text: text.slice(0, from) + text.slice(from + literal[0].length),
      reload: [target.id, star.id],
      words: [name],
    };
  }
  return null;
}
