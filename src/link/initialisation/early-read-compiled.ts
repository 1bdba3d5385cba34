// ES syntax that was compiled to CommonJS, as TypeScript does it: `import { x } from './b'` becomes
// `const b_1 = require('./b')`, a use of x becomes `b_1.x`, and functions are exported before anything else.

import type { CallableRead, LoadRead } from '../../model/evaluation.ts';
import type { ModuleNode } from '../../model/module-graph.ts';
import type { ModuleId } from '../../model/module-id.ts';
import type { ModuleRecord } from '../../model/module-record.ts';
import { baseNameOf } from '../../model/path.ts';
import { lateBinding } from '../binding-owner.ts';
import { errorOfUndefined, uninitialisedError } from '../engine-errors.ts';
import { runtimeTarget } from '../load-edges.ts';
import { loadKindOf } from '../load-kind.ts';
import { type Calling, earlyCall, type FailingRead, firstFailing, throwing } from './early-call.ts';
import { type EarlyRead, partialRead } from './early-read.ts';
import { commonJsRead } from './early-read-commonjs.ts';
import type { Moment } from './evaluation-moment.ts';
import { holderBehind, holderOf, waitsAt } from './partial-exports.ts';

/** A use of an import, or of what `require()` gives, that finds it not exported yet, or calls what fails. */
export function compiledRead(node: ModuleNode, read: LoadRead, moment: Moment): EarlyRead | null {
  if (!('import' in read.of)) return commonJsRead(node, read, moment);
  const asked = askedFor(node, read.of.import, read, moment);
  if (asked === null) return null;
  const { request, name, holder, text } = asked;
  if (holder === null) {
    const called = calledFunction(asked, moment);
    if (called === null) return null;
    const failing = failingCompiled({ ...called, use: read.use, at: read.at }, moment);
    return earlyCall({ reader: node, request, span: read.span, name, ...called }, failing, moment);
  }
  const error = errorOfUndefined(read.use, text, read.next);
  return partialRead(node, request, read, { kind: 'undefined', name }, holder, name, error, moment);
}

interface Asked {
  readonly request: number;
  readonly name: string;
  readonly target: ModuleNode;
  /** The module that surely has not exported the name yet; null when it may have. */
  readonly holder: ModuleId | null;
  /** The compiled use, as engines quote it. */
  readonly text: string;
}

function askedFor(node: ModuleNode, position: number, read: CallableRead, moment: Moment): Asked | null {
  const { running, linked } = moment;
  const entry = node.record.imports[position];
  if (entry === undefined || entry.typeOnly || read.use === 'tested') return null;
  const { request, importName } = entry;
  const name = importName === '*' ? read.member : importName;
  const frame = running.get(runtimeTarget(node, request) ?? '');
  const target = frame?.node ?? linked.graph.get(runtimeTarget(node, request) ?? '');
  if (name === null || target === undefined || target.id === node.id) return null;
  // The helper for default imports of CommonJS gives an object, whatever is in it.
  if (loadKindOf(target) === 'commonjs' && name === 'default') return null;
  return {
    ...{ request, name, target },
    holder: frame === undefined ? holderBehind(target, name, moment) : holderOf(frame, name, moment),
    text: importName === '*' ? read.text : compiledText(node, request, name, read, moment),
  };
}

/** What is called, where it is exported by the module itself that is asked for. */
function calledFunction(
  { name, target }: Asked,
  { linked }: Moment,
): Pick<Calling, 'owner' | 'binding'> | null {
  const answer = linked.resolveExport(target.id, name, 'interop');
  const isOwn = answer.kind === 'found' && answer.via.length === 0 && answer.module === target.id;
  return isOwn && loadKindOf(target) === 'compiled' ? { owner: target, binding: answer.binding } : null;
}

/** The first read that throws when a function is called now, as far as its module has come. */
function failingCompiled(
  calling: Calling,
  moment: Moment,
  tried: ReadonlySet<string> = new Set(),
): FailingRead | null {
  const { owner, at } = calling;
  return firstFailing(calling, moment, tried, {
    own: (read, binding) => ofOwn(owner, read, binding, cameTo(owner, at, moment), moment),
    imported: (read, position, walked) => ofImported(owner, position, read, at, moment, walked),
  });
}

/** The offset that a module has come to, while the last on the stack has come to `at`. */
function cameTo(module: ModuleNode, at: number, { running, stack }: Moment): number {
  const frame = running.get(module.id);
  if (frame === undefined) return Number.MAX_SAFE_INTEGER;
  return stack.at(-1) === frame ? at : (waitsAt(frame) ?? at);
}

/** What is exported where it is declared is read off `exports`. */
function ofOwn(
  owner: ModuleNode,
  read: CallableRead,
  binding: string,
  at: number,
  moment: Moment,
): FailingRead | null {
  const late = lateBinding(owner, binding, moment);
  if (late === null || late.from <= at) return null;
  return late.isExportedInPlace === true
    ? throwing(owner, owner, read, { ...late, before: 'undefined' }, `exports.${read.text}`)
    : throwing(owner, owner, read, late, read.text);
}

function ofImported(
  reader: ModuleNode,
  position: number,
  read: CallableRead,
  at: number,
  moment: Moment,
  tried: ReadonlySet<string>,
): FailingRead | null {
  const asked = askedFor(reader, position, read, moment);
  if (asked === null) return null;
  const { request, name, holder, text } = asked;
  const location = { module: reader.id, span: read.span };
  const here = { node: reader, request };
  // `const b_1 = require('./b')` is a constant like any other.
  if ((reader.record.requests[request]?.span.start ?? -1) >= cameTo(reader, at, moment)) {
    const variable = requiredAs(reader, request, moment);
    const runtimeError = uninitialisedError(variable);
    return { kind: 'uninitialised', runtimeError, owner: reader.id, needs: name, location, through: [] };
  }
  if (holder !== null) {
    const runtimeError = errorOfUndefined(read.use, text, read.next);
    if (runtimeError === null) return null;
    return { kind: 'undefined', runtimeError, owner: holder, needs: name, location, through: [here] };
  }
  const called = calledFunction(asked, moment);
  const failing = called === null ? null : failingCompiled({ ...called, use: read.use, at }, moment, tried);
  return failing === null ? null : { ...failing, through: [here, ...failing.through] };
}

/** How TypeScript writes the use of a named import: `(0 , pool_1.connect)` where it is called. */
function compiledText(
  node: ModuleNode,
  request: number,
  name: string,
  { use }: CallableRead,
  moment: Moment,
): string {
  const text = `${requiredAs(node, request, moment)}.${name}`;
  return use === 'call' ? `(0 , ${text})` : text;
}

/** The variable that TypeScript keeps a module in: that of a namespace import, else named after the file, and counted. */
function requiredAs({ record, id }: ModuleNode, request: number, { facts }: Moment): string {
  const namespace = namespaceOf(record, request);
  if (namespace !== undefined) return namespace;
  const dropped = facts.evaluationOf(id)?.droppedRequests ?? [];
  const stem = stemOf(record.requests[request]?.specifier ?? '');
  const before = record.requests.slice(0, request).filter(({ form, specifier }, earlier) => {
    const isKept = form === 'import' ? !dropped.includes(earlier) : form === 'export-from';
    const isStar = record.exports.some((entry) => entry.kind === 'star' && entry.request === earlier);
    const isCounted = isKept && !isStar && namespaceOf(record, earlier) === undefined;
    return isCounted && stemOf(specifier) === stem;
  });
  return `${stem}_${before.length + 1}`;
}

function namespaceOf({ imports }: ModuleRecord, request: number): string | undefined {
  const entry = imports.find((one) => one.request === request && one.importName === '*');
  return entry?.localName ?? undefined;
}

function stemOf(specifier: string): string {
  return baseNameOf(specifier).replace(/^(\d)/, '_$1').replace(/\W/g, '_');
}
