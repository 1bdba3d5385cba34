// The commands by name, for the help, the completions and the hints for typing mistakes. `check` is no entry: it is
// what danglint does without a command.

export interface CommandEntry {
  readonly name: CommandName;
  /** One line for the list of commands. */
  readonly summary: string;
}

export type CommandName = 'stub' | 'why' | 'graph' | 'explain' | 'init' | 'lsp' | 'completions';

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'stub',
    summary: 'write compatibility stubs that throw when they are used; list them; take them out',
  },
  { name: 'why', summary: 'who imports a file or a name, and how it is reached' },
  { name: 'graph', summary: 'draw what loads what, as dot, Mermaid, JSON or HTML' },
  { name: 'explain', summary: 'print the page of a rule: what it finds, why it crashes, how to fix it' },
  { name: 'init', summary: 'set up a configuration, a pre-commit hook and a CI job' },
  { name: 'lsp', summary: 'the language server for editors, on standard input and output' },
  { name: 'completions', summary: 'print a completion script for bash, zsh or fish' },
];
