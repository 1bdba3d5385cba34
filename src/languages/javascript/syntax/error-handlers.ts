// What a handler makes of an error: it hides it, takes it for "may be absent", or hands it on.

import type { Guard } from '../../../model/module-request.ts';
import {
  type CallExpression,
  type CatchClause,
  childrenOf,
  type Node,
  type TryStatement,
} from '../syntax-tree.ts';
import { rejectsPromise } from './called-at-once.ts';
import { mayLeave } from './leaving.ts';
import { isFunction, literalString, memberNameOf } from './nodes.ts';

/** The same of the function that `.catch()` is given. */
export function guardOfCallback(handler: Node): Guard | null {
  if (handler.type === 'ArrowFunctionExpression' || handler.type === 'FunctionExpression') {
    const parameter = handler.params[0];
    const errorName = parameter?.type === 'Identifier' ? parameter.name : null;
    if (handler.body === null) return null;
    if (handler.body.type !== 'BlockStatement') {
      if (receiverIn(handler.body, errorName) !== null) return null;
      return tells(handler.body, errorName) ? swallowedBy(handler) : 'optional';
    }
    if (throwsAgain(handler.body.body, errorName)) return null;
    return handler.body.body.some((statement) => tells(statement, errorName))
      ? swallowedBy(handler)
      : 'optional';
  }
  // .catch(console.error), .catch(reject), .catch(onError): the error goes somewhere
  return 'swallowed';
}

/**
 * Whether a handler gives the error to a function that the code around was given, which is none that rejects a promise: what
 * that makes of it, nobody here knows.
 */
export function handsErrorOn(handler: CatchClause): boolean {
  const errorName = handler.param?.type === 'Identifier' ? handler.param.name : null;
  return handler.body.body.some((statement) => receiverOf(statement, errorName) === 'callback');
}

/** `finally { return; }`: what fails before is forgotten. Source: ECMA-262, 14.15.3. */
export function forgetsErrors({ finalizer }: TryStatement): boolean {
  return finalizer?.body.some(({ type }) => type === 'ReturnStatement') === true;
}

/**
 * A handler that always throws, or gives the error to who called, is none; one that logs hides the error; any other is the
 * idiom for "may be absent".
 * @param tryIsOneStatement nothing but the import was tried
 */
export function guardOfHandler(handler: CatchClause, tryIsOneStatement: boolean): Guard | null {
  const errorName = handler.param?.type === 'Identifier' ? handler.param.name : null;
  if (throwsAgain(handler.body.body, errorName)) return null;
  // Of the import alone, `onMissing(error)` may be the fallback; of all that a program does, it is how it says that it failed.
  const isTold = handler.body.body.some(
    (statement) =>
      logs(statement, errorName, tryIsOneStatement) || (!tryIsOneStatement && passesOn(statement, errorName)),
  );
  return isTold ? swallowedBy(handler) : 'optional';
}

/** Of a handler that tells of the error: it is gone, unless the program ends with it. */
function swallowedBy(handler: Node): Guard | null {
  return ends(handler) ? null : 'swallowed';
}

function tells(code: Node, errorName: string | null): boolean {
  return logs(code, errorName, true) || passesOn(code, errorName);
}

/** `core.setFailed(error.message)`: the error goes somewhere; a call in a condition only asks what it is. */
function passesOn(code: Node, errorName: string | null): boolean {
  const open: Node[] = errorName === null ? [] : [code];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'CallExpression' && !isExpectation(node.callee)) {
      if (node.arguments.some((argument) => mentions(argument, errorName ?? ''))) return true;
    }
    const test = node.type === 'IfStatement' || node.type === 'ConditionalExpression' ? node.test : null;
    if (!isFunction(node)) for (const child of childrenOf(node)) if (child !== test) open.push(child);
  }
  return false;
}

/** `expect(error.code).toBe('…')`, `assert.ok(error)`: the test is there for the error. */
function isExpectation(callee: Node): boolean {
  if (callee.type === 'MemberExpression') return isExpectation(callee.object);
  if (callee.type === 'CallExpression') return isExpectation(callee.callee);
  return callee.type === 'Identifier' && /^(?:expect|assert|should|t)$/.test(callee.name);
}

/** `errors.push(error);`: one of several places was looked in, and what comes later tells whether all failed. */
function collects({ callee, arguments: given }: CallExpression, errorName: string | null): boolean {
  const [first, ...others] = given;
  return (
    callee.type === 'MemberExpression' &&
    memberNameOf(callee) === 'push' &&
    callee.object.type === 'Identifier' &&
    first?.type === 'Identifier' &&
    first.name === errorName &&
    others.length === 0
  );
}

/** Whether a handler throws, or gives the error to who called, also where it is the import that failed. */
function throwsAgain(statements: readonly Node[], errorName: string | null): boolean {
  for (const statement of statements) {
    if (alwaysThrows(statement) || handsOn(statement, errorName)) return true;
    if (leavesIfAbsent(statement, errorName)) return false;
  }
  return false;
}

/** `if (error.code === 'MODULE_NOT_FOUND') return null;` */
function leavesIfAbsent(statement: Node, errorName: string | null): boolean {
  if (statement.type !== 'IfStatement' || errorName === null) return false;
  const { test, consequent } = statement;
  if (!mentions(test, errorName) || !mayLeave(consequent)) return false;
  const codes = [...stringsIn(test)].filter((text) => /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)*$/.test(text));
  return codes.length === 0 ? !asksForClass(test) : codes.some((code) => OF_LOADERS.has(code));
}

/** What Node's loaders give as `code`: nodejs.org/api/errors.html, "Node.js error codes" */
const OF_LOADERS: ReadonlySet<string> = new Set([
  'MODULE_NOT_FOUND',
  'ERR_MODULE_NOT_FOUND',
  'ERR_PACKAGE_PATH_NOT_EXPORTED',
  'ERR_PACKAGE_IMPORT_NOT_DEFINED',
  'ERR_UNSUPPORTED_DIR_IMPORT',
  'ERR_UNKNOWN_BUILTIN_MODULE',
  'ERR_REQUIRE_ESM',
  'ERR_REQUIRE_ASYNC_MODULE',
]);

function* stringsIn(code: Node): Generator<string> {
  const text = literalString(code);
  if (text !== null) yield text;
  for (const child of childrenOf(code)) yield* stringsIn(child);
}

/** `error instanceof SyntaxError`: what is not found is a plain error. */
function asksForClass(code: Node): boolean {
  if (code.type === 'BinaryExpression' && code.operator === 'instanceof') return true;
  return [...childrenOf(code)].some(asksForClass);
}

function alwaysThrows(statement: Node): boolean {
  if (statement.type === 'ThrowStatement') return true;
  if (statement.type === 'BlockStatement') return statement.body.some(alwaysThrows);
  if (statement.type === 'IfStatement') {
    return (
      statement.alternate !== null && alwaysThrows(statement.consequent) && alwaysThrows(statement.alternate)
    );
  }
  return false;
}

/** `next(error);`, `return callback(error);` */
function handsOn(statement: Node, errorName: string | null): boolean {
  return receiverOf(statement, errorName) !== null;
}

/** Whom a statement gives the error to. */
function receiverOf(statement: Node, errorName: string | null): Receiver | null {
  if (statement.type === 'ExpressionStatement') return receiverIn(statement.expression, errorName);
  return statement.type === 'ReturnStatement' && statement.argument !== null
    ? receiverIn(statement.argument, errorName)
    : null;
}

/** A function that the code around was given: `next(error)`; or what rejects the promise around: `reject(error)`. */
type Receiver = 'callback' | 'promise';

function receiverIn(call: Node, errorName: string | null): Receiver | null {
  if (call.type !== 'CallExpression' || call.callee.type !== 'Identifier' || errorName === null) return null;
  const [first] = call.arguments;
  if (first?.type !== 'Identifier' || first.name !== errorName) return null;
  const { name } = call.callee;
  for (let around = call.parent ?? null; around !== null; around = around.parent ?? null) {
    if (isFunction(around) && around.params.some((each) => each.type === 'Identifier' && each.name === name))
      return rejectsPromise(around) ? 'promise' : 'callback';
  }
  return null;
}

/**
 * Whether code reports an error and goes on. A message that does not hold the error (`warn('sharp is not installed')`)
 * is part of the optional idiom when the import is all that was tried.
 */
function logs(code: Node, errorName: string | null, messageIsFine: boolean): boolean {
  const open: Node[] = [code];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'CallExpression' && isLogger(node.callee)) {
      if (!messageIsFine) return true;
      const isTold = errorName !== null && node.arguments.some((argument) => mentions(argument, errorName));
      if (isTold && !collects(node, errorName)) return true;
    }
    if (!isFunction(node)) open.push(...childrenOf(node));
  }
  return false;
}

const loggerNames =
  /^(?:log|logger|console|warn|warning|error|err|debug|info|trace|fatal|report|capture)|(?:Log|Logger|Error|Warning|Exception)$/;

function isLogger(callee: Node): boolean {
  if (callee.type === 'Identifier') return loggerNames.test(callee.name);
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  return loggerNames.test(callee.property.name) || isLogger(callee.object);
}

function mentions(code: Node, name: string): boolean {
  const open: Node[] = [code];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'Identifier' && node.name === name) return true;
    open.push(...childrenOf(node));
  }
  return false;
}

/** Whether a handler lets the program go on, and gives the error to nobody who was given the code around. */
export function keepsErrors(handler: CatchClause): boolean {
  return !ends(handler) && guardOfHandler(handler, false) !== null;
}

/** Whether code ends the program, or hands the error on: `process.exit(1)`, `process.exitCode = 1`, `throw`. */
export function ends(code: Node): boolean {
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
