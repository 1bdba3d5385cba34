// What a package offers and does not bring along, as those meet it who install the package.

import type { AbsentEntry } from '../model/absent-entry.ts';
import type { Finding } from '../model/finding.ts';
import type { ModuleId } from '../model/module-id.ts';

/** All of a finding but what its rule calls it and says. */
type EntryFacts = Omit<Finding, 'rule' | 'messageId' | 'data' | 'reason'>;

export function factsOfEntry(entry: AbsentEntry): EntryFacts {
  const { file, span, specifier, expected, isForNode } = entry;
  return {
    location: { module: file, span },
    related: [],
    specifier,
    target: expected,
    ...(isForNode ? {} : { severity: 'warning' as const }),
    suggestions: [],
    site: { failure: 'throw', runs: 'load', guard: 'none', runtimeError: errorOf(entry, expected) },
  };
}

/** Node's, a shell's, or that of a bundler. Source: https://nodejs.org/api/errors.html, and tried. */
function errorOf({ field, asked, isForNode }: AbsentEntry, expected: ModuleId): string {
  if (!isForNode) return `Could not resolve "${asked}"`;
  switch (field) {
    case 'bin':
      return `${asked}: command not found`;
    case 'main':
      return `Error: Cannot find module '${expected}'. Please verify that the package.json has a valid "main" entry`;
    default:
      return `Error [ERR_MODULE_NOT_FOUND]: Cannot find module '${expected}'`;
  }
}
