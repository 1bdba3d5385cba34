// Everything that is on the agenda of a face, looked at.

import { thisByFunction, useAside } from './commonjs-asides.ts';
import { type Agenda, type Face, lookAt } from './commonjs-face.ts';
import { useOfExports, useOfModule } from './commonjs-uses.ts';
import { addValue } from './commonjs-value.ts';

/** Looks at what is on the agenda until nothing is left; each thing may put others there. */
export function lookAtAll(face: Face): void {
  const thisOf = thisByFunction(face.index);
  const next = <Item>({ open }: Agenda<Item>, look: (item: Item) => void): boolean => {
    const item = open.pop();
    if (item !== undefined) look(item);
    return item !== undefined;
  };
  while (
    next(face.modules, (reference) => useOfModule(face, reference)) ||
    next(face.occurrences, (object) => useOfExports(face, object)) ||
    next(face.values, (value) => addValue(face, value)) ||
    next(face.asides, (aside) => useAside(face, aside)) ||
    next(face.methods, (method) => {
      for (const self of face.isCompiled ? [] : (thisOf().get(method) ?? [])) lookAt(face.asides, self);
    })
  );
}
