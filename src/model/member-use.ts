// What a file reads of the names that it imports, where those may be namespaces.

import type { FlagTest, Guard, ModuleRequest } from './module-request.ts';
import type { Span } from './span.ts';
import type { Timing } from './timing.ts';

/** A use of an imported name outside of types. */
export interface ValueUse extends Timing {
  /** `read`: anything but the others. */
  readonly access: HeldUse['access'] | 'read';
  /** The member that is read of it, for `member`. */
  readonly member?: string;
  /** For `handed`, as in {@link MemberUse.handedTo}. */
  readonly handedTo?: string;
  /** The offset of the name there. */
  readonly at: number;
}

/** The member uses of named imports, which matter where the name turns out to be a namespace. */
export interface NamedUses {
  readonly uses: readonly MemberUse[];
  /** The local names that were looked at; absent: all. */
  readonly names?: readonly string[];
  /** `ImportEntry.usedAsValue` of the import entries that have it, by their index. */
  readonly usedAsValue: readonly (readonly [entry: number, use: ValueUse])[];
  /** The import entries that are `ImportEntry.onlyAsType`, by their index. */
  readonly onlyAsType: readonly number[];
}

/** A use of a member of something that is a module namespace, or may turn out to be one when linked. */
export interface MemberUse extends Timing {
  /** The import entry whose local binding is used, or the request whose value is used directly. */
  readonly of: { readonly import: number } | { readonly request: number };
  /** `ns.a.b` gives `[a, b]`; each with its span. At least one. */
  readonly path: readonly MemberName[];
  /**
   * How the last member is used. `write`: assigned to; `type`: in a type position; `tested`: checked before use, its
   * absence is expected. The members before it are read.
   */
  readonly access:
    | 'read'
    | 'call'
    | 'construct'
    | 'extends'
    | 'iterate'
    | 'in'
    | 'instanceof'
    | 'jsx'
    | 'type'
    | 'write'
    | 'tested';
  /** Of a write: its name is only what the names that are written end in; an empty one says nothing of them. */
  readonly isEnding?: true;
  readonly guard: Guard;
  /** As {@link ModuleRequest.onlyIf}. */
  readonly onlyIf?: readonly FlagTest[];
  /** As {@link ModuleRequest.insteadOf}. */
  readonly insteadOf?: readonly (readonly number[])[];
  /** As {@link ModuleRequest.untold}, above the use. */
  readonly untold?: true;
  /** How the value of a request is called in the text, as V8 writes it in its errors: `pool`, `require(...)`. */
  readonly base?: string;
  /** So many names of the path were read into the variable `base` before, which is a use of its own. */
  readonly readBefore?: number;
  /** Where the variable that it is read into is needed; absent where this module only hands it on. */
  readonly held?: HeldUse;
  /** The function of another module that is given the value, as it is written: `app.use`. */
  readonly handedTo?: string;
  /** For a call at the top of a statement: the words that it gives, by position: `common.register('cat', run)`. */
  readonly words?: readonly (string | null)[];
  /** The variable that it is read into, where no code reads that. */
  readonly unread?: string;
  /** Such a variable stands as a type in doc comments: `@param {Request} request`. */
  readonly inComments?: true;
}

/** The first use of a variable that needs what it holds. */
export interface HeldUse extends Timing {
  readonly name: string;
  /** The member that is read of it, for `member`. */
  readonly member?: string;
  readonly access: 'call' | 'construct' | 'extends' | 'iterate' | 'in' | 'instanceof' | 'member' | 'handed';
  /** For `handed`, as in {@link MemberUse.handedTo}. */
  readonly handedTo?: string;
}

export interface MemberName {
  readonly name: string;
  readonly span: Span;
}
