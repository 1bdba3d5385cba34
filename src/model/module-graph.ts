// The modules that were read and what their requests resolve to.

import type { ModuleId } from './module-id.ts';
import type { ModuleRecord } from './module-record.ts';
import type { Resolution } from './resolution.ts';
import type { Span } from './span.ts';

export interface ModuleNode {
  readonly id: ModuleId;
  readonly record: ModuleRecord;
  /** Parallel to `record.requests`. */
  readonly resolutions: readonly Resolution[];
  /** `project`: checked; `target`: only read because something imports it (packages, fixture folders). */
  readonly role: 'project' | 'target';
  readonly settings: ModuleSettings;
  /** Where an ES module waits at its top level; looked for in those that `require()` loads in Node. */
  readonly awaitsAt?: Span;
  /** Python: the modules in the folder of this package, by name; they become its attributes once imported. */
  readonly submodules?: ReadonlyMap<string, ModuleId>;
  /** Python: names that tests alone put into this module, and that are there for them only. */
  readonly setInTests?: ReadonlySet<string>;
  /** Python: whether the file is a test, where some module has such names. */
  readonly isTest?: boolean;
  /** Python: names that code may put into this module where nobody sees it. */
  readonly putByCode?: ReadonlySet<string>;
  /** Python: modules in the folder of this package that surely nothing imports, so that they are no attributes of it. */
  readonly unloaded?: ReadonlySet<string>;
}

/** What decides how this module is run, told from tsconfig, package.json, extension and config. */
export interface ModuleSettings {
  /** `node`: Node's own loader reads it, as it stands or after a one-to-one compile; `bundler`: something forgiving. */
  readonly runtime: 'node' | 'bundler' | 'python' | 'unknown';
  /** A bundler of its package puts it together with what it imports, although it is written for Node's own loader. */
  readonly bundled?: true;
  /** How this file is loaded. */
  readonly format: 'esm' | 'commonjs' | 'unknown';
  readonly typescript: boolean;
  /** `verbatimModuleSyntax` (or type stripping): an import without `type` stays at run time. */
  readonly verbatim: boolean;
  /** `isolatedModules` or a compiler that works file by file: a re-exported type stays at run time. */
  readonly isolated: boolean;
  /**
   * TypeScript's own compiler makes the JavaScript, with the whole program in view: the import of what is only a type is
   * dropped, also where it is used as a value.
   */
  readonly compiledWhole?: true;
  /** The folder that the compiler writes this file to, where that is what runs in the end: nothing changes it afterwards. */
  readonly emittedTo?: string;
  /** The Node that is asked for is one that loads no ES module by `require()`. */
  readonly withoutRequiredModules?: true;
  /** In such a Node: its syntax alone says that it is an ES module, which Node did not look at then. */
  readonly isBySyntax?: true;
  /** `emitDecoratorMetadata` in an ES module: classes that stand as types in decorated signatures are read. */
  readonly describesTypes?: true;
  /** Babel takes Flow's types out and compiles to `require`: an import that is used as a type only asks for nothing. */
  readonly dropsTypes?: true;
  /**
   * What runs it takes names that an installed module lacks from the default of that: Vitest, where no compiler looks
   * (vitest.dev/config/deps, "deps.interopDefault").
   */
  readonly asksDefaults?: true;
  /** A declaration file under `skipLibCheck`: the project's own compiler does not look at what stands in it. */
  readonly unchecked?: boolean;
  /** The compiler that reads what is around the file is told to leave its folder alone. */
  readonly leftAlone?: true;
  /** The package that the file belongs to: directory of its package.json or pyproject.toml, if any. */
  readonly packageRoot?: string;
}

/** Insertion order is sorted by id, so that every walk over it is deterministic. */
export type ModuleGraph = ReadonlyMap<ModuleId, ModuleNode>;

/** The modules that a request of any module leads to. */
export function importedModules(graph: ModuleGraph): Set<ModuleId> {
  const imported = new Set<ModuleId>();
  for (const { resolutions } of graph.values()) {
    for (const resolution of resolutions) if (resolution.kind === 'module') imported.add(resolution.module);
  }
  return imported;
}

/** A request, pointed at from outside its record. */
export interface RequestRef {
  readonly module: ModuleId;
  readonly request: number;
}
