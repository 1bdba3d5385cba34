// Files in folders `__mocks__`, which test runners take in the place of modules: jestjs.io/docs/manual-mocks

import type { ModuleId } from './module-id.ts';

const FOLDER = '/__mocks__/';

export interface ManualMock {
  /** Of a package, of a built-in module or of a path below the folder beside it: `fs`, `@scope/name`, `models/user`. */
  readonly name: string;
  /** The module of the project that it stands in for, if there is such a one, without its ending. */
  readonly beside: string;
}

/** @returns what a file stands in for; null where it lies in no such folder */
export function manualMockOf(file: ModuleId): ManualMock | null {
  const at = file.lastIndexOf(FOLDER);
  if (at === -1) return null;
  const name = withoutEnding(file.slice(at + FOLDER.length));
  return { name, beside: `${file.slice(0, at)}/${name}` };
}

/** `user.js` and `user.d.ts` are `user`. */
export function withoutEnding(path: string): string {
  return path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
}
