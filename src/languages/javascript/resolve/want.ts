// What a request asks for: types, what runs or both, and the way in which its loader looks.

import type { ModuleId } from '../../../model/module-id.ts';
import type { ModuleRecord } from '../../../model/module-record.ts';
import type { ModuleRequest, RequestForm } from '../../../model/module-request.ts';
import { isRunByVitest } from '../../../model/test-runner.ts';
import type { ResolverOptions } from '../../language.ts';
import { type Importer, type Importers, isNodeModule, runtimeAs } from './importer.ts';
import { requiresEsModules } from './node-version.ts';
import type { Want } from './path.ts';

const REQUIRE_FORMS: ReadonlySet<RequestForm> = new Set(['require', 'require-resolve', 'import-equals']);
const ERASED_FORMS: ReadonlySet<RequestForm> = new Set([
  'import-type',
  'jsdoc',
  'reference-path',
  'reference-types',
  'augmentation',
]);
/** Forms that a test runner or a bundler handles, whatever loads the file. */
const LAX_FORMS: ReadonlySet<RequestForm> = new Set([
  'mock',
  'import-actual',
  'component-src',
  'url',
  'command-path',
  ...ERASED_FORMS,
]);
/** In a project with a bundler: the scripts beside it, which Node runs as they stand. */
const NODE_SCRIPT = /\.mjs$|\.config\.[cm]?js$/;
const NO_SUFFIXES: readonly string[] = [''];

/** @param options our own configuration */
export function wantOf(
  file: ModuleId,
  record: ModuleRecord,
  asked: ModuleRequest,
  importer: Importer,
  importers: Importers,
  options: Pick<ResolverOptions, 'conditions' | 'nodeVersion'>,
): Want {
  const { dialect, config, isCompiled } = importer;
  const runtime = runtimeAs(record, importer);
  const erased = asked.typeOnly || ERASED_FORMS.has(asked.form) || dialect === 'declaration';
  const format = importer.format === 'unknown' ? importers.settings(file, record).format : importer.format;
  const isDynamic = asked.form === 'dynamic-import' || asked.form === 'import-meta-resolve';
  // Vite takes an import for one, whatever the name of the file says (`x.test.cjs`).
  const isKept = isDynamic ? importer.keepsDynamicImport : dialect === 'javascript' && isRunByVitest(record);
  const compiledToRequire = format === 'commonjs' && !isKept;
  const syntax = REQUIRE_FORMS.has(asked.form) || compiledToRequire ? 'require' : 'import';
  const isNode = runtime === 'node' && !LAX_FORMS.has(asked.form) && !isUnseen(record, asked, importer);
  // `import type` in JavaScript is Flow's, which reads the source and no declarations of TypeScript.
  const isPlain = dialect === 'javascript' || record.plainScripts === true;
  const isFlow = dialect === 'javascript' && asked.typeOnly && !ERASED_FORMS.has(asked.form);
  return {
    types: (erased && !isFlow) || !isPlain,
    erased,
    mode: {
      syntax,
      loader: isNode ? 'node' : 'bundler',
      // A type-only import is refused by the compiler alone, and only in Node's module modes; so is what Vite loads.
      strict:
        isNode &&
        syntax === 'import' &&
        (format === 'esm' || isDynamic) &&
        (erased ? isNodeModule(config) : !isRunByVitest(record) || (isCompiled && isNodeModule(config))),
      conditions: [...(config?.options.customConditions ?? []), ...options.conditions],
      ...(requiresEsModules(options.nodeVersion) ? {} : { isOldNode: true }),
      ignoresExports:
        config?.options.resolvePackageJsonExports === false ||
        /^(?:node|node10|classic)$/.test(config?.options.moduleResolution ?? ''),
      suffixes: config?.options.moduleSuffixes ?? NO_SUFFIXES,
      mainFirst: isNode || NODE_SCRIPT.test(file) || importer.tools.startsInNode(file),
    },
  };
}

/**
 * `import './polyfill'`, where something forgiving runs what the compiler checks: it is the compiler that minds the missing
 * extension, and it does not look at an import without names.
 * Source: typescriptlang.org/tsconfig/#noUncheckedSideEffectImports
 */
function isUnseen(record: ModuleRecord, asked: ModuleRequest, { dialect, tools }: Importer): boolean {
  if (dialect !== 'typescript' || !tools.forgiving || asked.form !== 'import') return false;
  const request = record.requests.indexOf(asked);
  return !record.imports.some((entry) => entry.request === request);
}

/** Aliases lead through a compiler or a bundler, which add extensions. */
export function lax(want: Want): Want {
  return withStrictness(want, false);
}

/** Node adds nothing to what the `imports` of a package.json name, not for `require` either. */
export function withStrictness(want: Want, strict: boolean): Want {
  return want.mode.strict === strict ? want : { ...want, mode: { ...want.mode, strict } };
}

/** A look-up that adds extensions and takes folders, as bundlers and compilers do. */
export function laxMode(syntax: Want['mode']['syntax'], conditions: readonly string[]): Want['mode'] {
  return {
    syntax,
    loader: 'bundler',
    strict: false,
    conditions,
    ignoresExports: false,
    suffixes: NO_SUFFIXES,
    mainFirst: false,
  };
}

const ANSWERED_ALIKE: ReadonlySet<RequestForm> = new Set(['import', 'import-equals', 'import-type', 'from']);

/** Forms that are answered alike share a name. */
export function formClass(form: RequestForm): string {
  return ANSWERED_ALIKE.has(form) ? '' : form;
}
