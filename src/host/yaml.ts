// Reads YAML as data. The parser is loaded when the first text asks for it: its 70 files would double the start of a run.

import { createRequire } from 'node:module';
import type { parse } from 'yaml';

let loaded: typeof parse | undefined;

/**
 * The value of a YAML text. Tags that are not known (`!Ref` of CloudFormation) are passed over.
 * @throws what the parser throws for a text that is no YAML
 */
export function parseYaml(text: string): unknown {
  loaded ??= createRequire(import.meta.url)('yaml').parse as typeof parse;
  return loaded(text, { logLevel: 'error', merge: true });
}

/** As {@link parseYaml}; null for a text that is no YAML. */
export function yamlOrNull(text: string): unknown {
  try {
    return parseYaml(text);
  } catch {
    return null;
  }
}
