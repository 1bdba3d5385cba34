// With which conditions the scripts of a package start Node: `node -C development src/main.js`, `NODE_OPTIONS=--conditions=x`.
// Source: nodejs.org/api/cli.html, "-C condition, --conditions=condition".

import { type PackageJson, scriptCommands } from '../../../discover/package-json.ts';
import type { Resolution } from '../../../model/resolution.ts';
import type { Importer } from './importer.ts';
import type { Want } from './path.ts';

const known = new WeakMap<PackageJson, readonly (readonly string[])[]>();

/** Commands that hand on what they do not know themselves to Node. */
const NODE = /(?:^|[\s/'"=])(?:node|nodejs|nodemon|tsx)(?=\s)/;

const CONDITION = /(?:^|[\s'"=])(?:-C\s+|--conditions(?:=|\s+))([\w:@/.-]+)/g;

/**
 * The answer under the conditions of the scripts. Where they do not agree, nobody knows with which of them the file runs.
 * TypeScript has conditions of its own for that (`customConditions`), and so has a bundler.
 */
export function underConditions(
  specifier: string,
  { dialect, runtime, packageJson }: Importer,
  want: Want,
  answer: (want: Want) => Resolution,
): Resolution {
  const isAsked = !/^[./]/.test(specifier) && dialect === 'javascript' && runtime === 'node';
  const [first = [], ...others] = isAsked ? conditionsOfScripts(packageJson) : [];
  const answerUnder = (list: readonly string[]): Resolution =>
    list.length === 0
      ? answer(want)
      : answer({ ...want, mode: { ...want.mode, conditions: [...want.mode.conditions, ...list] } });
  const one = answerUnder(first);
  const isOne = others.every((list) => isSame(answerUnder(list), one));
  return isOne ? one : { kind: 'unknown', reason: 'other-condition' };
}

function isSame(left: Resolution, right: Resolution): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/**
 * One list for each way in which the scripts start Node; that with none where no script names any, or there are no scripts.
 */
function conditionsOfScripts(packageJson: PackageJson | null): readonly (readonly string[])[] {
  if (packageJson === null) return [[]];
  let lists = known.get(packageJson);
  if (lists === undefined) {
    lists = read(packageJson);
    known.set(packageJson, lists);
  }
  return lists;
}

function read(packageJson: PackageJson): readonly (readonly string[])[] {
  const lists = scriptCommands(packageJson)
    .flatMap((script) => script.split(/&&|\|\||[;|&\n]/))
    .filter((command) => NODE.test(command) || /\bNODE_OPTIONS=/.test(command))
    .map((command) => [...command.matchAll(CONDITION)].map(([, condition = '']) => condition));
  const distinct = new Map(lists.map((list) => [[...list].sort().join('\0'), list]));
  return distinct.size === 0 ? [[]] : [...distinct.values()];
}
