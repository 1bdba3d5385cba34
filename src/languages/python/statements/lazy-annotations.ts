// Whether the annotations of a module run where they stand: not from the version on that leaves them until they are asked
// for, and in no module that asks for that (PEP 563, PEP 649).

import { compareVersions, type VersionRange } from '../version.ts';

const UNTIL_ASKED = [3, 14];

/** Every version of the range leaves annotations until they are asked for. */
export function areLazyByVersion(range: VersionRange): boolean {
  return compareVersions(range.lowest, UNTIL_ASKED) >= 0;
}

/** `from __future__ import annotations` */
export function makesAnnotationsLazy(specifier: string | undefined, importName: string): boolean {
  return specifier === '__future__' && importName === 'annotations';
}
