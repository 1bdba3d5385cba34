// The contract of an emitter: how one language (or dialect) writes a stub down. A stub file is a header, a prelude
// and one section per name; sections are kept as they are when names are added later, so that writing twice changes
// nothing and an edit by hand survives. Pure text in, text out.

import type { ModuleId } from '../model/module-id.ts';
import type { Span } from '../model/span.ts';
import type { StubHeader, StubName } from '../model/stub.ts';

/** What all names of a file have in common. */
export interface EmitContext {
  /** What people call the module: part of every error message. */
  readonly moduleName: string;
  /** The stub's file relative to the root, with forward slashes: part of every error message. */
  readonly file: string;
  readonly header: StubHeader;
}

/** The text of one name, from its marker line to its last line; no empty lines at either end. */
export interface StubSection {
  readonly name: string;
  readonly text: string;
}

/** A stub file taken apart. */
export interface StubText {
  readonly header: StubHeader;
  /** In the order of the file. */
  readonly sections: readonly StubSection[];
}

export interface StubEmitter {
  /** Writes one name. Any string is a safe name and a safe message; nothing of them is ever read as code. */
  section(name: StubName, context: EmitContext): StubSection;
  /** The whole file, with its final newline: the prelude holds what the sections need, and no more. */
  render(sections: readonly StubSection[], context: EmitContext): string;
  /** Takes a stub file apart; null when it is none. `render` of the parts gives the same text back. */
  read(text: string): StubText | null;
  /** Names that cannot be written down in this dialect at all: the reason, as a sentence; null when it can. */
  refuses(name: string): string | null;
  /** For a module that is there without the names; null where the dialect has no such line. */
  readonly reexport: ReexportLine | null;
}

/** The one marked line in a module that re-exports its sibling stub. */
export interface ReexportLine {
  /** `pool.ts` → `pool.stub.ts`. */
  siblingOf(module: ModuleId): ModuleId;
  /** The line, without a line break. */
  write(specifier: string, names: readonly string[]): string;
  /** The line in the text of `module`, without its line break; null when it is not there. */
  find(text: string, module: ModuleId): Span | null;
}
