// From the plan to the texts of the files: new stubs, names added to stubs that are there, and the re-export lines.
// Pure but for reading; a plan that was carried out gives no changes.

import { appendLine, replaceLine } from '../edit/lines.ts';
import type { FileSystem } from '../host/file-system.ts';
import type { FileChange } from '../host/write-files.ts';
import { type ModuleId, relativeId } from '../model/module-id.ts';
import type { StubFile, StubHeader, StubPlan } from '../model/stub.ts';
import type { EmitContext, StubEmitter, StubSection } from './emitter.ts';
import { emitterFor } from './emitters.ts';

export interface ChangeInput {
  readonly root: string;
  readonly fileSystem: FileSystem;
  /** The text of `--message`; absent: what the file has stays. */
  readonly message?: string;
  /** `YYYY-MM-DD` of `--expires`; absent: what the file has stays. */
  readonly expires?: string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly version: string;
  /** How `module` writes the specifier of a file beside it. */
  readonly specifierOf: (module: ModuleId, sibling: ModuleId) => string;
}

/** Every file that the plan would write or touch, in the order of the paths. */
export function fileChanges(plan: StubPlan, input: ChangeInput): FileChange[] {
  const changes: FileChange[] = [];
  for (const file of plan.files) {
    const emitter = emitterFor(file.dialect);
    const stub = stubChange(file, emitter, input);
    changes.push(stub.change);
    if (file.standsFor.kind === 'names')
      changes.push(...lineChange(file, file.standsFor.module, emitter, stub.names, input));
  }
  return changes.filter(({ before, after }) => before !== after).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function stubChange(
  file: StubFile,
  emitter: StubEmitter,
  input: ChangeInput,
): { readonly change: FileChange; readonly names: readonly string[] } {
  const before = input.fileSystem.stat(file.path) === 'file' ? input.fileSystem.readText(file.path) : null;
  const existing = before === null ? null : emitter.read(before);
  const context: EmitContext = {
    moduleName: file.moduleName,
    file: relativeId(input.root, file.path),
    header: headerFor(existing?.header ?? null, input),
  };
  const fresh = new Map(file.names.map((name) => [name.name, emitter.section(name, context)]));
  const kept = (existing?.sections ?? []).filter(({ name }) => !fresh.has(name));
  const sections = [...kept, ...fresh.values()].sort(byName);
  return {
    change: { path: file.path, before, after: emitter.render(sections, context) },
    names: sections.map(({ name }) => name),
  };
}

function headerFor(
  existing: StubHeader | null,
  { message, expires, today, version }: ChangeInput,
): StubHeader {
  const reason = message ?? existing?.reason;
  const end = expires ?? existing?.expires;
  return {
    created: existing?.created ?? today,
    ...(end === undefined ? {} : { expires: end }),
    ...(reason === undefined ? {} : { reason }),
    version: existing?.version ?? version,
  };
}

function lineChange(
  file: StubFile,
  module: ModuleId,
  emitter: StubEmitter,
  names: readonly string[],
  { fileSystem, specifierOf }: ChangeInput,
): FileChange[] {
  const { reexport } = emitter;
  if (reexport === null) return [];
  const before = fileSystem.readText(module);
  const line = reexport.write(specifierOf(module, file.path), names);
  const place = reexport.find(before, module);
  return [
    {
      path: module,
      before,
      after: place === null ? appendLine(before, line) : replaceLine(before, place, line),
    },
  ];
}

function byName(left: StubSection, right: StubSection): number {
  return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}
