// The functions of a module that it calls itself while it is loaded: `main()`, `bootstrap().catch(fail)`, and what those
// call. What stands in them runs at start-up, though the module may have been loaded by then.

import type { Started } from '../../../model/timing.ts';
import { childrenOf, type Node } from '../syntax-tree.ts';
import { isConditional } from './branches.ts';
import { isInstanceField, runsAtOnce } from './called-at-once.ts';
import { isWriteTarget } from './member-access.ts';
import { isFunction, memberNameOf } from './nodes.ts';
import { type Binding, indexOf, type SyntaxIndex } from './scopes.ts';

/** A call of a function: where it stands, and what stands around it. */
interface Call {
  /** The function that makes it; null for the module. */
  readonly by: Node | null;
  readonly isConditional: boolean;
  readonly isCaught: boolean;
}

const known = new WeakMap<Node, ReadonlyMap<Node, Started>>();

/** How the module comes to run a function of its own at start-up; null where it does not. */
export function startedBy(called: Node): Started | null {
  let program = called;
  while (program.parent != null) program = program.parent;
  let started = known.get(program);
  if (started === undefined) {
    const index = indexOf(program);
    started = index === null ? new Map() : startedFunctions(index);
    known.set(program, started);
  }
  return started.get(called) ?? null;
}

function startedFunctions({ moduleScope }: SyntaxIndex): ReadonlyMap<Node, Started> {
  const calls = new Map<Node, readonly Call[]>();
  for (const binding of moduleScope.bindings.values()) {
    const code = functionOf(binding);
    if (code === null) continue;
    const found = binding.references.flatMap((reference) => {
      const call = reference.parent;
      return call?.type === 'CallExpression' && call.callee === reference ? [callAt(call)] : [];
    });
    if (found.length > 0) calls.set(code, found);
  }
  const started = new Map<Node, Started>();
  // What is better known of one function may tell more of those that it calls.
  for (let isNew = true; isNew; ) {
    isNew = false;
    for (const [code, made] of calls) {
      const best = made.map((call) => startOf(call, started)).reduce(better, null);
      if (best === null || best === started.get(code)) continue;
      started.set(code, best);
      isNew = true;
    }
  }
  return started;
}

/** The function that a name at module level is for good; not a generator, whose body waits. */
function functionOf({ declarations, references }: Binding): Node | null {
  const [name] = declarations;
  const declaration = name?.parent;
  if (name === undefined || declarations.length > 1 || references.some(isWriteTarget)) return null;
  const code =
    declaration?.type === 'VariableDeclarator' && declaration.id === name ? declaration.init : declaration;
  return code != null &&
    isFunction(code) &&
    !code.generator &&
    (code === declaration ? code.id === name : true)
    ? code
    : null;
}

function startOf({ by, isConditional, isCaught }: Call, started: ReadonlyMap<Node, Started>): Started | null {
  const around = by === null ? 'sure' : (started.get(by) ?? null);
  if (around === null || around === 'caught') return around;
  return isCaught ? 'caught' : isConditional ? 'branch' : around;
}

const RANK: Readonly<Record<Started, number>> = { sure: 2, branch: 1, caught: 0 };

function better(one: Started | null, other: Started | null): Started | null {
  if (one === null || other === null) return one ?? other;
  return RANK[one] >= RANK[other] ? one : other;
}

function callAt(call: Node): Call {
  const around = { isConditional: false, isCaught: isCaughtByChain(call) };
  let child = call;
  for (let { parent } = call; parent != null; child = parent, { parent } = child) {
    if (isInstanceField(parent, child)) return { by: parent, ...around };
    if (isFunction(parent) && !runsAtOnce(parent)) return { by: parent, ...around };
    around.isConditional ||= isConditional(parent, child);
    around.isCaught ||=
      parent.type === 'TryStatement' &&
      parent.block === child &&
      parent.handler !== null &&
      !ends(parent.handler);
  }
  return { by: null, ...around };
}

/** `main().catch((error) => console.error(error))`: the program goes on; not where the handler ends it. */
function isCaughtByChain(call: Node): boolean {
  let value = call;
  for (;;) {
    const member = value.parent;
    const next = member?.parent;
    if (member?.type !== 'MemberExpression' || member.object !== value) return false;
    if (next?.type !== 'CallExpression' || next.callee !== member) return false;
    const name = memberNameOf(member);
    const handler = name === 'catch' ? next.arguments[0] : name === 'then' ? next.arguments[1] : undefined;
    if (handler !== undefined) return !ends(handler);
    value = next;
  }
}

/** Whether code ends the program, or hands the error on: `process.exit(1)`, `process.exitCode = 1`, `throw`. */
function ends(code: Node): boolean {
  const open: Node[] = [code];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'ThrowStatement') return true;
    const isOfProcess =
      node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'process';
    if (isOfProcess && /^(?:exit|exitCode|abort|kill)$/.test(memberNameOf(node) ?? '')) return true;
    open.push(...childrenOf(node));
  }
  return false;
}
