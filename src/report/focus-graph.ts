// The small graph of one cause: how an entry reaches the importers, through which re-exports the name was looked for,
// and the place where it should be.

import { type Box, box, columnGraph } from './column-graph.ts';
import type { Cause } from './grouping.ts';

const MAXIMUM_IMPORTERS = 6;

/** The columns go from the entry on the left to what is missing on the right. */
export function focusGraph(cause: Cause): string {
  return columnGraph(columnsOf(cause));
}

function columnsOf({ first, others }: Cause): Box[][] {
  const columns: Box[][] = [];
  const chain = first.impact?.chain ?? [];
  const before = chain.slice(0, -1);
  const [entry] = before;
  if (entry !== undefined) columns.push([box(entry, 'entry')]);
  if (before.length > 2)
    columns.push([
      { label: `… ${before.length - 1} files`, title: before.slice(1).join(' → '), kind: 'more' },
    ]);
  else if (before[1] !== undefined) columns.push([box(before[1], 'hop')]);

  const importers = [...new Set([first.file, ...others.map(({ file }) => file)])];
  // How the first importer is reached is known; of the others only that they import.
  const shown = importers
    .slice(0, MAXIMUM_IMPORTERS)
    .map(
      (file, index): Box =>
        index === 0 ? box(file, 'importer') : { ...box(file, 'importer'), isReached: false },
    );
  const rest = importers.length - shown.length;
  if (rest > 0)
    shown.push({ label: `… and ${rest} more`, title: `${rest} more files`, kind: 'more', isReached: false });
  columns.push(shown);

  const hops = [...new Set(first.related.map(({ file }) => file))].filter(
    (file) => file !== first.target && !importers.includes(file),
  );
  for (const hop of hops.slice(0, 2)) columns.push([box(hop, 'hop')]);
  const where = first.target ?? first.specifier ?? '';
  const missing = first.name === undefined ? where : `${first.name} in ${where}`;
  columns.push([{ label: first.name ?? where, title: `missing: ${missing}`, kind: 'ghost' }]);
  if (first.target !== undefined && first.name !== undefined) {
    columns.splice(-1, 0, [box(first.target, 'hop')]);
  }
  return columns;
}
