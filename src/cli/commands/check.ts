// `danglint [check] [paths…]`: the options, in groups. What they do is in run-check.ts, loaded when a check runs.

import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Severity } from '../../model/finding.ts';
import { nearestName } from '../../model/nearest-name.ts';
import { FORMATS } from '../../report/formats.ts';
import type { CheckFlags, FormatChoice } from '../check-flags.ts';
import { addProjectOptions } from '../project-options.ts';
import type { Session } from '../session.ts';

export function defineCheck(command: Command, session: Session): void {
  command.argument(
    '[paths...]',
    'report only what is in these files and folders; one project folder: check that project',
  );
  addProjectOptions(command.optionsGroup('What is checked:'));
  command
    .option(
      '--staged',
      'what this commit breaks: the git index, findings in staged files and new ones elsewhere',
    )
    .option(
      '--since <ref>',
      'what a branch breaks: findings in what changed since it left <ref>, and new ones elsewhere',
    )
    .addOption(
      new Option('--rule <id:severity>', 'error, warning or off for a rule; repeatable').argParser(
        collectRule,
      ),
    )
    .option(
      '--no-history',
      'do not ask git which commit removed a name (what git had decides findings all the same)',
    )
    .option('--author', 'say who made that commit')
    .optionsGroup('What is printed:')
    .addOption(
      new Option(
        '-f, --format <format[=file]>',
        `${Object.keys(FORMATS).join(', ')}; repeatable with files`,
      ).argParser(collectFormat),
    )
    .option('--quiet', 'errors only')
    .option('--explain-unknown', 'list the imports that could not be judged, and why')
    .option('--stats', 'say what the run took')
    .option('--watch', 'check again after each change')
    .optionsGroup('What fails:')
    .addOption(
      new Option(
        '--fail-on <what>',
        'exit 1 on errors that may stop a program while it starts (in a branch too, not where they are caught), also on those that crash later, or on any',
      )
        .choices(['startup', 'call', 'any'])
        .default('any'),
    )
    .addOption(new Option('--max-warnings <count>', 'exit 1 when there are more').argParser(parseCount))
    .option('--exit-zero', 'exit 0 whatever is found')
    .optionsGroup('An old project:')
    .option('--suppress-all', 'write all errors of today to the baseline: from now on only new ones fail')
    .option('--prune-suppressions', 'take out of the baseline what is fixed')
    .option('--baseline <file>', 'the baseline (default: danglint-suppressions.json)')
    .optionsGroup('Repair:')
    .option('--fix', 'make the edits that are certain')
    .option('--fix-dry-run', 'print them as a diff')
    .optionsGroup('Look inside:')
    .option('--print-config', 'print the configuration that applies')
    .option('--list-files', 'print the files that are checked')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], flags: CheckFlags) => {
      if (flags.staged === true) {
        // A hook runs at every commit, and most commits cost it no more than this.
        const { answerNothingStaged } = await import('../nothing-staged.ts');
        if (await answerNothingStaged(paths, flags, session)) return;
      }
      const { runCheck } = await import('../run-check.ts');
      session.exitCode = await runCheck(paths, flags, session);
    });
}

const EXAMPLES = `
Examples:
  danglint                                     check the project you are in
  danglint --staged                            what this commit would break (for a git hook)
  danglint --view docker                       will it be there in the image?
  danglint --format sarif=danglint.sarif       for code scanning
  danglint --suppress-all                      start with an old project today
  danglint why src/db.ts#connect               who imports it, and what it resolves to
`;

function collectRule(
  text: string,
  previous: ReadonlyMap<string, Severity> = new Map(),
): ReadonlyMap<string, Severity> {
  const match = /^([\w-]+):(error|warning|off)$/.exec(text);
  if (match === null) throw new InvalidArgumentError('Write RULE:error, RULE:warning or RULE:off.');
  return new Map([...previous, [match[1] ?? '', match[2] as Severity]]);
}

function collectFormat(text: string, previous: readonly FormatChoice[] = []): readonly FormatChoice[] {
  const equals = text.indexOf('=');
  const format = equals === -1 ? text : text.slice(0, equals);
  if (!Object.hasOwn(FORMATS, format)) {
    const near = nearestName(format, Object.keys(FORMATS));
    throw new InvalidArgumentError(
      near === null ? `There is: ${Object.keys(FORMATS).join(', ')}.` : `Did you mean ${near}?`,
    );
  }
  const file = equals === -1 ? null : text.slice(equals + 1);
  if (file === '') throw new InvalidArgumentError(`Name a file after "${format}=".`);
  const choices = [...previous, { format, file }];
  if (choices.filter((choice) => choice.file === null).length > 1) {
    throw new InvalidArgumentError(
      'Only one format can go to stdout; give the others a file: --format json=report.json.',
    );
  }
  return choices;
}

function parseCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('A number is expected.');
  return Number(text);
}
