// Functions that are given to others: `run(start)`, `run(() => { … })`; and what functions call of what they are given.

import {
  type CalledValue,
  type FunctionCall,
  GIVEN,
  type GivenArgument,
  type GivenFunction,
  type ModuleCalls,
  type ParameterCall,
} from '../../../model/module-calls.ts';
import type { Span } from '../../../model/span.ts';
import { type CallPlace, callbackPlace, deferredPlace, placeOfCall } from '../syntax/call-places.ts';
import { callbackCallOf, deferralOf, runsAtOnce } from '../syntax/called-at-once.ts';
import { isWriteTarget } from '../syntax/member-access.ts';
import { isFunction, memberNameOf, positionIn } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import type { Class, Node } from '../syntax-tree.ts';
import type { FunctionValue } from './callable.ts';
import { closureOf } from './given-back.ts';
import { functionsOf, nameOfCode } from './named-functions.ts';

/**
 * The functions of a module by their names; those without one among the arguments of calls by where they start, and those
 * that a function gives back by the name of that with {@link GIVEN}.
 */
export interface NamedCode {
  readonly functions: ReadonlyMap<string, FunctionValue | Class>;
  /** Null for code that has no name. */
  nameOf(code: Node): string | null;
  /** Those without a name of their own that functions give back. */
  readonly givenBack: NonNullable<ModuleCalls['givenBack']>;
}

export function withGivenFunctions(
  named: ReadonlyMap<string, FunctionValue | Class>,
  index: SyntaxIndex,
): NamedCode {
  const functions = new Map(named);
  const names = new Map<Node, string>();
  for (const code of functionsOf(index)) {
    if (!isGiven(code) || nameOfCode(code) !== null || (code.generator && code.async)) continue;
    const name = `<${code.start}>`;
    names.set(code, name);
    functions.set(name, code);
  }
  const nameOf = (code: Node) => names.get(code) ?? nameOfCode(code);
  const givenBack: ReturnedFunction[] = [];
  // The Map grows on the way: what is given back may give back another one.
  for (const [name, code] of functions) {
    const closure = isFunction(code) ? closureOf(code, index) : null;
    if (closure === null || nameOf(closure) !== null) continue;
    names.set(closure, `${name}.${GIVEN}`);
    functions.set(`${name}.${GIVEN}`, closure);
    givenBack.push({ name: `${name}.${GIVEN}`, ...extentOf(closure, index) });
  }
  return { functions, nameOf, givenBack };
}

type ReturnedFunction = NamedCode['givenBack'][number];

/** Where the text of a function stands, and in it that of others, the outermost. A bundle has thousands of them. */
export function extentOf(code: FunctionValue, index: SyntaxIndex): Pick<GivenFunction, 'span' | 'inner'> {
  const { start, end } = code;
  const functions = functionsOf(index);
  const inner: Span[] = [];
  for (let at = firstBehind(start, functions); at < functions.length; at++) {
    const one = functions[at];
    if (one === undefined || one.start >= end) break;
    if (one.end > (inner.at(-1)?.end ?? start) && !runsAtOnce(one))
      inner.push({ start: one.start, end: one.end });
  }
  return { span: { start, end }, inner };
}

/** The position of the first function that begins behind an offset. */
function firstBehind(offset: number, functions: readonly FunctionValue[]): number {
  let [low, high] = [0, functions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((functions[middle]?.start ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Among the arguments of a call that does not call it by itself. */
function isGiven(code: FunctionValue): boolean {
  const { parent } = code;
  if (parent?.type !== 'CallExpression' && parent?.type !== 'NewExpression') return false;
  return parent.callee !== code && !runsAtOnce(code) && deferralOf(code) === null;
}

/** As of a call. */
export function placeIn(
  { isConditional, heard, caught, promise, offeredAs }: CallPlace,
  isEntered = false,
): Omit<FunctionCall, 'by' | 'to' | 'gives'> {
  return {
    ...((isConditional || heard !== null) && { isConditional: true as const }),
    ...(heard !== null && !isConditional && { heard }),
    ...(caught !== null && { caught }),
    ...(promise !== null && { promise }),
    ...(offeredAs !== null && { offeredAs }),
    ...(isEntered && { isEntered: true as const }),
  };
}

/** The calls of parameters by the functions whose they are. */
export function parameterCalls({ functions, nameOf }: NamedCode, index: SyntaxIndex): ParameterCall[] {
  return [...functions].flatMap(([of, code]) => {
    const made = functionIn(code);
    const closure = made === null ? null : closureOf(made, index);
    return (made?.params ?? []).flatMap((parameter, position) =>
      referencesOf(parameter, index).flatMap((reference): ParameterCall[] => {
        const place = calledAt(reference);
        const by = place?.by == null ? null : nameOf(place.by);
        // A method calls what its constructor was given by another name.
        if (place === null || by === null || (place.by !== made && place.by !== closure)) return [];
        return [{ of, position, by: place.by === made ? of : by, ...placeIn(place) }];
      }),
    );
  });
}

/** A constructor stands for its class, where that has one. */
function functionIn(code: FunctionValue | Class): FunctionValue | null {
  return isFunction(code) ? code : null;
}

function referencesOf(parameter: Node, { declaredBy }: SyntaxIndex): readonly Node[] {
  const name = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  const binding = name.type === 'Identifier' ? declaredBy.get(name) : null;
  if (binding == null || binding.declarations.length > 1 || binding.references.some(isWriteTarget)) return [];
  return binding.references;
}

function calledAt(reference: Node): CallPlace | null {
  const { parent } = reference;
  if (parent?.type === 'CallExpression' && parent.callee === reference) return placeOfCall(parent);
  const applied = parent?.type === 'MemberExpression' && parent.object === reference ? parent.parent : null;
  if (applied?.type === 'CallExpression' && applied.callee === parent)
    return /^(?:call|apply)$/.test(memberNameOf(parent) ?? '') ? placeOfCall(applied) : null;
  const deferral = deferralOf(reference);
  if (deferral !== null) return deferredPlace(deferral);
  const callback = callbackCallOf(reference);
  return callback === null ? null : callbackPlace(callback);
}

/** The functions among the arguments of a call. */
export function givenBy(
  call: Node,
  { functions, nameOf }: NamedCode,
  index: SyntaxIndex,
  meaningOf: (name: Node) => CalledValue | null,
): GivenArgument[] {
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return [];
  const spread = call.arguments.findIndex(({ type }) => type === 'SpreadElement');
  return call.arguments.slice(0, spread === -1 ? undefined : spread).flatMap((argument, position) => {
    const value = isFunction(argument) ? literal(argument) : (passedOn(argument) ?? meaningOf(argument));
    return value === null ? [] : [{ position, value }];
  });

  function literal(code: FunctionValue): CalledValue | null {
    const name = nameOf(code);
    return name !== null && functions.get(name) === code ? { of: { binding: name }, path: [] } : null;
  }

  function passedOn(argument: Node): GivenArgument['value'] | null {
    const [parameter] = index.bindingOf.get(argument)?.declarations ?? [];
    const code = parameter?.parent;
    if (parameter === undefined || code == null || !isFunction(code)) return null;
    const name = nameOf(code);
    const at = positionIn(code.params, parameter);
    return name === null || at === -1 ? null : { parameter: at, function: name };
  }
}
