// The stubs that a project has: what they stand for, who uses which name, since when and until when.

import type { FileSystem } from '../host/file-system.ts';
import type { LinkedGraph } from '../link/linked-graph.ts';
import { stubBehind, stubHeader } from '../link/stub-behind.ts';
import type { Location } from '../model/finding.ts';
import type { RequestRef } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { isWithin, parentOf } from '../model/path.ts';
import type { Span } from '../model/span.ts';
import { type StubHeader, WHOLE_MODULE } from '../model/stub.ts';
import type { StubEmitter, StubSection } from './emitter.ts';
import { emitterFor } from './emitters.ts';
import { localName } from './javascript-names.ts';
import { dialectOf } from './plan.ts';

export interface LedgerEntry {
  readonly file: ModuleId;
  readonly text: string;
  readonly emitter: StubEmitter;
  readonly header: StubHeader;
  readonly names: readonly LedgerName[];
  /** The module whose missing names these are, with the line that re-exports them; null for a module of its own. */
  readonly host: { readonly module: ModuleId; readonly text: string; readonly line: Span } | null;
  /** Imports of the file that say nothing of the names: for their effect, or as a whole. */
  readonly wholeUsers: readonly Location[];
}

export interface LedgerName {
  readonly section: StubSection;
  readonly users: readonly Location[];
}

/** All stubs, in the order of their paths. */
export function readLedger(linked: LinkedGraph, fileSystem: FileSystem): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (const node of linked.graph.values()) {
    if (node.role !== 'project' || stubHeader(linked.graph, node.id) === null) continue;
    const emitter = emitterFor(dialectOf(node));
    const text = fileSystem.readText(node.id);
    const parts = emitter.read(text);
    if (parts === null) continue;
    const host = findHost(linked, node.id, emitter, fileSystem);
    const importers = linked.importers(node.id).filter((ref) => !isHostLine(linked, ref, host));
    entries.push({
      file: node.id,
      text,
      emitter,
      header: parts.header,
      names: parts.sections.map((section) => ({ section, users: usersOf(linked, node.id, section.name) })),
      host,
      wholeUsers: importers.filter((ref) => isWholeUse(linked, ref)).map((ref) => locate(linked, ref)),
    });
  }
  return entries;
}

function usersOf(linked: LinkedGraph, stub: ModuleId, name: string): Location[] {
  const bindings = new Set([name, localName(name)]);
  const users: Location[] = [];
  for (const node of linked.graph.values()) {
    if (node.role !== 'project') continue;
    for (const lookup of linked.lookups(node.id)) {
      const { answer } = lookup;
      if (lookup.asks.by === 're-export' || stubBehind(linked, node, lookup) !== stub) continue;
      const whole = name === WHOLE_MODULE && lookup.name === 'default';
      const asked = answer.kind === 'found' && answer.module === stub ? answer.binding : lookup.name;
      if (whole || bindings.has(asked)) users.push({ module: node.id, span: lookup.span });
    }
  }
  return users;
}

function findHost(
  linked: LinkedGraph,
  stub: ModuleId,
  { reexport }: StubEmitter,
  fileSystem: FileSystem,
): LedgerEntry['host'] {
  if (reexport === null) return null;
  for (const { module } of linked.importers(stub)) {
    if (reexport.siblingOf(module) !== stub) continue;
    const text = fileSystem.readText(module);
    const line = reexport.find(text, module);
    if (line !== null) return { module, text, line };
  }
  return null;
}

function isHostLine(linked: LinkedGraph, ref: RequestRef, host: LedgerEntry['host']): boolean {
  if (host === null || ref.module !== host.module) return false;
  const { span } = locate(linked, ref);
  return span.start >= host.line.start && span.end <= host.line.end;
}

/** Neither names nor stars are asked of it in a way that the linker sees. */
function isWholeUse(linked: LinkedGraph, { module, request }: RequestRef): boolean {
  const node = linked.graph.get(module);
  if (node === undefined) return true;
  const passesOn = node.record.exports.some((entry) => entry.kind !== 'local' && entry.request === request);
  const decided = linked
    .lookups(module)
    .some(
      ({ request: of, answer }) => of === request && (answer.kind === 'found' || answer.kind === 'missing'),
    );
  return !passesOn && !decided;
}

function locate(linked: LinkedGraph, { module, request }: RequestRef): Location {
  const span = linked.graph.get(module)?.record.requests[request]?.span ?? { start: 0, end: 0 };
  return { module, span };
}

/** Files of other endings, or a folder, that would be the module if the stub were not in the way. */
export function realModule(entry: LedgerEntry, linked: LinkedGraph): ModuleId | null {
  if (entry.host !== null) return null;
  const stem = entry.file.replace(/(?:\.d)?\.(?:[cm]?[jt]s|[jt]sx|py)$/, '');
  for (const node of linked.graph.values()) {
    if (node.id === entry.file || node.role !== 'project' || stubHeader(linked.graph, node.id) !== null)
      continue;
    const isFile =
      node.id.replace(/(?:\.d)?\.(?:[cm]?[jt]s|[jt]sx|py)$/, '') === stem && !node.id.endsWith('.d.ts');
    const isIndex =
      parentOf(node.id) === stem && isWithin(stem, node.id) && /\/(?:index|__init__)\.\w+$/.test(node.id);
    if (isFile || isIndex) return node.id;
  }
  return null;
}
