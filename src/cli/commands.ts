// The list of commands. A command's module is loaded when its name is on the command line, so that each pays only for
// itself. `check` is no entry: it is what danglint does without a command.

import type { Command } from 'commander';
import type { Session } from './session.ts';

/** A module in commands/ exports this: it adds arguments, options and the action to a commander command. */
export type DefineCommand = (command: Command, session: Session) => void;

export interface CommandEntry {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly load: () => Promise<DefineCommand>;
}

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'stub',
    summary: 'write compatibility stubs that throw when they are used; list them; take them out',
    load: async () => (await import('./commands/stub.ts')).defineStub,
  },
  {
    name: 'explain',
    summary: 'print the page of a rule: what it finds, why it crashes, how to fix it',
    load: async () => (await import('./commands/explain.ts')).defineExplain,
  },
  {
    name: 'init',
    summary: 'set up a configuration, a pre-commit hook and a CI job',
    load: async () => (await import('./commands/init.ts')).defineInit,
  },
  {
    name: 'lsp',
    summary: 'the language server for editors, on standard input and output',
    load: async () => (await import('./commands/lsp.ts')).defineLsp,
  },
  {
    name: 'completions',
    summary: 'print a completion script for bash, zsh or fish',
    load: async () => (await import('./commands/completions.ts')).defineCompletions,
  },
];
