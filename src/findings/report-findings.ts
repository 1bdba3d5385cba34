// From the rules' findings to the report: severity, suppressions, selection, baseline, wording, places, order. Pure:
// everything it needs is in its input.

import type { Finding, Location, Severity } from '../model/finding.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import { type ModuleId, relativeId } from '../model/module-id.ts';
import type { History, Impact, Report, ReportedFinding, ReportedFix, Summary } from '../model/report.ts';
import type { Rule } from '../rules/rule.ts';
import {
  type Baseline,
  type BaselineEntry,
  baselineEntryOf,
  canBeBaselined,
  toBaseline,
} from './baseline.ts';
import { createFingerprints } from './fingerprint.ts';
import { type BaselineMatch, matchBaseline } from './match-baseline.ts';
import { fillTemplate, relativeText } from './message.ts';
import { compareFindings, compareText } from './order.ts';
import { severityOf } from './severity.ts';
import { createSourcePositions, type SourcePositions } from './source-positions.ts';
import { createSuppressions } from './suppressions.ts';
import { UNUSED_SUPPRESSION, unusedSuppressionFindings } from './unused-suppressions.ts';

export interface ReportInput {
  readonly findings: readonly Finding[];
  /** The texts of the rules; a finding of a rule that is not among them is an error of ours and throws. */
  readonly rules: readonly Pick<Rule, 'id' | 'defaultSeverity' | 'messages' | 'help'>[];
  /** Modules with the role `project` are asked for their suppression comments. */
  readonly graph: ModuleGraph;
  /** The text of a module as it was parsed; null when it cannot be read. Asked for few modules, once each. */
  readonly textOf: (module: ModuleId) => string | null;
  /** Absolute, with forward slashes. */
  readonly root: ModuleId;
  readonly toolVersion: string;
  readonly summary: Omit<Summary, 'errors' | 'warnings' | 'suppressed'>;
  /** What configuration and command line say; undefined where they say nothing. */
  readonly configuredSeverity?: (rule: string, module: ModuleId) => Severity | undefined;
  /** Rules that cannot find anything in this run (`not-deployed` in the worktree view): nothing is unused for them. */
  readonly inactiveRules?: ReadonlySet<string>;
  /**
   * A partial run: only these findings are reported. Suppressions and the baseline are judged for the whole project
   * all the same, but then no baseline entry is called stale.
   */
  readonly select?: (finding: Finding) => boolean;
  readonly baseline?: Baseline;
  /** Whether a file is there all the same, though this run does not see it: the view leaves it out. */
  readonly isLeftOut?: (module: ModuleId) => boolean;
  /** Paths in them are absolute. */
  readonly impacts?: ReadonlyMap<Finding, Impact>;
  /** `movedTo` is absolute. */
  readonly histories?: ReadonlyMap<Finding, History>;
}

export interface ReportResult {
  readonly report: Report;
  /** Baseline entries that no finding needs any more; empty in partial runs. */
  readonly staleBaseline: readonly BaselineEntry[];
  /** Entries of files that are called otherwise now; they hide what they hid. Empty in partial runs. */
  readonly movedBaseline: BaselineMatch['moved'];
  /** How many findings the baseline hid; they count as suppressed too. */
  readonly baselined: number;
  /** The baseline that would hide every error of this run: what `--suppress-all` writes. */
  readonly fullBaseline: Baseline;
  /** The findings behind `report.findings`, in the same order: offsets for `--fix`, the language server and impact. */
  readonly sources: readonly Finding[];
}

interface Judged {
  readonly finding: Finding;
  readonly severity: 'error' | 'warning';
}

export function buildReport(input: ReportInput): ReportResult {
  const positions = createSourcePositions(input.textOf);
  const { judged, suppressed } = judge(input, positions);
  const reported = judged
    .map((item) => ({ reported: toReported(item, input, positions), source: item.finding }))
    .sort((left, right) => comparePlaces(left.reported, right.reported));
  const fingerprints = createFingerprints();
  const identified = reported.map(({ reported, source }) => ({
    reported: { ...reported, fingerprint: fingerprints(reported) },
    source,
  }));

  const { select, baseline = {} } = input;
  const { hidden, unneeded, moved } = matchBaseline(
    baseline,
    identified.map((item) => item.reported),
    (file) => isThere(moduleOf(file, input.root), input),
  );
  const selected = select === undefined ? identified : identified.filter(({ source }) => select(source));
  const shown = selected
    .filter((item) => !hidden.has(item.reported))
    .sort((left, right) => compareFindings(left.reported, right.reported));
  const baselined = selected.length - shown.length;
  const fullBaseline = toBaseline(
    selected.filter((item) => canBeBaselined(item.reported)).map(({ reported }) => baselineEntryOf(reported)),
  );
  const errors = shown.filter(({ reported }) => reported.severity === 'error').length;
  return {
    report: {
      version: 1,
      tool: { name: 'danglint', version: input.toolVersion },
      summary: summaryOf(input.summary, errors, shown.length - errors, suppressed + baselined),
      findings: shown.map(({ reported }) => reported),
    },
    staleBaseline: select === undefined ? staleEntries(input, unneeded) : [],
    movedBaseline: select === undefined ? moved : [],
    baselined,
    fullBaseline,
    sources: shown.map(({ source }) => source),
  };
}

function judge(input: ReportInput, positions: SourcePositions) {
  const { graph, inactiveRules, configuredSeverity } = input;
  const rules = new Map(input.rules.map((rule) => [rule.id, rule]));
  const suppressions = createSuppressions(
    [...graph.values()].filter(({ role }) => role === 'project'),
    positions,
  );
  let suppressed = 0;
  const judged: Judged[] = [];
  const consider = (finding: Finding, isSuppressed: (finding: Finding) => boolean) => {
    const rule = rules.get(finding.rule);
    if (rule === undefined) throw new Error(`no rule is called ${finding.rule}`);
    const configured = configuredSeverity?.(finding.rule, finding.location.module);
    const severity = severityOf(finding, rule.defaultSeverity, configured);
    if (severity === 'off') return;
    if (isSuppressed(finding)) suppressed++;
    else judged.push({ finding, severity });
  };

  for (const finding of input.findings) consider(finding, suppressions.suppresses);
  if (rules.has(UNUSED_SUPPRESSION)) {
    const unused = unusedSuppressionFindings(
      suppressions.unused(),
      ({ rule, module }) =>
        rule === null || (inactiveRules?.has(rule) !== true && configuredSeverity?.(rule, module) !== 'off'),
      (id) => rules.has(id),
      positions,
    );
    // A comment that disables all rules would hide that it is unused.
    for (const finding of unused) consider(finding, () => false);
  }
  return { judged, suppressed };
}

function toReported(
  { finding, severity }: Judged,
  input: ReportInput,
  positions: SourcePositions,
): ReportedFinding {
  const { root } = input;
  const rule = input.rules.find(({ id }) => id === finding.rule);
  const range = positions.rangeOf(finding.location.module, finding.location.span);
  const help = rule?.help?.[finding.messageId];
  const impact = input.impacts?.get(finding);
  const history = input.histories?.get(finding);
  return {
    rule: finding.rule,
    messageId: finding.messageId,
    severity,
    message: fillTemplate(rule?.messages[finding.messageId] ?? finding.messageId, finding.data, root),
    ...(help !== undefined && { help: fillTemplate(help, finding.data, root) }),
    file: relativeId(root, finding.location.module),
    line: range.start.line,
    column: range.start.column,
    endLine: range.end.line,
    endColumn: range.end.column,
    ...(finding.specifier !== undefined && { specifier: finding.specifier }),
    ...(finding.name !== undefined && { name: finding.name }),
    ...(finding.target !== undefined && { target: relativeId(root, finding.target) }),
    ...(finding.reason !== undefined && { reason: finding.reason }),
    ...(impact !== undefined && { impact: relativeImpact(impact, root) }),
    ...(history !== undefined && { history: relativeHistory(history, root) }),
    suggestions: finding.suggestions.map(({ kind, text, fix }) => ({
      kind,
      text: relativeText(text, root),
      fix:
        fix === undefined
          ? null
          : {
              ...placeOf(fix.location, root, positions),
              replacement: fix.replacement,
              certain: fix.certain,
            },
    })),
    related: finding.related.map(({ location, message }) => {
      const { file, line, column } = placeOf(location, root, positions);
      return { file, line, column, message: relativeText(message, root) };
    }),
    fingerprint: '',
  };
}

function placeOf(
  { module, span }: Location,
  root: ModuleId,
  positions: SourcePositions,
): Omit<ReportedFix, 'replacement' | 'certain'> {
  const { start, end } = positions.rangeOf(module, span);
  return {
    file: relativeId(root, module),
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

function relativeImpact(impact: Impact, root: ModuleId): Impact {
  return {
    ...impact,
    entry: impact.entry === null ? null : relativeId(root, impact.entry),
    chain: impact.chain.map((module) => relativeId(root, module)),
    ...(impact.error !== undefined && { error: relativeText(impact.error, root) }),
    ...(impact.branchIn !== undefined && { branchIn: relativeId(root, impact.branchIn) }),
    ...(impact.loading !== undefined && { loading: relativeId(root, impact.loading) }),
    ...(impact.swallowed !== undefined && { swallowed: relativeText(impact.swallowed, root) }),
  };
}

function relativeHistory(history: History, root: ModuleId): History {
  return { ...history, movedTo: history.movedTo === null ? null : relativeId(root, history.movedTo) };
}

function comparePlaces(left: ReportedFinding, right: ReportedFinding): number {
  return compareText(left.file, right.file) || left.line - right.line || left.column - right.column;
}

/** An entry is stale only where its import was judged: a package that is not installed here proves nothing. */
function staleEntries(input: ReportInput, unneeded: readonly BaselineEntry[]): BaselineEntry[] {
  const { graph, root, inactiveRules, configuredSeverity } = input;
  return unneeded.filter((entry) => {
    const module = moduleOf(entry.file, root);
    if (inactiveRules?.has(entry.rule) === true) return false;
    if (configuredSeverity?.(entry.rule, module) === 'off') return false;
    if (input.isLeftOut?.(module) === true) return false;
    const node = graph.get(module);
    return !node?.record.requests.some((request, index) => {
      const kind = node.resolutions[index]?.kind;
      const undecided = kind === undefined || kind === 'unknown' || kind === 'external';
      return undecided && (entry.key === request.specifier || entry.key.startsWith(`${request.specifier}#`));
    });
  });
}

function isThere(module: ModuleId, { graph, isLeftOut }: ReportInput): boolean {
  return graph.has(module) || isLeftOut?.(module) === true;
}

function moduleOf(file: string, root: ModuleId): ModuleId {
  return root.endsWith('/') ? `${root}${file}` : `${root}/${file}`;
}

function summaryOf(
  facts: ReportInput['summary'],
  errors: number,
  warnings: number,
  suppressed: number,
): Summary {
  const { files, imports, unknown, skipped, durationMs, view, engine } = facts;
  return { files, imports, errors, warnings, unknown, suppressed, skipped, durationMs, view, engine };
}
