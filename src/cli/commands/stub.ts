// `danglint stub [paths…]`: the options. What they do is in run-stub.ts, loaded when the command runs.

import { type Command, InvalidArgumentError, Option } from 'commander';
import { addProjectOptions } from '../project-options.ts';
import type { StubFlags } from '../run-stub.ts';
import type { Session } from '../session.ts';

export function defineStub(command: Command, session: Session): void {
  command.argument(
    '[paths...]',
    'only stubs at, for or asked for from these files and folders, there or not',
  );
  addProjectOptions(command.optionsGroup('Which project:'));
  command
    .optionsGroup('What is done:')
    .option('--write', 'write the files; without it they are shown as a diff')
    .addOption(
      new Option('--list', 'the stubs that there are: who uses them, since when, until when').conflicts(
        'remove',
      ),
    )
    .option('--remove', 'take out what nobody imports any more (shown as a diff without --write)')
    .optionsGroup('What is in a stub:')
    .option('-m, --message <text>', 'what every use of the stub says: why it is off, and what to use instead')
    .addOption(
      new Option('--expires <date>', 'from this day on (YYYY-MM-DD) its use is an error').argParser(
        parseDate,
      ),
    )
    .optionsGroup('What is printed:')
    .addOption(
      new Option('-f, --format <format>', 'json for tools, markdown for --list')
        .choices(['text', 'json', 'markdown'])
        .default('text'),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], flags: StubFlags) => {
      const { runStub } = await import('../run-stub.ts');
      session.exitCode = await runStub(paths, flags, session);
    });
}

const EXAMPLES = `
Examples:
  danglint stub                                             what would be written
  danglint stub --write -m "The pool is off. Use Database()"  write it
  danglint stub src/db/pool.ts --write --expires 2027-01-31   one module, until a date
  danglint stub --list --format markdown                    for the wiki
  danglint stub --remove --write                            when the real modules are back
`;

function parseDate(text: string): string {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(text)) {
    throw new InvalidArgumentError('Write a date that exists, as YYYY-MM-DD.');
  }
  return text;
}
