// The record of one file while it is being read: its parts may still change (a guard is known only once its handlers
// have been read), and everything points to everything by index.

import type { StarExport } from '../../../model/export-entry.ts';
import type { ImportEntry } from '../../../model/import-entry.ts';
import type { MemberName, MemberUse } from '../../../model/member-use.ts';
import type { Fallback, FlagTest, Guard, ModuleRequest, RequestForm } from '../../../model/module-request.ts';
import type { Span } from '../../../model/span.ts';
import type { Interest } from '../tokens/interest.ts';
import type { LogicalLine } from '../tokens/tokens.ts';
import type { VersionRange } from '../version.ts';
import type { Decision } from './conditions.ts';
import { frameOf, type Scope } from './scopes.ts';

type Draft<T> = { -readonly [Key in keyof T]: T[Key] };

export type RequestDraft = Draft<ModuleRequest>;

/** `name.member…` in the text, before it is known what the name is. */
export interface UseDraft {
  readonly scope: Scope;
  readonly name: string;
  readonly path: readonly MemberName[];
  readonly access: 'read' | 'call' | 'write';
  guard: Guard;
  readonly isConditional: boolean;
  /** As in `Timing`; of what stands in a function, too. */
  readonly asScript: boolean;
  /** In the body of a lambda. */
  readonly isInLambda: boolean;
  /** Stands in code that only type checkers read. */
  readonly erased: boolean;
  /** The module lacks what a test asked it for there: another version of it is meant. */
  readonly isOfOtherVersion: boolean;
  readonly onlyIf: readonly FlagTest[];
  insteadOf?: MemberUse['insteadOf'];
}

export interface RequestUseDraft {
  readonly request: number;
  readonly path: readonly MemberName[];
  readonly access: 'read' | 'tested' | 'write';
}

/** A name that is read, before it is known whether the file binds it somewhere. */
export interface ReadName {
  readonly scope: Scope;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Of a constant that says whether an import failed. */
export interface FallbackDraft extends Fallback {
  /** The first request of the `try` that sets it. */
  readonly triesFrom: number;
  /** It is `None` then, which may be asked for as such. */
  readonly isNone: boolean;
}

export interface FileDraft {
  readonly text: string;
  /** `__init__.py`: the module is a package. */
  readonly isPackage: boolean;
  /** The name of the file without its ending. */
  readonly stem: string;
  /** Whether the members of a named import are recorded, by its local name; those of modules always are. */
  readonly tellsMembersOf: (localName: string) => boolean;
  readonly line: LogicalLine;
  readonly range: VersionRange;
  readonly requests: RequestDraft[];
  /** Parallel to `requests`: the function scope that each runs in, which says what `try` is around it at run time. */
  readonly requestFrames: Scope[];
  /** Parallel to `requests`: what stands around each for a name that its module lacks. */
  readonly nameGuards: Guard[];
  readonly imports: ImportEntry[];
  readonly stars: StarExport[];
  readonly uses: UseDraft[];
  /** Members of requests that have no import entry: `mock.patch('a.b')`, writes to `sys.modules`. */
  readonly requestUses: RequestUseDraft[];
  /** The request of the module that the last call of an importing function gives. */
  given: number | null;
  /** Names bound by imports so far whose members are to be recorded. */
  readonly usable: Set<string>;
  /** Which lines in the bodies of functions have to be read. */
  readonly interest: Interest;
  /** The names that are read; null where nobody asks for them. */
  readonly reads: ReadName[] | null;
  /** Nothing is passed over: it was tried, and mattered. */
  readonly everyLine: boolean;
  /** Lines that may bind a name which is imported further down in the same function were passed over. */
  passedOver: boolean;
  /** Why names may be there that cannot be seen. */
  dynamic: 'computed-globals' | 'unparsed' | null;
  /** Names that the module puts into its namespace one by one, from a list of literals. */
  readonly namesInLoops: string[];
  /** It puts a `_LazyModule` into its own place. */
  isLazyModule: boolean;
  /** It has a `__getattr__`. */
  answersNames: boolean;
  /** `from __future__ import annotations`, or a version that never runs them by itself. */
  lazyAnnotations: boolean;
  /** Module constants that a version decides: `PY2 = sys.version_info[0] == 2`. */
  readonly constants: Map<string, Decision>;
  /** Names that the module gives to `sys.version_info`. */
  readonly versionNames: Set<string>;
  /** Those that are `True` or `False` in the code of the module itself; later, others may have set them. */
  readonly switches: Map<string, Decision>;
  /** Module constants that say whether an import failed. */
  readonly fallbacks: Map<string, FallbackDraft>;
  /** Module constants that say whether a module has a member, with what they ask: `HAS_NEW = hasattr(m, 'new')`. */
  readonly probes: Map<string, string>;
  /** `hasattr(m, 'x')`: members that are asked for before use, as `m.x`. */
  readonly tested: Set<string>;
}

/** Where in the run of the program the current statement stands. */
export interface Site {
  readonly scope: Scope;
  /** The branch is not taken when the module is imported, and why. */
  readonly dead: 'types' | 'main' | 'never' | null;
  readonly guard: Guard;
  /** In the body of a lambda, which runs when somebody calls it. */
  readonly isInLambda?: boolean;
  /** In the body of a `try`. */
  readonly isTried: boolean;
  /** In a branch whose condition cannot be decided, or in a handler. */
  readonly isConditional: boolean;
  /** A `with raises(…)` around it: the failure is what is wanted. */
  readonly expectsError: boolean;
  /** Modules that a `with` around it names in strings: `with mocked('app.gone'): import app.gone`. */
  readonly given: ReadonlySet<string> | null;
  /** The module of the file that a condition around it asks for on disk: `if os.path.isfile('…/local.py'):`. */
  readonly file: string | null;
  /** The name of a module that was asked for a member and lacks it: `if hasattr(m, 'new'): … else:`. */
  readonly without: string | null;
  /** What imported flags are in the branches around it. */
  readonly flags: readonly FlagTest[];
}

/** `hasattr(m, 'new')` as a whole expression, with what is asked. */
export const TESTS_MEMBER = /^hasattr\(\s*(\w+)\s*,[^()]*\)$/;

/** When code runs that stands in a scope itself, or in a lambda there. */
export function runsIn(frame: Scope, isInLambda: boolean): Pick<ModuleRequest, 'runs' | 'enclosing'> {
  if (frame.kind !== 'function') return { runs: isInLambda ? 'call' : 'load' };
  if (frame.qualified === '') return { runs: 'call' };
  return { runs: 'call', enclosing: isInLambda ? `${frame.qualified}.<anonymous>` : frame.qualified };
}

/** Adds a request unless the code around it is dead or wants it to fail; null when it was left out. */
export function addRequest(
  draft: FileDraft,
  site: Site,
  specifier: string,
  form: RequestForm,
  span: Span,
  implied = false,
): number | null {
  if (site.dead === 'never' || site.expectsError || site.given?.has(specifier) === true) return null;
  const frame = frameOf(site.scope);
  const erased = site.dead === 'types';
  const request: RequestDraft = {
    specifier,
    form,
    typeOnly: erased,
    span,
    ...(erased ? { runs: 'never' as const } : runsIn(frame, site.isInLambda === true)),
    guard: erased ? 'optional' : site.guard,
  };
  if (site.isConditional) request.conditional = true;
  if (site.dead === 'main' && request.runs === 'load') request.asScript = true;
  if (site.file !== null && specifier.slice(specifier.lastIndexOf('.') + 1) === site.file)
    request.askedFor = true;
  if (site.flags.length > 0) request.onlyIf = site.flags;
  if (implied) request.implied = true;
  draft.requests.push(request);
  draft.requestFrames.push(frame);
  draft.nameGuards.push(request.guard);
  return draft.requests.length - 1;
}
