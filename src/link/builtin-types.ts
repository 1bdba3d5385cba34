// Types of built-in modules. Such a module is known by the names that it has at run time; what TypeScript asks for beside
// them may be a type that nobody declared here (no `@types/node`).

import type { ModuleNode } from '../model/module-graph.ts';
import type { Answer } from './answer.ts';

/**
 * @param owner the module whose request led to `answer`
 * @param typeOnly whether only a type can be meant
 * @returns the answer; *unknown* where a built-in module lacks a name that may be one of a type
 */
export function orBuiltinType<A extends Answer>(
  owner: ModuleNode,
  request: number,
  typeOnly: boolean,
  answer: A,
): A | Extract<Answer, { kind: 'unknown' }> {
  if (answer === 'asked' || answer.kind !== 'missing') return answer;
  if (owner.resolutions[request]?.kind !== 'builtin') return answer;
  if (!typeOnly && (owner.settings.verbatim || !owner.settings.typescript)) return answer;
  return { kind: 'unknown', reason: 'types-not-installed', module: answer.module };
}
