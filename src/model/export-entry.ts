// The names that a file exports. The words are those of ECMA-262, section 16.2.3 (ExportEntry Records).

import type { ImportEntry } from './import-entry.ts';
import type { Fallback } from './module-request.ts';
import type { Span } from './span.ts';

/** What a name means: something at run time, only a type, or (class, enum, merged declarations) both. */
export type Meaning = 'value' | 'type' | 'both';

export type ExportEntry = LocalExport | IndirectExport | StarExport;

export interface LocalExport {
  readonly kind: 'local';
  readonly exportName: string;
  /** The binding in this module; null for `export default <expression>` and CommonJS properties. */
  readonly localName: string | null;
  readonly meaning: Meaning;
  readonly span: Span;
  /** `may`: bound on some paths only (a Python branch that cannot be decided). Absent means it is sure. */
  readonly certainty?: 'may';
  /** Python: where the name was bound first, when it is bound again at `span`. */
  readonly boundFrom?: number;
  /** Python: whether it is true, told by the version: `PY3 = sys.version_info[0] >= 3`. */
  readonly truth?: boolean;
  /** Python: whether it is true where the `try` that sets it fails: `HAS_X`. */
  readonly fallback?: Fallback;
  /** Names that the value has as a namespace or `export =` object, when the text tells all of them. */
  readonly members?: readonly string[];
  /** The same for namespaces inside it, by their path: `{ Inner: ['a'], 'Inner.Deep': [] }`. Of others nothing is told. */
  readonly innerMembers?: Readonly<Record<string, readonly string[]>>;
  /**
   * Names that the value of `export =`, or the default of a declaration, surely has where the text does not tell all of
   * them; or the properties of an interface in `declare module './other'`.
   */
  readonly someMembers?: readonly string[];
  /** The interface that types the value of `export =`: other files may add to it. */
  readonly typeName?: string;
}

/** `export { importName as exportName } from 'request'`; `importName` is `*` for `export * as exportName from`. */
export interface IndirectExport {
  readonly kind: 'indirect';
  readonly exportName: string;
  readonly request: number;
  readonly importName: string;
  readonly typeOnly: boolean;
  readonly span: Span;
  /** As in {@link ImportEntry.orModule}. */
  readonly orModule?: number;
  readonly certainty?: 'may';
  /** As in {@link LocalExport.boundFrom}. */
  readonly boundFrom?: number;
}

/** `export * from 'request'`; in CommonJS `module.exports = { ...require('request') }` and re-export helpers. */
export interface StarExport {
  readonly kind: 'star';
  readonly request: number;
  readonly typeOnly: boolean;
  readonly span: Span;
  /** It takes every name, also those that the module leaves out of `ModuleRecord.starNames`. */
  readonly takesAll?: true;
}

export interface AmbientModule {
  /** The name as written; may hold one `*`. */
  readonly specifier: string;
  /** In a module the block adds to an existing module; in a script it declares one. */
  readonly augmentation: boolean;
  /** `declare module 'x';` without a body: everything it exports is unknown. */
  readonly shorthand: boolean;
  readonly exports: readonly ExportEntry[];
  readonly span: Span;
}
