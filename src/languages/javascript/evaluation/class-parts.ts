// What defining a class evaluates, in order (ECMA-262, 15.7.14 ClassDefinitionEvaluation).

import type { Class, Node } from '../syntax-tree.ts';
import { decoratorsOf } from './decorators.ts';

export interface ClassParts {
  /** Before the class has its name: decorators, the class that it extends, computed names of members. */
  readonly early: readonly Node[];
  /** After it: static blocks, and the values of static fields. */
  readonly late: readonly Node[];
  /** Called in the end. */
  readonly decorators: readonly Node[];
}

export function partsOf(node: Class): ClassParts {
  const { superClass, body } = node;
  const decorators = decoratorsOf(node).map(({ expression }) => expression);
  const early: Node[] = superClass === null ? [...decorators] : [...decorators, superClass];
  const late: Node[] = [];
  for (const element of body.body) {
    if (element.type === 'StaticBlock') late.push(element);
    if (element.type !== 'PropertyDefinition' && element.type !== 'MethodDefinition') continue;
    if (element.computed) early.push(element.key);
    if (element.type !== 'PropertyDefinition' || !element.static || element.declare === true) continue;
    if (element.value !== null) late.push(element.value);
  }
  return { early, late, decorators };
}
