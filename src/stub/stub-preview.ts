// The stub that would be written for a finding, as text, for reports that show it.

import { relativeId } from '../model/module-id.ts';
import type { ReportedFinding } from '../model/report.ts';
import type { Analysis } from '../pipeline.ts';
import { version } from '../version.ts';
import { proposeStubs } from './stub-project.ts';

/** Looks once at the whole project; null for a finding that no stub can stand in for. */
export function createStubPreview(analysis: Analysis): (finding: ReportedFinding) => string | null {
  const { plan, changes } = proposeStubs(analysis, { paths: [], version });
  const { root } = analysis.options;
  const texts = new Map(changes.map(({ path, after }) => [path, after]));
  const previews = new Map<string, string>();
  for (const { path, standsFor } of plan.files) {
    const text = texts.get(path);
    if (typeof text === 'string') {
      previews.set(
        withoutEnding(relativeId(root, standsFor.kind === 'names' ? standsFor.module : path)),
        text,
      );
    }
  }
  const rules = new Set(['unresolved-module', 'missing-export', 'missing-member']);
  return ({ rule, target }) =>
    target === undefined || !rules.has(rule) ? null : (previews.get(withoutEnding(target)) ?? null);
}

/** What is expected may be a `.js` where a `.ts` will be written. */
function withoutEnding(path: string): string {
  return path.replace(/(?:\.d)?\.[a-z]+$/, '');
}
