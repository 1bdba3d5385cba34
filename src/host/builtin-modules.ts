// The modules that are built into Node: which there are, and what they export. Those of the Node that runs danglint are
// asked for; those of other versions stand in a table (written by test/host/write-builtin-names.mjs), read when needed.

import { readFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import process from 'node:process';

/** The built-in modules of one version of Node. Names are without `node:` (`fs/promises`). */
export interface BuiltinModules {
  has(name: string): boolean;
  /** Whether the module can only be imported as `node:NAME`. */
  needsScheme(name: string): boolean;
  /** The names that a module exports, `default` not included, sorted; null when there is no such module. */
  names(name: string): readonly string[] | null;
  /** What `require` gives beside the `names`: not enumerable, or inherited (`require('stream').once`). */
  unlisted(name: string): readonly string[];
  /** Whether a name that is not among the `names` of this module is missing for sure. */
  isComplete(name: string): boolean;
}

/** Modules that exist only where Node is started with a flag of their own, which no table shows. */
const BEHIND_FLAGS: ReadonlySet<string> = new Set(['quic', 'vfs']);

/** `constants` has the names of the system that it runs on. */
const dependsOnPlatform = (name: string): boolean => name === 'constants';

/**
 * Names that depend on how Node is started: `process` as a child with a channel, and on the system; `cluster` as a worker
 * (https://nodejs.org/api/cluster.html#clusterworker); `vm` with `--experimental-vm-modules`
 * (https://nodejs.org/api/vm.html#class-vmmodule).
 */
const SOMETIMES: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'process',
    'channel connected disconnect send permission getegid geteuid getgid getgroups getuid initgroups setegid seteuid setgid setgroups setuid'.split(
      ' ',
    ),
  ],
  ['cluster', ['worker']],
  ['vm', ['Module', 'SourceTextModule', 'SyntheticModule']],
]);

const withSometimes = (name: string, names: readonly string[]): readonly string[] =>
  [...new Set([...names, ...(SOMETIMES.get(name) ?? [])])].toSorted();

/** @param major a major version of Node; for one that is not in the table, names that the running Node lacks are open */
export function builtinModulesOf(major: number): BuiltinModules {
  if (major === nodeMajorVersion()) return running;
  return Object.hasOwn(readTable().versions, String(major))
    ? tabled(major)
    : { ...running, isComplete: () => false };
}

/** Whether some version of Node has this module: it is not there in another one, but nobody invented it. */
export function isBuiltinOfSomeNode(name: string): boolean {
  const { modules } = readTable();
  return BEHIND_FLAGS.has(name) || Object.hasOwn(modules, name) || Object.hasOwn(modules, `node:${name}`);
}

export function nodeMajorVersion(): number {
  return Number.parseInt(process.versions.node, 10);
}

const builtins = new Set(builtinModules);
const requireBuiltin = createRequire(import.meta.url);

const running: BuiltinModules = {
  // Names that exist with the prefix only (`node:test`, `node:sqlite`) are in the list with it from Node 23 on; before,
  // only `process.getBuiltinModule` knows them.
  has: (name) =>
    builtins.has(name) ||
    builtins.has(`node:${name}`) ||
    process.getBuiltinModule?.(`node:${name}`) !== undefined,
  needsScheme: (name) => !builtins.has(name) && running.has(name),
  names: (name) => (running.has(name) ? namesOfRunning(name) : null),
  unlisted: (name) => (running.has(name) ? unlistedOfRunning(name) : []),
  isComplete: (name) => !dependsOnPlatform(name),
};

function namesOfRunning(name: string): readonly string[] | null {
  const exports = exportsOfRunning(name);
  if (exports === undefined) return null;
  return exports === null
    ? []
    : withSometimes(
        name,
        Object.keys(exports).filter((key) => key !== 'default'),
      );
}

function unlistedOfRunning(name: string): readonly string[] {
  const exports = exportsOfRunning(name) ?? null;
  const found = new Set<string>();
  for (let holder = exports; holder !== null && holder !== Object.prototype; holder = prototypeOf(holder)) {
    for (const key of Object.getOwnPropertyNames(holder)) {
      if (holder !== exports || !Object.prototype.propertyIsEnumerable.call(exports, key)) found.add(key);
    }
  }
  return [...found].toSorted();
}

const prototypeOf = (object: object): object | null => Object.getPrototypeOf(object) as object | null;

/** Null for a module whose exports are no object, undefined for one that cannot be loaded. */
function exportsOfRunning(name: string): object | null | undefined {
  // Asking for an experimental or deprecated module warns on stderr; here nobody uses it.
  const emitWarning = process.emitWarning;
  process.emitWarning = () => {};
  try {
    const exports: unknown = requireBuiltin(`node:${name}`);
    return typeof exports === 'object' || typeof exports === 'function' ? exports : null;
  } catch {
    return undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
}

interface Table {
  /** Major version → the version that was asked. */
  readonly versions: Readonly<Record<string, string>>;
  /** Module (with `node:` where it needs it) → majors that have the names, `''` for all of the table → names. */
  readonly modules: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Module, never with `node:` → the same for what `require` gives beside the names. */
  readonly unlisted: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

let table: Table | null = null;

function readTable(): Table {
  table ??= JSON.parse(readFileSync(new URL('./builtin-names.json', import.meta.url), 'utf8')) as Table;
  return table;
}

function tabled(major: number): BuiltinModules {
  const { modules, unlisted } = readTable();
  const holds = (majors: string): boolean => majors === '' || majors.split(',').includes(String(major));
  const groups = (key: string): readonly string[] | null => {
    const byMajors = Object.hasOwn(modules, key) ? modules[key] : undefined;
    const held = Object.entries(byMajors ?? {}).filter(([majors]) => holds(majors));
    return held.length === 0 ? null : held.map(([, names]) => names);
  };
  const names = (name: string): readonly string[] | null => {
    const held = groups(name) ?? groups(`node:${name}`);
    return held === null
      ? null
      : withSometimes(
          name,
          held.flatMap((text) => text.split(' ').filter(Boolean)),
        );
  };
  return {
    has: (name) => names(name) !== null,
    needsScheme: (name) => groups(name) === null && groups(`node:${name}`) !== null,
    names,
    unlisted: (name) =>
      Object.entries(unlisted[name] ?? {}).flatMap(([majors, text]) =>
        holds(majors) ? text.split(' ') : [],
      ),
    isComplete: (name) => !dependsOnPlatform(name),
  };
}
