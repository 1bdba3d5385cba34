// The findings of the rule unused-suppression: comments that suppress nothing, with the edit that takes them out.
// They are made here and not in rules/, because only the list of all other findings tells what was of use.

import type { Finding, Fix } from '../model/finding.ts';
import { addTo } from '../model/lists.ts';
import type { SourcePositions } from './source-positions.ts';
import type { Suppression } from './suppressions.ts';

export const UNUSED_SUPPRESSION = 'unused-suppression';

/**
 * @param unused from {@link createSuppressions}
 * @param isJudged false for a rule that did not run on the module (switched off, or it needs another view): a comment
 *   for it may be of use in another run
 */
export function unusedSuppressionFindings(
  unused: readonly Suppression[],
  isJudged: (suppression: Suppression) => boolean,
  isRule: (id: string) => boolean,
  positions: SourcePositions,
): Finding[] {
  const findings: Finding[] = [];
  for (const [directive, group] of groupByDirective(unused)) {
    const whole = group.length === Math.max(1, new Set(directive.rules).size) && group.every(isJudged);
    for (const suppression of whole ? group.slice(0, 1) : group) {
      if (!isJudged(suppression)) continue;
      const unknown = suppression.rule !== null && !isRule(suppression.rule);
      const fix = whole ? removeComment(suppression, positions) : removeRule(suppression, positions);
      findings.push({
        rule: UNUSED_SUPPRESSION,
        messageId: unknown ? 'unknown-rule' : whole ? 'unused' : 'unused-rule',
        data: { rule: suppression.rule ?? '' },
        location: { module: suppression.module, span: directive.span },
        related: [],
        ...(suppression.rule !== null && { name: suppression.rule }),
        suggestions: fix === null ? [] : [{ kind: 'remove', text: 'remove it', fix }],
        site: { failure: 'type', runs: 'never', guard: 'none' },
      });
    }
  }
  return findings;
}

function groupByDirective(unused: readonly Suppression[]) {
  const groups = new Map<Suppression['directive'], Suppression[]>();
  for (const suppression of unused) {
    addTo(groups, suppression.directive, suppression);
  }
  return groups;
}

/** The comment with the blanks before it; the whole line when nothing else is on it. */
function removeComment({ module, directive }: Suppression, positions: SourcePositions): Fix | null {
  const text = positions.textOf(module);
  if (text === null) return null;
  let { start, end } = directive.span;
  while (start > 0 && /[ \t]/.test(text.charAt(start - 1))) start--;
  const startsLine = start === 0 || /[\r\n\uFEFF]/.test(text.charAt(start - 1));
  const blankToLineEnd = /[ \t]*(\r\n|\r|\n|$)/y;
  blankToLineEnd.lastIndex = end;
  const rest = blankToLineEnd.exec(text);
  if (startsLine && rest !== null) end += rest[0].length;
  else if (startsLine) start = directive.span.start;
  return { location: { module, span: { start, end } }, replacement: '', certain: true };
}

/** One rule of several, with one of the commas beside it. */
function removeRule({ module, directive, rule }: Suppression, positions: SourcePositions): Fix | null {
  const comment = positions.textOf(module)?.slice(directive.span.start, directive.span.end);
  if (comment === undefined || rule === null) return null;
  const name = rule.replace(/[^\w-]/g, '\\$&');
  const match = new RegExp(`,\\s*${name}(?![\\w-])|(?<![\\w-])${name}\\s*,\\s*`).exec(comment);
  if (match === null) return null;
  const start = directive.span.start + match.index;
  return {
    location: { module, span: { start, end: start + match[0].length } },
    replacement: '',
    certain: true,
  };
}
