// Tells "it is nowhere" from "it is here, but not where it will run": unresolved requests whose file is on disk and
// not in the view get the reason `not-in-view`, or become unknown when a build makes the file over there. They become
// unknown too when the file is in git and not checked out here.

import type { AbsentEntry } from '../model/absent-entry.ts';
import type { ModuleGraph, ModuleNode } from '../model/module-graph.ts';
import type { ModuleRequest } from '../model/module-request.ts';
import { parentOf } from '../model/path.ts';
import type {
  ModuleResolution,
  Resolution,
  UnknownResolution,
  UnresolvedResolution,
} from '../model/resolution.ts';
import type { View } from './view.ts';

/** A graph with those resolutions replaced; the same graph when there are none. Pure but for what the view reads. */
export function markNotInView(graph: ModuleGraph, view: View): ModuleGraph {
  const replaced = new Map<string, ModuleNode>();
  for (const node of graph.values()) {
    if (node.role !== 'project') continue;
    const resolutions = node.resolutions.map((resolution, request) => {
      const asked = node.record.requests[request];
      if (resolution.kind === 'module' && asked !== undefined)
        return (
          judgeName(asked.specifier, resolution, view) ??
          judgeData(resolution, view) ??
          judgePackage(node, asked, resolution, view) ??
          judgeStage(node, asked, resolution, view) ??
          resolution
        );
      if (resolution.kind === 'unresolved') return judge(resolution, view);
      return resolution.kind === 'unknown' ? judgeUnowned(resolution, view) : resolution;
    });
    if (resolutions.some((resolution, request) => resolution !== node.resolutions[request])) {
      replaced.set(node.id, { ...node, resolutions });
    }
  }
  if (replaced.size === 0) return graph;
  // Setting an existing key keeps its place, and with it the order of the graph.
  const marked = new Map(graph);
  for (const [id, node] of replaced) marked.set(id, node);
  return marked;
}

/**
 * `from src.shop.cart import Cart`, where a build packs what is in `src/` and not the folder itself: it works here, beside
 * that folder. So does `import shop`, where a build puts the package into another.
 */
function judgeName(
  specifier: string,
  { module }: ModuleResolution,
  { nameWhenDeployed }: View,
): UnresolvedResolution | null {
  if (nameWhenDeployed === undefined || !/^\w/.test(specifier)) return null;
  const deployedAs = nameWhenDeployed(module);
  if (deployedAs === null || deployedAs === specifier) return null;
  if (!specifier.endsWith(`.${deployedAs}`) && !deployedAs.endsWith(`.${specifier}`)) return null;
  const absent = specifier.split('.')[0] ?? specifier;
  return { kind: 'unresolved', reason: 'not-in-view', tried: [], expected: module, deployedAs, absent };
}

/** `import '../package.json'`: it is read here for what it says, and code that asks for it needs it over there. */
function judgeData({ module }: ModuleResolution, view: View): Resolution | null {
  if (!module.endsWith('.json') || view.absence?.isAbsent(module) !== true) return null;
  return judge({ kind: 'unresolved', reason: 'not-found', tried: [module] }, view);
}

/**
 * What a production install brings along is not installed there: it was declared after the last install. A bundler has
 * put it into what runs.
 */
function judgePackage(
  node: ModuleNode,
  request: ModuleRequest,
  resolution: ModuleResolution,
  { absence }: View,
): UnresolvedResolution | null {
  if (absence?.lacksPackage === undefined || resolution.declared !== 'dependencies') return null;
  const { runtime, bundled } = node.settings;
  if (isErased(request, node) || runtime === 'bundler' || bundled === true) return null;
  const packageName = /^(?:@[^/]+\/)?[^/]+/.exec(request.specifier)?.[0] ?? '';
  const file = resolution.runtime === undefined ? resolution.module : resolution.runtime;
  const isInstalled = file?.includes(`/node_modules/${packageName}/`) === true;
  if (!isInstalled || !absence.lacksPackage(packageName, node.id)) return null;
  return { kind: 'unresolved', reason: 'not-in-view', tried: [], expected: file, packageName };
}

/** What only an earlier stage of an image has, asked for by code that runs in the last one as it is written. */
function judgeStage(
  node: ModuleNode,
  request: ModuleRequest,
  { module, runtime = module }: ModuleResolution,
  { absence }: View,
): UnresolvedResolution | null {
  if (runtime === null || isErased(request, node)) return null;
  if (absence?.isAbsentBeside?.(runtime, node.id) !== true || absence.madeBy(runtime) !== null) return null;
  return { kind: 'unresolved', reason: 'not-in-view', tried: [runtime], expected: runtime };
}

function isErased({ typeOnly, runs }: ModuleRequest, { record }: ModuleNode): boolean {
  return typeOnly || runs === 'never' || record.moduleKind === 'declaration';
}

/** Whether a build of this checkout is yet to make what a package offers: nothing is beside it. */
export function isYetToBeBuilt(
  { expected, isBeforeBuild }: AbsentEntry,
  { absence, fileSystem }: View,
): boolean {
  if (absence === null || absence.isAbsent(expected)) return false;
  const isAlone = fileSystem.stat(parentOf(expected) ?? '/') === null;
  return isBeforeBuild || (isAlone && absence.unbuilt(expected) !== null);
}

function judge(resolution: UnresolvedResolution, { absence, notCheckedOut }: View): Resolution {
  const candidates = [
    ...resolution.tried,
    ...(resolution.expected === undefined ? [] : [resolution.expected]),
  ];
  for (const path of candidates) {
    const hint = notCheckedOut(path);
    if (hint !== null) return { kind: 'unknown', reason: 'not-checked-out', hint };
  }
  if (absence === null) return resolution;
  const absent = candidates.find((path) => absence.isAbsent(path));
  if (absent === undefined) {
    const expected = resolution.expected ?? resolution.tried[0];
    const hint = expected === undefined ? null : absence.unbuilt(expected);
    return hint === null ? resolution : { kind: 'unknown', reason: 'unbuilt', hint };
  }
  const madeBy = absence.madeBy(absent);
  if (madeBy !== null) return { kind: 'unknown', reason: 'generated', hint: madeBy };
  const { suggestion: _suggestion, ...rest } = resolution;
  return { ...rest, reason: 'not-in-view', expected: absent };
}

/**
 * Nothing in the view says that the project owns the name, or that its folder is there at all (`lib/` may be what a
 * build writes, or sources that were left out); a file on disk does.
 */
function judgeUnowned(resolution: UnknownResolution, { absence }: View): Resolution {
  const { tried } = resolution;
  const absent = absence === null ? undefined : tried?.find((path) => absence.isAbsent(path));
  if (absence === null || tried === undefined || absent === undefined) return resolution;
  const madeBy = absence.madeBy(absent);
  if (madeBy !== null) return { kind: 'unknown', reason: 'generated', hint: madeBy };
  return { kind: 'unresolved', reason: 'not-in-view', tried, expected: absent };
}
