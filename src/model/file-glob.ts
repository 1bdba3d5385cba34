// Which files a glob of a module takes: `import.meta.glob('./pages/*.vue')` as fast-glob matches it, which Vite uses (a
// pattern means whole paths, and what is excluded is not entered), and `require.context('./pages', true, /\.vue$/)`.

import { globSource } from './glob.ts';
import { literalPattern } from './literal-pattern.ts';
import type { ModuleNode } from './module-graph.ts';
import type { ModuleId } from './module-id.ts';
import type { FileGlob } from './module-record.ts';
import { isWithin, parentOf, resolvePath } from './path.ts';
import { writtenExpression } from './written-expression.ts';

/** @returns whether a glob of this module takes a file */
export function matcherOf({ id, settings }: ModuleNode, glob: FileGlob): (file: ModuleId) => boolean {
  const site = settings.packageRoot ?? '/';
  const { base } = glob;
  const from = base.startsWith('/') ? resolvePath(site, `.${base}`) : resolvePath(parentOf(id) ?? '/', base);
  return 'patterns' in glob ? byPatterns(glob.patterns, from, site) : byExpression(glob, from);
}

function byPatterns(patterns: readonly string[], from: string, site: string): (file: ModuleId) => boolean {
  const sourceOf = (pattern: string) =>
    pattern.startsWith('/') ? pathSource(site, `.${pattern}`) : pathSource(from, pattern);
  const taken = patterns.filter((pattern) => !pattern.startsWith('!')).map(sourceOf);
  const excluded = patterns.flatMap((pattern) =>
    pattern.startsWith('!') ? [sourceOf(pattern.slice(1))] : [],
  );
  const isTaken = new RegExp(`^(?:${taken.join('|')})$`, 's');
  const isExcluded = new RegExp(`^(?:${excluded.join('|')})(?:/|$)`, 's');
  return (path) => isTaken.test(path) && (excluded.length === 0 || !isExcluded.test(path));
}

/** What stands in brackets in the name of a folder (`[slug]`) is no pattern there. */
function pathSource(from: string, pattern: string): string {
  const [steps = ''] = /^(?:\.{1,2}\/)*/.exec(pattern) ?? [];
  return `${literalPattern(resolvePath(from, steps))}/${globSource(pattern.slice(steps.length))}`;
}

/** webpack tries the expression on paths that begin with `./`: webpack.js.org/guides/dependency-management */
function byExpression(
  { expression, flags, isDeep }: Extract<FileGlob, { expression: string }>,
  from: string,
): (file: ModuleId) => boolean {
  const taken = writtenExpression(expression, flags);
  if (taken === null) return () => false;
  return (path) => {
    const name = isWithin(from, path) ? path.slice(from.length + 1) : '';
    return name !== '' && (isDeep || !name.includes('/')) && taken.test(`./${name}`);
  };
}
