// `danglint graph`: the modules of the project and what loads what, as dot, Mermaid, JSON or HTML; whole or around one file.

import { type Command, Option } from 'commander';
import { UserError } from '../../host/user-error.ts';
import type { LinkedGraph } from '../../link/linked-graph.ts';
import { type ModuleId, relativeId } from '../../model/module-id.ts';
import { resolvePath } from '../../model/path.ts';
import type { DrawnEdge } from '../../report/graph-html.ts';
import { jsonText } from '../../report/json-text.ts';
import { printable } from '../../report/printable.ts';
import { addProjectOptions, type ProjectFlags } from '../project-options.ts';
import { forwardSlashes, type Session } from '../session.ts';

interface GraphFlags extends ProjectFlags {
  readonly format: 'dot' | 'mermaid' | 'json' | 'html';
  readonly focus?: string;
}

export function defineGraph(command: Command, session: Session): void {
  addProjectOptions(command)
    .addOption(
      new Option('--format <format>', 'how it is written')
        .choices(['dot', 'mermaid', 'json', 'html'])
        .default('dot'),
    )
    .option('--focus <file>', 'only this file, what it loads and what loads it')
    .action(async (flags: GraphFlags) => {
      const { openProject } = await import('../open-project.ts');
      const { analyseProject } = await import('../../pipeline.ts');
      const { options } = await openProject([], flags, session);
      const { linked } = await analyseProject(options);
      const focus = flags.focus === undefined ? null : resolvePath(session.cwd, forwardSlashes(flags.focus));
      if (focus !== null && !linked.graph.has(focus)) {
        throw new UserError(`${flags.focus} is no module of the project`);
      }
      const edges = drawnEdges(linked, options.root, focus);
      if (flags.format !== 'html') {
        session.stdout.write(WRITERS[flags.format](edges));
        return;
      }
      const { graphHtml } = await import('../../report/graph-html.ts');
      session.stdout.write(graphHtml(edges, focus === null ? null : relativeId(options.root, focus)));
    });
}

function drawnEdges(linked: LinkedGraph, root: string, focus: ModuleId | null): DrawnEdge[] {
  const edges = new Map<string, DrawnEdge>();
  for (const node of linked.graph.values()) {
    if (node.role !== 'project') continue;
    for (const { to, when } of linked.edges(node.id)) {
      if (linked.graph.get(to)?.role !== 'project') continue;
      if (focus !== null && node.id !== focus && to !== focus) continue;
      const edge = { from: relativeId(root, node.id), to: relativeId(root, to), when };
      edges.set(`${edge.from}\n${edge.to}\n${when}`, edge);
    }
  }
  return [...edges.values()];
}

const WRITERS: Readonly<
  Record<Exclude<GraphFlags['format'], 'html'>, (edges: readonly DrawnEdge[]) => string>
> = {
  dot(edges) {
    const lines = edges.map(
      ({ from, to, when }) =>
        `  ${jsonText(from, 0)} -> ${jsonText(to, 0)}${when !== 'load' ? ' [style=dashed]' : ''};\n`,
    );
    return `digraph modules {\n  rankdir=LR;\n${lines.join('')}}\n`;
  },
  mermaid(edges) {
    const ids = new Map<string, string>();
    const node = (path: string): string => {
      const known = ids.get(path);
      if (known !== undefined) return known;
      const id = `m${ids.size}`;
      ids.set(path, id);
      return `${id}["${printable(path).replaceAll('"', '#quot;')}"]`;
    };
    const lines = edges.map(
      ({ from, to, when }) => `  ${node(from)} ${when === 'load' ? '-->' : '-.->'} ${node(to)}\n`,
    );
    return `graph LR\n${lines.join('')}`;
  },
  json: (edges) => `${jsonText({ version: 1, edges }, 2)}\n`,
};
