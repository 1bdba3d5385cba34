// The head of a compound statement: where it ends, what its expressions say, and the block that it opens.

import { WORD } from '../tokens/identifiers.ts';
import { type Block, type Group, NO_DELTA } from './blocks.ts';
import type { Site } from './drafts.ts';
import type { Handler } from './guards.ts';
import type { Reader } from './reader.ts';
import type { Scope } from './scopes.ts';
import { simpleStatements } from './statements.ts';
import { isClose, isOpen, isWord, walrusTargets } from './targets.ts';
import { expression } from './uses.ts';

interface Opening {
  readonly role: Block['role'];
  readonly scope?: Scope;
  readonly dead?: Site['dead'];
  readonly guard?: Site['guard'];
  readonly expectsError?: boolean;
  readonly isLeftOut?: boolean;
  readonly given?: Site['given'];
  readonly file?: Site['file'];
  readonly without?: Site['without'];
  readonly flags?: Site['flags'];
  readonly isCertain?: boolean;
  readonly handler?: Handler;
  readonly caught?: Block['caught'];
}

/** Opens a block and reads what stands behind its colon on the same line. */
export function open(reader: Reader, group: Group, colon: number, opening: Opening): void {
  const { blocks, draft } = reader;
  const top = blocks.top();
  // What stands in a `def` runs later, outside of the handlers and expectations around it.
  const later = opening.role === 'body' && opening.scope?.kind === 'function';
  const isLeftOut = opening.isLeftOut === true || top.isLeftOut;
  const column = draft.line.indent;
  const scope = opening.scope ?? top.scope;
  blocks.stack.push({
    column,
    group,
    role: opening.role,
    scope,
    delta: scope.kind === 'module' ? new Map() : NO_DELTA,
    dead: top.dead === null || top.dead === 'main' ? (opening.dead ?? top.dead) : top.dead,
    guard: opening.guard ?? (later ? 'none' : top.guard),
    isTried: opening.role === 'try' || (top.isTried && !later),
    isConditional:
      top.isConditional ||
      opening.handler !== undefined ||
      (opening.role === 'branch' &&
        (group.kind === 'if' || group.kind === 'cases') &&
        group.decided === null &&
        opening.isCertain !== true &&
        opening.dead !== 'main'),
    expectsError: isLeftOut || opening.expectsError === true || (top.expectsError && !later),
    isLeftOut,
    given: opening.given ?? (later ? null : top.given),
    file: opening.file ?? top.file,
    without: opening.without ?? top.without,
    flags: opening.flags === undefined ? top.flags : [...top.flags, ...opening.flags],
    isCertain: opening.isCertain === true,
    handler: opening.handler ?? null,
    caught: opening.caught ?? null,
    isQuiet:
      opening.role === 'body' || (top.isQuiet && opening.role !== 'try' && opening.handler === undefined),
    quietFrom: top.isQuiet ? top.quietFrom : column + 1,
    raises: false,
  });
  if (colon + 1 < draft.line.count) simpleStatements(reader, colon + 1);
}

/** Index of the colon that ends the head, from the token `from`; the end of the line where there is none. */
export function headEnd(reader: Reader, from: number): number {
  const { line } = reader.draft;
  let depth = 0;
  let lambdas = 0;
  for (let index = from; index < line.count; index++) {
    const kind = line.kinds[index];
    if (isOpen(kind)) depth++;
    else if (isClose(kind)) depth--;
    else if (depth > 0) continue;
    else if (kind === 58) {
      if (lambdas === 0) return index;
      lambdas--;
    } else if (line.hasLambda && isWord(line, index, WORD.lambda)) lambdas++;
  }
  return line.count;
}

/** What the tokens `[from, to)` of a head bind and use. */
export function readHead(reader: Reader, from: number, to: number): void {
  const { draft } = reader;
  if (draft.line.hasWalrus)
    walrusTargets(draft.line, (token) => token >= from && token < to && reader.bindToken(token));
  expression(draft, reader.site(), from, to, -1);
}
