// `export = X` in TypeScript: one value is the whole module, and the members of the value are its names.

import type { IndirectExport, LocalExport } from '../model/export-entry.ts';
import { type Answer, found, foundLocal, step, type Trail, unknown } from './answer.ts';
import type { AskedGraph } from './asked-graph.ts';
import { targetOf } from './request-target.ts';
import type { NamedExport, Surface } from './surface.ts';

/** `export = X`: X is the default, and its members are the names. */
export function askWhole(
  { ask }: AskedGraph,
  { own: { owner }, augmentations }: Surface,
  whole: readonly (LocalExport | IndirectExport)[],
  name: string,
  asked: Set<string>,
  trail: Trail | null,
): Answer | 'missing' | null {
  for (const entry of whole) {
    if (name === 'default') {
      if (entry.kind === 'indirect') return found(owner, name, trail);
      // What is added to the module is added to its value: `declare module 'react' { … }`.
      const added = augmentations.flatMap(({ byName }) => [...byName.keys()]);
      const answer = foundLocal(owner, entry, name, trail);
      return answer.members === undefined ? answer : { ...answer, members: [...answer.members, ...added] };
    }
    if (entry.kind === 'indirect') {
      if (entry.importName !== '*') return unknown('export-equals', owner.id);
      const target = targetOf(owner.resolutions[entry.request]);
      if (target.module === null) return unknown(target.reason, owner.id);
      const next = step(owner, name, entry.span, entry.typeOnly, trail);
      return ask(target.module, name, 'require', asked, next);
    }
    const has = (one: NamedExport) => one.kind === 'local' && one.someMembers?.includes(name) === true;
    const typed = entry.typeName;
    if (entry.members?.includes(name) || has(entry)) return found(owner, name, trail, entry.span);
    if (typed !== undefined && augmentations.some(({ byName }) => byName.get(typed)?.some(has))) {
      return found(owner, name, trail, entry.span);
    }
  }
  const complete = whole.every((entry) => entry.kind === 'local' && entry.members !== undefined);
  return complete && owner.record.exportsKind === 'static' ? 'missing' : unknown('export-equals', owner.id);
}
