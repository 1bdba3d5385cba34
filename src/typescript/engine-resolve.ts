// Resolution of the ts-morph engine. TypeScript is asked first, with the options of the file's own tsconfig. What it does
// not know (what a bundler serves, what runs, why something is not there) is the default resolver's to say.

import type { ts } from 'ts-morph';
import type { Resolver, ResolverContext } from '../languages/language.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRecord } from '../model/module-record.ts';
import type { ModuleRequest } from '../model/module-request.ts';
import type { ModuleResolution, Resolution, UnresolvedReason } from '../model/resolution.ts';
import { completeExports } from './engine-exports.ts';
import { createEngineProjects } from './engine-projects.ts';
import { loadTsMorph } from './load.ts';

/** What a runtime refuses although TypeScript may accept it. */
const refusedByRuntime: ReadonlySet<UnresolvedReason> = new Set([
  'missing-extension',
  'directory-import',
  'missing-attribute',
  'wrong-case',
  'unknown-builtin',
  'not-in-view',
]);

/** @param own the default resolver over the same files */
export function createEngineResolver(context: ResolverContext, own: Resolver): Resolver {
  const projects = createEngineProjects(context);

  function resolve(file: ModuleId, record: ModuleRecord, request: number): Resolution {
    const answer = own.resolve(file, record, request);
    const asked = record.requests[request];
    if (asked === undefined || !asksTypeScript(file, asked, answer)) return answer;
    const found = resolvedByTypeScript(file, record, asked);
    if (found === null || !isModuleFile(found)) return answer;
    if (answer.kind !== 'module') return { kind: 'module', module: found };
    return answer.module === found ? answer : withModule(answer, found);
  }

  function asksTypeScript(file: ModuleId, { form, specifier }: ModuleRequest, answer: Resolution): boolean {
    if (!/\.[cm]?tsx?$/.test(file) || specifier.includes('?')) return false;
    if (
      form === 'reference-path' ||
      form === 'reference-types' ||
      form === 'url' ||
      form === 'component-src'
    ) {
      return false;
    }
    if (answer.kind === 'unresolved') return !refusedByRuntime.has(answer.reason);
    return answer.kind === 'module' || (answer.kind === 'unknown' && answer.reason === 'undeclared-alias');
  }

  function resolvedByTypeScript(file: ModuleId, record: ModuleRecord, asked: ModuleRequest): ModuleId | null {
    const { ts } = loadTsMorph();
    const project = projects.of(file);
    const { resolvedModule } = ts.resolveModuleName(
      asked.specifier,
      file,
      project.getCompilerOptions(),
      project.getModuleResolutionHost(),
      undefined,
      undefined,
      modeOf(asked, own.settings(file, record).format),
    );
    return resolvedModule?.resolvedFileName ?? null;
  }

  return {
    ...own,
    resolve,
    complete: (graph) => completeExports(own.complete?.(graph) ?? new Map(), graph, projects),
  };
}

/** Through which of the two loaders a request goes, where `module` is one of Node's. */
function modeOf(
  { form }: ModuleRequest,
  format: 'esm' | 'commonjs' | 'unknown',
): ts.ModuleKind.ESNext | ts.ModuleKind.CommonJS {
  const { ts } = loadTsMorph();
  if (form === 'dynamic-import' || form === 'import-meta-resolve') return ts.ModuleKind.ESNext;
  if (form === 'require' || form === 'require-resolve' || form === 'import-equals')
    return ts.ModuleKind.CommonJS;
  return format === 'commonjs' ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext;
}

function isModuleFile(path: string): boolean {
  return /\.(?:[cm]?[jt]sx?|json)$/.test(path);
}

/** TypeScript's target; what runs stays what it was, or is the file that the types were taken for. */
function withModule(answer: ModuleResolution, module: ModuleId): ModuleResolution {
  const runtime = answer.runtime === undefined ? answer.module : answer.runtime;
  const typesOnly = /\.d\.[cm]?ts$/.test(module);
  if (!typesOnly) {
    const { runtime: _, ...rest } = answer;
    return { ...rest, module };
  }
  return { ...answer, module, runtime };
}
