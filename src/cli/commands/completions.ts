// `danglint completions SHELL`: a static script, made from the options that commander knows, so it never falls behind.

import { Argument, type Command } from 'commander';
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
    .action((shell: Shell) => {
      const program = command.parent;
      if (program === null) throw new Error('a command without a program');
      session.stdout.write(completionScript(program, shell));
    });
}
