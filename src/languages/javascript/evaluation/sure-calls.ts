// What a call surely runs: the body of a function of the module, the constructor and the fields of a class, and the
// methods that they call on `this`. Each is walked once.

import { memberNameOf } from '../syntax/nodes.ts';
import type {
  ArrowFunctionExpression,
  CallExpression,
  Class,
  FunctionNode,
  NewExpression,
  Node,
} from '../syntax-tree.ts';
import { type Callable, type CalledCode, isClass } from './called-code.ts';

/** An instance of a class that is being made. */
interface Instance {
  readonly of: Class;
  /** The class whose constructor runs: that class, or one that it extends. */
  readonly constructing: Class;
}

/** The arguments of a call; null where they are not known. */
type Given = CallExpression['arguments'] | null;

/** How code is walked. */
export interface CodeWalk {
  /** An expression whose value is taken. */
  use(node: Node): void;
  statements(statements: readonly Node[]): void;
}

export interface SureCalls {
  /** A call that surely happens; what it is given has been walked. */
  walk(call: CallExpression | NewExpression): void;
  /** A function that somebody calls, or a class that somebody makes an instance of, with whatever arguments. */
  run(callable: Callable): void;
}

export function createSureCalls(called: CalledCode, code: CodeWalk): SureCalls {
  const walked = new Set<Node>();
  /** What `this` is in the code that is walked, innermost last; null where that is not told. */
  const instances: (Instance | null)[] = [];

  function walk(call: CallExpression | NewExpression): void {
    const { callee, arguments: given } = call;
    const instance = instances.at(-1) ?? null;
    if (callee.type === 'Super') {
      if (instance !== null) walkSuper(instance, given);
      return;
    }
    const method = instance !== null && isOfThis(callee) ? memberNameOf(callee) : null;
    const callable =
      instance !== null && method !== null ? called.methodOf(instance.of, method) : called.codeOf(callee);
    if (callable === null || walked.has(callable)) return;
    if (isClass(callable) && call.type !== 'NewExpression') return;
    const isSame = isOfThis(callee) || callable.type === 'ArrowFunctionExpression';
    walkCallable(callable, given, isSame ? instance : null);
  }

  function walkCallable(callable: Callable, given: Given, instance: Instance | null): void {
    walked.add(callable);
    if (isClass(callable)) walkConstruction({ of: callable, constructing: callable }, given);
    else withThis(instance, () => walkBody(callable, given));
  }

  function withThis(instance: Instance | null, run: () => void): void {
    instances.push(instance);
    run();
    instances.pop();
  }

  function walkBody(callable: Exclude<Callable, Class>, given: Given): void {
    if (!runsWhenCalled(callable)) return;
    const isCounted = given?.every((argument) => argument.type !== 'SpreadElement');
    callable.params.forEach((parameter, position) => {
      const isAbsent = isCounted === true && position >= (given?.length ?? 0);
      if (isAbsent && parameter.type === 'AssignmentPattern') code.use(parameter.right);
    });
    if (callable.body === null) return;
    if (callable.body.type === 'BlockStatement') code.statements(callable.body.body);
    else code.use(callable.body);
  }

  /** Fields come first, or when `super()` has returned (ECMA-262, 10.2.2 and 13.3.7.1). */
  function walkConstruction(instance: Instance, given: Given): void {
    const { constructing } = instance;
    const own = constructorOf(constructing);
    withThis(instance, () => {
      if (constructing.superClass === null) walkFields(constructing);
      else if (own === null) walkSuper(instance, given);
      if (own !== null) walkBody(own, given);
    });
  }

  function walkSuper({ of, constructing }: Instance, given: Given): void {
    const parent = constructing.superClass === null ? null : called.codeOf(constructing.superClass);
    if (parent !== null && isClass(parent)) walkConstruction({ of, constructing: parent }, given);
    walkFields(constructing);
  }

  function walkFields({ body }: Class): void {
    for (const element of body.body) {
      if (element.type !== 'PropertyDefinition' || element.static || element.declare === true) continue;
      if (element.value !== null) code.use(element.value);
    }
  }

  return { walk, run: (callable) => walkCallable(callable, null, null) };
}

function isOfThis(callee: Node): boolean {
  return callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression';
}

function constructorOf({ body }: Class): FunctionNode | null {
  for (const element of body.body) {
    if (element.type === 'MethodDefinition' && element.kind === 'constructor' && element.value.body !== null)
      return element.value;
  }
  return null;
}

/** Whether a call runs the body at once; what fails in the others rejects a promise, or waits for `next()`. */
export function runsWhenCalled({ async, generator }: FunctionNode | ArrowFunctionExpression): boolean {
  return !async && !generator;
}
