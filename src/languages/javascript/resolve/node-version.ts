// The version of Node that the project is for: the one that the user names, else the newest that the project asks for
// (`.nvmrc` and its kin, `engines`, `devEngines`, `volta`, the version of `@types/node`) where that is newer than the Node that runs danglint.

import { isRecord, type PackageJsonReader } from '../../../discover/package-json.ts';
import { nodeMajorVersion } from '../../../host/builtin-modules.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { readTextOrNull } from '../../../host/settings-file.ts';
import { below } from '../../../model/path.ts';

/**
 * @param named `22` or `22.3`, by `--node` or the configuration
 * @returns a major version
 */
export function nodeMajorOf(
  root: string,
  named: string | undefined,
  fileSystem: FileSystem,
  packages: PackageJsonReader,
): number {
  if (named !== undefined) return Number.parseInt(named, 10);
  const manifest = packages.read(root)?.fields ?? {};
  const asked = [
    ...['.nvmrc', '.node-version'].map((name) => pinnedMajor(below(root, name), fileSystem)),
    toolMajor(below(root, '.tool-versions'), fileSystem),
    lowestMajor(fieldOf(manifest['engines'], 'node')),
    ...runtimesOf(manifest['devEngines']).map(lowestMajor),
    majorOf(fieldOf(manifest['volta'], 'node')),
    majorOf(packages.read(below(root, 'node_modules/@types/node'))?.fields['version']),
  ];
  return Math.max(nodeMajorVersion(), ...asked.filter((major) => major !== null));
}

/**
 * Whether a Node loads ES modules by `require()`: 20.19, 22.12 and all since.
 * Source: nodejs.org/api/modules.html, "Loading ECMAScript modules using require()", History
 * @param named `22` or `22.3`; a major version alone means the last of its line. None: the Node that runs danglint, which does
 */
export function requiresEsModules(named: string | undefined): boolean {
  const [major = 0, minor = Number.POSITIVE_INFINITY] = (named ?? '').split('.').map(Number);
  if (named === undefined || major >= 23) return true;
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12);
}

/** `v22.1.0` or `22`; null for a name (`lts/*`). */
function pinnedMajor(path: string, fileSystem: FileSystem): number | null {
  return majorOf(readTextOrNull(fileSystem, path)?.trim());
}

/** asdf and mise: a line `nodejs 22.1.0`. https://asdf-vm.com/manage/configuration.html */
function toolMajor(path: string, fileSystem: FileSystem): number | null {
  return majorOf(/^node(?:js)?[ \t]+(\S+)/m.exec(readTextOrNull(fileSystem, path) ?? '')?.[1]);
}

function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

/** The ranges for Node: https://docs.npmjs.com/cli/configuring-npm/package-json#devengines */
function runtimesOf(devEngines: unknown): unknown[] {
  return [fieldOf(devEngines, 'runtime')]
    .flat()
    .filter((runtime) => fieldOf(runtime, 'name') === 'node')
    .map((runtime) => fieldOf(runtime, 'version'));
}

function majorOf(version: unknown): number | null {
  const major = typeof version === 'string' ? /^v?(\d+)(?:\.|$)/.exec(version)?.[1] : undefined;
  return major === undefined ? null : Number(major);
}

/** The lowest major version that a range allows: `^20.19 || >=22` is 20. */
function lowestMajor(range: unknown): number | null {
  if (typeof range !== 'string') return null;
  const majors = range.split('||').flatMap((part) => {
    const major = /(?:^|[\s>=^~v])(\d+)/.exec(part)?.[1];
    return major === undefined ? [] : [Number(major)];
  });
  return majors.length === 0 ? null : Math.min(...majors);
}
