// What a call surely runs: the body of a function of the module, the constructor and the fields of a class, and the
// methods that they call on `this`; what reading a member runs where it has a getter. Each is walked once.

import { memberNameOf } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import type {
  ArrowFunctionExpression,
  CallExpression,
  Class,
  FunctionNode,
  NewExpression,
  Node,
} from '../syntax-tree.ts';
import { type Callable, isClass } from './callable.ts';
import type { CalledCode } from './called-code.ts';
import { takenDefaults } from './pattern-defaults.ts';
import { type Extent, extentOf } from './suspension.ts';

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
  /** A function that runs so far. */
  run(code: FunctionNode | ArrowFunctionExpression, extent: Extent, walk: () => void): void;
}

export interface SureCalls {
  /** A call that surely happens; what it is given has been walked. */
  walk(call: CallExpression | NewExpression): void;
  /** A member that is read, not written; what it is a member of has been walked. */
  read(member: Node): void;
  /** An expression that somebody calls at once when it is a function, with whatever arguments. */
  handOver(callee: Node): void;
  /** A function that somebody calls, or a class that somebody makes an instance of, with whatever arguments. */
  run(callable: Callable): void;
}

export function createSureCalls(called: CalledCode, code: CodeWalk, index: SyntaxIndex): SureCalls {
  /** How far each has been walked. */
  const walked = new Map<Node, Extent>();
  /** What `this` is in the code that is walked, innermost last; null where that is not told. */
  const instances: (Instance | null)[] = [];

  function walk(call: CallExpression | NewExpression): void {
    const { callee, arguments: given } = call;
    const instance = instances.at(-1) ?? null;
    if (callee.type === 'Super') {
      if (instance !== null) walkSuper(instance, given);
      return;
    }
    const callback = called.values.callbackOf(call);
    if (callback !== null) walkFunction(callback, null, null);
    const owner = instanceBefore(callee);
    const method = owner === null ? null : memberNameOf(callee);
    if (owner !== null && method !== null) {
      const code = called.methodOf(owner.of, method);
      if (code !== null) walkFunction(code, given, owner, call);
      return;
    }
    const callable = called.codeOf(callee);
    if (callable === null || walked.get(callable) === 'whole') return;
    if (!isClass(callable)) walkFunction(callable, given, isOfThis(callee) ? instance : null, call);
    else if (call.type === 'NewExpression') walkCallable(callable, given);
  }

  function read(member: Node): void {
    const name = memberNameOf(member);
    if (name === null) return;
    const owner = instanceBefore(member);
    const getter = owner === null ? called.getterAt(member) : called.getterOf(owner.of, name);
    if (getter !== null) walkFunction(getter, [], owner);
  }

  function handOver(callee: Node): void {
    const code = called.codeOf(callee);
    if (code !== null && !isClass(code)) walkFunction(code, null, null);
  }

  /** What stands before the dot of a member: `this` of an instance, or one that is made there. */
  function instanceBefore(member: Node): Instance | null {
    if (member.type !== 'MemberExpression') return null;
    if (isOfThis(member)) return instances.at(-1) ?? null;
    const of = called.values.instanceOf(member.object);
    return of === null ? null : { of, constructing: of };
  }

  /** An arrow function has the `this` around it. */
  function walkFunction(
    callee: Exclude<Callable, Class>,
    given: Given,
    instance: Instance | null,
    call: CallExpression | NewExpression | null = null,
  ): void {
    const extent = extentOf(callee, call, index);
    const known = walked.get(callee);
    if (extent === null || known === 'whole' || known === extent) return;
    walked.set(callee, extent);
    const own = callee.type === 'ArrowFunctionExpression' ? (instances.at(-1) ?? null) : instance;
    withThis(own, () => code.run(callee, extent, () => walkBody(callee, given)));
  }

  function walkCallable(callable: Callable, given: Given): void {
    if (!isClass(callable)) {
      walkFunction(callable, given, null);
      return;
    }
    walked.set(callable, 'whole');
    walkConstruction({ of: callable, constructing: callable }, given);
  }

  function withThis(instance: Instance | null, run: () => void): void {
    instances.push(instance);
    run();
    instances.pop();
  }

  function walkBody(callable: Exclude<Callable, Class>, given: Given): void {
    const isCounted = given?.every((argument) => argument.type !== 'SpreadElement');
    callable.params.forEach((parameter, position) => {
      if (isCounted !== true || given === null) return;
      for (const value of takenDefaults(parameter, given[position] ?? 'nothing')) code.use(value);
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

  return { walk, read, handOver, run: (callable) => walkCallable(callable, null) };
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
