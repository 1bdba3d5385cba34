// What a report of an analysis is made of, before anything is selected and looked up in git.

import type { ReportInput } from './findings/report-findings.ts';
import { milliseconds } from './host/clock.ts';
import { textOf } from './host/text-of.ts';
import type { ModuleGraph } from './model/module-graph.ts';
import type { Analysis } from './pipeline.ts';
import { rules } from './rules/rules.ts';
import { version } from './version.ts';

/** @param started when the run began, by the clock of the host */
export function reportInputOf(analysis: Analysis, started: number): ReportInput {
  const { options, graph, view, findings, discovery, unknown, engine } = analysis;
  return {
    findings,
    rules,
    graph,
    textOf: (module) => textOf(module, view.fileSystem),
    root: options.root,
    toolVersion: version,
    configuredSeverity: options.severityOf,
    inactiveRules: new Set(view.absence === null ? ['not-deployed'] : []),
    ...(options.baseline === undefined ? {} : { baseline: options.baseline }),
    isLeftOut: (module) => view.absence?.isAbsent(module) === true,
    summary: {
      files: discovery.files.length,
      imports: countImports(graph),
      unknown: unknown.length,
      skipped: discovery.targets.length,
      durationMs: Math.round(milliseconds() - started),
      view: view.name,
      engine,
    },
  };
}

function countImports(graph: ModuleGraph): number {
  let imports = 0;
  for (const { role, record } of graph.values()) {
    if (role === 'project') imports += record.requests.filter(({ implied }) => implied !== true).length;
  }
  return imports;
}
