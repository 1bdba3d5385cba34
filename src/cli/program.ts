// The program as commander knows it: the default command, the others by name, and what every command has.

import { Command, CommanderError, Option } from 'commander';
import { UserError } from '../host/user-error.ts';
import { resolvePath } from '../model/path.ts';
import { version } from '../version.ts';
import { COMMANDS } from './command-list.ts';
import { defineCheck } from './commands/check.ts';
import { loadCommand } from './load-command.ts';
import { NARROW_HELP } from './narrow-help.ts';
import { forwardSlashes, type Session } from './session.ts';
import { colorLevel } from './terminal.ts';

/**
 * Runs the command that the arguments name.
 * @returns the exit code: 2 for arguments that commander refuses (it has printed why), else what the command decided
 */
export async function runProgram(argv: readonly string[], session: Session): Promise<number> {
  try {
    const program = await createProgram(argv, session);
    await program.parseAsync(withoutDefaultCommand(argv), { from: 'user' });
    return session.exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version are told by exceptions too; their exit code is 0.
    return error.exitCode === 0 || error.code === 'commander.help' ? 0 : 2;
  }
}

/** `danglint check …` is `danglint …`; only `-C` may stand before the command. */
function withoutDefaultCommand(argv: readonly string[]): string[] {
  const command = argv[0] === '-C' || argv[0] === '--cwd' ? 2 : argv[0]?.startsWith('--cwd=') ? 1 : 0;
  return argv[command] === 'check' ? argv.filter((_argument, index) => index !== command) : [...argv];
}

async function createProgram(argv: readonly string[], session: Session): Promise<Command> {
  const program = new Command('danglint')
    .description(
      'Finds imports that will break: modules that are not there, names that the target does not export.',
    )
    .usage('[check] [options] [paths...]')
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .commandsGroup('Commands:');
  defineCheck(program, session);
  prepare(program, session);
  // A completion script knows the options of all commands.
  const isNamed = (name: string) => argv.includes(name) || argv.includes('completions');
  for (const { name, summary } of COMMANDS) {
    const command = program.command(name).description(summary);
    if (isNamed(name)) (await loadCommand(name))(command, session);
    prepare(command, session);
  }
  program.optionsGroup('Other:').version(version, '-V, --version', 'print the version');
  program
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command');
  return program;
}

/** What every command has: where to run, colours, errors that do not end the process. */
function prepare(command: Command, session: Session): void {
  command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => session.stdout.write(text),
      writeErr: (text) => session.stderr.write(text),
      getOutHelpWidth: () => session.stdout.columns ?? 80,
      getErrHelpWidth: () => session.stderr.columns ?? 80,
      getOutHasColors: () => colorLevel(session, session.stdout) > 0,
      getErrHasColors: () => colorLevel(session, session.stderr) > 0,
    })
    .configureHelp(NARROW_HELP)
    .showHelpAfterError('(--help lists what there is)')
    .optionsGroup('Other:')
    .option('-C, --cwd <directory>', 'run as if started in this directory')
    .addOption(new Option('--color', 'colours even where none are expected').conflicts('noColor'))
    .option('--no-color', 'no colours')
    .helpOption('-h, --help', 'print this help')
    .hook('preAction', async (_program, action) => {
      const { cwd, color } = action.optsWithGlobals();
      if (typeof cwd === 'string') session.cwd = await existingDirectory(session.cwd, cwd);
      if (action.getOptionValueSourceWithGlobals('color') === 'cli') session.color = color === true;
    });
}

/**
 * With links followed, as the working directory of a process is: paths are shown relative to it.
 * @throws {UserError} when there is none: the search for the project would start somewhere else
 */
async function existingDirectory(from: string, typed: string): Promise<string> {
  const path = resolvePath(from, forwardSlashes(typed));
  const { createDiskFileSystem } = await import('../host/disk-file-system.ts');
  const fileSystem = createDiskFileSystem();
  if (fileSystem.stat(path) === 'directory') return fileSystem.realpath(path);
  throw new UserError(`there is no directory "${typed}"`);
}
