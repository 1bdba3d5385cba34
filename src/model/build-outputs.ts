// What is known of the files that the builds of a project write: which folder comes from which, which file from which.

import type { ModuleId } from './module-id.ts';

export interface BuildOutputs {
  /** The folders that the compiler of a package writes to, each with a folder that their files may come from; absolute. */
  foldersOf(directory: string): readonly CompiledFolder[];
  /**
   * The source of a file that a build makes for a package, there or not; null when it cannot be told.
   * @param path absolute
   * @param directory the package
   * @param subpath under which name the package offers it (`.`, `./x`); null where it offers it under none
   */
  sourceOf(path: string, directory: string, subpath: string | null): ModuleId | null;
}

export interface CompiledFolder {
  readonly output: string;
  readonly source: string;
}
