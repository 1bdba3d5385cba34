// Which severity is configured for a rule in a file: the command line, then the nearest configuration that speaks of the
// rule there. In one configuration: the overrides from last to first, then `rules`.

import type { Severity } from '../model/finding.ts';
import { globMatcher } from '../model/glob.ts';
import { relativeId } from '../model/module-id.ts';
import { isWithin } from '../model/path.ts';
import type { PlacedConfig } from './config.ts';

/**
 * @param configs an outer directory before the ones in it
 * @param commandLine rule → severity from `--rule`
 * @returns a function of rule id and absolute path; undefined where nothing is configured
 */
export function createSeverities(
  configs: readonly PlacedConfig[],
  commandLine: ReadonlyMap<string, Severity>,
): (rule: string, file: string) => Severity | undefined {
  const nearestFirst = configs.map(severitiesBelow).reverse();
  return (rule, file) => {
    const forced = commandLine.get(rule);
    if (forced !== undefined) return forced;
    for (const severityOf of nearestFirst) {
      const severity = severityOf(rule, file);
      if (severity !== undefined) return severity;
    }
    return undefined;
  };
}

/** What one configuration says; undefined for files outside of its directory. */
function severitiesBelow({ directory, config }: PlacedConfig) {
  const overrides = (config.overrides ?? [])
    .map(({ files, rules }) => ({ matches: globMatcher(files), rules }))
    .reverse();
  return (rule: string, file: string): Severity | undefined => {
    if (!isWithin(directory, file)) return undefined;
    const concerned = overrides.find(
      ({ rules, matches }) => Object.hasOwn(rules, rule) && matches(relativeId(directory, file)),
    );
    if (concerned !== undefined) return concerned.rules[rule];
    return config.rules !== undefined && Object.hasOwn(config.rules, rule) ? config.rules[rule] : undefined;
  };
}
