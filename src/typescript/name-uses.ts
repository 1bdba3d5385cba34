// How one file uses the names of one module that it asks for: called with which arguments, constructed, extended,
// awaited, as a type, … Facts only, read from this file's syntax and scopes; the shape is decided in src/stub/shape.ts.

import type { ts } from 'ts-morph';
import { openBindings } from './bindings.ts';
import { classifyUse } from './classify-use.ts';
import { visitModuleHandles } from './module-handles.ts';

/** Everything that one file does with one name. Counts are not kept: a thing is done or not. */
export interface NameUses {
  readonly calls: CallSite[];
  readonly constructions: CallSite[];
  readonly extended: Subclass[];
  /** The right side of `instanceof`. */
  tested: boolean;
  /** Members that are read, written or called on it; without those of `Function.prototype`. */
  readonly members: Set<string>;
  /** Spread, iterated, given to Object.keys and its kin, or indexed with something computed. */
  enumerated: boolean;
  /** An operand of arithmetic, a comparison, a template: its value counts. */
  operand: boolean;
  /** Given to something else as it is: an argument, a property, a variable, a return value. */
  handedOn: boolean;
  /** In type positions: the number of type arguments of each use. */
  readonly types: number[];
  /** `Name.Member` in type positions. */
  readonly typeMembers: Set<string>;
  /** Is the declared type of a function whose parameters have no types. */
  typeOfCallback: boolean;
  /** `typeof Name` in a type position: it has to be a value, if only for the type checker. */
  typeQuery: boolean;
  /** Names under which this file exports it again. */
  readonly exportedAs: Set<string>;
}

/** `class X extends Name<A>`. */
export interface Subclass {
  readonly typeArguments: number;
  /** Members with the modifier `override`, which the base must have. */
  readonly overrides: ReadonlyMap<string, 'method' | 'property' | 'accessor'>;
  /** All members that it declares. */
  readonly declares: ReadonlySet<string>;
  /** Members of `this` and `super` that it uses. */
  readonly uses: ReadonlySet<string>;
}

export interface CallSite {
  readonly arguments: readonly Argument[];
  /** There are spread arguments, or the call is not written out (a decorator, a tag, `.apply`). */
  readonly open: boolean;
  readonly typeArguments: number;
  /** What becomes of the result. */
  readonly result: 'awaited' | 'used' | 'dropped';
}

export interface Argument {
  /** A name that the argument suggests for the parameter: `user.id` gives `id`. */
  readonly name: string | null;
  /** It is, or holds, a function with parameters that have no types. */
  readonly callback: boolean;
}

export function noUses(): NameUses {
  return {
    calls: [],
    constructions: [],
    extended: [],
    tested: false,
    members: new Set(),
    enumerated: false,
    operand: false,
    handedOn: false,
    types: [],
    typeMembers: new Set(),
    typeOfCallback: false,
    typeQuery: false,
    exportedAs: new Set(),
  };
}

/** What one file does with the module behind one specifier. */
export interface ModuleUses {
  /** By imported name; `default`, and `export=` for what `require()` gives when it is used as it is. */
  readonly names: ReadonlyMap<string, NameUses>;
  /** The namespace itself is exported again under these names. */
  readonly namespaceExportedAs: ReadonlySet<string>;
}

/**
 * Reads the uses of a module's names.
 * @param text the importing file; component files with everything but their scripts blanked
 * @param fileName decides the dialect: `.ts`, `.tsx`, `.js`, `.mts`, …; any other ending is read as `.tsx`
 * @param specifier as written in the file; imports of every form that have it are looked at
 */
export function readModuleUses(text: string, fileName: string, specifier: string): ModuleUses {
  const names = new Map<string, NameUses>();
  const namespaceExportedAs = new Set<string>();
  const usesOf = (name: string): NameUses => {
    const known = names.get(name);
    if (known !== undefined) return known;
    const fresh = noUses();
    names.set(name, fresh);
    return fresh;
  };
  const { sourceFile, bindings, ts } = openBindings(text, fileName);
  visitModuleHandles(ts, sourceFile, bindings, specifier, {
    name: (name) => void usesOf(name),
    use: (name, node) => classifyUse(ts, node, usesOf(name), bindings),
    exported: (name, exportName) => usesOf(name).exportedAs.add(exportName),
    namespaceExported: (exportName) => namespaceExportedAs.add(exportName),
  });
  return { names, namespaceExportedAs };
}

/** What the walk over a file reports. */
export interface HandleVisitor {
  /** The name is asked for, used or not. */
  name(name: string): void;
  /** `node` is an expression, a type name or a tag whose value is the name. */
  use(name: string, node: ts.Node): void;
  exported(name: string, exportName: string): void;
  namespaceExported(exportName: string): void;
}
