// A record of a CommonJS module beside what Node loads: which names the record lacks, and which it has for nothing.

import { createRequire } from 'node:module';
import ts from 'typescript';
import { OF_LATER } from '../../../src/languages/javascript/syntax/collections.ts';
import type { Parser } from '../../../src/languages/language.ts';
import { madeName } from '../../../src/link/made-names.ts';
import type { ModuleRecord } from '../../../src/model/module-record.ts';
import type { Resolution } from '../../../src/model/resolution.ts';
import type { Asked, RealNames } from './real-names.ts';

/**
 * `lacks`: the record says that it is complete, and the module has more: names that are there would be reported.
 * `claims`: a name that the module does not have: one that is not there would not be reported.
 * `conditional`: the same, but it is written where the module need not come by when it is loaded (in a function, a branch).
 * `replaced`: the same, but the object that the module replaces by another has it, and who is loaded in a circle sees that.
 * `not-a-function`: the module is one, and the record does not say so: `require('x').name`, `.call`.
 * `namespace-…`: the same of what `import *` gives, which Node tells before the module runs.
 */
export const differenceClasses = [
  'lacks',
  'claims',
  'conditional',
  'replaced',
  'not-a-function',
  'namespace-lacks',
  'namespace-claims',
] as const;

export type DifferenceClass = (typeof differenceClasses)[number];

/** In these danglint is as careful as it has to be. */
export const harmless: ReadonlySet<DifferenceClass> = new Set(['conditional', 'replaced']);

export interface RecordDifference {
  readonly kind: DifferenceClass;
  readonly names: readonly string[];
}

export type RecordAt = (file: string) => ModuleRecord | null;

/** What every object and function has, and the mark that interop code looks for: never asked of a record. */
const everywhere = new Set([...Object.getOwnPropertyNames(Object.prototype), '__esModule', 'constructor']);
/** What a newer Node has than the one that judges: classes of errors inherit it (ECMA-262, 20.5.2.1), or a collection has it. */
const ofNewerNode = new Set([
  ...['isError'].filter((name) => !(name in Error)),
  ...(OF_LATER.get('Map') ?? []).filter((name) => !(name in Map.prototype)),
  ...(OF_LATER.get('Set') ?? []).filter((name) => !(name in Set.prototype)),
]);
const ofFunctions = new Set(['length', 'name', 'prototype', 'arguments', 'caller']);

export function recordOf(parser: Parser, file: string, text: string): ModuleRecord {
  return parser.parse(text, { fileName: file, format: 'commonjs', detail: 'names' });
}

/** What has to be loaded to judge a record. */
export function askedFor(file: string, record: ModuleRecord): Asked {
  return { file, stars: starRequests(record).map((request) => record.requests[request]?.specifier ?? '') };
}

function starRequests({ exports }: ModuleRecord): number[] {
  return exports.flatMap((entry) => (entry.kind === 'star' ? [entry.request] : []));
}

/**
 * @param recordAt the records of other modules
 * @returns empty where the record is right
 */
export function compareRecord(
  file: string,
  record: ModuleRecord,
  text: string,
  real: RealNames,
  recordAt: RecordAt,
): RecordDifference[] {
  const lexed = namespaceOf(file, recordAt);
  const { starNames, isFunction, namespace } = real;
  const own = new Map(
    record.exports.flatMap((entry) =>
      entry.kind === 'local' && entry.meaning !== 'type'
        ? [[entry.exportName, entry.span.start] as const]
        : [],
    ),
  );
  const isOfOthers = (name: string) => starNames.some((names) => names?.includes(name));
  const isKnown = (name: string) => own.has(name) || everywhere.has(name) || isOfOthers(name);
  const has = new Set(real.names);
  const isComplete = record.exportsKind === 'static' && starNames.every((names) => names !== null);
  const isToldFunction =
    record.commonjs?.isFunction === true || isOfOthers('length') || record.madeBy !== undefined;
  const isMade = madeTest(file, record, recordAt);
  const lacks = real.names.filter(
    (name) => !isKnown(name) && !(isFunction && ofFunctions.has(name)) && !isMade(name),
  );
  const claims = [...own].filter(
    ([name]) => !has.has(name) && !everywhere.has(name) && !ofNewerNode.has(name),
  );
  const replaced = new Set(real.replaced);
  const isConditional = claims.length === 0 ? () => true : conditionalPlaces(text);
  const named = (kind: DifferenceClass, names: readonly string[]): RecordDifference[] =>
    names.length === 0 ? [] : [{ kind, names }];
  const claimed = (kind: DifferenceClass) =>
    claims.flatMap(([name, start]) => {
      const reason = replaced.has(name) ? 'replaced' : isConditional(start) ? 'conditional' : 'claims';
      return reason === kind ? [name] : [];
    });
  const seen = new Set(namespace?.filter((name) => name !== 'default' && name !== 'module.exports'));
  return [
    ...named('lacks', isComplete ? lacks : []),
    ...named('claims', claimed('claims')),
    ...named('conditional', claimed('conditional')),
    ...named('replaced', claimed('replaced')),
    ...named('not-a-function', isComplete && isFunction && !isToldFunction ? ['length'] : []),
    ...(namespace === null || lexed === null
      ? []
      : [
          ...named(
            'namespace-lacks',
            [...seen].filter((name) => !lexed.has(name)),
          ),
          ...named(
            'namespace-claims',
            [...lexed].filter((name) => !seen.has(name)),
          ),
        ]),
  ];
}

/** Whether functions of other modules give a name, or may do so. */
function madeTest(file: string, record: ModuleRecord, recordAt: RecordAt): (name: string) => boolean {
  const nodeOf = (id: string, of: ModuleRecord) => ({
    id,
    record: of,
    resolutions: of.requests.map(({ specifier }): Resolution => {
      const module = resolved(id, specifier);
      return module === null
        ? { kind: 'unresolved', reason: 'not-found', tried: [] }
        : { kind: 'module', module };
    }),
  });
  const surfaceOf = (id: string) => {
    const other = recordAt(id);
    return other === null ? null : { node: nodeOf(id, other) };
  };
  const { madeBy = [] } = record;
  const nothing = { namesPutInto: () => undefined, namesGivenTo: () => undefined };
  return (name) => madeName(surfaceOf, nodeOf(file, record), madeBy, name, nothing) !== 'absent';
}

/** Whether a place in a text lies in a function, a branch or a loop. */
function conditionalPlaces(text: string): (position: number) => boolean {
  const source = ts.createSourceFile('module.js', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const isOneOfSeveral = source.statements.some(exportsOneOfSeveral);
  return (position) => {
    let found = isOneOfSeveral;
    const visit = (node: ts.Node): void => {
      if (position < node.pos || position >= node.end) return;
      found ||= isBranching(node);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  };
}

const shortCuts: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** `module.exports = isModern ? a : b` */
function exportsOneOfSeveral(statement: ts.Statement): boolean {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return false;
  const { left, right } = statement.expression;
  return left.getText() === 'module.exports' && isBranching(right);
}

function isBranching(node: ts.Node): boolean {
  return (
    ts.isFunctionLike(node) ||
    ts.isIfStatement(node) ||
    ts.isConditionalExpression(node) ||
    ts.isTryStatement(node) ||
    ts.isSwitchStatement(node) ||
    ts.isIterationStatement(node, false) ||
    (ts.isBinaryExpression(node) && shortCuts.has(node.operatorToken.kind))
  );
}

/**
 * The names for `import *` that records have, through the modules that they hand on.
 * @returns null where one of those is not CommonJS, or is not there
 */
function namespaceOf(file: string, recordAt: RecordAt, seen = new Set<string>()): ReadonlySet<string> | null {
  if (seen.has(file)) return new Set();
  seen.add(file);
  const record = recordAt(file);
  if (record?.commonjs === undefined) return null;
  const names = new Set(record.commonjs.names);
  for (const request of record.commonjs.reexports) {
    const target = resolved(file, record.requests[request]?.specifier ?? '');
    const others = target === null ? null : namespaceOf(target, recordAt, seen);
    if (others === null) return null;
    for (const name of others) names.add(name);
  }
  for (const name of ['default', 'module.exports']) names.delete(name);
  return names;
}

function resolved(file: string, specifier: string): string | null {
  try {
    return createRequire(file).resolve(specifier);
  } catch {
    return null;
  }
}
