// `danglint lsp`: the language server on standard input and output.

import type { Command } from 'commander';
import { version } from '../../version.ts';
import type { Session } from '../session.ts';

export function defineLsp(command: Command, session: Session): void {
  command
    .option('--stdio', 'speak over standard input and output, as it always does; editors pass it')
    .action(async () => {
      const { serve } = await import('../../lsp/language-server.ts');
      const { openProject } = await import('../open-project.ts');
      serve({
        input: process.stdin,
        output: process.stdout,
        version,
        optionsFor: async (folder) => {
          const { options } = await openProject(
            [],
            { engine: 'oxc', cache: true },
            { ...session, cwd: folder },
          );
          return options;
        },
        writeStub: async (options, file) =>
          (await import('../../stub/write-stub.ts')).writeStubsFor(options, file),
      });
      // The connection keeps the process alive until the client says `exit`.
      await new Promise(() => undefined);
    });
}
