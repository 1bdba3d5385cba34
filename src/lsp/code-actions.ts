// What an editor offers for a finding: the repairs that the rule suggests, a stub, a suppression.

import type { CodeAction, Diagnostic, Position, TextEdit } from 'vscode-languageserver';
import type { MovedImport } from '../fix/move-import.ts';
import type { ReportedFinding } from '../model/report.ts';
import { rangeOf } from './diagnostics.ts';
import { uriOfPath } from './file-uri.ts';

/** The command that writes the stub of a finding; its argument is the finding's file, specifier and target. */
export const STUB_COMMAND = 'danglint.stub';

/**
 * @param lineText the line of the finding, for the indentation of a suppression
 * @param root absolute; paths of the finding are relative to it
 */
export function codeActionsOf(
  finding: ReportedFinding,
  diagnostic: Diagnostic,
  lineText: string,
  root: string,
): CodeAction[] {
  const repairs = finding.suggestions.flatMap(({ text, fix }): CodeAction[] => {
    if (fix === null) return [];
    const edit: TextEdit = { range: rangeOf(fix), newText: fix.replacement };
    return [
      {
        title: sentenceCase(text),
        kind: 'quickfix',
        diagnostics: [diagnostic],
        isPreferred: fix.certain,
        edit: { changes: { [uriOfPath(`${root}/${fix.file}`)]: [edit] } },
      },
    ];
  });
  return [
    ...repairs,
    ...stubAction(finding, diagnostic, root),
    suppression(finding, diagnostic, lineText, root),
  ];
}

/** @param text the text that the edits were made for */
export function moveAction(
  { specifier, edits }: MovedImport,
  diagnostic: Diagnostic,
  text: string,
  uri: string,
): CodeAction {
  const changes = edits.map(({ span, replacement }): TextEdit => {
    const range = { start: positionAt(text, span.start), end: positionAt(text, span.end) };
    return { range, newText: replacement };
  });
  return {
    title: `Import it from "${specifier}"`,
    kind: 'quickfix',
    diagnostics: [diagnostic],
    edit: { changes: { [uri]: changes } },
  };
}

function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

function stubAction(finding: ReportedFinding, diagnostic: Diagnostic, root: string): CodeAction[] {
  // Of a declared name, a package or an asset there is no stub.
  if (!finding.suggestions.some(({ kind }) => kind === 'stub')) return [];
  const title = `Write a stub for ${finding.name ?? finding.specifier ?? 'it'} that throws when it is used`;
  const command = {
    title,
    command: STUB_COMMAND,
    arguments: [`${root}/${finding.file}`, finding.fingerprint],
  };
  return [{ title, kind: 'quickfix', diagnostics: [diagnostic], command }];
}

function suppression(
  finding: ReportedFinding,
  diagnostic: Diagnostic,
  lineText: string,
  root: string,
): CodeAction {
  const indentation = /^\s*/.exec(lineText)?.[0] ?? '';
  const comment = finding.file.endsWith('.py')
    ? `# danglint: disable-next-line=${finding.rule}`
    : `// danglint-disable-next-line ${finding.rule}`;
  const start = { line: finding.line - 1, character: 0 };
  return {
    title: `Suppress ${finding.rule} on this line`,
    kind: 'quickfix',
    diagnostics: [diagnostic],
    edit: {
      changes: {
        [uriOfPath(`${root}/${finding.file}`)]: [
          { range: { start, end: start }, newText: `${indentation}${comment} -- say why\n` },
        ],
      },
    },
  };
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
