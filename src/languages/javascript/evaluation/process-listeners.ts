// The listeners of a module that keep a process alive which fails: `process.on('uncaughtException', log)`.
// Source: nodejs.org/api/process.html#event-uncaughtexception, #event-unhandledrejection

import type { ErrorListener } from '../../../model/module-calls.ts';
import { ends } from '../syntax/error-handlers.ts';
import { globalReferences } from '../syntax/global-references.ts';
import { isFunction, literalString, memberNameOf } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import type { Node } from '../syntax-tree.ts';

const ADDING = /^(?:on|once|addListener|prependListener)$/;

export function processListeners(index: SyntaxIndex): ErrorListener[] {
  return globalReferences(index, 'process').flatMap((name): ErrorListener[] => {
    const member = name.parent;
    const call = member?.parent;
    if (member?.type !== 'MemberExpression' || call?.type !== 'CallExpression' || call.callee !== member)
      return [];
    const [event, listener] = call.arguments;
    const heard = event === undefined ? null : literalString(event);
    if (!ADDING.test(memberNameOf(member) ?? '') || listener === undefined) return [];
    if (heard !== 'uncaughtException' && heard !== 'unhandledRejection') return [];
    const code = codeOf(listener, index);
    if (code !== null && ends(code)) return [];
    return [{ of: heard, at: call.start }];
  });
}

/** The function that is given, itself or by its name; null where it is not known. */
function codeOf(listener: Node, index: SyntaxIndex): Node | null {
  if (isFunction(listener)) return listener;
  const [declared] = index.bindingOf.get(listener)?.declarations ?? [];
  const declaration = declared?.parent;
  if (declaration?.type === 'VariableDeclarator') return declaration.init;
  return declaration !== null && declaration !== undefined && isFunction(declaration) ? declaration : null;
}
