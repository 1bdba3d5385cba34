// Functions that call what they are given and keep its errors to themselves: `safe(work)`, `withLogging(async () => { … })`.

import type { GivenFunction, ModuleCalls } from '../../../model/module-calls.ts';
import { placeOfCall } from '../syntax/call-places.ts';
import { ends } from '../syntax/error-handlers.ts';
import { isFunction } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import type { Class, Node } from '../syntax-tree.ts';
import type { FunctionValue } from './callable.ts';
import { extentOf } from './given-functions.ts';

type Catches = NonNullable<ModuleCalls['catches']>;

/** Of each function, the parameters that it only calls, with all errors caught wherever it does. */
export function caughtParameters(
  functions: ReadonlyMap<string, FunctionValue | Class>,
  index: SyntaxIndex,
): Catches {
  const found: Record<string, Catches[string]> = {};
  for (const [name, code] of functions) {
    // What it throws itself may be what it caught: `catch (e) { last = e; } … throw last;`.
    if (!isFunction(code) || code.params.length === 0 || ends(code)) continue;
    const caught = code.params.flatMap((parameter, position) => {
      const kind = parameter.type === 'Identifier' ? caughtAt(parameter, index) : null;
      return kind === null ? [] : [[position, kind] as const];
    });
    if (caught.length > 0) found[name] = Object.fromEntries(caught);
  }
  return found;
}

function caughtAt(parameter: Node, index: SyntaxIndex): 'all' | 'thrown' | null {
  const references = index.declaredBy.get(parameter)?.references ?? [];
  const kinds = references.map((reference) => {
    const call = reference.parent;
    return call?.type === 'CallExpression' && call.callee === reference ? placeOfCall(call).caught : null;
  });
  if (kinds.length === 0 || kinds.includes(null)) return null;
  return kinds.includes('thrown') ? 'thrown' : 'all';
}

/** The function literals among the arguments of a call. */
export function givenTo(
  call: Node,
  to: GivenFunction['to'],
  index: SyntaxIndex,
  nameOf: (code: Node) => string | null,
): GivenFunction[] {
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return [];
  return call.arguments.flatMap((argument, position) => {
    if (!isFunction(argument) || argument.generator) return [];
    const name = nameOf(argument);
    return [
      {
        ...(name !== null && { name }),
        ...{ ...extentOf(argument, index), isAsync: argument.async, to, position },
      },
    ];
  });
}
