// How one module of the project would name another by a relative path, in the style of a specifier that is there.

import type { ModuleId } from '../model/module-id.ts';
import { parentOf, relativePath } from '../model/path.ts';

/** With the kind of ending that the old specifier has: none, that of the runtime, that of the source. */
export function specifierTo(from: ModuleId, to: ModuleId, like: string): string {
  const path = relativePath(parentOf(from) ?? from, to);
  const written = /\.[cm]?([jt])sx?$/.exec(like);
  if (written === null) return path.replace(/(?:\/index)?\.[a-z]+$/, '');
  return written[1] === 't' ? path : path.replace(/\.([cm]?)[jt]sx?$/, '.$1js');
}
