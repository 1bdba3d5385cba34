// Puts a report where it was asked for: formats to stdout or files, annotations in CI, everything else on stderr.

import { appendOutputFile, writeOutputFile } from '../host/output-file.ts';
import { relativeId } from '../model/module-id.ts';
import { resolvePath } from '../model/path.ts';
import type { Report } from '../model/report.ts';
import { type CheckResult, textOf } from '../pipeline.ts';
import type { FormatContext } from '../report/format.ts';
import { FORMATS } from '../report/formats.ts';
import { version } from '../version.ts';
import type { FormatChoice } from './check-flags.ts';
import { describeRules } from './describe-rules.ts';
import type { Project } from './open-project.ts';
import { type Environment, forwardSlashes, type Output, type Session } from './session.ts';
import { colorLevel, DEFAULT_WIDTH, isSet, showsHyperlinks, showsUnicode, widthOf } from './terminal.ts';

/** Variables that coding assistants set for the commands that they run. */
const AGENT_VARIABLES =
  /^(AI_AGENT|CLAUDECODE|CODEX_[A-Z_]+|CURSOR_AGENT|GEMINI_CLI|OPENCODE|AUGMENT_AGENT)$/;

/** What is printed when nobody says: annotations on GitHub, terse lines for an assistant, else `stylish`. */
export function defaultFormat(env: Environment, stdout: Output): string {
  if (env['GITHUB_ACTIONS'] === 'true') return 'github';
  const isAgent = Object.keys(env).some((name) => AGENT_VARIABLES.test(name) && isSet(env, name));
  return isAgent && !stdout.isTTY ? 'agent' : 'stylish';
}

export async function printReport(
  report: Report,
  result: CheckResult,
  choices: readonly FormatChoice[],
  project: Project,
  session: Session,
): Promise<void> {
  const rules = await describeRules();
  const notices = result.analysis?.notices ?? [];
  const { root } = project.options;
  const common = {
    sourceText: (file: string) => {
      const fileSystem = result.analysis?.view.fileSystem;
      return fileSystem === undefined ? null : textOf(resolvePath(root, file), fileSystem);
    },
    root,
    ...(project.gitTop !== null && { repositoryRoot: project.gitTop }),
    cwd: session.cwd,
    rules,
    notices,
    ...(await stubPreviewFor(choices, result)),
  };
  for (const { format, file } of choices) {
    const entry = FORMATS[format];
    if (entry === undefined) throw new Error(`no format is called ${format}`);
    const print = await entry.load();
    // Shapes of stubs are read by ts-morph: only the format that shows them pays for it.
    const shared = format === 'html' ? { ...common, stubPreview: await stubPreviews(result) } : common;
    if (file === null) {
      session.stdout.write(print(report, { ...shared, ...abilitiesOf(session) }));
      if (entry.audience === 'machines')
        for (const notice of notices) session.stderr.write(`danglint: ${notice}\n`);
    } else {
      writeOutputFile(resolvePath(session.cwd, forwardSlashes(file)), print(report, { ...shared, ...PLAIN }));
    }
  }
  const summaryFile = session.env['GITHUB_STEP_SUMMARY'];
  if (choices.some(({ format }) => format === 'github') && summaryFile !== undefined && summaryFile !== '') {
    const { markdown } = await import('../report/markdown.ts');
    appendOutputFile(forwardSlashes(summaryFile), markdown(report, { ...common, ...PLAIN }));
  }
}

/** Only the format that shows stubs pays for working them out. */
async function stubPreviewFor(
  choices: readonly FormatChoice[],
  { analysis }: CheckResult,
): Promise<Pick<FormatContext, 'stubPreview'>> {
  if (analysis === null || !choices.some(({ format }) => format === 'html')) return {};
  const { createStubPreview } = await import('../stub/stub-preview.ts');
  return { stubPreview: createStubPreview(analysis) };
}

/** The text of the stub that `danglint stub` would write for a finding. */
async function stubPreviews({ analysis }: CheckResult): Promise<NonNullable<FormatContext['stubPreview']>> {
  if (analysis === null) return () => null;
  const { proposeStubs } = await import('../stub/stub-project.ts');
  const { plan, changes } = proposeStubs(analysis, { paths: [], version });
  const { root } = analysis.options;
  const texts = new Map(changes.map(({ path, after }) => [path, after]));
  return ({ target, suggestions }) => {
    const command = suggestions.find(({ kind }) => kind === 'stub')?.text.split(' ') ?? [];
    const file = plan.files.find(({ path, standsFor }) =>
      standsFor.kind === 'names'
        ? relativeId(root, standsFor.module) === target
        : command.includes(relativeId(root, path)),
    );
    return file === undefined ? null : (texts.get(file.path) ?? null);
  };
}

type Abilities = Pick<FormatContext, 'color' | 'width' | 'hyperlinks' | 'unicode'>;

const PLAIN: Abilities = { color: 0, width: DEFAULT_WIDTH, hyperlinks: false, unicode: true };

function abilitiesOf(session: Session): Abilities {
  const { stdout } = session;
  return {
    color: colorLevel(session, stdout),
    width: widthOf(stdout),
    hyperlinks: showsHyperlinks(session, stdout),
    unicode: showsUnicode(session),
  };
}
