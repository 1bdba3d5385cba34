// SARIF 2.1.0, as GitHub code scanning reads it and Microsoft's validator accepts it with the rules for GitHub.

import type { Report, ReportedFinding } from '../model/report.ts';
import type { FormatContext, RuleDescription } from './format.ts';
import { jsonText } from './json-text.ts';
import { crashSentence, helpSentences } from './sentences.ts';
import { pathInRepository } from './shown-path.ts';

/** GitHub refuses longer help texts. */
const MAXIMUM_HELP = 1024;

/** The package itself (purl-spec), wherever its pages are. The validator asks for a URI (SARIF2005), services show none. */
const INFORMATION = 'pkg:npm/danglint';

export function sarif(report: Report, context: FormatContext): string {
  const rules = context.rules;
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]));
  const base = context.repositoryRoot ?? context.root;
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            version: report.tool.version,
            semanticVersion: report.tool.version,
            informationUri: INFORMATION,
            rules: rules.map(ruleDescriptor),
          },
        },
        invocations: [{ executionSuccessful: true, exitCode: report.summary.errors > 0 ? 1 : 0 }],
        originalUriBaseIds: {
          '%SRCROOT%': { uri: `${fileUri(base)}/`, description: { text: 'The top of the repository.' } },
        },
        results: report.findings.map((finding) => result(finding, ruleIndex, context)),
        columnKind: 'utf16CodeUnits',
        automationDetails: { id: 'danglint/' },
      },
    ],
  };
  return `${jsonText(log, 2)}\n`;
}

function ruleDescriptor({ id, summary, defaultSeverity, page }: RuleDescription) {
  const sentence = `${summary}.`;
  return {
    id,
    name: id.replace(/(^|-)(\w)/g, (_match, _dash: string, letter: string) => letter.toUpperCase()),
    shortDescription: { text: sentence },
    fullDescription: { text: sentence },
    help: { text: firstParagraphs(page) || sentence, markdown: page || sentence },
    defaultConfiguration: { level: defaultSeverity },
    properties: {
      tags: ['correctness', 'imports'],
      precision: 'very-high',
      'problem.severity': defaultSeverity,
    },
  };
}

function result(finding: ReportedFinding, ruleIndex: ReadonlyMap<string, number>, context: FormatContext) {
  const { rule, severity, related, fingerprint } = finding;
  const index = ruleIndex.get(rule);
  return {
    ruleId: rule,
    ...(index !== undefined && { ruleIndex: index }),
    level: severity,
    message: { text: messageText(finding, context) },
    locations: [{ physicalLocation: location(finding, context) }],
    ...(related.length > 0 && {
      relatedLocations: related.map((place, index) => ({
        id: index + 1,
        message: { text: place.message },
        physicalLocation: location({ ...place, endLine: place.line, endColumn: place.column + 1 }, context),
      })),
    }),
    partialFingerprints: { primaryLocationLineHash: fingerprint },
  };
}

/** The first sentence is shown as the title. */
function messageText(finding: ReportedFinding, context: FormatContext): string {
  const crash = finding.impact === undefined ? null : crashSentence(finding.impact);
  const sentences = [
    finding.message,
    ...(crash === null ? [] : [`Crash: ${crash}`]),
    ...helpSentences(finding, context),
  ];
  const links = finding.related.map(({ message }, index) => `[${escapeLink(message)}](${index + 1})`);
  return [...sentences.map(escapeLink).map(asSentence), ...links].join(' ');
}

/** In a message, `[text](1)` is a link and a bracket in plain text must be escaped. */
const escapeLink = (text: string) => text.replace(/[\\[\]]/g, '\\$&');
const asSentence = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`);

type Place = Pick<ReportedFinding, 'file' | 'line' | 'column' | 'endLine' | 'endColumn'>;

/** One line always: GitHub shows a result in a pull request only when all lines of its region are in the diff. */
function location({ file, line, column, endLine, endColumn }: Place, context: FormatContext) {
  const text = context.sourceText(file)?.split(/\r\n|\r|\n/)[line - 1];
  const end =
    endLine > line ? Math.max(column + 1, (text?.length ?? 0) + 1) : Math.max(column + 1, endColumn);
  const snippet = text?.slice(column - 1, end - 1) ?? '';
  return {
    artifactLocation: { uri: relativeUri(pathInRepository(file, context)), uriBaseId: '%SRCROOT%' },
    region: {
      startLine: line,
      startColumn: column,
      endLine: line,
      endColumn: end,
      ...(snippet !== '' && { snippet: { text: snippet } }),
    },
  };
}

const relativeUri = (path: string) => path.split('/').map(encodeURIComponent).join('/');

function fileUri(path: string): string {
  const drive = /^[A-Za-z]:/.exec(path)?.[0] ?? '';
  return `file://${drive === '' ? '' : `/${drive}`}${relativeUri(path.slice(drive.length))}`;
}

function firstParagraphs(page: string): string {
  let text = '';
  for (const paragraph of page
    .replace(/^#.*$/gm, '')
    .replace(/```[\s\S]*?```/g, '')
    .split(/\n\s*\n/)) {
    const plain = paragraph.replace(/\s+/g, ' ').trim();
    if (plain === '' || plain.startsWith('|')) continue;
    if (text.length + plain.length + 1 > MAXIMUM_HELP) break;
    text += `${text === '' ? '' : ' '}${plain}`;
  }
  return text;
}
