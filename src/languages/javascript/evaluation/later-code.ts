// Where the code of a module stands whose errors come when the module has run: it rejects a promise, or is called later. Who
// listens to the process by then hears of them.
// Source: ECMA-262, 27.2.1.9 (HostPromiseRejectionTracker); nodejs.org/api/process.html#event-unhandledrejection

import type { LaterCode } from '../../../model/module-calls.ts';
import type { Span } from '../../../model/span.ts';
import { deferralOf, rejectsPromise } from '../syntax/called-at-once.ts';
import { fateOfPromise } from '../syntax/promises.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import type { Node } from '../syntax-tree.ts';
import { functionsOf } from './named-functions.ts';

export function laterCode(index: SyntaxIndex): LaterCode[] {
  const functions = functionsOf(index).flatMap((code): LaterCode[] => {
    const rejects = code.async || rejectsPromise(code);
    return rejects || deferralOf(code) !== null ? [{ span: spanOf(code), rejects }] : [];
  });
  // What a module itself waits for keeps it from going on.
  const imports = (index.collected.get('ImportExpression') ?? [])
    .filter((node) => fateOfPromise(node) !== 'awaited')
    .map((node) => ({ span: spanOf(node), rejects: true }));
  return [...functions, ...imports];
}

function spanOf({ start, end }: Node): Span {
  return { start, end };
}
