// Which findings a comment suppresses, and which comments suppress nothing. Invariant: a comment is called unused only
// where everything that it covers was decided; an import that could not be judged here may be broken elsewhere.

import type { Directive } from '../model/directive.ts';
import type { Finding } from '../model/finding.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Span } from '../model/span.ts';
import type { SourcePositions } from './source-positions.ts';

/** A directive that disables something. */
export type SuppressionDirective = Extract<Directive, { readonly rules: readonly string[] }>;

/** One rule (or, with null, all rules) of one comment. */
export interface Suppression {
  readonly module: ModuleId;
  readonly directive: SuppressionDirective;
  readonly rule: string | null;
  readonly covers: (rule: string, span: Span) => boolean;
}

export interface Suppressions {
  /** True when a comment covers the finding; remembers that the comment was of use. */
  suppresses(finding: Finding): boolean;
  /** In the order of the modules and of their text. Call it after all findings have been asked for. */
  unused(): readonly Suppression[];
}

export function createSuppressions(nodes: Iterable<ModuleNode>, positions: SourcePositions): Suppressions {
  const byModule = new Map<ModuleId, { node: ModuleNode; suppressions: readonly Suppression[] }>();
  for (const node of nodes) {
    const suppressions = suppressionsOf(node, positions);
    if (suppressions.length > 0) byModule.set(node.id, { node, suppressions });
  }
  const used = new Set<Suppression>();

  return {
    suppresses: ({ rule, location }) => {
      let suppressed = false;
      for (const suppression of byModule.get(location.module)?.suppressions ?? []) {
        if (!suppression.covers(rule, location.span)) continue;
        used.add(suppression);
        suppressed = true;
      }
      return suppressed;
    },
    unused: () =>
      [...byModule.values()].flatMap(({ node, suppressions }) =>
        suppressions.filter((suppression) => !used.has(suppression) && isDecided(node, suppression)),
      ),
  };
}

function suppressionsOf(node: ModuleNode, positions: SourcePositions): Suppression[] {
  const directives = node.record.directives.filter((directive) => directive.kind !== 'stub');
  const enabling = directives.filter(({ kind }) => kind === 'enable');
  const suppressions: Suppression[] = [];
  for (const directive of directives) {
    if (directive.kind === 'enable') continue;
    const coversPlace = placeOf(node.id, directive, enabling, positions);
    for (const rule of directive.rules.length === 0 ? [null] : new Set(directive.rules)) {
      suppressions.push({
        module: node.id,
        directive,
        rule,
        covers: (asked, span) => (rule === null || rule === asked) && coversPlace(asked, span),
      });
    }
  }
  return suppressions;
}

function placeOf(
  module: ModuleId,
  directive: SuppressionDirective,
  enabling: readonly SuppressionDirective[],
  positions: SourcePositions,
): (rule: string, span: Span) => boolean {
  const lineOf = (span: Span) => positions.rangeOf(module, span).start.line;
  const own = positions.rangeOf(module, directive.span);
  switch (directive.kind) {
    case 'disable-file':
      return () => true;
    case 'disable-line':
      return (_rule, span) => lineOf(span) >= own.start.line && lineOf(span) <= own.end.line;
    case 'disable-next-line': {
      const first = own.end.line + 1;
      const last = lastLineOfImport(positions.textOf(module) ?? '', first);
      return (_rule, span) => lineOf(span) >= first && lineOf(span) <= last;
    }
    default:
      return (rule, span) =>
        span.start >= directive.span.end &&
        !enabling.some(
          (enable) =>
            enable.span.start > directive.span.start &&
            enable.span.end <= span.start &&
            (enable.rules.length === 0 || enable.rules.includes(rule)),
        );
  }
}

/**
 * An import over several lines is one line to the person who writes the comment above it, and a formatter may break
 * it at any time:
 *
 *     // danglint-disable-next-line missing-export
 *     import {
 *       gone,
 *     } from './x';
 *
 * @returns the line on which the brackets opened by the import on `first` are closed; `first` for everything else
 */
function lastLineOfImport(text: string, first: number): number {
  const lines = text.split(/\r\n|\r|\n/);
  if (!/^\s*(import\b|from\b|export\s*(type\s*)?[{*])/.test(lines[first - 1] ?? '')) return first;
  let open = 0;
  for (let line = first; line <= lines.length; line++) {
    for (const character of lines[line - 1] ?? '') {
      if (character === '{' || character === '(') open++;
      else if (character === '}' || character === ')') open--;
    }
    if (open <= 0) return line;
  }
  return first;
}

function isDecided(node: ModuleNode, suppression: Suppression): boolean {
  const { record, resolutions } = node;
  if (record.errors.some(({ severity }) => severity === 'fatal')) return false;
  return !record.requests.some((request, index) => {
    const kind = resolutions[index]?.kind;
    const undecided = kind === undefined || kind === 'unknown' || kind === 'external';
    return undecided && suppression.covers(suppression.rule ?? '', request.span);
  });
}
