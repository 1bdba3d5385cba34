// The calls of a module by what the names in them stand for, once all of its text is read.

import {
  AS_SCRIPT,
  type CalledFunction,
  type CalledValue,
  type FunctionCall,
  GIVEN,
  type GivenArgument,
  type HandedFunction,
  type MemberRead,
  type ModuleCalls,
  type ParameterCall,
} from '../../../model/module-calls.ts';
import type { Code, Draft } from './call-drafts.ts';
import {
  type BoundNames,
  calledAs,
  calledClasses,
  heldValues,
  holdsInstance,
  parameterNamed,
  valueNamed,
} from './called-names.ts';

export interface FunctionDraft {
  readonly code: Code;
  readonly isAsync: boolean;
  readonly isProperty: boolean;
  readonly isEntered: boolean;
  readonly decorators: readonly (readonly string[])[];
}

type Known = ReadonlyMap<string, FunctionDraft>;

/** @param functions by their names; null for names that stand for more than one */
export function callsOfDrafts(
  drafts: readonly Draft[],
  functions: ReadonlyMap<string, FunctionDraft | null>,
  bound: BoundNames,
): ModuleCalls {
  const { module } = bound;
  const known: Known = new Map(
    [...functions].flatMap(([name, one]) => (one === null || module.bound.has(name) ? [] : [[name, one]])),
  );
  const told = drafts.filter(
    ({ code, caught }) =>
      caught !== 'perhaps' && (code.name === null || code.name === AS_SCRIPT || known.has(code.name)),
  );
  const kinds = [...known].map(([name, { isAsync }]) => [name, isAsync ? 'async' : 'sync'] as const);
  const decorators = [...known].flatMap(([name, one]) =>
    one.decorators.length === 0
      ? []
      : [[name, one.decorators.map((each) => valueNamed(module, each, bound))] as const],
  );
  const calls = told.flatMap((draft) => (draft.isRead ? [] : callOf(draft, bound)));
  const parameterCalls = told.flatMap((draft) => (draft.isRead ? [] : parameterCallOf(draft)));
  const taking = new Set([
    ...parameterCalls.map(({ of }) => of),
    ...calls.flatMap(({ gives = [] }) =>
      gives.flatMap(({ value }) => ('parameter' in value ? [value.function] : [])),
    ),
  ]);
  return {
    functions: Object.fromEntries([...kinds, [AS_SCRIPT, 'sync']]),
    exported: {},
    calls,
    handed: handedIn(drafts, known, bound),
    reads: told.flatMap((draft) => (draft.isRead ? readOf(draft, bound) : [])),
    accessors: Object.fromEntries(
      [...known].flatMap(([name, { isProperty }]) => (isProperty ? [[name, 'instance']] : [])),
    ),
    parameters: Object.fromEntries(
      [...known].flatMap(([name, { code }]) => (taking.has(name) ? [[name, code.parameters]] : [])),
    ),
    parameterCalls,
    classes: calledClasses(bound),
    values: { ...heldValues(bound), ...givenValues(known) },
    decorators: Object.fromEntries(decorators),
    handsBack: [...known].flatMap(([name, { code }]) => {
      const only = onlyReturned(code);
      return only !== null && code.parameters[0] === only ? [name] : [];
    }),
    entered: [...known].flatMap(([name, { code, isEntered }]) =>
      isEntered || code.isGenerator ? [name] : [],
    ),
  };
}

/** `atexit.register(save)`, `Thread(target=run)` */
function handedIn(drafts: readonly Draft[], known: Known, bound: BoundNames): HandedFunction[] {
  return drafts.flatMap(({ code, names, gives, isRead }) =>
    gives.flatMap(({ names: given }): HandedFunction[] => {
      const meant = isRead ? null : calledAs(code, given, bound);
      if (meant === null || !('binding' in meant.of) || meant.on === 'super') return [];
      const name = [meant.of.binding, ...meant.path].join('.');
      return known.has(name) ? [{ name, to: names.join('.') }] : [];
    }),
  );
}

function callOf(draft: Draft, bound: BoundNames): FunctionCall[] {
  const { code, names, isEntered, isGivenSelf } = draft;
  const called = calledAs(code, names, bound);
  if (called === null) return [];
  const argumentsOf = (given: Draft['gives']) =>
    given.flatMap(({ position, names: value }): GivenArgument[] => {
      const parameter = parameterNamed(code, value);
      if (parameter !== null)
        return [{ position, value: { parameter: parameter.position, function: parameter.of } }];
      const meant = valueNamed(code, value, bound);
      return meant === null ? [] : [{ position, value: meant }];
    });
  const [gives, gave] = [argumentsOf(draft.gives), argumentsOf(draft.gave)];
  const to: CalledFunction = {
    ...called,
    ...(isGivenSelf && called.on === undefined && { on: 'given' as const }),
    ...(gave.length > 0 && { gave }),
  };
  return [
    {
      ...{ by: code.name, to, ...placeOf(draft) },
      ...(isEntered && { isEntered }),
      ...(gives.length > 0 && { gives }),
    },
  ];
}

function readOf(draft: Draft, bound: BoundNames): MemberRead[] {
  const { code, names } = draft;
  const isOfInstance = draft.isOfInstance || holdsInstance(code, names[0] ?? '', bound);
  return callOf(draft, bound).flatMap((call) => {
    if (call.to.on !== undefined && code.self?.isClass === true) return [];
    return [{ ...call, ...(isOfInstance && { ofInstance: true as const }) }];
  });
}

function parameterCallOf(draft: Draft): ParameterCall[] {
  const { code, names, isReturned } = draft;
  const parameter = parameterNamed(code, names);
  if (parameter === null) return [];
  const { promise, ...place } = placeOf(draft);
  return [
    {
      ...{ ...parameter, by: code.name, ...place },
      ...(isReturned ? { isGivenBack: true } : promise !== undefined && { promise }),
    },
  ];
}

function placeOf({
  isConditional,
  caught,
  isKept,
  isTask,
}: Draft): Pick<FunctionCall, 'isConditional' | 'caught' | 'promise'> {
  return {
    ...(isConditional && { isConditional: true as const }),
    ...(caught === 'all' && { caught }),
    ...(isKept && { promise: isTask ? ('kept' as const) : ('unstarted' as const) }),
  };
}

/** The functions that others define in themselves and give back. */
function givenValues(known: Known): Record<string, CalledValue> {
  return Object.fromEntries(
    [...known].flatMap(([name, { code }]) => {
      const inner = `${name}.${onlyReturned(code)}`;
      return known.has(inner) ? [[`${name}.${GIVEN}`, { of: { binding: inner }, path: [] }]] : [];
    }),
  );
}

function onlyReturned({ returned, isGenerator }: Code): string | null {
  const [only = null, ...others] = returned;
  return others.length > 0 || isGenerator ? null : only;
}
