// Which files of the project are looked at: those that are checked, and those that only exist as targets. The result is
// sorted, so that nothing later depends on the order in which a disk or git lists its files.

import type { FileSystem } from '../host/file-system.ts';
import { readTextOrNull } from '../host/settings-file.ts';
import { globMatcher } from '../model/glob.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { LanguageId } from '../model/module-record.ts';
import { baseNameOf, below, parentOf, resolvePath } from '../model/path.ts';
import { committedPackages } from './committed-packages.ts';
import { installedFolders, isInstalledFile } from './installed-files.ts';
import { createLanguageOfProgram, type Interpreter } from './programs.ts';
import { walkProject } from './walk-project.ts';

/**
 * Folders that hold broken imports on purpose: `fixtures`, `fixtures_x`, `__fixtures__`, `testdata`, `__testfixtures__`
 * anywhere, `x-fixtures`, `fixture` and `samples` below tests (elsewhere that is the name of a package, and what users copy).
 */
const FIXTURE_FOLDER =
  /(?:^|\/)(?:fixtures(?:_\w+)?|__fixtures__|testdata|__testfixtures__|(?:__tests__|tests?|specs?)\/(?:.+\/)?(?:[\w.-]+[-_.]fixtures|fixture|samples))(?:\/|$)/;

const PAGES = ['.html', '.htm'];

/** @param folder relative to the root; empty for the root itself */
export function isInFixtureFolder(folder: string): boolean {
  return FIXTURE_FOLDER.test(folder);
}

export interface DiscoveryInput {
  /** Absolute, links followed. */
  readonly root: string;
  readonly fileSystem: FileSystem;
  /** File name endings with their dot, of all languages. */
  readonly extensions: readonly string[];
  /** What runs files without an ending. */
  readonly interpreters: readonly Interpreter[];
  /** Globs relative to the root; see {@link globMatcher}. */
  readonly ignore: readonly string[];
  /**
   * What `git ls-files -co --exclude-standard -z` says when run in the root, so relative to it; null outside git and in
   * views that git does not know.
   */
  readonly gitFiles: readonly string[] | null;
  /** What the files in fixture folders are: targets only, or files like others. */
  readonly fixtures: 'skip' | 'check';
}

export interface Discovery {
  /** The files that are checked: absolute, sorted. */
  readonly files: readonly ModuleId[];
  /** Files in fixture folders, pairs of a codemod's tests and samples of rules: they exist as targets and are not checked. Absolute, sorted. */
  readonly targets: readonly ModuleId[];
  /** The files among both that have no ending: programs, told by their `#!` line or a package.json. */
  readonly programs: ReadonlyMap<ModuleId, LanguageId>;
  /** HTML pages, whose scripts are entries. Absolute, sorted. */
  readonly pages: readonly string[];
  /** Folders of the project that packages of Python were installed into. Absolute, sorted. */
  readonly packageFolders: readonly string[];
}

/** Finds the source files below the root. Directories, files that are gone and links to files that are listed anyway are left out. */
export function discover(input: DiscoveryInput): Discovery {
  const { root, fileSystem, extensions } = input;
  const listed = input.gitFiles ?? walkProject(root, [...extensions, ...PAGES], fileSystem);
  const isIgnored = globMatcher(input.ignore);
  const isSource = endingTest(extensions);
  const languageOf = createLanguageOfProgram(root, input.interpreters, fileSystem);
  const installed = installedFolders(listed);
  const packages = committedPackages(root, listed, fileSystem);
  const files: ModuleId[] = [];
  const targets: ModuleId[] = [];
  const programs = new Map<ModuleId, LanguageId>();
  const pages: string[] = [];

  // git lists a path in conflict once per stage.
  const distinct = new Set(listed);
  for (const relative of distinct) {
    const isPage = PAGES.some((extension) => relative.endsWith(extension));
    const isBare = !baseNameOf(relative).includes('.');
    if (!(isPage || isBare || isSource(relative)) || isIgnored(relative)) continue;
    // Packages that were committed are still not the project's own code; they are read where something imports them.
    if (isInstalledFile(relative) || packages.has(relative)) continue;
    if (installed.some((directory) => relative.startsWith(directory))) continue;
    const path = resolvePath(root, relative);
    if (fileSystem.stat(path) !== 'file' || isLinkWithin(root, path, fileSystem)) continue;
    const program = isBare ? languageOf(path) : null;
    if (program !== null) programs.set(path, program);
    else if (isBare) continue;
    const folder = relative.slice(0, Math.max(0, relative.lastIndexOf('/')));
    const isFixture =
      (isInFixtureFolder(folder) && !isOfPackage(relative, distinct)) ||
      isOfRewrite(relative, distinct) ||
      isSampleOfRule(relative, distinct, (rule) => readTextOrNull(fileSystem, resolvePath(root, rule)));
    const isSkipped = input.fixtures === 'skip' && isFixture;
    if (!isPage) (isSkipped ? targets : files).push(path);
    else if (!isSkipped) pages.push(path);
  }
  return {
    files: files.sort(),
    targets: targets.sort(),
    programs,
    pages: pages.sort(),
    packageFolders: packages.folders,
  };
}

/** `tests/fixtures/users.py` beside `__init__.py`: modules that are imported, as what pytest calls fixtures is. */
function isOfPackage(path: string, listed: ReadonlySet<string>): boolean {
  if (!path.endsWith('.py')) return false;
  let folder = parentOf(path);
  while (folder !== null && isInFixtureFolder(folder) && listed.has(`${folder}/__init__.py`))
    folder = parentOf(folder);
  return folder === null || !isInFixtureFolder(folder);
}

/** `a.input.ts` beside `a.output.ts`: what a codemod is given and makes, as jscodeshift's tests have it. */
function isOfRewrite(path: string, listed: ReadonlySet<string>): boolean {
  const [, stem, half, ending] = /^(.+)\.(input|output)(\.[cm]?[jt]sx?)$/.exec(path) ?? [];
  return half !== undefined && listed.has(`${stem}.${half === 'input' ? 'output' : 'input'}${ending}`);
}

/** `no-eval.py` beside `no-eval.yaml`: what a rule of semgrep is tried on (https://semgrep.dev/docs/writing-rules/testing-rules). */
function isSampleOfRule(
  path: string,
  listed: ReadonlySet<string>,
  textOf: (path: string) => string | null,
): boolean {
  const stem = path.replace(/(?:\.test)?\.\w+$/, '');
  return ['.yaml', '.yml'].some((ending) => {
    const rule = `${stem}${ending}`;
    return listed.has(rule) && /^rules:\s*$[\s\S]*^\s*-\s+id:/m.test(textOf(rule) ?? '');
  });
}

function endingTest(extensions: readonly string[]): (path: string) => boolean {
  // `.d.ts` is covered by `.ts`, and most paths are decided by their last ending: one look-up instead of a loop.
  const endings = new Set(extensions);
  return (path) => {
    const name = baseNameOf(path);
    const dot = name.lastIndexOf('.');
    return (
      dot > 0 && (endings.has(name.slice(dot)) || extensions.some((extension) => name.endsWith(extension)))
    );
  };
}

/** A link to a file of the project would make one module two. */
function isLinkWithin(root: string, path: string, fileSystem: FileSystem): boolean {
  const real = fileSystem.realpath(path);
  return real !== path && real.startsWith(below(root, ''));
}
