// The graph of modules as one self-contained page: every module with what it loads and what loads it, as links; around
// one file also as a drawing. No network; it is read with the keyboard and without script.

import { addTo } from '../model/lists.ts';
import { box, columnGraph } from './column-graph.ts';
import { STYLE } from './html-assets.ts';
import { printable } from './printable.ts';
import { counted } from './sentences.ts';
import { xmlText } from './xml-text.ts';

/** One module that makes another run; paths are relative to the root. */
export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly when: 'load' | 'start' | 'call';
}

const text = (value: string) => xmlText(printable(value));

const WHEN: Readonly<Record<DrawnEdge['when'], string>> = {
  load: '',
  start: ' <span class="soft">started</span>',
  call: ' <span class="soft">when called</span>',
};

/** @param focus the file in the middle of the drawing, relative to the root; null for none */
export function graphHtml(edges: readonly DrawnEdge[], focus: string | null): string {
  const modules = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].sort();
  const ids = new Map(modules.map((module, index) => [module, `m${index}`]));
  const loads = grouped(edges, 'from');
  const loaders = grouped(edges, 'to');
  const link = (module: string, when: DrawnEdge['when']) =>
    `<li><a href="#${ids.get(module)}">${text(module)}</a>${WHEN[when]}</li>`;
  const list = (label: string, items: readonly string[]) =>
    items.length === 0 ? '' : `<dt>${label}</dt><dd><ul>${items.join('')}</ul></dd>`;
  const sections = modules.map((module) => {
    const to = (loads.get(module) ?? []).map((edge) => link(edge.to, edge.when));
    const from = (loaders.get(module) ?? []).map((edge) => link(edge.from, edge.when));
    return `<section id="${ids.get(module)}"><h2 class="path">${text(module)}</h2><dl>${list('loads', to)}${list('loaded by', from)}</dl></section>`;
  });
  const title = `${counted(modules.length, 'module')}, ${counted(edges.length, 'edge')}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>danglint graph: ${title}</title>
<style>${STYLE}:target{outline:2px solid var(--accent);outline-offset:.5rem}</style>
</head>
<body>
<header><h1>${focus === null ? title : `${text(focus)}: ${title}`}</h1></header>
<main>
${focus === null ? '' : `<div class="scroll" tabindex="0" role="group" aria-label="What loads it, and what it loads">${drawing(edges, focus)}</div>\n`}${sections.join('\n')}
</main>
</body>
</html>
`;
}

function drawing(edges: readonly DrawnEdge[], focus: string): string {
  const loaders = edges.filter(({ to }) => to === focus).map(({ from }) => box(from, 'importer'));
  const loaded = edges.filter(({ from }) => from === focus).map(({ to }) => box(to, 'hop'));
  return columnGraph([loaders, [box(focus, 'entry')], loaded].filter((column) => column.length > 0));
}

function grouped(edges: readonly DrawnEdge[], end: 'from' | 'to'): Map<string, DrawnEdge[]> {
  const groups = new Map<string, DrawnEdge[]>();
  for (const edge of edges) {
    addTo(groups, edge[end], edge);
  }
  return groups;
}
