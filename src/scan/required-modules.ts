// What `require()` of an ES module makes Node load: all that it imports, of packages too. Read whole, because Node refuses
// the whole where one of them waits at its top level (nodejs.org/api/modules.html, "Loading ECMAScript modules using
// require()"). Few projects ask for ES modules so.

import type { ModuleId } from '../model/module-id.ts';
import { isEsModule, isRequired, linkedTarget } from '../model/required.ts';
import type { GraphBuilder } from './graph-builder.ts';

/** Reads what the files require so, and marks where those modules wait. */
export function readRequiredModules(files: readonly ModuleId[], builder: GraphBuilder): void {
  const known = new Set<ModuleId>();
  const reach = (target: ModuleId | null): void => {
    const settings = target === null || known.has(target) ? null : builder.settings(target);
    const node = target === null || settings === null ? null : builder.node(target);
    if (node === null || settings === null) return;
    if (isEsModule({ record: node.record, settings })) known.add(node.id);
  };
  for (const id of files) {
    const node = builder.node(id);
    const settings = builder.settings(id);
    if (node === null || settings?.runtime !== 'node') continue;
    node.record.requests.forEach((asked, request) => {
      if (!isRequired(asked, { record: node.record, settings })) return;
      const resolution = builder.resolution(id, request);
      if (resolution.kind === 'module')
        reach(resolution.runtime === undefined ? resolution.module : resolution.runtime);
    });
  }
  // The set grows while it is walked.
  for (const id of known) {
    builder.lookForAwait(id);
    const node = builder.node(id);
    const settings = builder.settings(id);
    if (node === null || settings === null) continue;
    node.record.requests.forEach((asked, request) => {
      if (asked.form !== 'import' && asked.form !== 'export-from') return;
      const target = linkedTarget(asked, builder.resolution(id, request), { record: node.record, settings });
      if (target !== null && builder.node(target) !== null) reach(target);
    });
  }
}
