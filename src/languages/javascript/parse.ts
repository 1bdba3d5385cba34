// One JavaScript, TypeScript or JSON file → its record. A pure function of the text and the options: the native module
// record decides most files; the syntax tree is asked for where the text needs it.

import type { AskingRecord } from '../../model/evaluation.ts';
import type { ModuleKind, ModuleRecord } from '../../model/module-record.ts';
import type { ParseOptions, Parser } from '../language.ts';
import {
  addJsDocImports,
  addJsDocTypes,
  addReferences,
  markInComments,
  markUntold,
} from './comment-requests.ts';
import { type Reading, readWithBestDialect } from './dialect.ts';
import { directivesIn } from './directives.ts';
import { evaluationOf } from './evaluation/evaluation.ts';
import { moduleCalls } from './evaluation/module-calls.ts';
import { firstAwaitOf } from './evaluation/top-level-await.ts';
import { parseJson } from './json.ts';
import { isNestedTooDeeply } from './nesting.ts';
import { finishDraft, newDraft, type RecordDraft } from './record-draft.ts';
import { addStaticEntries } from './static-entries.ts';
import { lexCommonJs } from './surface/cjs-lexer.ts';
import { commonJsSurface } from './surface/commonjs-surface.ts';
import { declarationOutline } from './surface/declaration-outline.ts';
import { declarationSkeleton } from './surface/declaration-skeleton.ts';
import { esSurface, longEnoughToLex } from './surface/es-surface.ts';
import { isLargeBundle } from './surface/large-bundle.ts';
import { addAmbientModules } from './syntax/ambient-modules.ts';
import { addCommonJsExports } from './syntax/commonjs.ts';
import { addGlobs } from './syntax/globs.ts';
import { usesOfBinding } from './syntax/member-uses.ts';
import { addMixedExports } from './syntax/mixed-exports.ts';
import {
  completeTypeScriptExports,
  hasImportEquals,
  meaningsIn,
  unexportedIn,
} from './syntax/module-exports.ts';
import { addExpressionRequests } from './syntax/requests.ts';
import { indexSyntax, type SyntaxIndex } from './syntax/scopes.ts';
import { addStartedFiles } from './syntax/started-files.ts';
import { isOnlyAsType, valueUseOf } from './syntax/value-uses.ts';
import type { ParseSource, Program } from './syntax-tree.ts';
import { type FileFacts, isTreeNeeded } from './tree-needed.ts';
import { mayAskForOther, mayUseAsValue } from './value-words.ts';

/** The front end over a parser of syntax: the native one, or TypeScript's. */
export function createParser(parseSource: ParseSource): Parser {
  return {
    version: '69',
    parse: (text, options) => parse(text, options, parseSource),
    outline: declarationOutline,
    mayUseAsValue,
    mayAskForOther,
    evaluation(text, options, record) {
      const program = programOf(text, options, record, parseSource);
      return program && evaluationOf(program, record, isTypeScriptEnding(endingOf(options.fileName)));
    },
    awaitsAt(text, options, record) {
      if (record.moduleKind !== 'esm' || !/\bawait\b/.test(text)) return null;
      const program = programOf(text, options, record, parseSource);
      return program && firstAwaitOf(program);
    },
    calls(text, options, record) {
      const program = programOf(text, options, record, parseSource);
      return program && moduleCalls(program, record);
    },
  };
}

/** The syntax tree of a module with code; null where it has none, or none that can be read. */
function programOf(
  text: string,
  { fileName, format }: ParseOptions,
  { moduleKind }: AskingRecord,
  parseSource: ParseSource,
): Program | null {
  if ((moduleKind !== 'esm' && moduleKind !== 'commonjs') || isNestedTooDeeply(text)) return null;
  const reading = readWithBestDialect(text, endingOf(fileName), format, parseSource);
  return reading.gaveUp ? null : reading.parsed.program();
}

function parse(text: string, options: ParseOptions, parseSource: ParseSource): ModuleRecord {
  const ending = endingOf(options.fileName);
  if (ending === '.json') return parseJson(text);
  const mayBeCommonJs = /^\.c?js$/.test(ending) && options.format !== 'esm';
  if (mayBeCommonJs && (options.detail === 'surface' || isLargeBundle(text))) {
    const surface = commonJsSurface(text);
    if (surface !== null) return surface;
  }
  if (options.detail === 'surface' && /^\.m?js$/.test(ending) && text.length >= longEnoughToLex) {
    const surface = esSurface(text, parseSource);
    if (surface !== null) return surface;
  }
  if (isNestedTooDeeply(text)) return unparsed(ending, text, 'The code is nested too deeply to be read');
  const format = ending === '.mjs' || ending === '.mts' ? 'esm' : options.format;
  // Same offsets: everything below may look into the whole text.
  const isSurface = options.detail === 'surface' && ending.startsWith('.d.');
  const parsable = isSurface ? declarationSkeleton(text) : text;
  const reading = readWithBestDialect(parsable, ending, format, parseSource);
  const isTypeScript = isTypeScriptEnding(ending);
  const draft = newDraft(moduleKindOf(ending, format, isTypeScript, reading, text));
  addErrors(draft, reading);
  const { module } = reading.parsed;
  const facts = {
    isTypeScript,
    isDeclarationFile: draft.moduleKind === 'declaration',
    detail: options.detail,
  };
  let isModule = module.hasModuleSyntax;
  if (!reading.gaveUp && isTreeNeeded(text, module, facts))
    isModule = addFromTree(draft, reading, text, facts);
  else addStaticEntries(draft, module, text, (name) => (isClassLike(text, name) ? 'both' : 'value'));
  addComments(draft, reading, text, isTypeScript);
  if (draft.moduleKind === 'declaration') draft.constEnums = constEnumsIn(text);
  if (draft.moduleKind === 'declaration' && !isModule) draft.dynamicReason ??= 'no-module-syntax';
  if (draft.moduleKind === 'commonjs' && !reading.gaveUp) addLexedFace(draft, text);
  return finishDraft(draft);
}

/** @returns whether the file is a module */
function addFromTree(draft: RecordDraft, reading: Reading, text: string, facts: FileFacts): boolean {
  const { module } = reading.parsed;
  const index = indexSyntax(reading.parsed.program());
  const isModule = module.hasModuleSyntax || (facts.isTypeScript && hasImportEquals(index));
  if (isModule && draft.moduleKind !== 'declaration') draft.moduleKind = 'esm';
  addStaticEntries(draft, module, text, meaningsIn(index, facts.isDeclarationFile));
  addExpressionRequests(draft, index);
  addStartedFiles(draft, index);
  addGlobs(draft, index);
  if (facts.isTypeScript) {
    completeTypeScriptExports(draft, index, isModule);
    addAmbientModules(draft, index, isModule);
  }
  if (draft.moduleKind === 'commonjs') addCommonJsExports(draft, index);
  else if (draft.moduleKind !== 'declaration') {
    draft.unexported = unexportedIn(draft, index);
    addMixedExports(draft, index);
  }
  addMemberUses(draft, index, facts);
  return isModule;
}

/** By their words: a comment that looks like one only makes an answer more careful. */
function constEnumsIn(text: string): string[] {
  return [...text.matchAll(/\bconst\s+enum\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu)].map(
    ([, name = '']) => name,
  );
}

/** Member uses of namespaces; those of named imports in their place when asked for, else beside them. */
function addMemberUses(draft: RecordDraft, index: SyntaxIndex, { detail, isTypeScript }: FileFacts): void {
  if (detail === 'names') draft.namedUses = { uses: [], usedAsValue: [], onlyAsType: [] };
  // With `emitDecoratorMetadata` a type in a decorated signature is a value.
  const mayDrop = isTypeScript && !index.collected.has('Decorator');
  draft.imports.forEach((entry, position) => {
    const isNamed = entry.importName !== '*';
    if (entry.localName === null || (isNamed && detail === 'surface')) return;
    const binding = index.moduleScope.bindings.get(entry.localName);
    if (binding === undefined) return;
    const { uses, usedAsValue, onlyAsType } = (isNamed ? draft.namedUses : null) ?? {
      uses: draft.memberUses,
      usedAsValue: null,
      onlyAsType: null,
    };
    for (const use of usesOfBinding(index, binding, { import: position })) uses.push(use);
    const valueUse = entry.typeOnly ? null : valueUseOf(binding, index);
    if (valueUse === null) {
      if (!mayDrop || !isOnlyAsType(binding)) return;
      if (onlyAsType === null) draft.imports[position] = { ...entry, onlyAsType: true };
      else onlyAsType.push(position);
      return;
    }
    if (usedAsValue === null) draft.imports[position] = { ...entry, usedAsValue: valueUse };
    else usedAsValue.push([position, valueUse]);
  });
}

function addComments(draft: RecordDraft, reading: Reading, text: string, isTypeScript: boolean): void {
  const { comments } = reading.parsed;
  if (comments.length === 0) return;
  if (/@ts-(?:expect-error|ignore|nocheck)\b/.test(text)) markUntold(draft, comments, text);
  if (text.includes('danglint-')) draft.directives.push(...directivesIn(comments));
  if (text.includes('<reference')) addReferences(draft, comments, text);
  if (isTypeScript) return;
  if (/@import\b|\bimport\s*\(/.test(text)) addJsDocImports(draft, comments, text);
  if (/@typedef\b|@callback\b/.test(text)) addJsDocTypes(draft, comments);
  markInComments(draft, comments);
}

function addErrors(draft: RecordDraft, reading: Reading): void {
  if (reading.gaveUp || reading.isPartial) draft.dynamicReason = 'unparsed';
  // Declaration files never run, and compilers skip their small mistakes (`skipLibCheck`).
  if (draft.moduleKind === 'declaration' && !reading.gaveUp) return;
  for (const error of reading.parsed.errors) {
    if (error.severity !== 'Error') continue;
    const label = error.labels[0];
    const start = label?.start ?? 0;
    draft.errors.push({
      message: error.message,
      span: { start, end: Math.max(label?.end ?? start, start) },
      severity: reading.gaveUp ? 'fatal' : 'recovered',
    });
  }
}

/** A file without module syntax is CommonJS unless something says otherwise, as Node and bundlers take it. */
function moduleKindOf(
  ending: string,
  format: ParseOptions['format'],
  isTypeScript: boolean,
  reading: Reading,
  text: string,
): ModuleKind {
  if (ending.startsWith('.d.')) return 'declaration';
  if (reading.parsed.module.hasModuleSyntax || format === 'esm') return 'esm';
  if (reading.gaveUp && /^(?:import|export)\b(?!\s*[.(])/m.test(text)) return 'esm';
  if (isTypeScript) return /\b(?:require\s*\(|exports\b)/.test(text) ? 'commonjs' : 'script';
  return 'commonjs';
}

function addLexedFace(draft: RecordDraft, text: string): void {
  const { names, reexports } = lexCommonJs(text) ?? { names: [], reexports: [] };
  const requests = reexports
    .map((specifier) =>
      draft.requests.findIndex((one) => one.form === 'require' && one.specifier === specifier),
    )
    .filter((request) => request !== -1);
  draft.commonjs = { names, reexports: requests, esModule: names.includes('__esModule') };
}

function isTypeScriptEnding(ending: string): boolean {
  return /^\.(?:d\.)?[mc]?tsx?$/.test(ending);
}

function isClassLike(text: string, name: string): boolean {
  return new RegExp(`\\b(?:class|enum)\\s+${name.replaceAll('$', '\\$')}(?![\\w$])`).test(text);
}

function unparsed(ending: string, text: string, message: string): ModuleRecord {
  const draft = newDraft(ending.startsWith('.d.') ? 'declaration' : 'script');
  draft.dynamicReason = 'unparsed';
  draft.errors.push({ message, span: { start: 0, end: Math.min(1, text.length) }, severity: 'fatal' });
  return finishDraft(draft);
}

/** `.d.ts`, `.tsx`; `.d.css.ts` (a declaration of `x.css`) counts as `.d.ts`. */
function endingOf(fileName: string): string {
  const match = /(\.d)?(?:\.[^.]+)??(\.[^.]+)$/.exec(fileName);
  const last = match?.[2] ?? '';
  if (!/^\.[mc]?ts$/.test(last)) return last;
  return /\.d(?:\.[^./]+)?\.[mc]?ts$/.test(fileName) ? `.d${last}` : last;
}
