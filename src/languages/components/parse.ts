// The parser of the JavaScript family: component files (Vue, Svelte, Astro, MDX) are reduced to their scripts, with all
// offsets kept, and everything goes through the JavaScript parser.

import type { ExportEntry } from '../../model/export-entry.ts';
import type { ImportEntry } from '../../model/import-entry.ts';
import type { MemberUse } from '../../model/member-use.ts';
import type { ModuleRecord, ParseError } from '../../model/module-record.ts';
import type { ModuleRequest } from '../../model/module-request.ts';
import type { Span } from '../../model/span.ts';
import type { ParseOptions, Parser } from '../language.ts';
import { mdxStatements } from './mdx-blocks.ts';
import { onlyRanges } from './script-blocks.ts';
import {
  astroScripts,
  type ComponentScripts,
  type ScriptGroup,
  svelteScripts,
  vueScripts,
} from './scripts.ts';

/** The parser of component files and, handed on, of all others, over one that reads scripts. */
export function createComponentParser(javascript: Parser): Parser {
  return {
    version: `${javascript.version}-3`,
    parse(text, options) {
      const scripts = formats.get(formatOf(options));
      if (scripts === undefined) return javascript.parse(text, options);
      return parseComponent(text, options, scripts, javascript);
    },
    ...(javascript.outline === undefined ? {} : { outline: javascript.outline }),
    ...(javascript.mayUseAsValue === undefined ? {} : { mayUseAsValue: javascript.mayUseAsValue }),
    ...(javascript.mayAskForOther === undefined ? {} : { mayAskForOther: javascript.mayAskForOther }),
    // A component's script is only a part of the module that its compiler makes.
    evaluation: (text, options, record) =>
      isComponent(options) ? null : javascript.evaluation(text, options, record),
    ...(javascript.awaitsAt === undefined ? {} : { awaitsAt: javascript.awaitsAt }),
    calls: (text, options, record) => (isComponent(options) ? null : javascript.calls(text, options, record)),
  };
}

function formatOf({ fileName }: ParseOptions): string {
  return fileName.slice(fileName.lastIndexOf('.') + 1);
}

function isComponent(options: ParseOptions): boolean {
  return formats.has(formatOf(options));
}

type Scripts = (text: string, options: ParseOptions, javascript: Parser) => ComponentScripts;

const formats: ReadonlyMap<string, Scripts> = new Map([
  ['vue', vueScripts],
  ['svelte', svelteScripts],
  ['astro', astroScripts],
  ['mdx', mdxScripts],
]);

/**
 * Every component file exports itself as `default`, beside what its module script exports; with `<script src="./x.ts">`
 * also what that module exports.
 */
function parseComponent(
  text: string,
  options: ParseOptions,
  scripts: Scripts,
  javascript: Parser,
): ModuleRecord {
  const { groups, sources, generics } = scripts(text, options, javascript);
  const records = [
    ...groups.map((group) => parseGroup(text, options, group, javascript)),
    ...sources.map((span) => sourceRecord(text, span)),
    ...generics.flatMap((span) => typeRecords(text, span)),
  ];
  records.sort((a, b) => (a.requests[0]?.span.start ?? 0) - (b.requests[0]?.span.start ?? 0));
  const joined = joinRecords(records);
  return {
    ...joined,
    ...(groups.every(({ ending }) => /^\.jsx?$/.test(ending)) ? { plainScripts: true } : {}),
    // `frontmatter`, `toc`: frameworks and plugins export more than the text does. mdxjs.com/docs/extending-mdx
    ...(scripts === mdxScripts ? { exportsKind: 'dynamic', dynamicReason: 'added-by-compiler' } : {}),
    exports: [component(text), ...joined.exports],
  };
}

function mdxScripts(text: string, options: ParseOptions, javascript: Parser): ComponentScripts {
  const isProgram = (source: string): boolean =>
    parseAs(source, options, '.jsx', javascript).errors.length === 0;
  const ranges = mdxStatements(text, isProgram);
  return { groups: [{ ranges, ending: '.jsx', notExported: [], markup: [] }], sources: [], generics: [] };
}

function parseGroup(
  text: string,
  options: ParseOptions,
  group: ScriptGroup,
  javascript: Parser,
): ModuleRecord {
  const record = parseAs(onlyRanges(text, group.ranges), options, group.ending, javascript);
  const inMarkup = ({ start }: Span): boolean =>
    group.markup.some((range) => start >= range.start && start < range.end);
  return {
    ...record,
    requests: record.requests.map((one) => (inMarkup(one.span) ? { ...one, runs: 'call' } : one)),
    memberUses: record.memberUses.map((use) =>
      use.path.some(({ span }) => inMarkup(span)) ? { ...use, runs: 'call' } : use,
    ),
    exports: record.exports.filter((entry) => isExported(entry, group.notExported)),
    errors: record.errors.filter(isErrorOfComponent),
  };
}

function parseAs(
  text: string,
  options: ParseOptions,
  ending: ScriptGroup['ending'],
  javascript: Parser,
): ModuleRecord {
  return javascript.parse(text, { ...options, fileName: `component${ending}`, format: 'esm' });
}

function isExported(entry: ExportEntry, notExported: readonly Span[]): boolean {
  if (entry.kind !== 'star' && entry.exportName === 'default') return false;
  return !notExported.some((range) => entry.span.start >= range.start && entry.span.start < range.end);
}

/** The body of a component runs as a function: a `return` at its top level is allowed (Astro). */
function isErrorOfComponent(error: ParseError): boolean {
  return error.severity === 'fatal' || !error.message.includes("'return' statement");
}

function component(text: string): ExportEntry {
  const end = Math.min(1, text.length);
  return { kind: 'local', exportName: 'default', localName: null, meaning: 'both', span: { start: 0, end } };
}

/** A record of a source: what is asked for, and that all of it is exported again. */
function sourceRecord(text: string, span: Span): ModuleRecord {
  const specifier = text.slice(span.start, span.end);
  return {
    ...joinRecords([]),
    requests: [{ specifier, form: 'component-src', typeOnly: false, span, runs: 'load', guard: 'none' }],
    exports: [{ kind: 'star', request: 0, typeOnly: false, span }],
  };
}

/** `generic="T extends import('./a').B"`: the types that the parameters ask for. */
function typeRecords(text: string, { start, end }: Span): ModuleRecord[] {
  const types = /\bimport\(\s*(['"])([^'"\n]+)\1\s*\)((?:\s*\.\s*[\w$]+)*)/g;
  return [...text.slice(start, end).matchAll(types)].map(
    ({ 0: whole, 2: specifier = '', 3: path = '', index }) => {
      const at = start + index + whole.indexOf(specifier, 'import('.length);
      const span = { start: at, end: at + specifier.length };
      const members = start + index + whole.length - path.length;
      const names = [...path.matchAll(/[\w$]+/g)].map(({ 0: name, index: from }) => ({
        name,
        span: { start: members + from, end: members + from + name.length },
      }));
      return {
        ...joinRecords([]),
        requests: [{ specifier, form: 'import-type', typeOnly: true, span, runs: 'never', guard: 'none' }],
        memberUses:
          names.length === 0
            ? []
            : [{ of: { request: 0 }, path: names, access: 'type', runs: 'never', guard: 'none' }],
      };
    },
  );
}

/** One record with the facts of all; what points at requests and imports is renumbered. */
function joinRecords(records: readonly ModuleRecord[]): ModuleRecord {
  const requests: ModuleRequest[] = [];
  const imports: ImportEntry[] = [];
  const exports: ExportEntry[] = [];
  const memberUses: MemberUse[] = [];
  for (const record of records) {
    const [firstRequest, firstImport] = [requests.length, imports.length];
    const moved = <T extends { readonly request: number }>(entry: T): T => ({
      ...entry,
      request: entry.request + firstRequest,
    });
    requests.push(...record.requests);
    imports.push(...record.imports.map(moved));
    exports.push(...record.exports.map((entry) => (entry.kind === 'local' ? entry : moved(entry))));
    for (const use of record.memberUses) {
      const of = 'request' in use.of ? moved(use.of) : { import: use.of.import + firstImport };
      memberUses.push({ ...use, of });
    }
  }
  const globs = records.flatMap((record) => record.globs ?? []);
  const dynamicReason = records.find((record) => record.dynamicReason !== undefined)?.dynamicReason;
  return {
    language: 'javascript',
    moduleKind: 'esm',
    exportsKind: dynamicReason === undefined ? 'static' : 'dynamic',
    ...(dynamicReason === undefined ? {} : { dynamicReason }),
    requests,
    imports,
    exports,
    memberUses,
    ambientModules: records.flatMap((record) => record.ambientModules),
    directives: records.flatMap((record) => record.directives),
    errors: records.flatMap((record) => record.errors),
    ...(globs.length === 0 ? {} : { globs }),
  };
}
