// `danglint why FILE[#name]`: who imports a module or one of its names, and how it is reached; `danglint why FILE
// SPECIFIER`: how a specifier in it was resolved.

import type { Command } from 'commander';
import { addProjectOptions, type ProjectFlags } from '../project-options.ts';
import type { Session } from '../session.ts';

export function defineWhy(command: Command, session: Session): void {
  command
    .argument('<file[#name]>', 'a file of the project, and the name that it exports')
    .argument('[specifier]', 'what the file imports from, as it stands there');
  addProjectOptions(command.optionsGroup('Which project:'))
    .addHelpText(
      'after',
      `
Examples:
  danglint why src/db.ts            who imports the file, and from which entry it is reached
  danglint why src/db.ts#connect    who imports the name, also through re-exports, and where it comes from
  danglint why src/app.ts ./db.js   how the specifier was resolved: the tsconfig, the conditions, each candidate
`,
    )
    .action(async (question: string, specifier: string | undefined, flags: ProjectFlags) => {
      const { runWhy } = await import('../run-why.ts');
      session.exitCode = await runWhy(question, specifier, flags, session);
    });
}
