// The options of every command that looks at a project, and what commander makes of them. Light: it is loaded to print
// the help; open-project.ts does the work.

import { type Command, InvalidArgumentError, Option } from 'commander';
import { NODE_VERSION, PYTHON_VERSION, viewMistake } from '../config/validate-config.ts';
import type { Severity } from '../model/finding.ts';

/** What commander makes of {@link addProjectOptions}. */
export interface ProjectFlags {
  readonly view?: string;
  readonly config?: string;
  readonly engine: 'oxc' | 'ts-morph';
  readonly cache: boolean;
  /** `22` or `22.3`. */
  readonly node?: string;
  /** `3.12`. */
  readonly python?: string;
  readonly history?: boolean;
  readonly author?: boolean;
  /** Of `check` only. */
  readonly staged?: boolean;
  readonly since?: string;
  readonly rule?: ReadonlyMap<string, Severity>;
}

/** Which project and which state of it: `--view`, `--config`, `--engine`, `--no-cache`. */
export function addProjectOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--view <view>',
        'what is checked: worktree, index (what git would commit), commit:REV, npm (what npm would pack; npm:all, private packages too), wheel and sdist (what a Python build packs), docker (the build context; docker:PATH, of that Dockerfile, compose file or folder; docker:SERVICE, of that service of the compose file), manifest:FILE (a list of files; - for standard input)',
      ).argParser(parseView),
    )
    .option('-c, --config <file>', 'the configuration, instead of the danglint.json that is found')
    .addOption(
      new Option('--engine <engine>', 'oxc is fast; ts-morph asks the TypeScript checker')
        .choices(['oxc', 'ts-morph'])
        .default('oxc'),
    )
    .addOption(
      new Option(
        '--node <version>',
        'the version of Node that the code is for (20, 22.3): which built-in names there are',
      ).argParser(parseNodeVersion),
    )
    .addOption(
      new Option(
        '--python <version>',
        'the version of Python that the code is for (3.12): over requires-python of pyproject.toml',
      ).argParser(parsePythonVersion),
    )
    .option('--no-cache', 'neither read nor write the cache');
}

function parseNodeVersion(text: string): string {
  if (!NODE_VERSION.test(text)) throw new InvalidArgumentError('Give a version such as 22 or 22.3.');
  return text;
}

function parsePythonVersion(text: string): string {
  if (!PYTHON_VERSION.test(text)) throw new InvalidArgumentError('Give a version such as 3.12.');
  return text;
}

function parseView(text: string): string {
  const mistake = viewMistake(text);
  if (mistake !== null) throw new InvalidArgumentError(mistake);
  return text;
}
