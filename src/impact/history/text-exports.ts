// The names that an old version of a file exported, told by the parser that reads the file today.

import type { ModuleId } from '../../model/module-id.ts';
import type { LanguageId, ModuleRecord } from '../../model/module-record.ts';
import { baseNameOf } from '../../model/path.ts';
import type { Resolution } from '../../model/resolution.ts';
import type { Frontend } from '../../scan/read-module.ts';

/** What a text exports as the file of a path. */
export interface TextExports {
  /** Its own names; null for a file of no loaded language, and where the text does not tell all of them. */
  readonly names: ReadonlySet<string> | null;
  /** Those that it does not take from another module. */
  readonly ownNames: ReadonlySet<string>;
  /** Those that a star takes from it. */
  readonly starNames: ReadonlySet<string>;
  /** Each module that it passes on with a star: the places where that is looked for today, the first one there counts. */
  readonly stars: readonly (readonly ModuleId[])[];
}

export type ReadExports = (path: ModuleId, text: string) => TextExports;

const NOTHING: TextExports = { names: null, ownNames: new Set(), starNames: new Set(), stars: [] };

/** @param frontends the front ends that were loaded for the project */
export function createTextExports(frontends: ReadonlyMap<LanguageId, Frontend>): ReadExports {
  return (path, text) => {
    for (const { language, parser, resolver } of frontends.values()) {
      if (!language.extensions.some((extension) => path.endsWith(extension))) continue;
      const options = {
        fileName: baseNameOf(path),
        format: resolver.format(path),
        detail: 'surface',
      } as const;
      const record = parser.parse(text, options);
      const names = new Set(
        record.exports.flatMap((entry) => (entry.kind === 'star' ? [] : [entry.exportName])),
      );
      return {
        names: record.exportsKind === 'dynamic' || record.madeBy !== undefined ? null : names,
        ownNames: new Set(
          record.exports.flatMap((entry) => (entry.kind === 'local' ? [entry.exportName] : [])),
        ),
        starNames: takenByStar(names, record),
        stars: record.exports.flatMap((entry) =>
          entry.kind === 'star' ? [placesOf(resolver.resolve(path, record, entry.request))] : [],
        ),
      };
    }
    return NOTHING;
  };
}

function takenByStar(
  names: ReadonlySet<string>,
  { starNames, starParts }: ModuleRecord,
): ReadonlySet<string> {
  if (starNames === undefined || starParts !== undefined)
    return new Set([...names].filter((name) => name !== 'default'));
  if (starNames !== 'public') return new Set(starNames);
  return new Set([...names].filter((name) => !name.startsWith('_')));
}

function placesOf(resolution: Resolution): readonly ModuleId[] {
  if (resolution.kind === 'module') return [resolution.module];
  return resolution.kind === 'unresolved' ? resolution.tried : [];
}
