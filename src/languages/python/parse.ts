// Python source text → ModuleRecord. A hand-written scanner: it reads the heads of statements and passes over the rest.

import type { ExportEntry, StarExport } from '../../model/export-entry.ts';
import type { ModuleRecord, ParseError } from '../../model/module-record.ts';
import type { ModuleRequest } from '../../model/module-request.ts';
import type { ParseOptions, Parser } from '../language.ts';
import { computedExport } from './computed-export.ts';
import { type Block, createBlocks } from './statements/blocks.ts';
import { functionsThatChangeCallers } from './statements/callers.ts';
import { directivesOf } from './statements/directives.ts';
import type { FileDraft } from './statements/drafts.ts';
import { evaluationOf } from './statements/evaluation.ts';
import { createModuleNames, type ModuleNames, moduleExports } from './statements/exports.ts';
import type { Delta } from './statements/flow.ts';
import { freeNames } from './statements/free-names.ts';
import { areLazyByVersion } from './statements/lazy-annotations.ts';
import { attachedStub, attachedTable, withoutBound } from './statements/lazy-attach.ts';
import { lazyNames } from './statements/lazy-names.ts';
import { type LazyModule, lazyModuleTable } from './statements/lazy-tables.ts';
import { readLine } from './statements/lines.ts';
import { usesOf } from './statements/member-uses.ts';
import { moduleCalls } from './statements/module-calls.ts';
import { createReader } from './statements/reader.ts';
import { createScope } from './statements/scopes.ts';
import { isTemplateOfModule } from './statements/template.ts';
import { encodingError, NUL_BYTES, refusal } from './tokens/encoding.ts';
import { createInterest, forgetNames } from './tokens/interest.ts';
import { createLexer } from './tokens/lexer.ts';
import { versionRange } from './version.ts';

export const parser: Parser = {
  version: 'python-49',
  parse,
  refusal,
  evaluation: (text, _, record) => evaluationOf(text, record),
  calls: (text, { pythonVersion }, record) => moduleCalls(text, record, versionRange(pythonVersion)),
};

/** One for all files: its memory is used again. */
const lexer = createLexer();
const interest = createInterest();

/** A file whose lines were all read. */
interface ReadFile {
  readonly draft: FileDraft;
  readonly names: ModuleNames;
  /** What its names are at its end. */
  readonly final: Delta;
}

function parse(text: string, options: ParseOptions): ModuleRecord {
  let file = readFile(text, options, 'of interest');
  const mayTakeByStar = file.draft.stars.length > 0 && options.detail !== 'surface';
  if (file.draft.passedOver || mayTakeByStar) file = readFile(text, options, 'all');
  const record = recordOf(file, options.detail);
  const refused = encodingError(text) ?? nulError(text);
  if (refused === null) return record;
  return {
    ...record,
    exportsKind: 'dynamic',
    dynamicReason: 'unparsed',
    errors: [...record.errors, refused],
  };
}

/** CPython refuses the whole file, wherever the character stands. */
function nulError(text: string): ParseError | null {
  const start = text.indexOf('\0');
  return start === -1 ? null : { message: NUL_BYTES, span: { start, end: start + 1 }, severity: 'fatal' };
}

/** With `of interest`, lines that say nothing about modules are passed over; the draft says when that was wrong. */
function readFile(text: string, options: ParseOptions, lines: 'all' | 'of interest'): ReadFile {
  lexer.open(text);
  forgetNames(interest);
  const range = versionRange(options.pythonVersion);
  const draft: FileDraft = {
    text,
    isPackage: options.fileName === '__init__.py' || options.fileName === '__init__.pyi',
    stem: options.fileName.replace(/\.\w+$/, ''),
    tellsMembersOf: membersTold(options),
    line: lexer.line,
    range,
    requests: [],
    requestFrames: [],
    nameGuards: [],
    imports: [],
    stars: [],
    uses: [],
    requestUses: [],
    given: null,
    usable: new Set(),
    interest,
    reads: lines === 'all' && options.fileName.endsWith('.py') ? [] : null,
    everyLine: lines === 'all',
    passedOver: false,
    dynamic: null,
    namesInLoops: [],
    isLazyModule: false,
    answersNames: false,
    lazyAnnotations: areLazyByVersion(range),
    constants: new Map(),
    versionNames: new Set(),
    switches: new Map(),
    fallbacks: new Map(),
    probes: new Map(),
    tested: new Set(),
  };
  const module = createScope('module', '', null, 0);
  const blocks = createBlocks(draft, module);
  const names = createModuleNames();
  const reader = createReader(draft, blocks, names);
  while (lines === 'all' ? lexer.next(certainColumn(blocks.top())) : nextOfInterest(blocks.top())) {
    readLine(reader);
    if (lines !== 'all' && draft.passedOver) break;
  }
  while (blocks.stack.length > 1) {
    const { group } = blocks.top();
    blocks.endBranch();
    blocks.endGroup(group);
  }
  return { draft, names, final: blocks.top().delta };
}

/** Classes and constants are seldom modules; names in small letters often are, and the file is read once for both. */
function membersTold({ detail, membersOf }: ParseOptions): (localName: string) => boolean {
  if (detail === 'names') return (name) => /^[a-z]/.test(name);
  const asked = new Set(detail === 'members' ? membersOf : []);
  return (name) => asked.has(name);
}

/** What stands behind such a branch is left with it. */
function certainColumn({ isCertain, column }: Block): number {
  return isCertain ? column : -1;
}

function nextOfInterest(block: Block): boolean {
  const certain = certainColumn(block);
  return block.isQuiet ? lexer.nextOfInterest(block.quietFrom, interest, certain) : lexer.next(certain);
}

function recordOf({ draft, names, final }: ReadFile, detail: ParseOptions['detail']): ModuleRecord {
  const exported = moduleExports(final, names, draft.imports, draft.stars);
  const fatal = lexer.errors.some((error) => error.severity === 'fatal');
  const answered = draft.answersNames ? lazyNames(draft.text) : [];
  const lazy = draft.isLazyModule
    ? lazyModuleTable(draft.text)
    : draft.answersNames
      ? withoutBound(attachedTable(draft.text), exported.exports)
      : [];
  const findsItself = draft.isPackage && hasOwnFinder(draft.text);
  const dynamicReason = fatal
    ? 'unparsed'
    : findsItself
      ? 'computed-globals'
      : (draft.dynamic ?? (lazy === null ? 'computed-globals' : answered === null ? 'module-getattr' : null));
  const ofTables = draft.isPackage ? askTables(draft, lazy ?? []) : [];
  const { memberUses, namedUses } = usesOf(draft, detail);
  const free = draft.reads === null || draft.stars.length === 0 ? [] : freeNames(draft.reads);
  const changesCallers = functionsThatChangeCallers(draft.text);
  return {
    language: 'python',
    moduleKind: 'python',
    exportsKind: dynamicReason === null ? 'static' : 'dynamic',
    ...(dynamicReason === null ? {} : { dynamicReason }),
    requests: requestsOf(draft),
    imports: draft.imports,
    exports: withAdded(
      [...withTruths(exported.exports, draft), ...ofTables, ...askDeclaration(draft)],
      [...draft.namesInLoops, ...(answered ?? []), ...(findsItself ? ['__path__'] : [])],
    ),
    memberUses,
    ...(namedUses === null ? {} : { namedUses }),
    ambientModules: [],
    ...(exported.starNames === undefined ? {} : { starNames: exported.starNames }),
    ...(exported.starParts.length === 0 ? {} : { starParts: exported.starParts }),
    ...(exported.starSites.length === 0 ? {} : { starSites: exported.starSites }),
    directives: directivesOf(draft.text, lexer.comments),
    errors: fatal && isTemplateOfModule(draft.text) ? [] : lexer.errors,
    ...(exported.unexported.length > 0 ? { unexported: exported.unexported } : {}),
    ...(free.length > 0 ? { freeNames: free } : {}),
    ...(changesCallers.length > 0 ? { changesCallers } : {}),
  };
}

/** Whether the package makes a finder of its name, which has its modules somewhere else (`setuptools.extern`). */
function hasOwnFinder(text: string): boolean {
  const classes = ADDS_FINDER.test(text) ? [...text.matchAll(/^class +(\w+)/gm)] : [];
  return classes.some(([, name = '']) => new RegExp(`\\b${name}\\(\\s*__name__\\b`).test(text));
}

const ADDS_FINDER = /\bsys\.meta_path\.(?:append|insert)\(/;

/** Names that the version, or an import that fails, makes true or false: other modules may ask for them. */
function withTruths(
  exports: readonly ExportEntry[],
  { constants, fallbacks }: FileDraft,
): readonly ExportEntry[] {
  if (constants.size === 0 && fallbacks.size === 0) return exports;
  return exports.map((entry) => {
    if (entry.kind !== 'local') return entry;
    const decision = constants.get(entry.exportName);
    if (decision?.why === 'never') return { ...entry, truth: decision.value };
    const fallback = fallbacks.get(entry.exportName);
    return fallback === undefined
      ? entry
      : { ...entry, fallback: { tried: fallback.tried, value: fallback.value } };
  });
}

/** The modules and names of a table are asked for as by `from .module import name`, when somebody asks for them. */
function askTables(draft: FileDraft, tables: readonly LazyModule[]): ExportEntry[] {
  const place = { form: 'dynamic-import', typeOnly: false, runs: 'call', guard: 'none' } as const;
  return tables.flatMap(({ module, names }): ExportEntry[] => {
    draft.requests.push({ ...place, specifier: `.${module.value}`, span: module.span });
    const request = draft.requests.length - 1;
    const entry = { kind: 'indirect', request, typeOnly: false, certainty: 'may' } as const;
    const own = module.value.includes('.')
      ? []
      : [{ ...entry, exportName: module.value, importName: '*', span: module.span }];
    return [
      ...own,
      ...names.map(({ value, span }) => ({ ...entry, exportName: value, importName: value, span })),
    ];
  });
}

/** Names that `attach_stub` gives are those that a star takes from the `.pyi` file beside the module. */
function askDeclaration({ answersNames, text, stem, requests }: FileDraft): StarExport[] {
  const span = answersNames ? attachedStub(text) : null;
  if (span === null) return [];
  const place = { typeOnly: false, runs: 'call', guard: 'none', implied: true } as const;
  requests.push({ ...place, specifier: `./${stem}.pyi`, form: 'reference-types', span });
  return [{ kind: 'star', request: requests.length - 1, typeOnly: false, span, takesAll: true }];
}

/** Names that `__getattr__` gives, and those that loops put there, stand behind those that are bound. */
function withAdded(exports: readonly ExportEntry[], names: readonly string[]): readonly ExportEntry[] {
  if (names.length === 0) return exports;
  // What is bound for type checkers alone is answered when the program runs.
  const bound = new Set(
    exports.flatMap((entry) =>
      entry.kind === 'star' || (entry.kind === 'local' && entry.meaning === 'type') ? [] : entry.exportName,
    ),
  );
  const added = [...new Set(names)].filter((name) => !bound.has(name)).map(computedExport);
  return [...exports, ...added];
}

function requestsOf({ requests, nameGuards }: FileDraft): readonly ModuleRequest[] {
  requests.forEach((request, index) => {
    const nameGuard = nameGuards[index];
    if (nameGuard !== undefined && nameGuard !== request.guard) request.nameGuard = nameGuard;
  });
  return requests;
}
