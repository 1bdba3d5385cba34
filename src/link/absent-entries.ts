// What a package offers and does not bring along, as those meet it who install the package; and what is started and is not
// there.

import type { AbsentEntry } from '../model/absent-entry.ts';
import type { AbsentStart } from '../model/absent-start.ts';
import type { Finding } from '../model/finding.ts';
import type { ModuleId } from '../model/module-id.ts';

/** All of a finding but what its rule calls it and says. */
type EntryFacts = Omit<Finding, 'rule' | 'messageId' | 'data' | 'reason'>;

export function factsOfEntry(entry: AbsentEntry): EntryFacts {
  const { file, span, specifier, expected, readBy } = entry;
  // Of a pattern nobody knows which names are asked for, if any is.
  const isPattern = specifier.includes('*');
  return {
    location: { module: file, span },
    related: [],
    specifier,
    target: expected,
    ...(readBy !== 'node' || isPattern ? { severity: 'warning' as const } : {}),
    suggestions: [],
    site:
      readBy === 'compilers'
        ? { failure: 'type', runs: 'never', guard: 'none' }
        : {
            failure: 'throw',
            runs: 'load',
            guard: 'none',
            ...(isPattern ? {} : { runtimeError: errorOf(entry, expected) }),
          },
  };
}

/** Node's, a shell's, or that of a bundler. Source: https://nodejs.org/api/errors.html, and tried. */
function errorOf({ field, asked, readBy }: AbsentEntry, expected: ModuleId): string {
  if (readBy !== 'node') return `Could not resolve "${asked}"`;
  switch (field) {
    case 'bin':
      return `${asked}: command not found`;
    case 'main':
      return `Error: Cannot find module '${expected}'. Please verify that the package.json has a valid "main" entry`;
    default:
      return `Error [ERR_MODULE_NOT_FOUND]: Cannot find module '${expected}'`;
  }
}

export function factsOfStart({ file, span, specifier, expected, place, program }: AbsentStart): EntryFacts {
  const runtimeError =
    program === 'node'
      ? `Error: Cannot find module '${place}'`
      : `can't open file '${place}': [Errno 2] No such file or directory`;
  return {
    location: { module: file, span },
    related: [],
    specifier,
    target: expected,
    suggestions: [{ kind: 'add', text: `bring ${expected} into what is deployed` }],
    site: { failure: 'throw', runs: 'load', guard: 'none', runtimeError },
  };
}
