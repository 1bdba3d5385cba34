// Everything one file says about modules, told from its own text and the parse options alone: no path but its own
// language, no resolution, nothing of any other file. Plain JSON data, so that it can be cached and can cross threads.
// The words are those of ECMA-262, section 16.2.1.6 (Source Text Module Records).

import type { Directive } from './directive.ts';
import type { FreeName } from './free-name.ts';
import type { Span } from './span.ts';
import type { Timing } from './timing.ts';

export type LanguageId = 'javascript' | 'python';

/** How the text is run; `declaration` is a `.d.ts`, `script` has neither ESM nor CommonJS syntax. */
export type ModuleKind = 'esm' | 'commonjs' | 'script' | 'declaration' | 'json' | 'asset' | 'python';

/** What a name means: something at run time, only a type, or (class, enum, merged declarations) both. */
export type Meaning = 'value' | 'type' | 'both';

export interface ModuleRecord {
  readonly language: LanguageId;
  readonly moduleKind: ModuleKind;
  /** `dynamic`: exports names that cannot be seen; an absent name is then *unknown*, never *missing*. */
  readonly exportsKind: 'static' | 'dynamic';
  /** Why the exports are dynamic; present exactly when `exportsKind` is `dynamic`. */
  readonly dynamicReason?: DynamicReason;
  /** In source order. Everything else points here by index. */
  readonly requests: readonly ModuleRequest[];
  readonly imports: readonly ImportEntry[];
  readonly exports: readonly ExportEntry[];
  readonly memberUses: readonly MemberUse[];
  /**
   * What the detail `members` would add, where the text was looked at so closely anyway. Most of it is never asked for:
   * the linker reads `memberUses`.
   */
  readonly namedUses?: NamedUses;
  /** `declare module 'x' { … }` blocks: ambient modules and augmentations. */
  readonly ambientModules: readonly AmbientModule[];
  /** What Node's ESM loader sees of a CommonJS module; present exactly when `moduleKind` is `commonjs`. */
  readonly commonjs?: CommonJsFace;
  /** What `from m import *` and its kin take from this module, when it is not all names but `default`. */
  readonly starNames?: StarNames;
  /** What a star takes beside `starNames`: what stars take from other modules (`__all__ = ['a', *sub.__all__]`). */
  readonly starParts?: readonly StarPart[];
  /** CommonJS: functions of other modules that make the exports object, or put names into it. */
  readonly madeBy?: readonly MadeBy[];
  /** CommonJS: what the function that is `module.exports` does for those who call it; absent where it is none, or open. */
  readonly makes?: Makes;
  /**
   * Names of this shape may be there without being listed. `internal`: constants (`SO_REUSEPORT`) and names with a
   * leading underscore, which depend on the system that a native module was built for.
   */
  readonly unlistedNames?: 'internal';
  /**
   * What `require` gives beyond `exports`: properties of a built-in module that cannot be enumerated or are inherited, so
   * that Node makes no exports of them (`require('stream').once`).
   */
  readonly unlistedProperties?: readonly string[];
  /** Where the text names what a star takes (Python's `__all__`), for the names that are surely meant. */
  readonly starSites?: readonly LocalDeclaration[];
  readonly directives: readonly Directive[];
  readonly errors: readonly ParseError[];
  /** Names declared at module scope but not exported, for messages ("declared here, not exported"). */
  readonly unexported?: readonly LocalDeclaration[];
  /** Names that it reads and does not bind, where a star may bring them. */
  readonly freeNames?: readonly FreeName[];
  /** Python: functions that may give names to the module that calls them, through the frame of the caller. */
  readonly changesCallers?: readonly string[];
  /** Components: the scripts are JavaScript; compilers take them as such, whatever declarations say of what they import. */
  readonly plainScripts?: true;
  /** Files that it takes by patterns. */
  readonly globs?: readonly FileGlob[];
  /** TypeScript declarations: enums that the compiler may put the values of in the place of their names. */
  readonly constEnums?: readonly string[];
}

export type DynamicReason =
  | 'computed-commonjs' // exports[key] = …, module.exports = f()
  | 'amd' // define(…): what the factory returns
  | 'export-equals' // `export = X` whose members only the type checker can tell
  | 'no-module-syntax' // a script or an empty file: what a loader makes of it is not in the text
  | 'unparsed' // syntax errors, or not read at all
  | 'not-at-hand' // only git has it, in another form or in another place
  | 'module-getattr' // Python: module __getattr__
  | 'computed-globals' // Python: globals(), setattr(sys.modules[…]), exec, …
  | 'mixed-exports' // an ES module that also writes to CommonJS's exports
  | 'open-namespace' // Python: a directory of a namespace package that a dependency may add to
  | 'added-by-compiler' // MDX: what its plugins and the framework export (`frontmatter`, `toc`)
  | 'opaque-file' // native extension, wasm, unknown format
  | 'other-node'; // a built-in module of a Node that is not the running one and in no table

/** The syntactic form that makes a file ask for another. */
export type RequestForm =
  | 'import' // import … from 'x', import 'x'; Python: import x
  | 'from' // Python: from x import …
  | 'export-from'
  | 'import-equals' // import x = require('x')
  | 'dynamic-import'
  | 'require'
  | 'require-resolve'
  | 'import-type' // import('x').T, typeof import('x')
  | 'import-meta-resolve'
  | 'url' // new URL('x', import.meta.url)
  | 'command-path' // fork('./x.js'), exec('node x.js'): read in the directory that the program is started in
  | 'jsdoc'
  | 'reference-path'
  | 'reference-types'
  | 'augmentation' // declare module './x' { … }
  | 'mock' // vi.mock('x'), jest.mock('x'), unittest.mock.patch('a.b.c')
  | 'import-actual' // vi.importActual('x'), jest.requireActual('x')
  | 'component-src' // <script src="./x.ts">
  | 'string'; // Python: import_module('x'), dotted strings in settings

/**
 * What stands around the request.
 * - `optional`: an idiom for "may be absent": `try { require('x') } catch {}` without logging, `import('x').catch(…)`,
 *   `except ImportError:`, `if TYPE_CHECKING:`.
 * - `swallowed`: a broad handler that logs or drops the error (`except Exception`, `catch (e) { log(e) }`); no idiom.
 * - `expected`: a test asserts that it fails (`assert.rejects(() => import('x'))`, `expect(…).toThrow()`), or is left out
 *   (`it.skip`): no finding.
 */
export type Guard = 'none' | 'optional' | 'swallowed' | 'expected';

export interface ModuleRequest extends Timing {
  readonly specifier: string;
  readonly form: RequestForm;
  readonly typeOnly: boolean;
  /** The specifier, quotes excluded. */
  readonly span: Span;
  readonly guard: Guard;
  /** Its absence is caught, though only to be told better: `except ImportError: raise NotConfigured('boto3')`. */
  readonly foreseen?: true;
  /** A condition around it asks whether the file of the module is there: `if os.path.isfile('…/local.py'):`. */
  readonly askedFor?: true;
  /**
   * What stands around it for a name that its module lacks, where that is not `guard`: `except ModuleNotFoundError` does
   * not catch the ImportError.
   */
  readonly nameGuard?: Guard;
  /** A mock that puts what its factory makes in the place of the module: its names are those of the factory. */
  readonly replaces?: true;
  /** The file itself mocks it as a module that need not be there: `jest.mock('x', factory, { virtual: true })`. */
  readonly virtual?: true;
  /** What `require()` gives goes on, into a variable or to a call: it is taken, whether members of it are read or not. */
  readonly held?: true;
  /** Stands in a branch of a universal script, which asks whether there is a module loader: `typeof require`. */
  readonly ifLoader?: true;
  /** `@ts-expect-error` or `@ts-ignore` stands above, or `@ts-nocheck` at the top: the types are known not to tell what is there. */
  readonly untold?: true;
  /** It names a file that nothing here reads (`new URL('./out', import.meta.url)`): the file need not be there. */
  readonly nameOnly?: true;
  /** The file is started, as a thread or a process of its own: `new Worker(…)`, `fork(…)`. */
  readonly starts?: 'thread' | 'process';
  /**
   * Runs only when one of these requests fails: `except ImportError:` behind a `try` that holds them. One list for each
   * handler around it.
   */
  readonly insteadOf?: readonly (readonly number[])[];
  /** Python: stands in branches that are taken only where all of these are so. */
  readonly onlyIf?: readonly FlagTest[];
  /** Not written as such: made by the parser (`import a.b` asks for `a` too). Not counted as an import. */
  readonly implied?: true;
  /** `import x from 'y' with { type: 'json' }`: the value of `type`; empty where the text does not tell it. */
  readonly attributeType?: string;
}

/** What a flag has to be in a branch: `if FLAG:` and its `else`. */
export type FlagTest = ImportedFlag | FallbackFlag;

/** `PY3` is imported: the module that it comes from may say what it is. */
export interface ImportedFlag {
  /** The import entry of the name. */
  readonly import: number;
  /** The member that is asked for: `utils.PY3`. */
  readonly member?: string;
  readonly value: boolean;
}

/** `HAS_X`, behind `try: import x … except ImportError: HAS_X = False`. */
export interface FallbackFlag {
  readonly fallback: Fallback;
  readonly value: boolean;
}

/** What a name is for sure where one of these requests leads nowhere. */
export interface Fallback {
  /** Indices into `requests`. */
  readonly tried: readonly number[];
  readonly value: boolean;
}

/** One imported name. Whole namespaces have the import name `*`. Side-effect imports have no entry. */
export interface ImportEntry {
  /** Index into `requests`. */
  readonly request: number;
  /** The name asked for: `default`, `*` for the namespace, or any string. */
  readonly importName: string;
  /** The binding in this module; null when there is none (destructured and not bound, a mock member). */
  readonly localName: string | null;
  readonly typeOnly: boolean;
  /** The imported name in the text (for a default import the local name, for a namespace the `*` or the local name). */
  readonly span: Span;
  /**
   * A second request to try when the first target does not export the name: Python's `from pkg import sub` may mean
   * the module `pkg.sub`. Index into `requests`.
   */
  readonly orModule?: number;
  /** Python `from m import *`. The names that come with it are decided when linking. */
  readonly star?: true;
  /** Where its value is needed first, which no type has. Told with the detail `members` only. */
  readonly usedAsValue?: ValueUse;
  /** It was looked for, and nothing in this module needs it as a value. Told with the detail `members` only. */
  readonly onlyAsType?: true;
}

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
  /** It takes every name, also those that the module leaves out of {@link ModuleRecord.starNames}. */
  readonly takesAll?: true;
}

/**
 * How the value of `module.exports` is used by a module that gets names from it: `require('./x')(a, b)` takes what is
 * `returned`, or has names put into its argument `a` (`argument 0`) or `b`; `new (require('./x'))()` takes an `instance`.
 * `exports`: its own names.
 */
export type MakingUse = 'exports' | 'returned' | 'instance' | `argument ${number}`;

/**
 * By {@link MakingUse}. A use that is not there gives nothing: what is not returned, or has nothing put into it; of the instances of a
 * function nothing is known then.
 */
export type Makes = Readonly<Record<string, MadeNames>>;

/** A function of another module, by the request that leads to it. */
export interface MadeBy {
  readonly request: number;
  readonly use: MakingUse;
}

/** The names of something that a function makes or fills. */
export interface MadeNames {
  readonly names: readonly string[];
  /** It may have others. */
  readonly isOpen: boolean;
  readonly madeBy: readonly MadeBy[];
}

/** What a star takes from this module. `public`: all names without a leading underscore (Python without `__all__`). */
export type StarNames = 'public' | readonly string[];

/** The list of what a star takes from the module that `request` leads to, as a part of the own one. */
export interface StarPart {
  readonly request: number;
  /** Where it is named. */
  readonly span: Span;
  /** It is a part whenever the module is loaded. */
  readonly isSure: boolean;
}

/** The member uses of named imports, which matter where the name turns out to be a namespace. */
export interface NamedUses {
  readonly uses: readonly MemberUse[];
  /** The local names that were looked at; absent: all. */
  readonly names?: readonly string[];
  /** {@link ImportEntry.usedAsValue} of the import entries that have it, by their index. */
  readonly usedAsValue: readonly (readonly [entry: number, use: ValueUse])[];
  /** The import entries that are {@link ImportEntry.onlyAsType}, by their index. */
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
  readonly guard: Guard;
  /** As {@link ModuleRequest.onlyIf}. */
  readonly onlyIf?: readonly FlagTest[];
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

/** `import.meta.glob(patterns, { base, query: '?url' })`, `require.context(base, isDeep, expression)`, `require('./' + name)` */
export type FileGlob = Timing & {
  /** Where relative patterns begin, seen from the folder of this file; with a slash in front from the root of the site. */
  readonly base: string;
  /** `data`: as text or by their address, whatever is in them. */
  readonly gives: 'modules' | 'data';
  /** One of them is what this module exports, and nothing else keeps its exports from being known. */
  readonly isWhole?: true;
  readonly span: Span;
  readonly guard?: Guard;
} & (
    | {
        /** As written; `!` takes back. */
        readonly patterns: readonly string[];
      }
    | {
        /** Of the path below `base`, with `./` in front. */
        readonly expression: string;
        /** Of the expression: `i`. */
        readonly flags?: string;
        readonly isDeep: boolean;
      }
  );

/** The face that Node's ESM loader sees, by the rules of cjs-module-lexer. */
export interface CommonJsFace {
  /** Names that can be imported by name from ESM. */
  readonly names: readonly string[];
  /** Specifiers whose names are added (`module.exports = require('x')`, `__exportStar`), as indices into `requests`. */
  readonly reexports: readonly number[];
  /** The text sets `__esModule`. */
  readonly esModule: boolean;
  /** A function or class is put into `module.exports`, which then has what functions have (`prototype`, `call`). */
  readonly isFunction?: true;
  /** It loads modules whose names are computed: parts that may ask for it again, and add to it (`shelljs`). */
  readonly loadsComputed?: true;
}

export interface ParseError {
  readonly message: string;
  readonly span: Span;
  /** `fatal`: what the file exports cannot be trusted; `recovered`: the record is whole all the same. */
  readonly severity: 'fatal' | 'recovered';
}

export interface LocalDeclaration {
  readonly name: string;
  readonly span: Span;
}
