// A record outlives the text that it was made of. Engines make a part of a text without copying it, so that a name of
// some length holds the whole text in memory: megabytes, for a bundle in a package.

import type { ModuleRecord } from '../model/module-record.ts';

/** Shorter parts are copied by V8 anyway. */
const SHARED_FROM = 13;

/** Puts a copy in the place of each string of a record that nobody else has yet; gives the same record. */
export function detachText(record: ModuleRecord): ModuleRecord {
  detachIn(record as unknown as Record<string, unknown>);
  return record;
}

function detachIn(values: Record<string, unknown>): void {
  for (const key in values) {
    const value = values[key];
    if (typeof value === 'string') {
      if (value.length >= SHARED_FROM) values[key] = copyOf(value);
    } else if (typeof value === 'object' && value !== null) detachIn(value as Record<string, unknown>);
  }
}

/** Joining makes a new text; what is then taken out of it holds that one alone. */
function copyOf(text: string): string {
  return ` ${text}`.slice(1);
}
