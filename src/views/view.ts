// A view says which files exist and what they hold: the work tree, the git index, a commit, a package, a docker
// context, a list of a server's files. The whole pipeline reads through it; nothing else depends on which one it is.

import type { FileSystem } from '../host/file-system.ts';
import type { AbsentStart } from '../model/absent-start.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { LanguageId } from '../model/module-record.ts';
import type { NotCheckedOut } from './not-checked-out.ts';

export interface View {
  /** As given with `--view`: `worktree`, `index`, `commit:HEAD~1`, `npm`, `docker`, `manifest:files.txt`. */
  readonly name: string;
  /** Inside the project what the view holds; outside of it, and for installed packages, the disk. */
  readonly fileSystem: FileSystem;
  /** All files of the project in this view, sorted; null when nothing lists them and the folders are to be walked. */
  readonly files: readonly ModuleId[] | null;
  /** What tells a file that is on disk and not in the view; null in the work tree, where the two are the same. */
  readonly absence: Absence | null;
  /** The commit that the view is of, as git takes it; absent: the one that is checked out. */
  readonly revision?: string;
  /** Sentences about the view that are no findings. */
  readonly notices?: readonly string[];
  /** Whose imports matter in this view: only what is loaded where it is deployed can break there. */
  readonly loadedBy: 'anything' | 'production' | 'package-entries';
  /**
   * Why a package that is declared for development alone is not there, in words with the source line; null where it is, or
   * may be. Absent: nothing is known of installs.
   */
  leftOut?(language: LanguageId, packageName: string): string | null;
  /** The files that are started where it is deployed, and are not there; absent: nothing is known of what is started. */
  readonly absentStarts?: readonly AbsentStart[];
  /** Python: the name by which a module is imported where it is deployed; null where that is its path. */
  nameWhenDeployed?(path: ModuleId): string | null;
  /** Tells what is in git and could not be read, because it is not checked out, from what is nowhere. */
  readonly notCheckedOut: NotCheckedOut;
}

export interface Absence {
  /** On disk, but not in the view. */
  isAbsent(path: ModuleId): boolean;
  /** Whether the packages that are installed there are known, and this one is none of those that a file would be given. */
  lacksPackage?(packageName: string, importer: ModuleId): boolean;
  /**
   * In the view, and not beside a file that is there as it is: only what an image is made from has it. Absent: what one file
   * can load all can.
   */
  isAbsentBeside?(path: ModuleId, importer: ModuleId): boolean;
  /** Why, in words with the source line: `git-ignored by .gitignore:12 (lib/)`; null when the file is in the view. */
  reason(path: ModuleId): string | null;
  /**
   * For an absent file: the build that will make it where it is deployed, in words (`tsc, outDir of tsconfig.json`);
   * null when nothing is known to make it, and so its absence counts.
   */
  madeBy(path: ModuleId): string | null;
  /** For a path that is nowhere: why a build of this checkout would make it, in words; null when nothing says so. */
  unbuilt(path: ModuleId): string | null;
}
