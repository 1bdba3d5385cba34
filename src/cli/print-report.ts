// Puts a report where it was asked for: formats to stdout or files, annotations in CI, everything else on stderr.

import type { CheckResult } from '../check-project.ts';
import { createDiskFileSystem } from '../host/disk-file-system.ts';
import { appendOutputFile, writeOutputFile } from '../host/output-file.ts';
import { textOf } from '../host/text-of.ts';
import { resolvePath } from '../model/path.ts';
import type { Report } from '../model/report.ts';
import type { FormatContext } from '../report/format.ts';
import { FORMATS } from '../report/formats.ts';
import type { FormatChoice } from './check-flags.ts';
import type { Project } from './open-project.ts';
import { forwardSlashes, type Session } from './session.ts';
import { colorLevel, DEFAULT_WIDTH, showsHyperlinks, showsUnicode, widthOf } from './terminal.ts';

export async function printReport(
  report: Report,
  { analysis, notices }: Pick<CheckResult, 'analysis' | 'notices'>,
  choices: readonly FormatChoice[],
  project: Project,
  session: Session,
): Promise<void> {
  const { root } = project.options;
  const fileSystem = analysis?.view.fileSystem ?? createDiskFileSystem();
  const common = {
    sourceText: (file: string) => textOf(resolvePath(root, file), fileSystem),
    root,
    ...(project.gitTop !== null && { repositoryRoot: project.gitTop }),
    cwd: session.cwd,
    rules: await rulesFor(choices),
    notices,
    ...(await stubPreviewFor(choices, analysis)),
  };
  for (const { format, file } of choices) {
    const entry = FORMATS[format];
    if (entry === undefined) throw new Error(`no format is called ${format}`);
    const print = await entry.load();
    if (file === null) {
      session.stdout.write(print(report, { ...common, ...abilitiesOf(session) }));
      if (entry.audience === 'machines')
        for (const notice of notices) session.stderr.write(`danglint: ${notice}\n`);
    } else {
      writeOutputFile(resolvePath(session.cwd, forwardSlashes(file)), print(report, { ...common, ...PLAIN }));
    }
  }
  const summaryFile = session.env['GITHUB_STEP_SUMMARY'];
  if (choices.some(({ format }) => format === 'github') && summaryFile !== undefined && summaryFile !== '') {
    const { markdown } = await import('../report/markdown.ts');
    appendOutputFile(forwardSlashes(summaryFile), markdown(report, { ...common, ...PLAIN }));
  }
}

/** The rules and their pages are loaded for the formats that describe them. */
async function rulesFor(choices: readonly FormatChoice[]): Promise<FormatContext['rules']> {
  if (!choices.some(({ format }) => FORMATS[format]?.describesRules === true)) return [];
  const { describeRules } = await import('./describe-rules.ts');
  return describeRules();
}

/** Shapes of stubs are read by ts-morph: only the format that shows them pays for it. */
async function stubPreviewFor(
  choices: readonly FormatChoice[],
  analysis: CheckResult['analysis'],
): Promise<Pick<FormatContext, 'stubPreview'>> {
  if (analysis === null || !choices.some(({ format }) => format === 'html')) return {};
  const { createStubPreview } = await import('../stub/stub-preview.ts');
  return { stubPreview: createStubPreview(analysis) };
}

type Abilities = Pick<FormatContext, 'color' | 'width' | 'lineWidth' | 'hyperlinks' | 'unicode'>;

const PLAIN: Abilities = { color: 0, width: DEFAULT_WIDTH, hyperlinks: false, unicode: true };

function abilitiesOf(session: Session): Abilities {
  const { stdout } = session;
  return {
    color: colorLevel(session, stdout),
    width: widthOf(stdout),
    ...(stdout.isTTY && { lineWidth: widthOf(stdout) }),
    hyperlinks: showsHyperlinks(session, stdout),
    unicode: showsUnicode(session),
  };
}
