// Code of the project, by where it stands and with which instance it runs.

import type { ClassPlace } from '../link/method-order.ts';
import type { ModuleId } from '../model/module-id.ts';

/** Code of a module: what stands in one of its functions, by its name, or in none. */
export interface CodePlace {
  readonly module: ModuleId;
  readonly code: string | null;
}

export interface Node extends CodePlace {
  /** Of a method: the class of the instance, where that is derived from the one that the method is of. */
  readonly receiver: ClassPlace | null;
}

export function keyOf({ module, code, receiver }: Node): string {
  return `${module}\0${code ?? ''}\0${receiver === null ? '' : `${receiver.module}\0${receiver.name}`}`;
}
