// What is reported. A rule produces Findings (code, data, place); wording and severity are added later.

import type { ModuleId } from './module-id.ts';
import type { Guard } from './module-request.ts';
import type { Span } from './span.ts';
import type { Timing } from './timing.ts';

export type Severity = 'error' | 'warning' | 'off';

export interface Location {
  readonly module: ModuleId;
  readonly span: Span;
}

export interface Related {
  readonly location: Location;
  /** What stands there, as a short sentence without a full stop. */
  readonly message: string;
}

export interface Finding {
  readonly rule: string;
  /** A key of the rule's `messages`. */
  readonly messageId: string;
  /** Fills the placeholders of the message. Paths in it are absolute; they are shown relative to the root. */
  readonly data: Readonly<Record<string, string>>;
  readonly location: Location;
  readonly related: readonly Related[];
  /** The rule's own opinion where it differs from its default: `warning` for an optional import. */
  readonly severity?: 'error' | 'warning';
  readonly specifier?: string;
  readonly name?: string;
  readonly target?: ModuleId;
  readonly reason?: string;
  readonly suggestions: readonly Suggestion[];
  /** What the language does when the import fails; impact starts from it. */
  readonly site: FindingSite;
}

/** The facts about the place that decide when it crashes. */
export interface FindingSite extends Timing {
  readonly failure: 'link' | 'throw' | 'undefined' | 'type';
  readonly guard: Guard;
  /** It ends a process of its own; the program that started it goes on. */
  readonly inProcess?: true;
  /** The exact error that a user would see at run time. */
  readonly runtimeError?: string;
  /**
   * `undefined` is used in a way that fails, whose error quotes what a compiler that is not known makes of the text, or what is
   * computed at run time.
   */
  readonly fails?: true;
  /** The function of another module that is given `undefined`, which may need more. */
  readonly handedTo?: string;
  /** It works here: it fails after another install, or one for production, that leaves the package out. */
  readonly onlyAfter?: 'other-install' | 'production-install';
}

export interface Suggestion {
  readonly kind:
    | 'rename'
    | 'specifier'
    | 'moved'
    | 'extension'
    | 'case'
    | 'default'
    | 'export'
    | 'remove'
    | 'stub'
    | 'install'
    | 'add';
  /** One sentence or question for people: `did you mean "connect"?` */
  readonly text: string;
  /** The edit, when it is certain enough to be offered. */
  readonly fix?: Fix;
}

export interface Fix {
  readonly location: Location;
  readonly replacement: string;
  /** `certain`: `--fix` may apply it without asking. */
  readonly certain: boolean;
}
