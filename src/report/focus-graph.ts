// The small graph of one cause: how an entry reaches the importers, through which re-exports the name was looked for,
// and the place where it should be. Drawn as SVG when the report is made, so that the page needs no library.

import type { Cause } from './grouping.ts';
import { printable } from './printable.ts';
import { xmlText } from './xml-text.ts';

interface Box {
  readonly label: string;
  /** The whole path, as a tooltip. */
  readonly title: string;
  readonly kind: 'entry' | 'importer' | 'hop' | 'ghost' | 'more';
}

const WIDTH = 210;
const HEIGHT = 30;
const GAP_X = 54;
const GAP_Y = 12;
const MAXIMUM_IMPORTERS = 6;
const LABEL_LENGTH = 28;

/** An `<svg>` with a text alternative; the columns go from the entry on the left to what is missing on the right. */
export function focusGraph(cause: Cause): string {
  const columns = columnsOf(cause);
  const rows = Math.max(...columns.map((column) => column.length));
  const width = columns.length * WIDTH + (columns.length - 1) * GAP_X + 4;
  const height = rows * HEIGHT + (rows - 1) * GAP_Y + 4;
  const left = (column: number) => 2 + column * (WIDTH + GAP_X);
  const top = (column: number, row: number) => {
    const used = (columns[column]?.length ?? 1) * (HEIGHT + GAP_Y) - GAP_Y;
    return 2 + (height - 4 - used) / 2 + row * (HEIGHT + GAP_Y);
  };
  const parts: string[] = [];
  columns.forEach((column, x) => {
    const next = columns[x + 1];
    if (next === undefined) return;
    column.forEach((_, row) => {
      next.forEach((target, nextRow) => {
        const [x1, y1] = [left(x) + WIDTH, top(x, row) + HEIGHT / 2];
        const [x2, y2] = [left(x + 1), top(x + 1, nextRow) + HEIGHT / 2];
        const bend = (x2 - x1) / 2;
        const path = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 7} ${y2}`;
        parts.push(`<path class="edge ${target.kind}" d="${path}"/>`);
        parts.push(
          `<path class="tip ${target.kind}" d="M${x2 - 8} ${y2 - 4}L${x2} ${y2}L${x2 - 8} ${y2 + 4}Z"/>`,
        );
      });
    });
  });
  columns.forEach((column, x) => {
    column.forEach(({ label, title, kind }, row) => {
      const [boxLeft, boxTop] = [left(x), top(x, row)];
      parts.push(
        `<g class="box ${kind}"><title>${xmlText(printable(title))}</title>` +
          `<rect x="${boxLeft}" y="${boxTop}" width="${WIDTH}" height="${HEIGHT}" rx="6"/>` +
          `<text x="${boxLeft + WIDTH / 2}" y="${boxTop + HEIGHT / 2 + 4}">${xmlText(printable(label))}</text></g>`,
      );
    });
  });
  const spoken = columns.map((column) => column.map(({ title }) => title).join(' and ')).join(', then ');
  return (
    `<svg class="focus" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `aria-label="${xmlText(printable(spoken))}">${parts.join('')}</svg>`
  );
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
  const shown = importers.slice(0, MAXIMUM_IMPORTERS).map((file) => box(file, 'importer'));
  const rest = importers.length - shown.length;
  if (rest > 0) shown.push({ label: `… and ${rest} more`, title: `${rest} more files`, kind: 'more' });
  columns.push(shown);

  const hops = [...new Set(first.related.map(({ file }) => file))].filter(
    (file) => file !== first.target && !importers.includes(file),
  );
  for (const hop of hops.slice(0, 2)) columns.push([box(hop, 'hop')]);
  const where = first.target ?? first.specifier ?? '';
  const missing = first.name === undefined ? where : `${first.name} in ${where}`;
  columns.push([{ label: first.name ?? shorten(where), title: `missing: ${missing}`, kind: 'ghost' }]);
  if (first.target !== undefined && first.name !== undefined) {
    columns.splice(-1, 0, [box(first.target, 'hop')]);
  }
  return columns;
}

function box(path: string, kind: Box['kind']): Box {
  return { label: shorten(path), title: path, kind };
}

/** The end of a path says more than its beginning. */
function shorten(path: string): string {
  return path.length <= LABEL_LENGTH ? path : `…${path.slice(1 - LABEL_LENGTH)}`;
}
