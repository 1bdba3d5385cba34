// What one file asks of others: every specifier in its text, with what stands around it.

import type { Span } from './span.ts';
import type { Timing } from './timing.ts';

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
  /** Modules in it are asked for by names that are made while the program runs: it has to be a package. */
  readonly isPackage?: true;
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
