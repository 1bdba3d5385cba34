// What evaluating a module does where its compiler writes down the types of decorated signatures: it reads the classes
// among them, and keeps the imports that it would drop without.

import type { Evaluation, LoadRead } from '../../model/evaluation.ts';
import type { ModuleNode } from '../../model/module-graph.ts';
import type { ModuleId } from '../../model/module-id.ts';
import { nameInModule, ownerOf } from '../binding-owner.ts';
import type { LinkedGraph } from '../linked-graph.ts';
import type { EvaluationFacts } from './evaluation-moment.ts';

/** The same facts, with what is read for descriptions. */
export function withDescribedTypes(facts: EvaluationFacts, linked: LinkedGraph): EvaluationFacts {
  const told = new Map<ModuleId, Evaluation | null>();

  function isClass(node: ModuleNode, { of, member }: LoadRead): boolean {
    const entry = 'import' in of ? node.record.imports[of.import] : undefined;
    const owner = entry === undefined ? null : ownerOf(node, entry, member, linked);
    const declaring = owner === null ? undefined : linked.graph.get(owner.module);
    if (owner === null || declaring === undefined) return false;
    const name = nameInModule(declaring, owner.binding);
    const late = facts.evaluationOf(owner.module)?.bindings.find((binding) => binding.name === name);
    return late?.isClass === true;
  }

  function described(module: ModuleId): Evaluation | null {
    const evaluation = facts.evaluationOf(module);
    const node = linked.graph.get(module);
    if (evaluation?.described === undefined || node?.settings.describesTypes !== true) return evaluation;
    const classes = evaluation.described.filter((read) => isClass(node, read));
    const requests = new Set(
      classes.flatMap(({ of }) => ('import' in of ? (node.record.imports[of.import]?.request ?? []) : [])),
    );
    return {
      ...evaluation,
      reads: [...evaluation.reads, ...classes].sort((one, other) => one.at - other.at),
      sureRequests: [...new Set([...evaluation.sureRequests, ...requests])].sort((a, b) => a - b),
      droppedRequests: evaluation.droppedRequests.filter((request) => !requests.has(request)),
    };
  }

  return {
    evaluationOf(module) {
      let answer = told.get(module);
      if (answer === undefined) {
        answer = described(module);
        told.set(module, answer);
      }
      return answer;
    },
  };
}
