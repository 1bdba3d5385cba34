// A moment of loading: which modules wait for which, and whether what led there surely happens.

import type { Evaluation } from '../../model/evaluation.ts';
import type { ModuleNode } from '../../model/module-graph.ts';
import type { ModuleId } from '../../model/module-id.ts';
import type { LinkedGraph } from '../linked-graph.ts';
import { type LoadKind, loadKindOf } from '../load-kind.ts';

export interface EvaluationFacts {
  /** Null where it cannot be told. Reads a file: asked of modules in a circle first. */
  evaluationOf(module: ModuleId): Evaluation | null;
}

/** A module that is being evaluated. */
export interface Frame {
  readonly node: ModuleNode;
  readonly kind: LoadKind;
  /** On the stack; 0 is the module that is loaded first. */
  readonly place: number;
  /** The place of the last module up to this one that is no ES module; -1 when there is none. */
  readonly lastOther: number;
  /** The request that it waits for; null when it waits for none. */
  waitsFor: number | null;
}

/** The moment in which a question is asked. */
export interface Moment {
  readonly linked: LinkedGraph;
  readonly facts: EvaluationFacts;
  /** The modules that are being evaluated, each asked for by the one before. */
  readonly stack: readonly Frame[];
  readonly running: ReadonlyMap<ModuleId, Frame>;
  /** Running modules are among them. */
  readonly evaluated: ReadonlySet<ModuleId>;
  /** Whether each of two modules leads to the other: what one has loaded may still wait for what the other waits for. */
  isOnSameCircle(one: ModuleId, other: ModuleId): boolean;
}

/** Whether a module that is no ES module is on the stack from one module to another, both included. */
export function isOtherSince(first: Frame, last: Frame): boolean {
  return last.lastOther >= first.place;
}

/** Whether a request surely makes its module load. Python judges the circle, not each way to it. */
export function isSure(node: ModuleNode, request: number, facts: EvaluationFacts): boolean {
  const asked = node.record.requests[request];
  switch (loadKindOf(node)) {
    case 'python':
      return true;
    case 'esm':
    case 'compiled':
      if (asked?.form === 'dynamic-import') return false;
      // Without types to drop, every static request stays.
      if (node.settings.verbatim && asked?.form !== 'require') return true;
      break;
  }
  return facts.evaluationOf(node.id)?.sureRequests.includes(request) === true;
}
