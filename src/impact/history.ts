// Who broke it: the commit that removed or renamed the name or the file that a finding asks for. Stub for now.

import type { LinkedGraph } from '../link/linked-graph.ts';
import type { Finding } from '../model/finding.ts';
import type { History } from '../model/report.ts';

export interface HistoryContext {
  readonly root: string;
  readonly linked: LinkedGraph;
}

export async function computeHistory(
  _findings: readonly Finding[],
  _context: HistoryContext,
): Promise<Map<Finding, History>> {
  return new Map();
}
