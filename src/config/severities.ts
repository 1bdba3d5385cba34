// Which severity is configured for a rule in a file: the command line, then the overrides from last to first, then
// `rules`.

import type { Severity } from '../model/finding.ts';
import { globMatcher } from '../model/glob.ts';
import { relativeId } from '../model/module-id.ts';
import type { Config } from './config.ts';

/**
 * @param root absolute; the globs of overrides are relative to it
 * @param commandLine rule → severity from `--rule`
 * @returns a function of rule id and absolute path; undefined where nothing is configured
 */
export function createSeverities(
  config: Config,
  root: string,
  commandLine: ReadonlyMap<string, Severity>,
): (rule: string, file: string) => Severity | undefined {
  const overrides = (config.overrides ?? [])
    .map(({ files, rules }) => ({ matches: globMatcher(files), rules }))
    .reverse();
  return (rule, file) => {
    const forced = commandLine.get(rule);
    if (forced !== undefined) return forced;
    const concerned = overrides.find(
      ({ rules, matches }) => Object.hasOwn(rules, rule) && matches(relativeId(root, file)),
    );
    if (concerned !== undefined) return concerned.rules[rule];
    return config.rules !== undefined && Object.hasOwn(config.rules, rule) ? config.rules[rule] : undefined;
  };
}
