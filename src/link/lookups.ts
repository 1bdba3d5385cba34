// All names that one module asks of others: imports, re-exports, members of namespaces. Each is resolved here and
// nowhere else, so that rules, stubs and reports cannot disagree about what was asked.

import type { IndirectExport } from '../model/export-entry.ts';
import type { ExportResolution } from '../model/export-resolution.ts';
import type { ImportEntry } from '../model/import-entry.ts';
import type { MemberUse } from '../model/member-use.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { parentOf } from '../model/path.ts';
import { timingOf } from '../model/timing.ts';
import { orBuiltinType } from './builtin-types.ts';
import { orDeclared, orTypeBehindStar, orTypeForComments } from './declared-names.ts';
import { importerKind } from './importer-kind.ts';
import { type Otherwise, orKnownOtherwise } from './known-otherwise.ts';
import type { ImporterKind, NameLookup } from './linked-graph.ts';
import { nameOfNoModule, targetOf } from './request-target.ts';
import { givenAsWhole } from './whole-default.ts';

export type ResolveExport = (module: ModuleId, name: string, importer: ImporterKind) => ExportResolution;

/** The look-ups of one module, in the order: imports, re-exports, members. */
export function lookupsOf(
  node: ModuleNode,
  resolveExport: ResolveExport,
  otherwise: Otherwise,
): NameLookup[] {
  const { record } = node;
  const lookups: NameLookup[] = [];
  for (const entry of record.imports) {
    if (entry.importName !== '*' && entry.star !== true)
      lookups.push(importLookup(node, entry, resolveExport));
  }
  for (const entry of record.exports) {
    if (entry.kind !== 'indirect' || entry.importName === '*') continue;
    // `import { a } from './x'; export { a }` is both an import and a re-export: one site, one look-up.
    if (record.imports.some((other) => sameName(other, entry))) continue;
    lookups.push(reexportLookup(node, entry, resolveExport));
  }
  const written = writtenMembers(record.memberUses);
  for (const use of record.memberUses) {
    const read = readPart(use);
    if (read === null || isWritten(written, read)) continue;
    lookups.push(...memberLookups(node, read, resolveExport, otherwise));
  }
  return lookups.map((lookup) => {
    const answer =
      lookup.answer.kind === 'unknown'
        ? orDeclared(node, lookup, otherwise)
        : orTypeBehindStar(node, lookup, orKnownOtherwise(node, lookup, otherwise), otherwise);
    const asked = answer === lookup.answer ? lookup : { ...lookup, answer };
    return orTypeForComments(node, asked, otherwise);
  });
}

function sameName(left: ImportEntry, right: IndirectExport): boolean {
  return left.request === right.request && left.importName === right.importName;
}

function importLookup(node: ModuleNode, entry: ImportEntry, resolveExport: ResolveExport): NameLookup {
  const typeOnly = entry.typeOnly || (node.record.requests[entry.request]?.typeOnly ?? false);
  return { asks: { by: 'import', entry }, ...named(node, entry, typeOnly, resolveExport) };
}

function reexportLookup(node: ModuleNode, entry: IndirectExport, resolveExport: ResolveExport): NameLookup {
  return { asks: { by: 're-export', entry }, ...named(node, entry, entry.typeOnly, resolveExport) };
}

function named(
  node: ModuleNode,
  entry: ImportEntry | IndirectExport,
  typeOnly: boolean,
  resolveExport: ResolveExport,
): Omit<NameLookup, 'asks'> {
  const request = node.record.requests[entry.request];
  const importer = importerKind(node, request?.form ?? 'import');
  const target = targetOf(node.resolutions[entry.request]);
  return {
    request: entry.request,
    name: entry.importName,
    span: entry.span,
    typeOnly,
    ...timingOf(request ?? { runs: 'load' }),
    ...(typeOnly && { runs: 'never' }),
    guard: request?.nameGuard ?? request?.guard ?? 'none',
    target: target.module,
    importer,
    answer:
      target.module === null
        ? nameOfNoModule(node.resolutions[entry.request], target.reason, entry.importName, importer, node.id)
        : orBuiltinType(
            node,
            entry.request,
            typeOnly,
            orSubmodule(node, entry.orModule, resolveExport(target.module, entry.importName, importer)),
          ),
  };
}

/** Python: `from pkg import sub` takes the attribute when there is one, else the module `pkg.sub`. */
function orSubmodule(
  node: ModuleNode,
  orModule: number | undefined,
  answer: ExportResolution,
): ExportResolution {
  if (orModule === undefined || answer.kind === 'found' || answer.kind === 'namespace') return answer;
  if (answer.kind === 'unknown' && answer.reason === 'attribute-or-submodule') return answer;
  const resolution = node.resolutions[orModule];
  const submodule = targetOf(resolution);
  if (submodule.module !== null) return { kind: 'namespace', module: submodule.module, via: [] };
  // A submodule that is on disk and only absent from the chosen view is the rule not-deployed's.
  const isDeployQuestion = resolution?.kind === 'unresolved' && resolution.reason === 'not-in-view';
  if (submodule.reason === 'unresolved' && !isDeployQuestion) return answer;
  return { kind: 'unknown', reason: submodule.reason, module: node.id };
}

/** Walks `ns.a.b` as far as namespaces go; each name that is asked of a module is one look-up. */
function memberLookups(
  node: ModuleNode,
  use: MemberUse,
  resolveExport: ResolveExport,
  { nodeOf }: Otherwise,
): NameLookup[] {
  const start = startOf(node, use, resolveExport);
  if (start === null) return [];
  const lookups: NameLookup[] = [];
  let { at, importer, request } = start;
  /** The namespaces inside the value that the walk has come through: `Inner.Deep`. */
  let inside = '';
  for (let index = 0; index < use.path.length; index++) {
    const member = use.path[index];
    if (member === undefined) break;
    const whole = givenAsWhole(at, importer, nodeOf, resolveExport);
    if (whole !== null) {
      if (Object.hasOwn(Object.prototype, member.name)) break;
      at = { kind: 'namespace', module: whole, via: [] };
      importer = 'require';
    }
    const asked =
      at.kind === 'namespace'
        ? resolveExport(at.module, member.name, importer)
        : ofValue(at, inside, member.name);
    if (asked === null) break;
    if (asked === 'inside') {
      inside = inside === '' ? member.name : `${inside}.${member.name}`;
      continue;
    }
    const absent = asked.kind === 'missing' ? absentModule(node, start, use.path.slice(0, index + 1)) : null;
    if (absent !== null) {
      request = absent.index;
      at = { kind: 'unknown', reason: absent.reason, module: node.id };
      continue;
    }
    const typeOnly = use.access === 'type' || start.typeOnly;
    const answer = orBuiltinType(node, request, typeOnly, asked);
    const lookup: NameLookup = {
      asks: { by: 'member', use, index },
      request,
      name: member.name,
      span: member.span,
      typeOnly,
      ...timingOf(use),
      ...(typeOnly && { runs: 'never' }),
      // The compiler asks for the name, whatever a test expects of the call.
      guard: use.guard === 'expected' && node.settings.typescript ? 'none' : use.guard,
      target: at.kind === 'missing' || at.kind === 'namespace' || at.kind === 'found' ? at.module : null,
      importer,
      answer,
    };
    if (index >= (use.readBefore ?? 0)) lookups.push(lookup);
    // What is behind a value that nobody knows is no question to a module.
    if (answer.kind === 'unknown') break;
    at = answer;
    // The namespace that a re-export makes is an ES one, whoever holds it.
    if (answer.kind === 'namespace' && importer === 'require') importer = 'interop';
  }
  return lookups;
}

/**
 * Python: `import a.b` in the same file is what would have made `b` an attribute of `a`. Where that leads to no module
 * that is known, members of `a.b` are asked of what is not there; it is reported, if anything is.
 */
function absentModule(
  node: ModuleNode,
  { request, importer }: Start,
  path: MemberUse['path'],
): { readonly index: number; readonly reason: string } | null {
  if (importer !== 'python') return null;
  const { requests } = node.record;
  const name = [requests[request]?.specifier, ...path.map((member) => member.name)].join('.');
  const index = requests.findIndex(
    ({ specifier, form, implied }) =>
      form === 'import' && implied !== true && (specifier === name || specifier.startsWith(`${name}.`)),
  );
  if (index < 0) return null;
  const { module, reason } = targetOf(node.resolutions[index]);
  return module === null ? { index, reason } : null;
}

interface Start {
  readonly at: ExportResolution;
  readonly importer: ImporterKind;
  readonly request: number;
  readonly typeOnly: boolean;
}

/** What the value is whose member is used; null when it is no namespace and no value with known members. */
function startOf(node: ModuleNode, use: MemberUse, resolveExport: ResolveExport): Start | null {
  if ('request' in use.of) return wholeModule(node, use.of.request, false);
  const entry = node.record.imports[use.of.import];
  if (entry === undefined) return null;
  if (entry.importName === '*') {
    const start = wholeModule(node, entry.request, entry.typeOnly);
    return { ...start, at: orAttribute(node, entry, start, resolveExport) };
  }
  const { answer, importer, typeOnly } = named(node, entry, entry.typeOnly, resolveExport);
  return { at: answer, importer, request: entry.request, typeOnly };
}

/**
 * Python: `import a.b as m` takes the attribute `b` of `a` (Language Reference 7.11). That is the module, unless the
 * package binds something else under its name, before or after it is loaded.
 */
function orAttribute(
  node: ModuleNode,
  { request, localName }: ImportEntry,
  { at, importer }: Start,
  resolveExport: ResolveExport,
): ExportResolution {
  if (importer !== 'python' || at.kind !== 'namespace') return at;
  const parts = node.record.requests[request]?.specifier.split('.') ?? [];
  const name = parts.at(-1) ?? '';
  if (parts.length < 2 || parts[0] === localName) return at;
  const place = at.module.replace(/\/__init__\.pyw?$/, '');
  const attribute = resolveExport(`${parentOf(place) ?? ''}/__init__.py`, name, importer);
  const isAnother =
    attribute.kind === 'found' ||
    (attribute.kind === 'unknown' && attribute.reason === 'attribute-or-submodule');
  return isAnother ? { kind: 'unknown', reason: 'attribute-or-submodule', module: node.id } : at;
}

function wholeModule(node: ModuleNode, request: number, typeOnly: boolean): Start {
  const target = targetOf(node.resolutions[request]);
  const at: ExportResolution =
    target.module === null
      ? { kind: 'unknown', reason: target.reason, module: node.id }
      : { kind: 'namespace', module: target.module, via: [] };
  return {
    at,
    importer: importerKind(node, node.record.requests[request]?.form ?? 'import'),
    request,
    typeOnly,
  };
}

/**
 * A member of an exported value: decided only where the text tells all members (a TypeScript namespace or enum).
 * @param inside the path of a namespace inside the value; empty for the value itself
 * @returns `inside` for a member that is there, which may be a namespace again; null when it cannot be told
 */
function ofValue(at: ExportResolution, inside: string, name: string): ExportResolution | 'inside' | null {
  // Whether there is a default export is a question of its own, asked once.
  if (at.kind === 'unknown') return at.reason === 'synthetic-default' ? null : at;
  if (at.kind !== 'found') return null;
  const members = inside === '' ? at.members : at.innerMembers?.[inside];
  if (members === undefined) return null;
  if (members.includes(name)) return 'inside';
  // `Level['0']` gives the name of a value.
  if (Object.hasOwn(Object.prototype, name) || /^-?\d/.test(name)) return null;
  return { kind: 'missing', module: at.module, name, via: at.via, among: members };
}

/** What has to be there: `ns.a.b = 1` and `if (ns.a.b)` say nothing of `b`, and read `a`. Null when nothing has to. */
function readPart(use: MemberUse): MemberUse | null {
  if (use.access !== 'write' && use.access !== 'tested') return use;
  return use.path.length === 1 ? null : { ...use, path: use.path.slice(0, -1), access: 'read' };
}

/** `ns.x = 1` makes the member exist (CommonJS, Python), `ns.a.x = 1` one of `ns.a`: later reads of it are no question. */
function writtenMembers(uses: readonly MemberUse[]): ReadonlySet<string> {
  return new Set(
    uses
      .filter(({ access, isEnding }) => access === 'write' && isEnding !== true)
      .map((use) => memberKey(use, use.path.length)),
  );
}

function isWritten(written: ReadonlySet<string>, use: MemberUse): boolean {
  return written.size > 0 && use.path.some((_, index) => written.has(memberKey(use, index + 1)));
}

/** @param length how much of the path */
function memberKey({ of, path }: MemberUse, length: number): string {
  const names = path.slice(0, length).map(({ name }) => name);
  return ['request' in of ? `request ${of.request}` : `import ${of.import}`, ...names].join('\0');
}
