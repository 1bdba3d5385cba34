// The workspaces that pnpm-workspace.yaml declares. Its list of packages is read without a parser of YAML wherever it is
// written plainly; null is never a guess: what is not plain is given to the parser.

import { parseYaml } from '../host/yaml.ts';
import { isRecord } from './package-json.ts';

/**
 * @param text of a pnpm-workspace.yaml
 * @returns the value of `packages`; undefined when there is none
 * @throws what the parser throws for a text that is no YAML
 */
export function packagesOfPnpm(text: string): unknown {
  const plain = plainList(text);
  if (plain !== null) return plain;
  const content: unknown = parseYaml(text);
  return isRecord(content) ? content['packages'] : undefined;
}

/** `- packages/*`, `- 'a'`, `- "a" # why`; plain scalars that are no tag, alias or number. */
const ITEM =
  /^ *- +(?:'([^'\\]*)'|"([^"\\]*)"|(?!(?:true|false|null|y|n|yes|no|on|off)\b)(\.|(?:\.\/?)?[a-z][\w./@*-]*)) *(?: #.*)?$/i;

/** The block list below a line `packages:`; null when it is empty or anything in it is written another way. */
function plainList(text: string): readonly string[] | null {
  const lines = text.split(/\r?\n/);
  const start = lines.indexOf('packages:');
  if (
    start === -1 ||
    lines.findIndex((line, index) => index !== start && /^["']?packages\b/.test(line)) !== -1
  )
    return null;
  const items: string[] = [];
  for (const line of lines.slice(start + 1)) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    if (/^[\w"']/.test(line)) break; // the next key
    const [, single, double, plain] = ITEM.exec(line) ?? [];
    const item = single ?? double ?? plain;
    if (item === undefined) return null;
    items.push(item);
  }
  return items.length === 0 ? null : items;
}
