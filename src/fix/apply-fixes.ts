// The texts of files after the edits that are certain. Pure; overlapping edits are left for the next run.

import { compareText } from '../findings/order.ts';
import type { Finding, Fix } from '../model/finding.ts';
import { addTo } from '../model/lists.ts';
import type { ModuleId } from '../model/module-id.ts';

export interface FixedFile {
  readonly path: ModuleId;
  readonly before: string;
  readonly after: string;
}

/**
 * @param findings those that are reported; only fixes marked `certain` are made, at most one a finding
 * @param textOf the text that the findings were made from
 */
export function applyFixes(
  findings: readonly Finding[],
  textOf: (module: ModuleId) => string | null,
): FixedFile[] {
  const byFile = new Map<ModuleId, Fix[]>();
  for (const { suggestions } of findings) {
    const fix = suggestions.find(({ fix }) => fix?.certain === true)?.fix;
    if (fix === undefined) continue;
    addTo(byFile, fix.location.module, fix);
  }
  return [...byFile]
    .sort(([left], [right]) => compareText(left, right))
    .flatMap(([path, fixes]) => {
      const before = textOf(path);
      if (before === null) return [];
      const after = edited(before, fixes);
      return after === before ? [] : [{ path, before, after }];
    });
}

function edited(text: string, fixes: readonly Fix[]): string {
  const inOrder = [...fixes].sort((left, right) => left.location.span.start - right.location.span.start);
  let result = '';
  let position = 0;
  for (const { location, replacement } of inOrder) {
    const { start, end } = location.span;
    if (start < position) continue;
    result += text.slice(position, start) + replacement;
    position = end;
  }
  return result + text.slice(position);
}
