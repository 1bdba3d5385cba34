// What surely running code uses is noted: values of other modules, and names of the module itself; each with the statement of
// the module that has been come to by then.

import type { CallableRead, LoadRead, UseOfValue } from '../../../model/evaluation.ts';
import type { Binding, SyntaxIndex } from '../syntax/scopes.ts';
import type { Class, JSXIdentifier, Node } from '../syntax-tree.ts';
import { describedReads } from './described-reads.ts';
import type { ForeignValues } from './foreign-values.ts';
import { readOfAll, readsOfPattern } from './namespace-reads.ts';

export interface Sink {
  readonly request: (request: number) => void;
  /** A value of another module is used. */
  readonly read: (read: LoadRead) => void;
  /** An import stands as a type in a decorated signature. */
  readonly described?: (read: LoadRead) => void;
  /** A binding of the module itself is used, wherever it is declared. */
  readonly ownRead?: (read: CallableRead & { readonly of: { readonly binding: string } }) => void;
}

export interface NotedUses {
  /** Functions that are called, and blocks, belong to the statement in which they run. */
  comeTo(node: Node): void;
  /** @returns whether it is a value of another module, in which nothing more is used */
  note(node: Node, how: UseOfValue, next: string | null): boolean;
  noteRequest(node: Node): void;
  /** A name of the module itself. */
  noteOwn(node: Node, how: UseOfValue, next: string | null): void;
  /** `<ns.Panel/>` reads an export. */
  noteElement(object: Node, property: JSXIdentifier, next: string | null): boolean;
  /** A namespace all of whose exports are looked at; false for any other value. */
  noteAll(node: Node, how: 'keys' | 'copied'): boolean;
  /** What is taken apart: `const { a } = b`. */
  notePattern(pattern: Node, value: Node): void;
  /** The types in a decorated class. */
  noteDescribed(node: Class): void;
}

export function createNotedUses(index: SyntaxIndex, values: ForeignValues, sink: Sink): NotedUses {
  /** The statement, or the declarator of a variable, that the module has come to. */
  let at = 0;

  function note(node: Node, how: UseOfValue, next: string | null): boolean {
    noteRequest(node);
    const value = values.valueAt(node);
    if (value === null) {
      noteOwn(node, how, next);
      return false;
    }
    if (node.type === 'MemberExpression') noteRequest(node.object);
    const { of, member, text } = value;
    const { start, end } = node;
    const read = { of, member, use: how, text, span: { start, end }, at };
    sink.read(next === null ? read : { ...read, next });
    return true;
  }

  function comeTo(node: Node): void {
    const statement = node.type === 'VariableDeclarator' ? node.parent : node;
    const isOfModule =
      statement?.parent?.type === 'Program' || statement?.parent?.type.startsWith('Export') === true;
    if (isOfModule) at = node.start;
  }

  function noteRequest(node: Node): void {
    const request = values.requestOf(node);
    if (request !== null) sink.request(request);
  }

  function noteOwn(node: Node, how: UseOfValue, next: string | null): void {
    const binding = sink.ownRead === undefined ? undefined : ownBinding(node);
    if (binding === undefined) return;
    const { start, end } = node;
    sink.ownRead?.({
      of: { binding: binding.name },
      ...{ member: null, use: how, text: binding.name },
      ...(next === null ? {} : { next }),
      span: { start, end },
    });
  }

  function ownBinding(node: Node): Binding | undefined {
    const binding = index.bindingOf.get(node);
    return binding?.scope === index.moduleScope && binding.kind !== 'import' ? binding : undefined;
  }

  function noteElement(object: Node, { name, start, end }: JSXIdentifier, next: string | null): boolean {
    const value = values.valueAt(object);
    if (value?.isModule !== true) return false;
    const text = `${value.text}.${name}`;
    const read = { of: value.of, member: name, text, span: { start, end }, at };
    sink.read(next === null ? { ...read, use: 'read' } : { ...read, use: 'member', next });
    return true;
  }

  return {
    ...{ comeTo, note, noteRequest, noteOwn, noteElement },
    noteAll(node, how) {
      const read = readOfAll(node, how, values, at);
      if (read !== null) sink.read(read);
      return read !== null;
    },
    notePattern(pattern, value) {
      for (const read of readsOfPattern(pattern, value, values, at)) sink.read(read);
    },
    noteDescribed(node) {
      if (sink.described === undefined) return;
      for (const read of describedReads(node, values, at)) sink.described(read);
    },
  };
}
