// A name that a module has although no statement of it binds it.

import type { LocalExport } from '../../model/export-entry.ts';

/** What code puts into a module under a name: nowhere in its text, and perhaps only sometimes. */
export function computedExport(exportName: string): LocalExport {
  return {
    kind: 'local',
    exportName,
    localName: null,
    meaning: 'value',
    span: { start: 0, end: 0 },
    certainty: 'may',
  };
}
