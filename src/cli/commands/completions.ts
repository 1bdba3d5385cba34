// `danglint completions SHELL`: a static script, made from the options that commander knows, so it never falls behind.

import { Argument, type Command } from 'commander';
import { VIEWS } from '../../config/validate-config.ts';
import { FORMATS } from '../../report/formats.ts';
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
      const { RULE_IDS } = await import('../../rules/rule-ids.ts');
      const known = {
        options: {
          '--format': Object.keys(FORMATS),
          '--view': [...VIEWS, 'commit:', 'manifest:'],
          '--rule': RULE_IDS.flatMap((id) =>
            ['error', 'warning', 'off'].map((severity) => `${id}:${severity}`),
          ),
        },
        arguments: { explain: RULE_IDS },
      };
      session.stdout.write(completionScript(program, shell, known));
    });
}
