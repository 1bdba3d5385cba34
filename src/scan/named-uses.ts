// The member uses of named imports that a first reading told beside the record: put in their place where they are wanted,
// so that the file need not be read again, and left out where they are not.

import type { MemberUse, ModuleRecord, NamedUses } from '../model/module-record.ts';

/** Made once for each record: what is known of a record is kept by its identity, for whoever checks again and again. */
const withTheirs = new WeakMap<ModuleRecord, ModuleRecord>();
const withoutThem = new WeakMap<ModuleRecord, ModuleRecord>();

/** The record as the detail `members` gives it; null when it was not looked at closely enough. */
export function withNamedUses(record: ModuleRecord): ModuleRecord | null {
  const { namedUses } = record;
  return namedUses === undefined ? null : madeOnce(withTheirs, record, () => join(record, namedUses));
}

export function withoutNamedUses(record: ModuleRecord): ModuleRecord {
  return record.namedUses === undefined ? record : madeOnce(withoutThem, record, () => bare(record));
}

function join(record: ModuleRecord, { uses, usedAsValue }: NamedUses): ModuleRecord {
  const values = new Set(usedAsValue);
  return {
    ...bare(record),
    imports: record.imports.map((entry, position) =>
      values.has(position) ? { ...entry, usedAsValue: true } : entry,
    ),
    memberUses: [...record.memberUses, ...uses].sort((a, b) => startOf(a) - startOf(b)),
  };
}

function bare({ namedUses: _, ...rest }: ModuleRecord): ModuleRecord {
  return rest;
}

function startOf({ path }: MemberUse): number {
  return path.at(-1)?.span.start ?? 0;
}

function madeOnce(
  made: WeakMap<ModuleRecord, ModuleRecord>,
  record: ModuleRecord,
  make: () => ModuleRecord,
): ModuleRecord {
  const known = made.get(record);
  if (known !== undefined) return known;
  const fresh = make();
  made.set(record, fresh);
  return fresh;
}
