// An import that works here and will not where the program runs: its file is on disk, but not in the chosen view.

import { factsOfEntry, factsOfStart } from '../link/absent-entries.ts';
import { siteOfRequest } from '../link/failure.ts';
import type { Finding, Suggestion } from '../model/finding.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleRequest } from '../model/module-request.ts';
import type { UnresolvedResolution } from '../model/resolution.ts';
import type { Span } from '../model/span.ts';
import type { Rule, RuleContext } from './rule.ts';

export const notDeployed: Rule = {
  id: 'not-deployed',
  defaultSeverity: 'error',
  summary: 'The imported file is on disk, but not in what is deployed',
  messages: {
    'not-in-view': '"{specifier}" is on this disk only: {why}',
    package: 'the package "{name}" is on this disk only: {why}',
    'absent-entry':
      '"{field}" offers "{specifier}" to those who ask for "{asked}", and it is on this disk only: {why}',
    'absent-start': '"{specifier}", which {by} starts, is on this disk only: {why}',
    'other-name': '"{specifier}" is called "{name}" where it is deployed',
  },
  help: {
    'not-in-view': 'bring {target} into what is deployed, or take the import out',
    package: 'install {name} where it runs, as package.json declares it',
    'absent-entry': 'bring {target} into the package, or take the entry out',
    'absent-start': 'bring {target} into what is deployed, or start what is there',
    'other-name': 'import it as "{name}", or have the folder in front of it packed as a package',
  },
  *run(context) {
    for (const node of context.checked) {
      for (const [index, resolution] of node.resolutions.entries()) {
        const request = node.record.requests[index];
        if (request === undefined || resolution.kind !== 'unresolved') continue;
        if (resolution.reason !== 'not-in-view') continue;
        const span = askedAt(context, node, index, request);
        if (span !== null) yield toFinding(context, node, request, resolution, span);
      }
    }
    const { absentEntries, absentStarts, notInView, whyNotDeployed } = context.facts;
    for (const { expected: target, ...start } of absentStarts) {
      if (notInView?.(target) !== true) continue;
      yield {
        rule: notDeployed.id,
        messageId: 'absent-start',
        data: {
          specifier: start.specifier,
          by: start.by,
          target,
          why: whyNotDeployed(target) ?? 'not in the view',
        },
        reason: 'not-in-view',
        ...factsOfStart({ ...start, expected: target }),
      };
    }
    for (const entry of absentEntries) {
      const { field, specifier, asked, expected: target } = entry;
      if (notInView?.(target) !== true) continue;
      yield {
        rule: notDeployed.id,
        messageId: 'absent-entry',
        data: { field, specifier, asked, target, why: whyNotDeployed(target) ?? 'not in the view' },
        reason: 'not-in-view',
        ...factsOfEntry(entry),
      };
    }
  },
};

/**
 * Where the file is asked for. Python's `from pkg import sub` asks for the file `pkg/sub.py` only when `pkg` has no
 * such name: then the finding stands at the name; null when the file is not needed.
 */
function askedAt(
  { linked }: RuleContext,
  node: ModuleNode,
  index: number,
  request: ModuleRequest,
): Span | null {
  const names = linked
    .lookups(node.id)
    .filter(({ asks }) => asks.by !== 'member' && asks.entry.orModule === index);
  if (names.length === 0) return request.implied === true ? null : request.span;
  const asked = names.find(({ answer }) => answer.kind !== 'found' && answer.kind !== 'namespace');
  // Where the package itself is not there, that is said already.
  const around = asked === undefined ? undefined : node.resolutions[asked.request];
  const isToldAround = around?.kind === 'unresolved' && around.reason === 'not-in-view';
  return asked === undefined || isToldAround ? null : asked.span;
}

function toFinding(
  { facts }: RuleContext,
  node: ModuleNode,
  request: ModuleRequest,
  resolution: UnresolvedResolution,
  span: Span,
): Finding {
  const { expected: target = '', deployedAs, packageName } = resolution;
  const isMild = request.guard === 'optional' || request.form === 'jsdoc';
  return {
    rule: notDeployed.id,
    messageId:
      packageName !== undefined ? 'package' : deployedAs === undefined ? 'not-in-view' : 'other-name',
    data: {
      specifier: request.specifier,
      target,
      why: facts.whyNotDeployed(target) ?? 'not in the view',
      name: packageName ?? deployedAs ?? request.specifier,
    },
    location: { module: node.id, span },
    related: [],
    ...(isMild ? { severity: 'warning' as const } : {}),
    specifier: request.specifier,
    target,
    reason: resolution.reason,
    suggestions: [suggestionFor(resolution)],
    site: siteOfRequest(node, request, resolution),
  };
}

function suggestionFor({ expected, deployedAs, packageName }: UnresolvedResolution): Suggestion {
  if (packageName !== undefined) return { kind: 'install', text: `install ${packageName} where it runs` };
  if (deployedAs !== undefined) return { kind: 'rename', text: `import it as "${deployedAs}"` };
  return { kind: 'add', text: `bring ${expected} into what is deployed` };
}
