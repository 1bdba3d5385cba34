// Which functions the code of a module calls, by the names that the places in them have. What a call leads to is told only
// where nobody gives the name to anything else.

import type { AskingRecord } from '../../../model/evaluation.ts';
import {
  type CalledFunction,
  type CalledValue,
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
import { isWriteTarget, stepInto } from '../syntax/member-access.ts';
import { isFunction, memberNameOf, propertyKeyOf } from '../syntax/nodes.ts';
import { type Binding, indexSyntax, type SyntaxIndex } from '../syntax/scopes.ts';
import type { Node, Program } from '../syntax-tree.ts';
import { isClass } from './callable.ts';
import { calledClasses, heldValues } from './called-classes.ts';
import { callsOfInstances } from './calls-of-instances.ts';
import { caughtParameters, givenTo } from './caught-parameters.ts';
import { exportedNames } from './exported-names.ts';
import { createForeignValues, type ForeignValues } from './foreign-values.ts';
import { givenBy, parameterCalls, placeIn, withGivenFunctions } from './given-functions.ts';
import { givenValues } from './given-values.ts';
import { laterCode } from './later-code.ts';
import { gettersOf, namedFunctions } from './named-functions.ts';
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
    if (
      to.path.length === 0 ||
      isWriteTarget(member) ||
      isDeleted(member) ||
      (place.by !== null && by === null)
    )
      return;
    if (by === null || functions.has(by))
      reads.push({ by, to, ...placeIn(place), ...(isOfInstance && { ofInstance: true }) });
  }

  /** From an expression to the calls that it leads to. */
  function follow(value: Node, { of, path }: CalledValue, isInstance = false): void {
    if (followed.has(value)) return;
    followed.add(value);
    const { parent } = value;
    const deferral = deferralOf(value);
    const callback = callbackCallOf(value);
    if (
      (parent?.type === 'CallExpression' && parent.callee === value) ||
      (parent?.type === 'TaggedTemplateExpression' && parent.tag === value)
    ) {
      add(parent, { of, path });
      // What it gives, and what that resolves to.
      if (path.at(-1) !== GIVEN) follow(parent, { of, path: [...path, GIVEN] });
    } else if (deferral !== null) {
      addAt(deferredPlace(deferral), { of, path });
    } else if (callback !== null) {
      addAt(callbackPlace(callback), { of, path });
    } else if (parent?.type === 'NewExpression' && parent.callee === value) {
      add(parent, { of, path: [...path, 'constructor'] });
      follow(parent, { of, path }, true);
    } else if (parent?.type === 'VariableDeclarator' && parent.init === value) {
      followPattern(parent.id, { of, path }, isInstance);
    } else if (
      parent?.type === 'AwaitExpression' &&
      (path.at(-1) === GIVEN || ('request' in of && path.length === 0))
    ) {
      follow(parent, { of, path });
    } else if (isThen(value, path)) {
      // `import('x').then((module) => module.start())`, `load().then(…)`
      const call = parent?.parent;
      const then = call?.type === 'CallExpression' ? call.arguments[0] : null;
      const parameter = then != null && isFunction(then) ? then.params[0] : undefined;
      if (parameter !== undefined) followPattern(parameter, { of, path });
    } else {
      const step = stepInto(value);
      if (step === null) return;
      const call = isCalled(step.to) ? step.to.parent : null;
      if (call != null && /^(?:call|apply)$/.test(step.name?.name ?? '')) add(call, { of, path });
      // What `start.bind(server)` gives calls the same function. ECMA-262, 20.2.3.2
      if (call != null && step.name?.name === 'bind' && !isInstance) follow(call, { of, path });
      const next = { of, path: step.name === null ? path : [...path, step.name.name] };
      if (step.name !== null && !isCalled(step.to)) addRead(step.to, next, isInstance);
      follow(step.to, next, step.name === null && isInstance);
    }
  }

  function followPattern(pattern: Node, { of, path }: CalledValue, isInstance = false): void {
    if (pattern.type === 'Identifier') {
      const binding = index.declaredBy.get(pattern);
      if (binding != null && isKept(binding)) followAll(binding, { of, path }, isInstance);
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
    getters: gettersOf(functions),
    parameterCalls: parameterCalls(code, index),
    classes: calledClasses(index, meaningOf),
    values: { ...heldValues(index, meaningOf, isKept), ...givenValues(functions, index, meaningOf) },
    given,
    catches: caughtParameters(functions, index),
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

function isDeleted({ parent }: Node): boolean {
  return parent?.type === 'UnaryExpression' && parent.operator === 'delete';
}

function isCalled(callee: Node): boolean {
  return callee.parent?.type === 'CallExpression' && callee.parent.callee === callee;
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

/** Nobody gives the name, or a member of it, to anything else. */
function isKept({ declarations, references }: Binding): boolean {
  return (
    declarations.length === 1 &&
    !references.some((reference) => {
      const { parent } = reference;
      const isMember = parent?.type === 'MemberExpression' && parent.object === reference;
      return isWriteTarget(reference) || (isMember && isWriteTarget(parent));
    })
  );
}
