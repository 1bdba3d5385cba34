// One self-contained page for people who did not run the command: totals, findings by root cause, each with its frame,
// its small graph, and what to do. No network, no library; it reads well on paper, without colours and without script.

import type { Report, ReportedFinding } from '../model/report.ts';
import { codeFrame } from './code-frame.ts';
import { focusGraph } from './focus-graph.ts';
import type { FormatContext } from './format.ts';
import { groupedDigits } from './grouped-digits.ts';
import { type Cause, causesOf } from './grouping.ts';
import { SCRIPT, STYLE } from './html-assets.ts';
import { jsonText } from './json-text.ts';
import { packageMatrix } from './package-matrix.ts';
import { printable } from './printable.ts';
import {
  counted,
  crashSentence,
  helpSentences,
  historySentence,
  marksOf,
  openSentences,
  reachSentence,
  resultSentence,
  scopeSentence,
} from './sentences.ts';
import { xmlText } from './xml-text.ts';

const FRAME_WIDTH = 160;

const WHEN: Readonly<Record<string, string>> = {
  startup: 'at start-up',
  call: 'when called',
  test: 'in tests',
  unreached: 'not reached',
  never: 'no effect at run time',
};

export function html(report: Report, context: FormatContext): string {
  const causes = causesOf(report.findings);
  const title = `danglint: ${resultSentence(report)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${text(resultSentence(report))}</h1>
<p class="soft">${text(scopeSentence(report))} · danglint ${text(report.tool.version)}</p>
${[...openSentences(report), ...context.notices].map((sentence) => `<p class="soft">${text(sentence)}</p>`).join('\n')}
</header>
<main>
${tiles(report, causes)}
${causes.length === 0 ? '<p class="empty">Every import leads to a module that is there and to a name that it exports.</p>' : findingsSection(causes, context)}
${matrixSection(report)}
</main>
<script type="application/json" id="danglint-report">${jsonText(report, 0).replaceAll('<', '\\u003c')}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

/** Text of the project's, for content and attributes. */
function text(value: string): string {
  return xmlText(printable(value));
}

function tiles({ summary, findings }: Report, causes: readonly Cause[]): string {
  const startup = findings.filter(({ impact }) => impact?.when === 'startup').length;
  const tile = (kind: string, count: number, label: string) =>
    `<li class="${kind}"><b>${groupedDigits(count)}</b>${label}</li>`;
  return `<ul class="tiles">
${tile(summary.errors > 0 ? 'error' : 'good', summary.errors, summary.errors === 1 ? 'error' : 'errors')}
${tile(summary.warnings > 0 ? 'warning' : 'good', summary.warnings, summary.warnings === 1 ? 'warning' : 'warnings')}
${tile('', causes.length, causes.length === 1 ? 'root cause' : 'root causes')}
${tile(startup > 0 ? 'error' : 'good', startup, startup === 1 ? 'crash at start-up' : 'crashes at start-up')}
${tile('', summary.unknown, 'could not be judged')}
</ul>`;
}

function findingsSection(causes: readonly Cause[], context: FormatContext): string {
  const options = (values: readonly string[], label = (value: string) => value) =>
    [
      '<option value="">all</option>',
      ...[...new Set(values)]
        .sort()
        .map((value) => `<option value="${text(value)}">${text(label(value))}</option>`),
    ].join('');
  const firsts = causes.map(({ first }) => first);
  return `<h2>Findings by root cause</h2>
<form hidden role="search">
<label>Search<input type="search" name="text" placeholder="file, name, message"></label>
<label>Severity<select name="severity">${options(firsts.map(({ severity }) => severity))}</select></label>
<label>Rule<select name="rule">${options(firsts.map(({ rule }) => rule))}</select></label>
<label>Crashes<select name="when">${options(firsts.map(whenOf), (when) => WHEN[when] ?? when)}</select></label>
<p id="shown" class="soft" role="status"></p>
</form>
${causes.map((cause, index) => causeBlock(cause, index === 0, context)).join('\n')}`;
}

function whenOf({ impact }: ReportedFinding): string {
  return impact?.when ?? 'unreached';
}

function causeBlock(cause: Cause, open: boolean, context: FormatContext): string {
  const { first, others } = cause;
  const crash = first.impact === undefined ? null : crashSentence(first.impact);
  const reach =
    first.impact === undefined || crash === null ? null : reachSentence(first.impact, marksOf(true));
  const rows = [
    row('crash', crash === null ? [] : [crash, ...(reach === null ? [] : [reach])]),
    row('history', first.history === undefined ? [] : [historySentence(first.history)]),
    row('what to do', helpSentences(first, context)),
    row(
      'see',
      first.related.map(({ file, line, message }) => `${file}:${line} ${message}`),
    ),
    row(
      counted(others.length + 1, 'import'),
      [first, ...others].map(({ file, line, column }) => `${file}:${line}:${column}`),
    ),
  ];
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `<details class="cause ${first.severity}" data-severity="${first.severity}" data-rule="${text(first.rule)}" data-when="${whenOf(first)}"${open ? ' open' : ''}>
<summary class="${first.severity}"><span class="severity">${first.severity}</span><span class="message">${text(first.message)}</span>
<span class="path soft">${text(`${first.file}:${first.line}`)}${more}</span><span class="soft">${text(first.rule)}</span></summary>
<div class="body">
${frame(first, context)}
<div class="scroll" tabindex="0" role="group" aria-label="How the import gets there">${focusGraph(cause)}</div>
<dl>${rows.join('')}</dl>
${stub(first, context)}
</div>
</details>`;
}

function frame(finding: ReportedFinding, context: FormatContext): string {
  const source = context.sourceText(finding.file);
  if (source === null) return '';
  const lines = codeFrame(source, finding, FRAME_WIDTH, '…').map(({ number, text: line }) => {
    const gutter = (number === null ? '' : String(number)).padStart(5);
    return number === null ? `${gutter}   <mark>${text(line)}</mark>` : `${gutter} │ ${text(line)}`;
  });
  return lines.length === 0 ? '' : `<pre tabindex="0"><code>${lines.join('\n')}</code></pre>`;
}

function row(label: string, items: readonly string[]): string {
  const [only] = items;
  if (only === undefined) return '';
  const content =
    items.length === 1 ? text(only) : `<ul>${items.map((item) => `<li>${text(item)}</li>`).join('')}</ul>`;
  return `<dt>${text(label)}</dt><dd>${content}</dd>`;
}

function stub(finding: ReportedFinding, { stubPreview }: FormatContext): string {
  const preview = stubPreview?.(finding) ?? null;
  if (preview === null) return '';
  return `<details><summary>The stub that would keep it running until it is mended</summary>
<pre tabindex="0"><code>${preview.split('\n').map(text).join('\n')}</code></pre></details>`;
}

function matrixSection({ findings }: Report): string {
  const matrix = packageMatrix(findings);
  if (matrix === null) return '';
  const head = matrix.columns.map((column) => `<th scope="col">${text(column)}</th>`).join('');
  const rows = matrix.rows.map((name, index) => {
    const cells = (matrix.counts[index] ?? []).map(
      (count) => `<td${count === 0 ? ' class="zero"' : ''}>${count}</td>`,
    );
    return `<tr><th scope="row">${text(name)}</th>${cells.join('')}</tr>`;
  });
  return `<h2>Packages</h2>
<p class="soft">Broken imports from the package of the row to the package of the column.</p>
<div class="scroll" tabindex="0" role="group" aria-label="Packages"><table><thead><tr><td></td>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
