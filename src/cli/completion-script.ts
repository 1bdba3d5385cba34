// Completion scripts: commands, options, and the values that options and arguments take where they are known; everything
// else is a file name.

import type { Command, Option } from 'commander';

export type Shell = 'bash' | 'zsh' | 'fish';

/** Values that commander does not know, because an option takes more than they say (`--format json=FILE`). */
export interface KnownValues {
  /** By the long name of the option, `--format`. */
  readonly options: Readonly<Record<string, readonly string[]>>;
  /** Of the first argument, by the name of the command. */
  readonly arguments: Readonly<Record<string, readonly string[]>>;
}

interface Completable {
  /** Null for the options without a command. */
  readonly name: string | null;
  readonly summary: string;
  readonly options: readonly CompletableOption[];
  /** What the first argument may be; null for a file. */
  readonly values: readonly string[] | null;
}

interface CompletableOption {
  readonly flags: readonly string[];
  readonly summary: string;
  readonly takesValue: boolean;
  /** Null where the value is a file, or anything. */
  readonly values: readonly string[] | null;
}

export function completionScript(program: Command, shell: Shell, known: KnownValues): string {
  const optionsOf = ({ options }: Command) => options.map((option) => completableOption(option, known));
  const commands: Completable[] = [
    { name: null, summary: '', options: optionsOf(program), values: null },
    ...program.commands.map((command) => ({
      name: command.name(),
      summary: command.description(),
      options: optionsOf(command),
      values: command.registeredArguments[0]?.argChoices ?? known.arguments[command.name()] ?? null,
    })),
  ];
  return { bash, zsh, fish }[shell](commands);
}

function completableOption(option: Option, known: KnownValues): CompletableOption {
  const { short, long, description, required, optional, argChoices } = option;
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    summary: description,
    takesValue: required || optional,
    values: argChoices ?? (long === undefined ? null : (known.options[long] ?? null)),
  };
}

const named = (commands: readonly Completable[]) => commands.filter(({ name }) => name !== null);
const flagsOf = ({ options }: Completable) => options.flatMap(({ flags }) => flags);

function bash(commands: readonly Completable[]): string {
  const words = named(commands)
    .map(({ name }) => name)
    .join(' ');
  const reply = (values: readonly string[]) =>
    `COMPREPLY=($(compgen -W "${values.join(' ')}" -- "$current")); return ;;`;
  const optionValues = commands
    .flatMap(({ options }) => options)
    .flatMap(({ flags, values }) => (values === null ? [] : [`    ${flags.join('|')}) ${reply(values)}`]));
  const argumentValues = commands.flatMap(({ name, values }) =>
    name === null || values === null ? [] : [`    ${name}) ${reply(values)}`],
  );
  const cases = commands.map(
    (command) => `    ${command.name ?? '*'}) words="${flagsOf(command).join(' ')}" ;;`,
  );
  // A colon ends a word of bash: the values of --rule and --view end where theirs does.
  return `# bash completion for danglint
_danglint() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words
  case "$previous" in
${[...new Set(optionValues), ...argumentValues].join('\n')}
  esac
  case "\${COMP_WORDS[1]}" in
${[...cases.slice(1), ...cases.slice(0, 1)].join('\n')}
  esac
  if [[ "$current" == -* ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    return
  fi
  local IFS=$'\n'
  COMPREPLY=($(compgen -f -- "$current"))
  IFS=$' \t\n'
  if [[ $COMP_CWORD -eq 1 ]]; then COMPREPLY+=($(compgen -W "${words}" -- "$current")); fi
}
complete -o filenames -F _danglint danglint
`;
}

function zsh(commands: readonly Completable[]): string {
  const listed = (values: readonly string[]) => `(${values.join(' ').replaceAll(':', '\\:')})`;
  const text = (summary: string) => summary.replace(/[[\]:'`"$]/g, ' ');
  const specs = ({ options }: Completable) =>
    options.flatMap(({ flags, summary, takesValue, values }) => {
      const value = takesValue ? `:value:${values === null ? '_files' : listed(values)}` : '';
      return flags.map((flag) => {
        const equals = takesValue && flag.startsWith('--') ? '=' : '';
        return `      '*${flag}${equals}[${text(summary)}]${value}'`;
      });
    });
  const cases = commands.map((command) => {
    const rest = `      '*:file:${command.values === null ? '_files' : listed(command.values)}'`;
    return `    ${command.name ?? '*'})\n      _arguments -s \\\n${[...specs(command), rest].join(' \\\n')} ;;`;
  });
  const list = named(commands).map(({ name, summary }) => `    '${name}:${text(summary)}'`);
  return `#compdef danglint
_danglint() {
  local -a commands=(
${list.join('\n')}
  )
  local command=''
  if (( CURRENT == 2 )) && [[ "$words[2]" != -* ]]; then _describe command commands; fi
  if (( CURRENT > 2 )) && (( \${commands[(I)$words[2]:*]} )); then
    command="$words[2]"
    shift words
    (( CURRENT-- ))
  fi
  case "$command" in
${[...cases.slice(1), ...cases.slice(0, 1)].join('\n')}
  esac
}
# As a file of $fpath it is called by the completion system; sourced it registers itself.
if [[ "$funcstack[1]" == _danglint ]]; then _danglint "$@"; else compdef _danglint danglint; fi
`;
}

function fish(commands: readonly Completable[]): string {
  const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const names = named(commands)
    .map(({ name }) => name)
    .join(' ');
  const lines = named(commands).map(
    ({ name, summary }) => `complete -c danglint -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
  );
  for (const { name, options, values: argumentValues } of commands) {
    const when = quoted(
      name === null ? `not __fish_seen_subcommand_from ${names}` : `__fish_seen_subcommand_from ${name}`,
    );
    if (argumentValues !== null) {
      lines.push(`complete -c danglint -n ${when} -f -a ${quoted(argumentValues.join(' '))}`);
    }
    for (const { flags, summary, takesValue, values } of options) {
      lines.push(
        [
          `complete -c danglint -n ${when}`,
          ...flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)),
          ...(values !== null ? [`-x -a ${quoted(values.join(' '))}`] : takesValue ? ['-r'] : []),
          `-d ${quoted(summary)}`,
        ].join(' '),
      );
    }
  }
  return `# fish completion for danglint\n${lines.join('\n')}\n`;
}
