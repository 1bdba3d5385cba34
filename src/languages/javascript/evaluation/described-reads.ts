// The types in decorated signatures of a class as reads: what the compiler writes down of them with
// `emitDecoratorMetadata`.

import type { LoadRead } from '../../../model/evaluation.ts';
import type { Class } from '../syntax-tree.ts';
import { describedTypes } from './decorators.ts';
import type { ForeignValues } from './foreign-values.ts';

/** @param at the offset that the module has come to */
export function describedReads(described: Class, values: ForeignValues, at: number): LoadRead[] {
  return describedTypes(described).flatMap(({ name, member }): LoadRead[] => {
    const value = values.valueAt(name);
    if (value === null || value.isModule !== (member !== null)) return [];
    const { start, end } = member ?? name;
    const text = member === null ? value.text : `${value.text}.${member.name}`;
    return [{ of: value.of, member: member?.name ?? null, use: 'read', text, span: { start, end }, at }];
  });
}
