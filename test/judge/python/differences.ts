// Differences between danglint and CPython in which danglint is right, by name: one cause is told once, at its own place,
// where CPython meets it again and again, or not at all because it stops at the first.

import type { Sites } from '../type-checker.ts';

export interface PythonDifference {
  /** `unknown`: CPython alone, and danglint says that it cannot tell. */
  readonly side: 'missed' | 'extra' | 'unknown';
  /** `file:line`. */
  readonly site: string;
  readonly message: string;
}

export interface AfterMutation {
  /** What danglint reports. */
  readonly findings: Sites;
  /** Modules that CPython cannot load any more, by their files. */
  readonly unloaded: ReadonlySet<string>;
  /** Places that fail because another one does. */
  readonly unreached: ReadonlySet<string>;
}

interface PythonClass {
  readonly id: string;
  readonly why: string;
  holds(difference: PythonDifference, after: AfterMutation): boolean;
}

const NO_ATTRIBUTE = /^AttributeError: module '([\w.]+)' has no attribute '(\w+)'/;

export const pythonClasses: readonly PythonClass[] = [
  {
    id: 'told-at-all',
    why: 'a name in `__all__` that nobody binds is reported there; CPython fails at each star that takes it',
    holds({ side, message }, { findings }) {
      const name = NO_ATTRIBUTE.exec(message)?.[2];
      if (side === 'extra') return message.startsWith('missing-export/star-name ');
      return [...findings.values()].some(
        (told) => told.startsWith('missing-export/star-name ') && told.includes(`"name":"${name}"`),
      );
    },
  },
  {
    id: 'behind-failing-import',
    why: 'the package imports the name itself, and that is where it is reported',
    holds({ side, message }, { findings }) {
      const path = NO_ATTRIBUTE.exec(message)?.[1]?.replaceAll('.', '/');
      if (side === 'extra' || path === undefined) return false;
      return [...findings.keys()].some((site) => new RegExp(`/${path}(?:/__init__)?\\.py:\\d+$`).test(site));
    },
  },
  {
    id: 'in-failing-module',
    why: 'the module that is asked cannot be loaded at all any more: CPython does not come as far as the name',
    holds({ side, site, message }, { unloaded, unreached }) {
      const module = /"module":"([^"]+)"/.exec(message)?.[1] ?? '';
      return side === 'extra' && (unloaded.has(module) || unreached.has(site));
    },
  },
];

/** The class that a difference belongs to; null when nobody has explained it. */
export function pythonClassOf(difference: PythonDifference, after: AfterMutation): string | null {
  return pythonClasses.find(({ holds }) => holds(difference, after))?.id ?? null;
}
