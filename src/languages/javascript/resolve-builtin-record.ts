// A built-in module as a record, so that names asked of `node:fs` are checked like any others.

import type { PackageJson } from '../../discover/package-json.ts';
import { isRecord } from '../../discover/package-json.ts';
import { builtinModuleNames, nodeMajorVersion } from '../../host/builtin-modules.ts';
import type { ModuleRecord } from '../../model/module-record.ts';

const NOWHERE = { start: 0, end: 0 };

/**
 * @param name without `node:`
 * @param project the package.json of the root: where it asks for a newer Node than this one, names may be missing here
 * @param nodeVersion the Node that the user named; the names of another major version are not known
 */
export function builtinRecord(
  name: string,
  project: PackageJson | null,
  nodeVersion: string | undefined,
): ModuleRecord | null {
  const names = builtinModuleNames(name);
  if (names === null) return null;
  const isOther =
    nodeVersion === undefined
      ? asksForNewer(project)
      : Number.parseInt(nodeVersion, 10) !== nodeMajorVersion();
  return {
    language: 'javascript',
    moduleKind: 'esm',
    exportsKind: isOther ? 'dynamic' : 'static',
    ...(isOther ? { dynamicReason: 'opaque-file' as const } : {}),
    requests: [],
    imports: [],
    exports: ['default', ...names].map((exportName) => ({
      kind: 'local',
      exportName,
      localName: exportName,
      meaning: 'value',
      span: NOWHERE,
    })),
    memberUses: [],
    ambientModules: [],
    directives: [],
    errors: [],
  };
}

/** The lowest major version that `engines.node` allows, against the one that runs. */
function asksForNewer(project: PackageJson | null): boolean {
  const engines = project?.fields['engines'];
  const range = isRecord(engines) ? engines['node'] : undefined;
  if (typeof range !== 'string') return false;
  const majors = range.split('||').flatMap((part) => {
    const major = /(?:^|[\s>=^~v])(\d+)/.exec(part)?.[1];
    return major === undefined ? [] : [Number(major)];
  });
  return majors.length > 0 && Math.min(...majors) > nodeMajorVersion();
}
