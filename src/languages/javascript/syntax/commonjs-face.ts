// What is known of a CommonJS module's exports while its text is being read: names, copies of other modules, and the
// nodes that still have to be looked at. Whatever is not understood makes the module dynamic.

import type { MakingUse, NamingExport, ValueSource } from '../../../model/commonjs-face.ts';
import type { LocalExport } from '../../../model/export-entry.ts';
import type { FileGlob } from '../../../model/module-record.ts';
import type { RecordDraft } from '../record-draft.ts';
import type { Node } from '../syntax-tree.ts';
import { isFunction, nameSpan } from './nodes.ts';
import type { IsLost } from './replaced-exports.ts';
import type { Binding, SyntaxIndex } from './scopes.ts';
import { otherOccurrences } from './value-places.ts';

export interface Face {
  readonly draft: RecordDraft;
  readonly index: SyntaxIndex;
  readonly isLost: IsLost;
  /** Occurrences of the exports object. */
  readonly occurrences: Agenda<Node>;
  /** Values that become the exports object, or are copied into it. */
  readonly values: Agenda<Node>;
  /** Functions that are members of the exports object: it is their `this`. */
  readonly methods: Agenda<Node>;
  /**
   * Where the exports object stands as well: `this` of those functions, a member of another object. Only what adds names
   * counts there.
   */
  readonly asides: Agenda<Node>;
  /** Occurrences of `module`. */
  readonly modules: Agenda<Node>;
  /** Variables that hold the exports object. */
  readonly held: Set<Binding>;
  /** Variables that hold what becomes the exports object. */
  readonly variables: Set<Binding>;
  /** Functions and classes that become the exports object. */
  readonly callable: Node[];
  /** Functions of other modules that make it, or put names into it. */
  readonly makers: Maker[];
  /** What its members are, as they are put into it. */
  readonly members: Member[];
  /** Functions that this module exports and that name members of it. */
  readonly namedThrough: NamingExport[];
  /** What functions of this module are called with, by their parameters. */
  readonly given: Map<Binding, Node[]>;
  /** The functions of this module that are called with the exports object, and by which calls; those that give it back. */
  readonly calls: Map<Node, readonly Node[]>;
  readonly givingBack: Set<Node>;
  /** The function that is asked what it makes, and its parameters by their positions; null for the exports object. */
  readonly told: { readonly called: Node; readonly parameters: ReadonlyMap<Binding, number> } | null;
  /** The positions of those whose names it has. */
  readonly ofArguments: Set<number>;
  /** Files of which one makes it, or is copied into it. */
  readonly oneOf: FileGlob[];
  /** What a compiler made of an ES module: its functions are called without a `this`. */
  isCompiled: boolean;
  dynamic: boolean;
}

/** A member of the exports object, and what is put there. */
export interface Member {
  readonly name: string;
  readonly value: Node;
}

/** A call of a function of another module. */
export interface Maker extends ValueSource {
  readonly use: MakingUse;
  /** What it is called with; null for the exports object itself. */
  readonly given: readonly (Node | null)[];
}

/** What is still to be looked at; everything once. */
export interface Agenda<Item> {
  readonly seen: Set<Item>;
  readonly open: Item[];
}

export function newFace(
  draft: RecordDraft,
  index: SyntaxIndex,
  isLost: IsLost,
  told: Face['told'] = null,
): Face {
  return {
    draft,
    index,
    isLost,
    occurrences: { seen: new Set(), open: [] },
    values: { seen: new Set(), open: [] },
    methods: { seen: new Set(), open: [] },
    modules: { seen: new Set(), open: [] },
    asides: { seen: new Set(), open: [] },
    held: new Set(),
    variables: new Set(),
    callable: [],
    makers: [],
    members: [],
    namedThrough: [],
    given: new Map(),
    calls: new Map(),
    givingBack: new Set(),
    told,
    ofArguments: new Set(),
    oneOf: [],
    isCompiled: false,
    dynamic: false,
  };
}

/** Puts it on the agenda. @returns whether it is new there */
export function lookAt<Item>(agenda: Agenda<Item>, item: Item): boolean {
  if (agenda.seen.has(item)) return false;
  agenda.seen.add(item);
  agenda.open.push(item);
  return true;
}

/** The exports object has a member of this name. */
export function addName(face: Face, name: string, at: Node): void {
  if (name === '__esModule') face.isCompiled = true;
  if (name === '__esModule' || name === '__proto__') return;
  const span = nameSpan(at);
  const entry: LocalExport = { kind: 'local', exportName: name, localName: null, meaning: 'value', span };
  face.draft.exports.push(entry);
}

/** What the member is: a function is called with the exports object as its `this`. */
export function addMember(face: Face, name: string | null, value: Node): void {
  if (name !== null) face.members.push({ name, value });
  const held = value.type === 'Identifier' ? face.index.bindingOf.get(value)?.declarations[0]?.parent : value;
  if (held && isFunction(held)) lookAt(face.methods, held);
}

/** The exports object has all names of another module. */
export function addStar(face: Face, request: number, at: Node): void {
  face.draft.exports.push({ kind: 'star', request, typeOnly: false, span: { start: at.start, end: at.end } });
}

/** The function of another module makes the exports object, or puts names into it. */
export function addMaker(
  face: Face,
  { request, member }: ValueSource,
  use: MakingUse,
  given: Maker['given'] = [],
): void {
  face.makers.push({ request, ...(member !== undefined && { member }), use, given });
}

/** A variable that holds the exports object: its uses count as uses of `exports`. So do those of a member of another. */
export function holdExports(face: Face, target: Node): void {
  if (target.type === 'ObjectPattern') return;
  if (target.type === 'MemberExpression') {
    for (const place of otherOccurrences(face.index, target)) lookAt(face.asides, place);
    return;
  }
  const binding =
    target.type === 'Identifier'
      ? (face.index.declaredBy.get(target) ?? face.index.bindingOf.get(target))
      : undefined;
  if (binding === undefined || binding === null) {
    // exports = module.exports;
    if (target.type !== 'Identifier' || target.name !== 'exports') face.dynamic = true;
  } else if (!face.held.has(binding)) {
    face.held.add(binding);
    for (const reference of binding.references) if (reference !== target) lookAt(face.occurrences, reference);
  }
}
