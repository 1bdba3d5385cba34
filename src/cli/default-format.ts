// The format of a run that names none.

import type { Environment, Output } from './session.ts';
import { isSet } from './terminal.ts';

/** Variables that coding assistants set for the commands that they run. */
const AGENT_VARIABLES =
  /^(AI_AGENT|CLAUDECODE|CODEX_[A-Z_]+|CURSOR_AGENT|GEMINI_CLI|OPENCODE|AUGMENT_AGENT)$/;

/** What is printed when nobody says: annotations on GitHub, terse lines for an assistant, else `stylish`. */
export function defaultFormat(env: Environment, stdout: Output): string {
  if (env['GITHUB_ACTIONS'] === 'true') return 'github';
  const isAgent = Object.keys(env).some((name) => AGENT_VARIABLES.test(name) && isSet(env, name));
  return isAgent && !stdout.isTTY ? 'agent' : 'stylish';
}
