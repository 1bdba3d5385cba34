// Names that a module lacks and a file may ask for all the same: because the file itself says so, by a mock that stands in
// for the module or a comment that the types are wrong, or because the module will be compiled to one that has it.

import type { ExportResolution } from '../model/export-resolution.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { isTestName } from '../model/test-name.ts';
import { isOfMockFunction, isRunByVitest } from '../model/test-runner.ts';
import { isGivenOtherwise } from './asked-names.ts';
import type { ImporterKind, NameLookup } from './linked-graph.ts';
import { type HasManualMock, isReplaced } from './mocked-modules.ts';

/** What the whole graph tells about it. */
export interface Otherwise {
  readonly resolveExport: (module: ModuleId, name: string, importer: ImporterKind) => ExportResolution;
  /** The module that lacks the name. */
  nodeOf(module: ModuleId): ModuleNode | undefined;
  readonly hasManualMock: HasManualMock;
}

/**
 * @param lookup what `node` asks
 * @returns the answer; *unknown* where the file says that it knows better
 */
export function orKnownOtherwise(
  node: ModuleNode,
  lookup: NameLookup,
  { nodeOf, hasManualMock, resolveExport }: Otherwise,
): ExportResolution {
  const { request, typeOnly, answer, asks, importer, name } = lookup;
  // What is checked by nobody is `any` in a circle too.
  if (
    answer.kind === 'cycle' &&
    answer.via.every(({ module }) => nodeOf(module)?.settings.unchecked === true)
  )
    return { kind: 'unknown', reason: 'skipped-declaration', module: node.id };
  if (answer.kind !== 'missing') return answer;
  const { record, settings } = node;
  const resolution = node.resolutions[request];
  const isOfPackageInPython =
    importer === 'python' && resolution?.kind === 'module' && resolution.packageName !== undefined;
  // Which version of a package is installed is what such a condition may ask; types may be told by stubs, and extension
  // modules put names for themselves into others.
  const isConditional = asks.by === 'member' ? asks.use.conditional : record.requests[request]?.conditional;
  if (isOfPackageInPython && (typeOnly || isConditional === true || name.startsWith('_')))
    return { kind: 'unknown', reason: 'other-version', module: answer.module };
  // `mail.outbox` of Django is put there by its test runner.
  if (nodeOf(answer.module)?.putByCode?.has(answer.name) === true)
    return { kind: 'unknown', reason: 'set-elsewhere', module: answer.module };
  // JavaScript runs with what is there, whatever declarations say of it; and what the declarations of a package re-export
  // in vain (`plugin` of postcss) is an error in them, and `any` to who takes it from there.
  const isVain = answer.via.some(({ module, star }) => star !== true && isOfPackage(nodeOf(module)));
  // TypeScript looks at the real module, whatever a test puts in its place; what `require()` gives is `any` to it.
  const isTyped = settings.typescript && record.requests[request]?.form !== 'require';
  if (!isTyped && isConditional === true && asksForVersion(node, resolution))
    return { kind: 'unknown', reason: 'other-version', module: answer.module };
  const runtime = typeOnly || (isTyped && !isVain) ? null : runtimeOf(node, lookup);
  const real = runtime === null ? answer : resolveExport(runtime, lookup.name, lookup.importer);
  if (real.kind !== 'missing') return real;
  if (isVain && runtime === null)
    return { kind: 'unknown', reason: 'skipped-declaration', module: answer.module };
  // What a re-export in an unchecked file does not find is `any` too.
  const isUnchecked = answer.via.some(
    ({ module, star }) => star !== true && nodeOf(module)?.settings.unchecked === true,
  );
  if (settings.unchecked || isUnchecked)
    return { kind: 'unknown', reason: 'skipped-declaration', module: answer.module };
  const target = nodeOf(answer.module);
  if (node.isTest === true && (target?.setInTests?.has(answer.name) || target?.setInTests?.has('*')))
    return { kind: 'unknown', reason: 'set-in-tests', module: answer.module };
  // In its own package the compiler sees the source, and refuses.
  const isOfOther = target?.settings.packageRoot !== settings.packageRoot;
  const isEsModule = settings.format === 'esm' || (isRunByVitest(record) && isOfOther);
  if (answer.name === 'default' && isEsModule && isCompiledToCommonJs(target))
    return { kind: 'unknown', reason: 'synthetic-default', module: answer.module };
  if (settings.asksDefaults === true && !typeOnly && isMemberOfDefault(target, answer.name, resolveExport))
    return { kind: 'unknown', reason: 'member-of-default', module: answer.module };
  // `import { type T }` in JavaScript is Flow's, and the packages that it comes from are published without its types.
  const isFlow = typeOnly && !settings.typescript && record.requests[request]?.form === 'import';
  if (isFlow && isOfOther) return { kind: 'unknown', reason: 'untyped', module: answer.module };
  // TypeScript takes a package without types for `any`, also as a type, and leaves out what is only used as one.
  const isOnlyType = asks.by === 'import' && asks.entry.onlyAsType === true && !settings.verbatim;
  const isUntyped = isOfOther && target?.settings.typescript === false && !isOfPackage(target);
  if (settings.typescript && isOnlyType && isUntyped)
    return { kind: 'unknown', reason: 'untyped', module: answer.module };
  const gives = (module: ModuleId) => resolveExport(module, answer.name, importer).kind !== 'missing';
  if (importer !== 'python' && isTestName(node.id) && isOnEveryObject(node, answer.name, gives))
    return { kind: 'unknown', reason: 'object-prototype', module: answer.module };
  const isUntold =
    record.requests[request]?.untold === true || (asks.by === 'member' && asks.use.untold === true);
  if (
    importer === 'require' &&
    resolution?.kind === 'module' &&
    resolution.isToBeBundled &&
    hasOnlyDefault(target)
  )
    return { kind: 'unknown', reason: 'unbuilt', module: answer.module };
  // What runs is not described by a declaration that the author says is wrong, and of a type nothing runs.
  if (isUntold && (typeOnly || target?.record.moduleKind === 'declaration'))
    return { kind: 'unknown', reason: 'untold', module: answer.module };
  // TypeScript looks at one file, whatever else a bundler takes.
  const isSeenByCompiler = settings.typescript && target?.settings.typescript === true;
  if (!isSeenByCompiler && isGivenOtherwise(resolveExport, node, lookup))
    return { kind: 'unknown', reason: 'other-condition', module: answer.module };
  if (isTyped && !isUntold) return answer;
  const { commonjs } = target?.record ?? {};
  const isOfMock = commonjs?.isFunction === true && isOfMockFunction(answer.name);
  const isGivenByMock: HasManualMock = (specifier, module) => isOfMock || hasManualMock(specifier, module);
  return isReplaced(node, request, nodeOf, isGivenByMock)
    ? { kind: 'unknown', reason: 'mocked', module: answer.module }
    : answer;
}

/** Whether a file asks which version of a package is installed: `require('eslint/package.json')`, `React.version`. */
function asksForVersion(
  { record, resolutions }: ModuleNode,
  asked: ModuleNode['resolutions'][number] | undefined,
): boolean {
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

/** Source: rollupjs.org/configuration-options, "output.exports" (`auto`) */
function hasOnlyDefault(target: ModuleNode | undefined): boolean {
  const exports = target?.record.exports ?? [];
  return (
    exports.length > 0 && exports.every((entry) => entry.kind !== 'star' && entry.exportName === 'default')
  );
}

/**
 * `require('should')` and `chai.should()` put a member of that name into every object (chaijs.com/guide/styles/#should).
 * @param gives whether a module has the name itself: a call of what is not there does nothing
 */
function isOnEveryObject(
  { record, resolutions }: ModuleNode,
  name: string,
  gives: (module: ModuleId) => boolean,
): boolean {
  const { requests, imports, memberUses } = record;
  if (requests.some(({ specifier }) => specifier === name)) return true;
  return memberUses.some(({ access, of, path }) => {
    if (access !== 'call' || path.length !== 1 || path[0]?.name !== name) return false;
    const request = 'request' in of ? of.request : imports[of.import]?.request;
    const resolution = request === undefined ? undefined : resolutions[request];
    return resolution?.kind === 'module' && resolution.packageName !== undefined && gives(resolution.module);
  });
}

function isOfPackage(node: ModuleNode | undefined): boolean {
  return node !== undefined && node.role !== 'project' && node.record.moduleKind === 'declaration';
}

/** What runs in the place of the declarations that were asked; null where the module itself was. */
function runtimeOf({ resolutions }: ModuleNode, { request, target }: NameLookup): ModuleId | null {
  const resolution = resolutions[request];
  return resolution?.kind === 'module' && resolution.module === target ? (resolution.runtime ?? null) : null;
}

/**
 * Whether a name that an installed module lacks may be a member of its default, which Vitest looks for then, unless the name
 * of the file says that it is an ES module (`shouldInterop` in vite-node's client).
 */
function isMemberOfDefault(
  target: ModuleNode | undefined,
  name: string,
  resolveExport: Otherwise['resolveExport'],
): boolean {
  if (target === undefined || target.role === 'project' || name === 'default') return false;
  const isInstalled = target.id.includes('/node_modules/') && !/\.m[jt]s$/.test(target.id);
  return isInstalled && resolveExport(target.id, 'default', 'interop').kind === 'found';
}

/**
 * Node and Vitest take `module.exports` for the default of a CommonJS module, and webpack does it for importers that are ES modules
 * by their name: https://www.typescriptlang.org/docs/handbook/modules/reference.html#implied-module-format
 */
function isCompiledToCommonJs(node: ModuleNode | undefined): boolean {
  return (
    node !== undefined &&
    node.record.moduleKind === 'esm' &&
    node.settings.typescript &&
    node.settings.format === 'commonjs'
  );
}
