// Boxes in columns, joined from left to right, as SVG: drawn when a page is made, so that it needs no library.

import { displayWidth, graphemesOf } from './display-width.ts';
import { printable } from './printable.ts';
import { xmlText } from './xml-text.ts';

export interface Box {
  /** Clipped where it is too long for the box. */
  readonly label: string;
  /** The whole path, as a tooltip. */
  readonly title: string;
  readonly kind: 'entry' | 'importer' | 'hop' | 'ghost' | 'more';
  /** False: no line leads to it from the column before. */
  readonly isReached?: false;
}

const WIDTH = 210;
const HEIGHT = 30;
const GAP_X = 54;
const GAP_Y = 12;
/** In columns of the monospaced font. */
const LABEL_WIDTH = 27;

/** An `<svg>` with a text alternative; every box is joined to all of the next column that are reached. */
export function columnGraph(columns: readonly (readonly Box[])[]): string {
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
        if (target.isReached === false) return;
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
          `<text x="${boxLeft + WIDTH / 2}" y="${boxTop + HEIGHT / 2 + 4}">${xmlText(fitted(printable(label)))}</text></g>`,
      );
    });
  });
  const spoken = columns.map((column) => column.map(({ title }) => title).join(' and ')).join(', then ');
  return (
    `<svg class="focus" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `aria-label="${xmlText(printable(spoken))}">${parts.join('')}</svg>`
  );
}

/** The box of a file. */
export function box(path: string, kind: Box['kind']): Box {
  return { label: path, title: path, kind };
}

/** The end of a path says more than its beginning; of a name it is the other way round. */
function fitted(label: string): string {
  if (displayWidth(label) <= LABEL_WIDTH) return label;
  const graphemes = graphemesOf(label);
  if (label.includes('/')) graphemes.reverse();
  let width = 1;
  const kept: string[] = [];
  for (const grapheme of graphemes) {
    width += grapheme.width;
    if (width > LABEL_WIDTH) break;
    kept.push(grapheme.text);
  }
  return label.includes('/') ? `…${kept.reverse().join('')}` : `${kept.join('')}…`;
}
