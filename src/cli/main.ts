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
  const limit = limitOf(error);
  if (limit !== null) {
    stderr.write(`danglint: ${limit}\n`);
    return 2;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  stderr.write(`danglint: internal error, please report it\n${text}\n`);
  return 2;
}

/** What the system or Node did not let this process do, which is no error of ours; null for all other errors. */
function limitOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EMFILE' || code === 'ENFILE')
    return 'this process may not open as many files as it has to\n    hint: raise the limit, for example: ulimit -n 1024';
  if (code !== 'ERR_ACCESS_DENIED') return null;
  const { permission } = error as { permission?: unknown };
  return `Node's permissions do not allow what a check needs${typeof permission === 'string' ? ` (${permission})` : ''}\n    hint: node --permission needs --allow-fs-read=* --allow-fs-write=* --allow-child-process --allow-worker --allow-addons`;
}
