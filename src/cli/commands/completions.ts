// `danglint completions SHELL`: a static script, made from the options that commander knows, so it never falls behind.

import { Argument, type Command } from 'commander';
import { COMMANDS } from '../commands.ts';
import { completionScript, type Shell } from '../completion-script.ts';
import type { Session } from '../session.ts';

export function defineCompletions(command: Command, session: Session): void {
  command
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      `
Examples:
  danglint completions bash > ~/.local/share/bash-completion/completions/danglint
  danglint completions zsh > "\${fpath[1]}/_danglint"
  danglint completions fish > ~/.config/fish/completions/danglint.fish
`,
    )
    .action(async (shell: Shell) => {
      const program = command.parent;
      if (program === null) throw new Error('a command without a program');
      // The options of a command are known once its module is loaded.
      for (const { name, load } of COMMANDS) {
        const other = program.commands.find((candidate) => candidate.name() === name);
        if (other !== undefined && other !== command) (await load())(other, session);
      }
      session.stdout.write(completionScript(program, shell));
    });
}
