// What the runtime does when a request or a name has no answer: which of the failures it is, who refuses, and when. In
// which words is said by module-errors.ts and name-errors.ts.

import type { FindingSite } from '../model/finding.ts';
import type { HeldUse, MemberUse } from '../model/member-use.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleRequest } from '../model/module-request.ts';
import type { UnresolvedReason, UnresolvedResolution } from '../model/resolution.ts';
import { timingOf } from '../model/timing.ts';
import { errorOfUndefined } from './engine-errors.ts';
import { importerKind } from './importer-kind.ts';
import type { ImporterKind, LinkedGraph, NameLookup } from './linked-graph.ts';
import { isDroppedName, isDroppedRequest, runtimeTarget } from './load-edges.ts';
import {
  bundlerModuleError,
  esmModuleError,
  isOnlyUrl,
  pythonModuleError,
  requireError,
  startedModuleError,
} from './module-errors.ts';
import { linkError, pythonNameError } from './name-errors.ts';
import { runsInstead } from './there-when-it-runs.ts';
import { siteOfUndefinedImport, siteOfUsedType } from './types-used-as-values.ts';

type Failure = Pick<FindingSite, 'failure' | 'runtimeError' | 'handedTo' | 'fails'>;

/** What a bundler does for its files: there the compiler alone minds, which is told to look as Node does. */
const MINDED_BY_NODE: ReadonlySet<UnresolvedReason> = new Set([
  'missing-extension',
  'directory-import',
  'missing-attribute',
]);

/** The site of a request that leads nowhere. */
export function siteOfRequest(
  node: ModuleNode,
  request: ModuleRequest,
  resolution: UnresolvedResolution,
): FindingSite {
  const isNeverRun =
    request.typeOnly ||
    request.runs === 'never' ||
    node.record.moduleKind === 'declaration' ||
    (MINDED_BY_NODE.has(resolution.reason) && node.settings.runtime === 'bundler') ||
    isDroppedRequest(node, node.record.requests.indexOf(request));
  const failure = isNeverRun ? typeFailure : failureOfRequest(node, request, resolution);
  return {
    ...failure,
    ...timingOf(request),
    ...(failure.failure === 'type' ? { runs: 'never' } : {}),
    guard: request.guard,
    ...(request.starts === 'process' ? { inProcess: true } : {}),
  };
}

/** The site of a request that works here and will not where its package is not installed. */
export function siteOfWorkingRequest(node: ModuleNode, request: number): FindingSite {
  const asked = node.record.requests[request];
  if (asked === undefined) return { failure: 'throw', runs: 'load', guard: 'none' };
  const resolution = node.resolutions[request];
  const isDeclared =
    (resolution?.kind === 'module' || resolution?.kind === 'external') &&
    resolution.declared === 'devDependencies';
  const packageName =
    resolution?.kind === 'module' || resolution?.kind === 'external' ? resolution.packageName : undefined;
  const site = siteOfRequest(node, asked, {
    kind: 'unresolved',
    reason: 'not-installed',
    tried: [],
    absent: asked.specifier.replace(/\..*$/, ''),
    ...(packageName === undefined ? {} : { packageName }),
  });
  return { ...site, onlyAfter: isDeclared ? 'production-install' : 'other-install' };
}

/** The site of a name that is not exported, ambiguous or in a circle; of a type where a value is needed. */
export function siteOfName(linked: LinkedGraph, node: ModuleNode, lookup: NameLookup): FindingSite {
  const { asks } = lookup;
  const isNeverRun =
    lookup.typeOnly ||
    node.record.moduleKind === 'declaration' ||
    (asks.by === 'import' && isDroppedName(node, asks.entry)) ||
    runsInstead(linked, node, lookup) !== null;
  const used = isNeverRun
    ? null
    : (siteOfUsedType(linked, node, lookup) ?? siteOfUndefinedImport(node, lookup));
  if (used !== null) return { ...used, guard: lookup.guard };
  const failure = isNeverRun ? typeFailure : failureOfName(linked, node, lookup);
  return { ...failure, ...timingOf(heldUseOf(lookup) ?? lookup), guard: lookup.guard };
}

/** Of a member that is only read into a variable: where that is needed. Null for every other use. */
function heldUseOf({ asks }: NameLookup): HeldUse | null {
  return asks.by === 'member' && asks.index === asks.use.path.length - 1 ? (asks.use.held ?? null) : null;
}

const typeFailure: Failure = { failure: 'type' };

/** Whether Node's ESM loader is what speaks. Where nothing says what runs an ES module, it is. */
function isLinkedByNode({ settings }: ModuleNode, importer: ImporterKind): boolean {
  if (importer === 'esm-node') return true;
  return importer === 'interop' && settings.format === 'esm' && settings.runtime !== 'bundler';
}

function failureOfRequest(
  node: ModuleNode,
  request: ModuleRequest,
  resolution: UnresolvedResolution,
): Failure {
  const importer = importerKind(node, request.form);
  if (importer === 'python')
    return { failure: 'throw', runtimeError: pythonModuleError(node, request, resolution) };
  const isStatic = request.form === 'import' || request.form === 'export-from';
  if (node.settings.runtime === 'bundler' && importer !== 'require')
    return { failure: isStatic ? 'link' : 'throw', runtimeError: bundlerModuleError(node, request) };
  if (request.starts !== undefined)
    return { failure: 'throw', runtimeError: startedModuleError(node, request) };
  // What is done with the URL fails, in words of its own.
  if (isOnlyUrl(request, resolution)) return { failure: 'undefined' };
  if (isLinkedByNode(node, importer)) {
    return { failure: isStatic ? 'link' : 'throw', runtimeError: esmModuleError(node, request, resolution) };
  }
  const failure = isStatic && node.settings.format !== 'commonjs' ? 'link' : 'throw';
  return { failure, runtimeError: requireError(node, request, resolution) };
}

function failureOfName(linked: LinkedGraph, node: ModuleNode, lookup: NameLookup): Failure {
  const { asks, importer, answer } = lookup;
  if (importer === 'python') return { failure: 'throw', runtimeError: pythonNameError(lookup, node, linked) };
  if (asks.by === 'member') return memberFailure(node, lookup);
  const { form, specifier = '' } = node.record.requests[lookup.request] ?? {};
  const linkedByLoader = (form === 'import' || form === 'export-from') && node.settings.format !== 'commonjs';
  if (!linkedByLoader) return { failure: 'undefined' };
  const isCommonJs = loadedFor(linked, node, lookup)?.record.moduleKind === 'commonjs';
  const isForNode = isLinkedByNode(node, importer);
  // A bundler gives undefined for a name that a CommonJS module does not set.
  if (isCommonJs && !isForNode && answer.kind !== 'ambiguous' && answer.kind !== 'cycle')
    return { failure: 'undefined' };
  return { failure: 'link', runtimeError: linkError(lookup, specifier, isCommonJs && isForNode) };
}

/** The module that says no: a declaration tells which names there are, and something else is loaded in its place. */
function loadedFor(linked: LinkedGraph, node: ModuleNode, lookup: NameLookup): ModuleNode | undefined {
  const asked = lookup.target === null ? undefined : linked.graph.get(lookup.target);
  const loaded = asked?.record.moduleKind === 'declaration' ? runtimeTarget(node, lookup.request) : null;
  return (loaded === null ? undefined : linked.graph.get(loaded)) ?? asked;
}

function memberFailure(node: ModuleNode, lookup: NameLookup): Failure {
  const { asks } = lookup;
  if (asks.by !== 'member') return { failure: 'undefined' };
  const { access, path } = asks.use;
  // Deeper names are read off undefined.
  const next = path[asks.index + 1]?.name;
  if (next !== undefined) return undefinedUsed(errorOfUndefined('member', '', next));
  const members = path.slice(asks.use.readBefore ?? 0, asks.index + 1).map((member) => member.name);
  const base = baseOf(node, asks.use);
  const dotted = [...(base === null ? [] : [base]), ...members].join('.');
  if (access === 'in') return { failure: 'undefined', fails: true };
  if (isNeed(access)) return undefinedUsed(errorOfUndefined(access, dotted, undefined));
  const held = heldUseOf(lookup);
  const to = held?.handedTo ?? asks.use.handedTo;
  if (to !== undefined) return { failure: 'undefined', handedTo: to };
  if (held === null || held.access === 'handed') return undefinedUsed(null);
  if (held.access === 'in') return { failure: 'undefined', fails: true };
  return undefinedUsed(errorOfUndefined(held.access, held.name, held.member));
}

/** Whether a use fails at once when there is nothing to use. */
function isNeed(access: MemberUse['access']): access is (typeof NEEDS)[number] {
  return NEEDS.some((need) => need === access);
}

const NEEDS = ['call', 'construct', 'extends', 'iterate', 'instanceof'] as const;

function undefinedUsed(runtimeError: string | null): Failure {
  return { failure: 'undefined', ...(runtimeError === null ? {} : { runtimeError }) };
}

/** What stands in front of the members in the text; null where that is not told. */
function baseOf({ record }: ModuleNode, { of, base }: MemberUse): string | null {
  return ('import' in of ? record.imports[of.import]?.localName : base) ?? null;
}
