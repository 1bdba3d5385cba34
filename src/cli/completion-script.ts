// Completion scripts: commands, options and the allowed values of options; everything else is a file name.

import type { Command, Option } from 'commander';

export type Shell = 'bash' | 'zsh' | 'fish';

interface Completable {
  /** Null for the options without a command. */
  readonly name: string | null;
  readonly summary: string;
  readonly options: readonly Option[];
}

export function completionScript(program: Command, shell: Shell): string {
  const commands: Completable[] = [
    { name: null, summary: '', options: program.options },
    ...program.commands.map((command) => ({
      name: command.name(),
      summary: command.description(),
      options: command.options,
    })),
  ];
  return { bash, zsh, fish }[shell](commands);
}

const named = (commands: readonly Completable[]) => commands.filter(({ name }) => name !== null);
const flagsOf = ({ options }: Completable) =>
  options.flatMap(({ short, long }) => [short, long].filter((flag) => flag !== undefined));

function bash(commands: readonly Completable[]): string {
  const words = named(commands)
    .map(({ name }) => name)
    .join(' ');
  const values = commands
    .flatMap(({ options }) => options)
    .filter(({ argChoices }) => argChoices !== undefined)
    .map(
      ({ long, argChoices }) =>
        `    ${long}) COMPREPLY=($(compgen -W "${argChoices?.join(' ')}" -- "$current")); return ;;`,
    );
  const cases = commands.map(
    (command) => `    ${command.name ?? '*'}) words="${flagsOf(command).join(' ')}" ;;`,
  );
  return `# bash completion for danglint
_danglint() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words
  case "$previous" in
${[...new Set(values)].join('\n')}
  esac
  case "\${COMP_WORDS[1]}" in
${[...cases.slice(1), ...cases.slice(0, 1)].join('\n')}
  esac
  if [[ "$current" == -* ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  else
    COMPREPLY=($(compgen -f -- "$current"))
    if [[ $COMP_CWORD -eq 1 ]]; then COMPREPLY+=($(compgen -W "${words}" -- "$current")); fi
  fi
}
complete -o filenames -F _danglint danglint
`;
}

function zsh(commands: readonly Completable[]): string {
  const specs = ({ options }: Completable) =>
    options
      .flatMap(({ short, long, description, argChoices, required, optional }) => {
        const value =
          argChoices !== undefined
            ? `:value:(${argChoices.join(' ')})`
            : required || optional
              ? ':value:_files'
              : '';
        const text = `[${description.replace(/[[\]:']/g, ' ')}]${value}`;
        return [short, long].filter((flag) => flag !== undefined).map((flag) => `      '*${flag}${text}'`);
      })
      .join(' \\\n');
  const cases = commands.map(
    (command) =>
      `    ${command.name ?? '*'})\n    _arguments -s \\\n${specs(command)} \\\n      '*:file:_files' ;;`,
  );
  const list = named(commands).map(({ name, summary }) => `    '${name}:${summary.replace(/[':]/g, ' ')}'`);
  return `#compdef danglint
_danglint() {
  local -a commands=(
${list.join('\n')}
  )
  if (( CURRENT == 2 )) && [[ "$words[2]" != -* ]]; then _describe command commands; fi
  case "$words[2]" in
${[...cases.slice(1), ...cases.slice(0, 1)].join('\n')}
  esac
}
_danglint "$@"
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
  for (const { name, options } of commands) {
    const when =
      name === null ? `not __fish_seen_subcommand_from ${names}` : `__fish_seen_subcommand_from ${name}`;
    for (const { short, long, description, argChoices, required } of options) {
      lines.push(
        [
          `complete -c danglint -n ${quoted(when)}`,
          ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
          ...(long === undefined ? [] : [`-l ${long.slice(2)}`]),
          ...(argChoices !== undefined ? [`-x -a ${quoted(argChoices.join(' '))}`] : required ? ['-r'] : []),
          `-d ${quoted(description)}`,
        ].join(' '),
      );
    }
  }
  return `# fish completion for danglint\n${lines.join('\n')}\n`;
}
