// Names that other modules put into a CommonJS module: `const util = require('./util'); util.isNode = …`. Whether that
// has happened when a name is asked for depends on the order in which modules run; it is no finding that it may not have.

import type { NamingExport } from '../model/commonjs-face.ts';
import { addToSet } from '../model/lists.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRecord } from '../model/module-record.ts';
import type { Resolution } from '../model/resolution.ts';
import { isTestName } from '../model/test-name.ts';
import { targetOf } from './request-target.ts';

/** Names that are put into a module from outside. */
export interface PutNames {
  has(name: string): boolean;
  /** Whether others may be put there as well. */
  readonly isOpen: boolean;
  /** Whether a test puts others there, while it runs. */
  readonly isOpenInTests: boolean;
}

/** What other modules do to the names of one. */
export interface FromOutside {
  namesPutInto(module: ModuleId): PutNames | undefined;
  /** The names that calls give to the parameter of a function that the module exports. */
  namesGivenTo(module: ModuleId, through: NamingExport): ReadonlySet<string> | undefined;
  /** Whether a package is loaded whose only purpose may be to add to this one. */
  isAddedTo(packageName: string): boolean;
}

/** The names that are assigned from outside, by the module that gets them. */
export function assignedNames(graph: ModuleGraph): ReadonlyMap<ModuleId, PutNames> {
  const names = new Map<ModuleId, Set<string>>();
  const endings = new Map<ModuleId, Set<string>>();
  const inTests = new Set<ModuleId>();
  for (const { id, record, resolutions } of graph.values()) {
    for (const { access, of, path, isEnding } of record.memberUses) {
      const [member] = path;
      if (access !== 'write' || member === undefined || path.length > 1) continue;
      const request = 'request' in of ? of.request : record.imports[of.import]?.request;
      const module = loadedBy(request === undefined ? undefined : resolutions[request]);
      if (module === null || !isOpenToAll(module, graph)) continue;
      if (isEnding === true && member.name === '' && isTestName(id)) inTests.add(module);
      else addToSet(isEnding === true ? endings : names, module, member.name);
    }
  }
  const modules = new Set([...names.keys(), ...endings.keys(), ...inTests]);
  return new Map([...modules].map((id) => [id, putNames(names.get(id), endings.get(id), inTests.has(id))]));
}

function putNames(
  names: ReadonlySet<string> = new Set(),
  endings: ReadonlySet<string> = new Set(),
  isOpenInTests = false,
): PutNames {
  const told = [...endings].filter((ending) => ending !== '');
  return {
    has: (name) => names.has(name) || told.some((ending) => name.endsWith(ending) && name !== ending),
    isOpen: endings.has(''),
    isOpenInTests,
  };
}

/**
 * The names that others give when they call exports of a module, by {@link givenKey}: `common.register('cat', run)`. As above,
 * it is no finding that the call may come later than the use.
 */
export function givenNames(graph: ModuleGraph): ReadonlyMap<string, ReadonlySet<string>> {
  const byParameter = new Map<string, Set<string>>();
  for (const { record, resolutions } of graph.values()) {
    for (const { words, of, path } of record.memberUses) {
      const [member] = path;
      if (words === undefined || member === undefined || path.length > 1) continue;
      const request = 'request' in of ? of.request : record.imports[of.import]?.request;
      const module = loadedBy(request === undefined ? undefined : resolutions[request]);
      if (module === null) continue;
      words.forEach((word, position) => {
        const key = givenKey(module, { member: member.name, position });
        if (word !== null) addToSet(byParameter, key, word);
      });
    }
  }
  return byParameter;
}

/** What the names given to one parameter are kept under. */
export function givenKey(module: ModuleId, { member, position }: NamingExport): string {
  return `${module}\0${member}\0${position}`;
}

/** The module that runs, where declarations (`@types/node`) tell its names. */
export function loadedBy(resolution: Resolution | undefined): ModuleId | null {
  const runtime = resolution?.kind === 'module' ? resolution.runtime : undefined;
  return runtime ?? targetOf(resolution).module;
}

/** What `require` gives of the module is one object for all. */
function isOpenToAll(module: ModuleId, graph: ModuleGraph): boolean {
  return module.startsWith('node:') || graph.get(module)?.record.moduleKind === 'commonjs';
}

/**
 * The packages that others may add names to: what a package needs that the project loads without taking anything from it
 * (`require('moment-timezone')` for `moment.tz`, a plugin of jQuery).
 */
export function packagesAddedTo(graph: ModuleGraph): ReadonlySet<string> {
  const addedTo = new Set<string>();
  for (const { record, resolutions, role } of graph.values()) {
    if (role !== 'project') continue;
    resolutions.forEach((resolution, request) => {
      if (resolution.kind !== 'module' || resolution.needs === undefined) return;
      if (isForEffect(record, request)) for (const name of resolution.needs) addedTo.add(name);
    });
  }
  return addedTo;
}

function isForEffect({ requests, imports, exports, memberUses }: ModuleRecord, request: number): boolean {
  const asked = requests[request];
  if (asked === undefined || asked.typeOnly || asked.held === true) return false;
  if (!/^(?:import|require|dynamic-import)$/.test(asked.form)) return false;
  return (
    !imports.some((entry) => entry.request === request) &&
    !exports.some((entry) => entry.kind !== 'local' && entry.request === request) &&
    !memberUses.some(({ of }) => 'request' in of && of.request === request)
  );
}
