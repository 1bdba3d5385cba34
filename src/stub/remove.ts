// What can go: stubs and names that nobody imports any more, stubs that stand in the way of the module that has come
// back, and the re-export lines that belong to them.

import { removeLine, replaceLine } from '../edit/lines.ts';
import type { FileChange } from '../host/write-files.ts';
import type { LinkedGraph } from '../link/linked-graph.ts';
import { relativeId } from '../model/module-id.ts';
import { type LedgerEntry, realModule } from './ledger.ts';
import type { ModuleName } from './module-name.ts';
import { siblingSpecifier } from './sibling-specifier.ts';

export interface Removal {
  readonly entry: LedgerEntry;
  /** The names that go; all of them when the file goes. */
  readonly names: readonly string[];
  readonly whole: boolean;
  /** Why, as a sentence without a full stop. */
  readonly why: string;
}

/** What is no longer needed, in the order of the ledger. */
export function removable(ledger: readonly LedgerEntry[], linked: LinkedGraph, root: string): Removal[] {
  return ledger.flatMap((entry): Removal[] => {
    const all = entry.names.map(({ section }) => section.name);
    const back = realModule(entry, linked);
    if (back !== null) return [{ entry, names: all, whole: true, why: `${relativeId(root, back)} is back` }];
    // Who takes the module as a whole may use any name of it.
    if (entry.wholeUsers.length > 0) return [];
    const unused = entry.names.filter(({ users }) => users.length === 0).map(({ section }) => section.name);
    if (unused.length === 0 && all.length > 0) return [];
    const whole = unused.length === all.length;
    return [{ entry, names: unused, whole, why: 'nobody imports it any more' }];
  });
}

export function removalChanges(
  removals: readonly Removal[],
  linked: LinkedGraph,
  root: string,
  moduleName: ModuleName,
): FileChange[] {
  return removals.flatMap(({ entry, names, whole }) => {
    const { file, text, emitter, header, host } = entry;
    const kept = entry.names.map(({ section }) => section).filter(({ name }) => !names.includes(name));
    const standsFor = host?.module ?? file;
    const context = { moduleName: moduleName(standsFor), file: relativeId(root, file), header };
    const changes: FileChange[] = [
      { path: file, before: text, after: whole ? null : emitter.render(kept, context) },
    ];
    if (host !== null && emitter.reexport !== null) {
      const line = emitter.reexport.write(
        siblingSpecifier(linked, host.module, file),
        kept.map(({ name }) => name),
      );
      const after = whole ? removeLine(host.text, host.line) : replaceLine(host.text, host.line, line);
      if (after !== host.text) changes.push({ path: host.module, before: host.text, after });
    }
    return changes;
  });
}
