// From the arguments to an exit code: 0 nothing at error level, 1 findings, 2 usage, configuration, unreadable project
// or an error of ours. Prints, but never ends the process: what is still in a pipe must get through.

import { UserError } from '../host/user-error.ts';
import { printable } from '../report/printable.ts';
import { version } from '../version.ts';
import { processSession, type Session } from './session.ts';

/** @param argv without the names of node and of the script */
export async function main(argv: readonly string[], session: Session = processSession()): Promise<number> {
  try {
    // Editors and install scripts ask for nothing else; the parser of the arguments would cost half of the start.
    if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
      session.stdout.write(`${version}\n`);
      return 0;
    }
    const { runProgram } = await import('./program.ts');
    return await runProgram(argv, session);
  } catch (error) {
    return failureOf(error, session);
  }
}

function failureOf(error: unknown, { stderr }: Session): 2 {
  if (error instanceof UserError) {
    const lines = error.message.split('\n').map(printable);
    stderr.write(`danglint: ${lines.join('\n          ')}\n`);
    if (error.hint !== undefined) stderr.write(`    hint: ${printable(error.hint)}\n`);
    return 2;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  stderr.write(`danglint: internal error, please report it\n${text}\n`);
  return 2;
}
