// Where a Python project keeps its requirements files, and what each is for, told by its name: `requirements.txt`,
// `requirements/test.txt`, `docs/requirements.txt`.

import type { FileSystem } from '../host/file-system.ts';
import { below } from '../model/path.ts';

/** `dependencies`: installed for production; `optionalDependencies`: on request; `devDependencies`: for development. */
export type DeclaredFor = 'dependencies' | 'optionalDependencies' | 'devDependencies';

/** Names of groups, extras and files that are for development by common usage. */
const DEVELOPMENT =
  /(?:^|[-_./])(?:dev|devel|develop|development|tests?|testing|docs?|documentation|lint(?:ing|ers?)?|typ(?:e|es|ing|echeck)|mypy|format|style|quality|qa|ci|checks?|tools?|tox|nox|bench(?:marks?)?|cov(?:erage)?|debug|profiling|build|release|pre[-_]?commit|pytest|local|examples?)(?:$|[-_./\d])/i;
const NOT_ENTERED = /^(?:\.|node_modules$|site-packages$|venv$|env$|__pycache__$)/;

/** What a group of that name is for, when nothing but its name tells. */
export function groupPurpose(name: string): DeclaredFor {
  return DEVELOPMENT.test(name) ? 'devDependencies' : 'optionalDependencies';
}

/** @param path of a requirements file, relative to its project */
export function filePurpose(path: string): DeclaredFor {
  if (DEVELOPMENT.test(path)) return 'devDependencies';
  return /^(?:requirements\/)?[^/]+$/.test(path) ? 'dependencies' : 'optionalDependencies';
}

/** The requirements files of a project: in its own folder, below `requirements/`, and in the folders beside that. */
export function requirementsFiles(directory: string, fileSystem: FileSystem): string[] {
  return fileSystem.list(directory).flatMap(({ name, kind }) => {
    if (kind !== 'directory') return isRequirementsName(name) ? [below(directory, name)] : [];
    if (NOT_ENTERED.test(name)) return [];
    const folder = below(directory, name);
    return /^requirements?$/i.test(name)
      ? textFilesBelow(folder, fileSystem)
      : requirementsFilesIn(folder, fileSystem);
  });
}

/** Those that stand in this very folder. */
export function requirementsFilesIn(folder: string, fileSystem: FileSystem): string[] {
  return fileSystem
    .list(folder)
    .filter(({ name, kind }) => kind !== 'directory' && isRequirementsName(name))
    .map(({ name }) => below(folder, name));
}

function isRequirementsName(name: string): boolean {
  return /requirements?|^deps\b/i.test(name) && /\.(?:txt|in|pip)$/.test(name) && !/constraint/i.test(name);
}

function textFilesBelow(folder: string, fileSystem: FileSystem): string[] {
  return fileSystem.list(folder).flatMap(({ name, kind }) => {
    const path = below(folder, name);
    if (kind === 'directory') return textFilesBelow(path, fileSystem);
    return /\.(?:txt|in|pip)$/.test(name) && !/constraint/i.test(name) ? [path] : [];
  });
}
