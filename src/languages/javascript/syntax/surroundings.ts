// Where a piece of code runs: while the module loads or inside which function, and behind which kind of catch.

import type { Guard } from '../../../model/module-request.ts';
import { setterName, type Timing } from '../../../model/timing.ts';
import type { Node } from '../syntax-tree.ts';
import { assertsFailure } from './assertions.ts';
import { isConditional } from './branches.ts';
import { isInstanceField, rejectsPromise, runsAtOnce } from './called-at-once.ts';
import { forgetsErrors, guardOfCallback, guardOfHandler, handsErrorOn } from './error-handlers.ts';
import { isFunction, literalString, memberNameOf } from './nodes.ts';
import { guardOfKept, heardThrough } from './promises.ts';
import { isLeftOut } from './skipped-tests.ts';
import { startedBy } from './started-functions.ts';

export interface Surroundings extends Timing {
  readonly guard: Guard;
}

/** What is known of a node for all that is inside it. */
interface Known {
  readonly surroundings: Surroundings;
  /** The name of the innermost named function, method or property around. */
  readonly name: string | null;
  /** What a `.catch()` around makes of a promise that is rejected here; of what is thrown at once it hears nothing. */
  readonly rejected: Guard | null;
}

const topLevel: Known = { surroundings: { runs: 'load', guard: 'none' }, name: null, rejected: null };
const erased: Surroundings = { runs: 'never', guard: 'none' };

/** Answers by node, so that many questions about one long expression do not each climb to the module. */
const knownOf = new WeakMap<Node, Known>();

/** Where a node of an indexed tree runs. */
export function surroundingsOf(node: Node): Surroundings {
  const path: Node[] = [];
  let known: Known | undefined;
  let current: Node | null = node;
  for (; current !== null && known === undefined; current = current.parent ?? null) {
    known = knownOf.get(current);
    if (known === undefined) path.push(current);
  }
  let answer = known ?? topLevel;
  for (let position = path.length - 1; position >= 0; position--) {
    const inner = path[position];
    if (inner === undefined) break;
    if (inner.parent) answer = aroundDecorator(inner) ?? inside(inner.parent, inner, answer);
    knownOf.set(inner, answer);
  }
  return answer.surroundings;
}

/** Decorators of parameters are evaluated with the class, and not when the method is called. */
function aroundDecorator(node: Node): Known | null {
  if (node.type !== 'Decorator') return null;
  const parameter = node.parent;
  const code = parameter?.parent;
  if (parameter == null || code == null || !isFunction(code)) return null;
  return code.params.some((one) => one === parameter) ? (knownOf.get(code) ?? null) : null;
}

/** What is known of `child`, from what is known of its parent. */
function inside(parent: Node, child: Node, outer: Known): Known {
  const name = nameOfCode(parent) ?? outer.name;
  if (outer.surroundings.runs === 'never' || isTypeContext(parent))
    return { surroundings: erased, name, rejected: null };
  const runsLater = (isFunction(parent) && !runsAtOnce(parent)) || isInstanceField(parent, child);
  if (runsLater) {
    // What `assert.throws(() => …)` is given runs under that assertion.
    const guard = outer.surroundings.guard === 'expected' ? 'expected' : 'none';
    const own = isNamed(parent) ? name : name === null ? null : `${name}.<anonymous>`;
    const enclosing = own === null ? {} : { enclosing: own };
    const started = startedBy(parent);
    const atStart = started === null ? {} : { atStart: started };
    return { surroundings: { runs: 'call', guard, ...enclosing, ...atStart }, name, rejected: null };
  }
  const rejected = rejectionFrom(parent, child) ?? outer.rejected;
  const guard = guardFrom(parent, child) ?? (rejects(parent, child) ? rejected : null);
  const surroundings = inTurn(outer.surroundings, parent, child);
  return {
    surroundings: guard === null ? surroundings : { ...surroundings, guard },
    name,
    rejected,
  };
}

/** Whether code that runs later has a name of its own: as a declaration, or by what it is assigned to or a member of. */
function isNamed(code: Node): boolean {
  const { parent } = code;
  if (!isFunction(code) || nameOfCode(code) !== null) return true;
  return parent != null && memberName(parent) !== null && 'value' in parent && parent.value === code;
}

/** In a branch of the module, or of the function around; or where other code hears of what fails. */
function inTurn(outer: Surroundings, parent: Node, child: Node): Surroundings {
  if (outer.conditional === true) return outer;
  const isInBranch = isConditional(parent, child);
  const heard = isInBranch ? null : heardElsewhere(parent, child);
  if (!isInBranch && heard === null) return outer;
  const turned: Surroundings = { ...outer, conditional: true, ...(heard !== null && { heard }) };
  if (outer.atStart !== 'sure') return turned;
  return { ...turned, atStart: heard === null ? 'branch' : `heard:${heard}` };
}

/** Who hears of what fails in `child`, as `heard` has it: it rejects a promise that is handed out, or is given to a callback. */
function heardElsewhere(parent: Node, child: Node): string | null {
  if (parent.type === 'TryStatement')
    return parent.block === child && parent.handler !== null && handsErrorOn(parent.handler) ? '' : null;
  const promise = child.type === 'ImportExpression' ? child : rejectedBy(parent);
  return promise === null ? null : heardThrough(promise);
}

/** The promise that what fails in a function rejects which runs where it stands. */
function rejectedBy(code: Node): Node | null {
  if (!isFunction(code) || !(code.async || rejectsPromise(code))) return null;
  return code.parent ?? null;
}

/** Whether an error in `child` rejects a promise of the expression around: `import('x')`, `.then(() => { … })`. */
function rejects(parent: Node, child: Node): boolean {
  if (child.type === 'ImportExpression') return true;
  return isFunction(parent) && (parent.async || rejectsPromise(parent));
}

/** Declarations without a run time, and types. */
function isTypeContext(node: Node): boolean {
  switch (node.type) {
    case 'TSTypeAnnotation':
    case 'TSTypeAliasDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSTypeParameterInstantiation':
    case 'TSTypeParameterDeclaration':
    case 'TSClassImplements':
      return true;
    case 'TSModuleDeclaration':
    case 'ClassDeclaration':
      return node.declare === true;
    default:
      return false;
  }
}

/** The name of the function, method or field that a node is, qualified by its class or object; null without one. */
function nameOfCode(node: Node): string | null {
  if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') {
    if (node.id !== null) return node.id.name;
  } else if (node.type !== 'ArrowFunctionExpression') {
    return memberName(node);
  }
  const parent = node.parent;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : null;
    case 'AssignmentExpression':
      return assignedName(parent.left) ?? (isWholeOfModule(parent.left) ? 'module.exports' : null);
    case 'ExportDefaultDeclaration':
      return 'default';
    default:
      // Methods, properties and fields name themselves when the climb reaches them.
      return null;
  }
}

/** As engines name what is assigned to it. */
function isWholeOfModule(target: Node): boolean {
  return (
    memberNameOf(target) === 'exports' &&
    target.type === 'MemberExpression' &&
    target.object.type === 'Identifier' &&
    target.object.name === 'module'
  );
}

function memberName(node: Node): string | null {
  switch (node.type) {
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'Property': {
      const key = keyName(node);
      const owner = node.parent?.parent;
      if (key === null || node.parent?.type === 'ObjectPattern') return null;
      const ownerName = node.type === 'Property' ? objectName(node.parent) : className(owner);
      const name = 'kind' in node && node.kind === 'set' ? setterName(key) : key;
      return ownerName === null ? name : `${ownerName}.${name}`;
    }
    default:
      return null;
  }
}

function keyName(node: Node): string | null {
  if (
    node.type !== 'MethodDefinition' &&
    node.type !== 'PropertyDefinition' &&
    node.type !== 'AccessorProperty' &&
    node.type !== 'Property'
  ) {
    return null;
  }
  const { key } = node;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (!node.computed && key.type === 'Identifier') return key.name;
  return literalString(key);
}

function className(node: Node | null | undefined): string | null {
  if (node?.type !== 'ClassDeclaration' && node?.type !== 'ClassExpression') return null;
  if (node.id !== null) return node.id.name;
  const parent = node.parent;
  if (parent?.type === 'ExportDefaultDeclaration') return 'default';
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : null;
}

function objectName(node: Node | null | undefined): string | null {
  const parent = node?.parent;
  if (parent?.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : null;
  if (parent?.type === 'AssignmentExpression') return assignedName(parent.left);
  return null;
}

/** `Foo.prototype.bar` → `Foo.bar`, `exports.bar` and `module.exports.bar` → `bar`. */
function assignedName(target: Node): string | null {
  if (target.type === 'Identifier') return target.name === 'exports' ? null : target.name;
  if (target.type === 'ThisExpression') return null;
  if (target.type !== 'MemberExpression') return null;
  const key = target.computed
    ? literalString(target.property)
    : 'name' in target.property
      ? target.property.name
      : null;
  if (key === null || key === 'exports') return null;
  if (key === 'prototype') return assignedName(target.object);
  const owner = assignedName(target.object);
  return owner === null ? key : `${owner}.${key}`;
}

/** What a try statement or an assertion makes of a failure of `child`; null when it is neither. */
function guardFrom(parent: Node, child: Node): Guard | null {
  if (parent.type === 'CallExpression') {
    if (parent.arguments[0] === child && assertsFailure(parent)) return 'expected';
    return isFunction(child) && isLeftOut(parent) ? 'expected' : null;
  }
  if (parent.type === 'TryStatement') {
    if (parent.finalizer !== child && forgetsErrors(parent)) return 'swallowed';
    if (parent.block !== child || parent.handler === null) return null;
    return guardOfHandler(parent.handler, isAlone(parent.block.body));
  }
  return null;
}

/** One statement, with what hands its value on, or leads out: `found = require('./a'); native = found; break;` */
function isAlone([, ...others]: readonly Node[]): boolean {
  return others.every((statement) => {
    switch (statement.type) {
      case 'BreakStatement':
      case 'ContinueStatement':
        return true;
      case 'ReturnStatement':
        return statement.argument === null || statement.argument.type === 'Identifier';
      case 'ExpressionStatement': {
        const { expression } = statement;
        return expression.type === 'AssignmentExpression' && expression.right.type === 'Identifier';
      }
      default:
        return false;
    }
  });
}

/** What a `.catch()` makes of a rejection of the promise that `child` gives; null when there is none. */
function rejectionFrom(parent: Node, child: Node): Guard | null {
  // import('x').catch(…), import('x').then(…).catch(…), import('x').then(…, onError)
  if (parent.type === 'MemberExpression' && parent.object === child && !parent.computed) {
    const call = parent.parent;
    if (call?.type !== 'CallExpression' || call.callee !== parent || parent.property.type !== 'Identifier')
      return null;
    const handler =
      parent.property.name === 'catch'
        ? call.arguments[0]
        : parent.property.name === 'then'
          ? call.arguments[1]
          : null;
    return handler === null || handler === undefined ? null : guardOfCallback(handler);
  }
  return mayGivePromise(child) ? guardOfKept(parent, child) : null;
}

function mayGivePromise(value: Node): boolean {
  return /^(?:Call|Import|New)Expression$/.test(value.type);
}
