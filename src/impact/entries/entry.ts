// What an entry is, and what the finders of entries look at: manifests, scripts, conventions each have a file.

import type { FileSystem } from '../../host/file-system.ts';
import type { ModuleGraph } from '../../model/module-graph.ts';
import type { ModuleId } from '../../model/module-id.ts';
import type { EntryFiles } from './entry-files.ts';

/**
 * `production`: runs where it is deployed; `public`: those who install the package may begin with it, and nothing says that
 * somebody does; `tool`: runs on a developer's or CI machine; `test`: run by a test runner.
 */
export type EntryKind = 'production' | 'public' | 'tool' | 'test';

export interface Entry {
  readonly module: ModuleId;
  readonly kind: EntryKind;
  /** What makes it one, in words: `"main" of package.json`, `script "start"`. */
  readonly because: string;
  /** Whether it is run itself, or whoever starts it imports it: `uvicorn app.main:app`. Absent where nothing says so. */
  readonly starts?: 'script' | 'import';
  /** It is offered beside the package itself (`./testing` of `exports`): who begins there may have more installed. */
  readonly isBeside?: true;
  /** The files that are named where those are others, which a build makes of the module. */
  readonly made?: readonly MadeFile[];
  /**
   * Python: the folder from which it is imported by a dotted name, and the only one of the project that is on the path then.
   * Absent as well where the command says that others are.
   */
  readonly importedFrom?: string;
  /** What it exports and whoever starts it calls at once: `main` of `app.cli:main`, `ShopConfig.ready`. */
  readonly calls?: readonly string[];
}

/** A file that a build makes of a module, and that is what is started: `dist/main.js`. */
export interface MadeFile {
  /** Absolute. */
  readonly file: string;
  /** Node runs it, and looks for what it imports in its own way. Whoever installs a package may have a bundler read it. */
  readonly isForNode: boolean;
}

/** What the finders of entries look at. */
export interface EntrySources {
  readonly root: string;
  readonly fileSystem: FileSystem;
  readonly graph: ModuleGraph;
  readonly files: EntryFiles;
  /** The packages of the project: directories with a package.json, and the root. */
  readonly packages: readonly PackageFolder[];
  /** The directory of the package that a path lies in; null outside of the root. */
  packageAround(path: string): string | null;
  /** Folders with a project.json: what Nx calls a project need not be a package. */
  readonly projects: readonly string[];
  /** The HTML pages of the project; absolute. */
  readonly pages: readonly string[];
}

export interface PackageFolder {
  readonly directory: string;
  /** Its package.json; empty when it has none. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Of what it offers: `tool` where nobody can install it, and the others of the project want it for development alone. */
  readonly kind: 'production' | 'tool';
}
