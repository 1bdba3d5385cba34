// The requests that lead into packages, by how the importing package declares them: what the rules about dependencies
// ask. Left out is what nobody would miss: types, optional imports, requests that are not written as such.

import type { Finding } from '../model/finding.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRequest } from '../model/module-request.ts';
import type { PackageDeclaration, Resolution } from '../model/resolution.ts';
import { siteOfWorkingRequest } from './failure.ts';
import type { LinkedGraph } from './linked-graph.ts';
import { erasedRequests } from './load-edges.ts';
import { reachableFrom } from './reachability.ts';

export interface PackageUse {
  readonly node: ModuleNode;
  readonly request: ModuleRequest;
  readonly declaration: PackageDeclaration;
  /** All of a finding about it but what its rule calls it and suggests. */
  readonly facts: Omit<Finding, 'rule' | 'messageId' | 'suggestions'>;
  readonly packageName: string;
}

/** In the order of the nodes and of their requests. */
export function* packageUses(
  nodes: readonly ModuleNode[],
  linked: LinkedGraph,
  declared: NonNullable<PackageDeclaration['declared']>,
): Iterable<PackageUse> {
  for (const node of nodes) {
    const erased = erasedRequests(node, linked.lookups(node.id));
    for (const [index, resolution] of node.resolutions.entries()) {
      if (resolution.kind !== 'module' && resolution.kind !== 'external') continue;
      const request = node.record.requests[index];
      if (resolution.declared !== declared || request === undefined) continue;
      if (request.implied === true || erased.has(index)) continue;
      if (isProbed(node, index)) continue;
      const { specifier, span } = request;
      const { packageName = specifier } = resolution;
      yield {
        node,
        packageName,
        request,
        declaration: resolution,
        facts: {
          data: { package: packageName, specifier, ...broughtBy(resolution) },
          location: { module: node.id, span },
          related: [],
          specifier,
          ...(resolution.kind === 'module' ? { target: resolution.module } : {}),
          site: siteOfWorkingRequest(node, index),
        },
      };
    }
  }
}

/**
 * What a finding says of a package that is surely not there where the program runs.
 * @param why what leaves it out, in words
 */
export function leftOut(
  { facts }: PackageUse,
  why: string,
): Pick<Finding, 'messageId' | 'data' | 'severity' | 'site'> {
  const { onlyAfter: _, ...site } = facts.site;
  return { messageId: 'left-out', data: { ...facts.data, why }, severity: 'error', site };
}

function broughtBy({ broughtBy: name }: PackageDeclaration): { broughtBy?: string } {
  return name === undefined ? {} : { broughtBy: name };
}

/**
 * Whether the code knows that the package may be absent: it catches that here, it does so for the same package elsewhere
 * in the file, or it has done so before in the same function and has left it where the package is not there
 * (`try: import boto3 / except ImportError: raise …`, then `from botocore import config`).
 */
function isProbed({ record, resolutions }: ModuleNode, index: number): boolean {
  const request = record.requests[index];
  if (request === undefined || isCaught(request)) return true;
  const packageName = packageOf(resolutions[index]);
  return record.requests.some((other, at) => {
    if (!isCaught(other) || other.typeOnly || other.implied === true) return false;
    if (packageName !== undefined && packageOf(resolutions[at]) === packageName) return true;
    if (at > index || other.runs !== request.runs || other.enclosing !== request.enclosing) return false;
    return request.runs === 'call' || other.foreseen === true;
  });
}

function isCaught({ guard, foreseen }: ModuleRequest): boolean {
  return guard === 'optional' || foreseen === true;
}

function packageOf(resolution: Resolution | undefined): string | undefined {
  return resolution?.kind === 'module' || resolution?.kind === 'external'
    ? resolution.packageName
    : undefined;
}

/** A bundler copies packages into what is deployed. */
export function isBundled({ settings }: ModuleNode): boolean {
  return settings.runtime === 'bundler' || settings.bundled === true;
}

/** What is known of the places where a program starts. */
export interface Starts {
  /** What production reaches; null when no entry is known. */
  readonly production: ReadonlySet<string> | null;
  readonly starts: readonly ModuleId[];
}

/** Whether a request is one of those for which the package that it asks for counts. */
export function createCounting(
  linked: LinkedGraph,
  { production, starts }: Starts,
): (node: ModuleNode, request: ModuleRequest, countsIn: PackageDeclaration['countsIn']) => boolean {
  let loaded: ReadonlyMap<ModuleId, unknown> | null = null;
  return (node, request, countsIn) => {
    if (countsIn === undefined) return true;
    if (countsIn === 'production') return production?.has(node.id) !== false;
    if (production === null || request.runs !== 'load' || request.foreseen === true) return false;
    loaded ??= reachableFrom(starts, linked, 'load');
    return loaded.has(node.id);
  };
}
