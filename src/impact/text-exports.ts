// The names that an old version of a file exported, told by the parser that reads the file today.

import type { ModuleId } from '../model/module-id.ts';
import type { LanguageId } from '../model/module-record.ts';
import { baseNameOf } from '../model/path.ts';
import type { Frontend } from '../scan/read-module.ts';

/**
 * @param frontends the front ends that were loaded for the project
 * @returns a function from a path and a text to the exported names; it gives null for a file of no loaded language,
 * and where the text does not tell all of them
 */
export function createTextExports(
  frontends: ReadonlyMap<LanguageId, Frontend>,
): (path: ModuleId, text: string) => ReadonlySet<string> | null {
  return (path, text) => {
    for (const { language, parser, resolver } of frontends.values()) {
      if (!language.extensions.some((extension) => path.endsWith(extension))) continue;
      const options = {
        fileName: baseNameOf(path),
        format: resolver.format(path),
        detail: 'surface',
      } as const;
      const { exports, exportsKind } = parser.parse(text, options);
      if (exportsKind === 'dynamic') return null;
      return new Set(exports.flatMap((entry) => (entry.kind === 'star' ? [] : [entry.exportName])));
    }
    return null;
  };
}
