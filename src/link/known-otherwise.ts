// Names that a module lacks and a file may ask for all the same: because the file itself says so, by a mock that stands in
// for the module or a comment that the types are wrong, or because the module will be compiled to one that has it.

import type { ExportResolution } from '../model/export-resolution.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRequest } from '../model/module-request.ts';
import type { Resolution } from '../model/resolution.ts';
import { isTestName } from '../model/test-name.ts';
import { isOfMockFunction, isRunByVitest } from '../model/test-runner.ts';
import { isGivenOtherwise } from './asked-names.ts';
import type { HasManualMock, ImporterKind, NameLookup } from './linked-graph.ts';
import { isReplaced } from './mocked-modules.ts';

/** What the whole graph tells about it. */
export interface Otherwise {
  readonly resolveExport: (module: ModuleId, name: string, importer: ImporterKind) => ExportResolution;
  /** The module that lacks the name. */
  nodeOf(module: ModuleId): ModuleNode | undefined;
  readonly hasManualMock: HasManualMock;
  /** Whether tests put names into a module that are not told. */
  isOpenInTests(module: ModuleId): boolean;
}

/** A name that is not there, and who asks for it. */
interface Lack {
  readonly node: ModuleNode;
  readonly lookup: NameLookup;
  readonly answer: Extract<ExportResolution, { kind: 'missing' }>;
  readonly asked: ModuleRequest | undefined;
  readonly resolution: Resolution | undefined;
  /** The module that lacks it. */
  readonly target: ModuleNode | undefined;
  /** Whether that is of another package. */
  readonly isOfOther: boolean;
  /** Whether TypeScript looks at the module: what `require()` gives is `any` to it. */
  readonly isTyped: boolean;
  /** Whether it is asked for behind a condition. */
  readonly isConditional: boolean;
  /** Whether the declarations of a package re-export it from where it is not. */
  readonly isReExportedInVain: boolean;
  /** What runs in the place of declarations, where the name is asked of that. */
  readonly runtime: ModuleId | null;
  readonly graph: Otherwise;
}

/** Why it may be there all the same, the surest reasons first. */
const REASONS: readonly (readonly [reason: string, holds: (lack: Lack) => boolean])[] = [
  ['other-version', isOfAnotherVersionInPython],
  // `mail.outbox` of Django is put there by its test runner.
  ['set-elsewhere', ({ target, answer }) => target?.putByCode?.has(answer.name) === true],
  ['other-version', (lack) => !lack.isTyped && lack.isConditional && asksForVersion(lack)],
  ['skipped-declaration', isCheckedByNobody],
  ['set-in-tests', isSetInTests],
  ['synthetic-default', isDefaultOfCompiled],
  ['member-of-default', isMemberOfDefault],
  ['untyped', isOfUntypedPackage],
  ['object-prototype', isOnEveryObject],
  ['unbuilt', isDefaultAsAWhole],
  ['untold', isDescribedInVain],
  ['other-condition', isGivenUnderOtherCondition],
  ['mocked', isOfMock],
];

/**
 * @param lookup what `node` asks
 * @returns the answer; *unknown* where the file says that it knows better
 */
export function orKnownOtherwise(node: ModuleNode, lookup: NameLookup, graph: Otherwise): ExportResolution {
  const { request, typeOnly, answer, asks } = lookup;
  // What is checked by nobody is `any` in a circle too.
  if (answer.kind === 'cycle' && answer.via.every(({ module }) => isUnchecked(graph.nodeOf(module))))
    return { kind: 'unknown', reason: 'skipped-declaration', module: node.id };
  if (answer.kind !== 'missing') return answer;
  const asked = node.record.requests[request];
  const resolution = node.resolutions[request];
  const target = graph.nodeOf(answer.module);
  const isTyped = node.settings.typescript && asked?.form !== 'require';
  // What declarations re-export in vain (`plugin` of postcss) is an error in them, and `any` to who takes it from there.
  const isReExportedInVain = answer.via.some(
    ({ module, star }) => star !== true && isDeclarationOfPackage(graph.nodeOf(module)),
  );
  // JavaScript runs with what is there, whatever declarations say of it.
  const runtime = typeOnly || (isTyped && !isReExportedInVain) ? null : runtimeOf(resolution, lookup.target);
  const real = runtime === null ? answer : graph.resolveExport(runtime, lookup.name, lookup.importer);
  if (real.kind !== 'missing') return real;
  const lack: Lack = {
    ...{ node, lookup, answer, asked, resolution, target, isTyped, isReExportedInVain, runtime, graph },
    isOfOther: target?.settings.packageRoot !== node.settings.packageRoot,
    isConditional: (asks.by === 'member' ? asks.use.conditional : asked?.conditional) === true,
  };
  const [reason] = REASONS.find(([, holds]) => holds(lack)) ?? [];
  return reason === undefined ? answer : { kind: 'unknown', reason, module: answer.module };
}

/** What runs in the place of the declarations that were asked; null where the module itself was. */
function runtimeOf(resolution: Resolution | undefined, target: ModuleId | null): ModuleId | null {
  return resolution?.kind === 'module' && resolution.module === target ? (resolution.runtime ?? null) : null;
}

/**
 * Which version of a package is installed is what such a condition may ask; types may be told by stubs, and extension modules
 * put names for themselves into others.
 */
function isOfAnotherVersionInPython({ lookup, resolution, isConditional }: Lack): boolean {
  const isOfPackage = resolution?.kind === 'module' && resolution.packageName !== undefined;
  return (
    lookup.importer === 'python' &&
    isOfPackage &&
    (lookup.typeOnly || isConditional || lookup.name.startsWith('_'))
  );
}

/** Whether a file asks which version of a package is installed: `require('eslint/package.json')`, `React.version`. */
function asksForVersion({ node: { record, resolutions }, resolution: asked }: Lack): boolean {
  const packageName = asked?.kind === 'module' ? asked.packageName : undefined;
  if (packageName === undefined) return false;
  if (record.requests.some(({ specifier }) => specifier === `${packageName}/package.json`)) return true;
  return record.memberUses.some(({ of, path }) => {
    const request = 'request' in of ? of.request : record.imports[of.import]?.request;
    const resolution = request === undefined ? undefined : resolutions[request];
    const isOfSame = resolution?.kind === 'module' && resolution.packageName === packageName;
    return isOfSame && /^version$/i.test(path[0]?.name ?? '');
  });
}

/** What a file that no compiler checks does not find is `any`; so is what it re-exports. */
function isCheckedByNobody({ node, answer, isReExportedInVain, runtime, graph }: Lack): boolean {
  return (
    (isReExportedInVain && runtime === null) ||
    isUnchecked(node) ||
    answer.via.some(({ module, star }) => star !== true && isUnchecked(graph.nodeOf(module)))
  );
}

function isUnchecked(node: ModuleNode | undefined): boolean {
  return node?.settings.unchecked === true;
}

function isDeclarationOfPackage(node: ModuleNode | undefined): boolean {
  return node !== undefined && node.role !== 'project' && node.record.moduleKind === 'declaration';
}

function isSetInTests({ node, target, answer, graph }: Lack): boolean {
  if (isTestName(node.id) && graph.isOpenInTests(answer.module)) return true;
  const names = target?.setInTests;
  return node.isTest === true && (names?.has(answer.name) === true || names?.has('*') === true);
}

/**
 * Node and Vitest take `module.exports` for the default of a CommonJS module, and webpack does it for importers that are ES modules
 * by their name: https://www.typescriptlang.org/docs/handbook/modules/reference.html#implied-module-format
 */
function isDefaultOfCompiled({ node, answer, target, isOfOther }: Lack): boolean {
  // In its own package the compiler sees the source, and refuses.
  const isEsModule = node.settings.format === 'esm' || (isRunByVitest(node.record) && isOfOther);
  const isCompiledToCommonJs =
    target?.record.moduleKind === 'esm' &&
    target.settings.typescript &&
    target.settings.format === 'commonjs';
  return answer.name === 'default' && isEsModule && isCompiledToCommonJs;
}

/**
 * Whether a name that an installed module lacks may be a member of its default, which Vitest looks for then, unless the name
 * of the file says that it is an ES module (`shouldInterop` in vite-node's client).
 */
function isMemberOfDefault({ node, lookup, answer, target, graph }: Lack): boolean {
  if (node.settings.asksDefaults !== true || lookup.typeOnly || answer.name === 'default') return false;
  if (target === undefined || target.role === 'project') return false;
  const isInstalled = target.id.includes('/node_modules/') && !/\.m[jt]s$/.test(target.id);
  return isInstalled && graph.resolveExport(target.id, 'default', 'interop').kind === 'found';
}

function isOfUntypedPackage({ node: { settings }, lookup, asked, target, isOfOther }: Lack): boolean {
  const { asks, typeOnly } = lookup;
  // `import { type T }` in JavaScript is Flow's, and the packages that it comes from are published without its types.
  const isFlow = typeOnly && !settings.typescript && asked?.form === 'import';
  // TypeScript takes a package without types for `any`, also as a type, and leaves out what is only used as one.
  const isOnlyType = asks.by === 'import' && asks.entry.onlyAsType === true && !settings.verbatim;
  const isUntyped = target?.settings.typescript === false && !isDeclarationOfPackage(target);
  return isOfOther && (isFlow || (settings.typescript && isOnlyType && isUntyped));
}

/**
 * `require('should')` and `chai.should()` put a member of that name into every object (chaijs.com/guide/styles/#should); a
 * call of what is not there does nothing.
 */
function isOnEveryObject({ node, lookup: { importer }, answer: { name }, graph }: Lack): boolean {
  if (importer === 'python' || !isTestName(node.id)) return false;
  const { requests, imports, memberUses } = node.record;
  if (requests.some(({ specifier }) => specifier === name)) return true;
  return memberUses.some(({ access, of, path }) => {
    if (access !== 'call' || path.length !== 1 || path[0]?.name !== name) return false;
    const request = 'request' in of ? of.request : imports[of.import]?.request;
    const resolution = request === undefined ? undefined : node.resolutions[request];
    return (
      resolution?.kind === 'module' &&
      resolution.packageName !== undefined &&
      graph.resolveExport(resolution.module, name, importer).kind !== 'missing'
    );
  });
}

/** Source: rollupjs.org/configuration-options, "output.exports" (`auto`) */
function isDefaultAsAWhole({ lookup, resolution, target }: Lack): boolean {
  const isToBeBundled = resolution?.kind === 'module' && resolution.isToBeBundled === true;
  const exports = target?.record.exports ?? [];
  return (
    lookup.importer === 'require' &&
    isToBeBundled &&
    exports.length > 0 &&
    exports.every((entry) => entry.kind !== 'star' && entry.exportName === 'default')
  );
}

/** Whether the author says that the types are wrong: of what they describe, and of types, nothing runs. */
function isDescribedInVain(lack: Lack): boolean {
  return isUntold(lack) && (lack.lookup.typeOnly || lack.target?.record.moduleKind === 'declaration');
}

function isUntold({ asked, lookup: { asks } }: Lack): boolean {
  return asked?.untold === true || (asks.by === 'member' && asks.use.untold === true);
}

/** TypeScript looks at one file, whatever else a bundler takes. */
function isGivenUnderOtherCondition({ node, lookup, target, graph }: Lack): boolean {
  const isSeenByCompiler = node.settings.typescript && target?.settings.typescript === true;
  return !isSeenByCompiler && isGivenOtherwise(graph.resolveExport, node, lookup);
}

/** TypeScript looks at the real module, whatever a test puts in its place. */
function isOfMock(lack: Lack): boolean {
  const { node, lookup, answer, target, isTyped, graph } = lack;
  if (isTyped && !isUntold(lack)) return false;
  const isOfFunction = target?.record.commonjs?.isFunction === true && isOfMockFunction(answer.name);
  return isReplaced(
    node,
    lookup.request,
    graph.nodeOf,
    (specifier, module) => isOfFunction || graph.hasManualMock(specifier, module),
  );
}
