// Loads the module of a command when its name is on the command line, so that each pays only for itself.

import type { Command } from 'commander';
import type { CommandName } from './command-list.ts';
import type { Session } from './session.ts';

/** A module in commands/ exports this: it adds arguments, options and the action to a commander command. */
export type DefineCommand = (command: Command, session: Session) => void;

const LOADERS: Readonly<Record<CommandName, () => Promise<DefineCommand>>> = {
  stub: async () => (await import('./commands/stub.ts')).defineStub,
  why: async () => (await import('./commands/why.ts')).defineWhy,
  graph: async () => (await import('./commands/graph.ts')).defineGraph,
  explain: async () => (await import('./commands/explain.ts')).defineExplain,
  init: async () => (await import('./commands/init.ts')).defineInit,
  lsp: async () => (await import('./commands/lsp.ts')).defineLsp,
  completions: async () => (await import('./commands/completions.ts')).defineCompletions,
};

export const loadCommand = (name: CommandName): Promise<DefineCommand> => LOADERS[name]();
