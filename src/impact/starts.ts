// The entries whose loading is simulated: those of production; where none is known, all of them.

import type { ModuleId } from '../model/module-id.ts';
import type { Entry } from './entries/entry.ts';

export function startsOf(entries: readonly Entry[]): ModuleId[] {
  const production = entries.filter(({ kind }) => kind === 'production');
  return (production.length > 0 ? production : entries).map(({ module }) => module);
}
