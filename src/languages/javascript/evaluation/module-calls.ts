// Which functions the code of a module calls, by the names that the places in them have. What a call leads to is told only
// where nobody gives the name to anything else.

import type { AskingRecord } from '../../../model/evaluation.ts';
import {
  type CalledFunction,
  type CalledValue,
  EACH,
  type FunctionCall,
  GIVEN,
  type GivenArgument,
  type GivenFunction,
  type MemberRead,
  type ModuleCalls,
} from '../../../model/module-calls.ts';
import { type CallPlace, callbackPlace, deferredPlace, placeOfCall } from '../syntax/call-places.ts';
import { callbackCallOf, deferralOf } from '../syntax/called-at-once.ts';
import { globalReferences } from '../syntax/global-references.ts';
import { stepInto } from '../syntax/member-access.ts';
import { isFunction, memberNameOf, propertyKeyOf } from '../syntax/nodes.ts';
import { type Binding, indexSyntax, type SyntaxIndex } from '../syntax/scopes.ts';
import type { Node, Program } from '../syntax-tree.ts';
import { isClass } from './callable.ts';
import { calledClasses, heldValues } from './called-classes.ts';
import { callsOfInstances } from './calls-of-instances.ts';
import { caughtParameters, givenTo } from './caught-parameters.ts';
import { exportedNames } from './exported-names.ts';
import { accessedBy, appliedBy, createIsKept, isSameValue, listsMembers } from './followed-values.ts';
import { createForeignValues, type ForeignValues } from './foreign-values.ts';
import { handsBack } from './given-back.ts';
import { givenBy, parameterCalls, placeIn, withGivenFunctions } from './given-functions.ts';
import { givenValues } from './given-values.ts';
import { handedFunctions } from './handed-over.ts';
import { laterCode } from './later-code.ts';
import { accessorsOf, namedFunctions } from './named-functions.ts';
import { processListeners } from './process-listeners.ts';
import { behindYield, isTakenFrom } from './suspension.ts';

/** @param record of the same text */
export function moduleCalls(program: Program, record: AskingRecord): ModuleCalls {
  const index = indexSyntax(program);
  const values = createForeignValues(record, index);
  const calls: FunctionCall[] = [];
  const code = withGivenFunctions(namedFunctions(index), index);
  const { functions, nameOf } = code;
  const reads: MemberRead[] = [];
  const isKept = createIsKept(index);
  const requested = new Map(requestNodes(record, index, values));
  const given: GivenFunction[] = [];
  const followed = new Set<Node>();
  const generators = [...functions].flatMap(([name, code]) =>
    isFunction(code) && code.generator ? [{ name, behind: behindYield(code) }] : [],
  );
  const afterwards = generators.flatMap(({ behind }) => behind ?? []);

  function add(call: Node, to: CalledFunction): void {
    given.push(...givenTo(call, to, index, nameOf));
    if (afterwards.some(({ start, end }) => start <= call.start && call.start < end)) return;
    addAt(placeOfCall(call), to, isTakenFrom(call, index), givenBy(call, code, index, meaningOf));
  }

  function addAt(
    place: CallPlace,
    to: CalledFunction,
    isEntered = false,
    gives: readonly GivenArgument[] = [],
  ): void {
    const { by } = place;
    const name = by === null ? null : nameOf(by);
    if (by !== null && (name === null || !functions.has(name))) return;
    calls.push({ by: name, to, ...placeIn(place, isEntered), ...(gives.length > 0 && { gives }) });
  }

  function addRead(member: Node, to: CalledFunction, isOfInstance = false): void {
    const place = placeOfCall(member);
    const by = place.by === null ? null : nameOf(place.by);
    if (place.by !== null && by === null) return;
    if (by !== null && !functions.has(by)) return;
    for (const path of accessedBy(member, to.path))
      reads.push({ by, to: { ...to, path }, ...placeIn(place), ...(isOfInstance && { ofInstance: true }) });
  }

  /** From an expression to the calls that it leads to. */
  function follow(value: Node, known: CalledValue, isInstance = false): void {
    const { of, path } = known;
    if (followed.has(value)) return;
    followed.add(value);
    const { parent } = value;
    const deferral = deferralOf(value);
    const callback = callbackCallOf(value);
    const applied = appliedBy(value, index);
    if (
      (parent?.type === 'CallExpression' && parent.callee === value) ||
      (parent?.type === 'TaggedTemplateExpression' && parent.tag === value)
    ) {
      add(parent, known);
      if (path.at(-1) !== GIVEN) follow(parent, givenIn(parent, known));
    } else if (deferral !== null) {
      addAt(deferredPlace(deferral), known);
    } else if (callback !== null) {
      addAt(callbackPlace(callback), known);
    } else if (applied !== null) {
      add(applied, known);
    } else if (listsMembers(value, index)) {
      if (!isInstance) addRead(value, { of, path: [...path, EACH] });
    } else if (parent?.type === 'NewExpression' && parent.callee === value) {
      add(parent, { of, path: [...path, 'constructor'] });
      follow(parent, { of, path }, true);
    } else if (parent?.type === 'VariableDeclarator' && parent.init === value) {
      followPattern(parent.id, known, isInstance);
    } else if (
      (parent?.type === 'AwaitExpression' &&
        (path.at(-1) === GIVEN || ('request' in of && path.length === 0))) ||
      isSameValue(value)
    ) {
      if (parent != null) follow(parent, known, isInstance);
    } else if (isThen(value, path)) {
      // `import('x').then((module) => module.start())`, `load().then(…)`
      const call = parent?.parent;
      const then = call?.type === 'CallExpression' ? call.arguments[0] : null;
      const parameter = then != null && isFunction(then) ? then.params[0] : undefined;
      if (parameter !== undefined) followPattern(parameter, known);
    } else {
      const step = stepInto(value);
      if (step === null) return;
      const call = isCalled(step.to) ? step.to.parent : null;
      if (call != null && /^(?:call|apply)$/.test(step.name?.name ?? '')) add(call, known);
      // What `start.bind(server)` gives calls the same function. ECMA-262, 20.2.3.2
      if (call != null && step.name?.name === 'bind' && !isInstance) follow(call, known);
      const next = step.name === null ? known : { of, path: [...path, step.name.name] };
      if (step.name !== null && !isCalled(step.to)) addRead(step.to, next, isInstance);
      follow(step.to, next, step.name === null && isInstance);
    }
  }

  function followPattern(pattern: Node, known: CalledValue, isInstance = false): void {
    const { of, path } = known;
    if (pattern.type === 'Identifier') {
      const binding = index.declaredBy.get(pattern);
      if (binding != null && isKept(binding)) followAll(binding, known, isInstance);
    } else if (pattern.type === 'ObjectPattern') {
      for (const property of pattern.properties) {
        const name = propertyKeyOf(property);
        if (property.type !== 'Property' || name === null) continue;
        addRead(property, { of, path: [...path, name] }, isInstance);
        followPattern(property.value, { of, path: [...path, name] });
      }
    }
  }

  function followAll({ references }: Binding, value: CalledValue, isInstance = false): void {
    for (const reference of references) follow(reference, value, isInstance);
  }

  for (const binding of index.moduleScope.bindings.values()) {
    const [reference] = binding.references;
    const value = reference === undefined ? null : meaningOf(reference);
    if (value !== null && !('request' in value.of)) followAll(binding, value);
  }
  for (const [node, request] of requested) follow(node, { of: { request }, path: [] });
  callsOfInstances(index, { add, addRead, addCall: (call) => calls.push(call), meaningOf });

  /** What a name means, where it stands for a value of another module or for code of this one. */
  function meaningOf(name: Node): CalledValue | null {
    // `const load = () => import('./page')`
    const request = requested.get(name.type === 'AwaitExpression' ? name.argument : name);
    if (request !== undefined) return { of: { request }, path: [] };
    const foreign = values.valueAt(name);
    if (foreign !== null) return { of: foreign.of, path: foreign.member === null ? [] : [foreign.member] };
    const binding = index.bindingOf.get(name);
    if (binding === undefined || binding.scope !== index.moduleScope || !isCode(binding)) return null;
    return { of: { binding: binding.name }, path: [] };
  }

  /** What a call gives, and what that resolves to. */
  function givenIn(call: Node, { of, path }: CalledValue): CalledValue {
    const gave = givenBy(call, code, index, meaningOf);
    return { of, path: [...path, GIVEN], ...(gave.length > 0 && { gave }) };
  }

  /** `const handler = wrap(start)` */
  function meaningOfHeld(value: Node): CalledValue | null {
    const called = value.type === 'CallExpression' ? meaningOf(value.callee) : null;
    return called === null ? meaningOf(value) : givenIn(value, called);
  }

  /** A function, a class, or an object that is written out. */
  function isCode(binding: Binding): boolean {
    const [name] = binding.declarations;
    const declaration = name?.parent;
    if (name === undefined || declaration == null || !isKept(binding)) return false;
    if (declaration.type !== 'VariableDeclarator') return isFunction(declaration) || isClass(declaration);
    const { id, init } = declaration;
    if (id !== name || init === null) return false;
    return isFunction(init) || isClass(init) || init.type === 'ObjectExpression';
  }

  const listeners = processListeners(index);
  const later = laterCode(index);
  const kinds = [...functions].map(([name, code]) => [
    name,
    isFunction(code) && code.async ? 'async' : 'sync',
  ]);
  return {
    functions: Object.fromEntries(kinds),
    exported: exportedNames(index),
    calls,
    reads,
    accessors: accessorsOf(functions),
    parameterCalls: parameterCalls(code, index),
    classes: calledClasses(index, meaningOf),
    values: { ...heldValues(index, meaningOfHeld, isKept), ...givenValues(code, index, meaningOf) },
    given,
    catches: caughtParameters(functions, index),
    givenBack: code.givenBack,
    handed: handedFunctions(index),
    handsBack: [...functions].flatMap(([name, code]) =>
      isFunction(code) && handsBack(code, index) ? [name] : [],
    ),
    ...(generators.length > 0 && { entered: generators.map(({ name }) => name), afterwards }),
    ...(listeners.length > 0 && { listeners }),
    ...(later.length > 0 && { later }),
  };
}

/** `await import('x')` and `require('x')`, wherever they stand. */
function requestNodes(
  { requests }: AskingRecord,
  index: SyntaxIndex,
  values: ForeignValues,
): [node: Node, request: number][] {
  const dynamic = new Map(
    requests.flatMap(({ form, span }, request) => (form === 'dynamic-import' ? [[span.start, request]] : [])),
  );
  const imports = index.collected.get('ImportExpression') ?? [];
  return [
    ...imports.flatMap((node): [Node, number][] => {
      const request = node.type === 'ImportExpression' ? dynamic.get(node.source.start + 1) : undefined;
      return request === undefined ? [] : [[node, request]];
    }),
    ...globalReferences(index, 'require').flatMap((name): [Node, number][] => {
      const request = name.parent == null ? null : values.requestOf(name.parent);
      return request === null || name.parent == null ? [] : [[name.parent, request]];
    }),
  ];
}

/** Whether a promise is told what to do with its value: that of a module, or one that a function gives. */
function isThen(promise: Node, path: CalledValue['path']): boolean {
  const { parent } = promise;
  const isPromise = promise.type === 'ImportExpression' || path.at(-1) === GIVEN;
  return isPromise && parent?.type === 'MemberExpression' && memberNameOf(parent) === 'then';
}

function isCalled(callee: Node): boolean {
  return callee.parent?.type === 'CallExpression' && callee.parent.callee === callee;
}
