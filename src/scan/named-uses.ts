// The member uses of named imports that a first reading told beside the record: put in their place where they are wanted,
// so that the file need not be read again, and left out where they are not.

import type { MemberUse, NamedUses } from '../model/member-use.ts';
import type { ModuleRecord } from '../model/module-record.ts';

/** Made once for each record: what is known of a record is kept by its identity, for whoever checks again and again. */
const withTheirs = new WeakMap<ModuleRecord, Map<string, ModuleRecord>>();
const withoutThem = new WeakMap<ModuleRecord, ModuleRecord>();

/** Whether {@link withNamedUses} gives a record for these names. */
export function tellsNamedUses({ namedUses }: ModuleRecord, names: readonly string[]): boolean {
  if (namedUses === undefined) return false;
  const told = namedUses.names;
  return told === undefined || names.every((name) => told.includes(name));
}

/**
 * The record as the detail `members` gives it for the local names whose members are asked for; null when it was not looked
 * at closely enough.
 */
export function withNamedUses(record: ModuleRecord, names: readonly string[]): ModuleRecord | null {
  const { namedUses } = record;
  if (namedUses === undefined || !tellsNamedUses(record, names)) return null;
  const asked = namedUses.names === undefined ? null : new Set(names);
  const made = withTheirs.get(record) ?? new Map<string, ModuleRecord>();
  withTheirs.set(record, made);
  const key = asked === null ? '' : names.join();
  const known = made.get(key);
  if (known !== undefined) return known;
  const fresh = join(record, asked === null ? namedUses : usesOfNames(record, namedUses, asked));
  made.set(key, fresh);
  return fresh;
}

function usesOfNames(
  { imports }: ModuleRecord,
  { uses, usedAsValue, onlyAsType }: NamedUses,
  asked: ReadonlySet<string>,
): NamedUses {
  const isAsked = (position: number) => asked.has(imports[position]?.localName ?? '');
  return {
    uses: uses.filter(({ of }) => 'import' in of && isAsked(of.import)),
    usedAsValue: usedAsValue.filter(([entry]) => isAsked(entry)),
    onlyAsType: onlyAsType.filter(isAsked),
  };
}

export function withoutNamedUses(record: ModuleRecord): ModuleRecord {
  if (record.namedUses === undefined) return record;
  const made = withoutThem.get(record) ?? bare(record);
  withoutThem.set(record, made);
  return made;
}

function join(record: ModuleRecord, { uses, usedAsValue, onlyAsType }: NamedUses): ModuleRecord {
  const values = new Map(usedAsValue);
  const types = new Set(onlyAsType);
  return {
    ...bare(record),
    imports: record.imports.map((entry, position) => {
      const use = values.get(position);
      if (types.has(position)) return { ...entry, onlyAsType: true };
      return use === undefined ? entry : { ...entry, usedAsValue: use };
    }),
    memberUses: [...record.memberUses, ...uses].sort((a, b) => startOf(a) - startOf(b)),
  };
}

function bare({ namedUses: _, ...rest }: ModuleRecord): ModuleRecord {
  return rest;
}

function startOf({ path }: MemberUse): number {
  return path.at(-1)?.span.start ?? 0;
}
