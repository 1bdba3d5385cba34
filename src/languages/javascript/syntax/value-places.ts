// Where values are put: the variables and members of variables that hold one. `exports = module.exports =
// internals.Request = class { … }` makes `internals.Request.symbols = …` a member of what is exported, and
// `internals.root = function () { … }` is what `internals.root()` calls.

import type { Node } from '../syntax-tree.ts';
import { changesList, isReader } from './commonjs-helpers.ts';
import { initialValue } from './commonjs-values.ts';
import { isWriteTarget } from './member-access.ts';
import { isFunction, isNothing, memberNameOf, propertyOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';

/** Every occurrence of a variable, or of a member of one (`internals.Request`); none of what is neither. */
function occurrencesOf(index: SyntaxIndex, place: Node): readonly Node[] {
  if (place.type === 'Identifier') return index.bindingOf.get(place)?.references ?? [];
  const name = memberNameOf(place);
  if (place.type !== 'MemberExpression' || place.object.type !== 'Identifier' || name === null) return [];
  const { object } = place;
  // `exports` is declared by nobody.
  const references = index.bindingOf.get(object)?.references ?? index.globals.get(object.name) ?? [];
  return references.flatMap((reference) => {
    const { parent } = reference;
    const isSame =
      parent?.type === 'MemberExpression' && parent.object === reference && memberNameOf(parent) === name;
    return isSame ? [parent] : [];
  });
}

/**
 * @param target a variable or a member of one that an assignment puts the value into
 * @returns every other occurrence of it; none where something else is put there too
 */
export function otherOccurrences(index: SyntaxIndex, target: Node): readonly Node[] {
  const others = occurrencesOf(index, target).filter((occurrence) => occurrence !== target);
  return others.some(isWriteTarget) ? [] : others;
}

/** Every other occurrence of a place that puts nothing there. */
export function otherReads(index: SyntaxIndex, place: Node): readonly Node[] {
  return occurrencesOf(index, place).filter(
    (occurrence) => occurrence !== place && !isWriteTarget(occurrence),
  );
}

/** What a variable, or a member of one, holds; null where nothing tells it, or several values are put there. */
export function valueAt(index: SyntaxIndex, place: Node): Node | null {
  if (place.type === 'Identifier') {
    const binding = index.bindingOf.get(place);
    return binding === undefined ? null : initialValue(binding);
  }
  const name = memberNameOf(place);
  if (place.type !== 'MemberExpression' || place.object.type !== 'Identifier' || name === null) return null;
  const isOfExports = place.object.name === 'exports' && !index.bindingOf.has(place.object);
  const holder = valueAt(index, place.object);
  // What another module made may have it already: `forge.pki = forge.pki || {}`.
  const isMadeHere = holder !== null && (holder.type === 'ObjectExpression' || isFunction(holder));
  if (!isMadeHere && !isOfExports) return null;
  const first = propertyOf(holder, name);
  const written = occurrencesOf(index, place).flatMap((occurrence) => {
    const { parent } = occurrence;
    if (parent?.type !== 'AssignmentExpression') return isWriteTarget(occurrence) ? [null] : [];
    // Babel: exports.default = void 0
    if (parent.left !== occurrence || isNothing(parent.right)) return [];
    return [parent.operator === '=' ? parent.right : null];
  });
  const values = first === null ? written : [first, ...written];
  return values.length === 1 ? (values[0] ?? null) : null;
}

/** What a place holds, and the names of the members that are put into that elsewhere: `internals.types.binary = …`. */
export interface Contents {
  readonly value: Node;
  readonly added: readonly string[];
}

/** @returns null where more may be put into it than the text names, or nothing tells what it is */
export function contentsAt(index: SyntaxIndex, place: Node): Contents | null {
  const value = valueAt(index, place);
  if (value === null) return null;
  const added = occurrencesOf(index, place).map(namePutInto);
  return added.every((name) => name !== null) ? { value, added: added.filter((name) => name !== '') } : null;
}

/**
 * `types.binary = 1` → `binary`; empty where nothing is added: `list.forEach(…)`, `for (const key in types)`. Null for
 * `list.push(x)`, `types[key] = 1`, and where somebody else gets it: `fill(types)`, `alias = types`.
 */
function namePutInto(use: Node): string | null {
  const { parent } = use;
  switch (parent?.type) {
    case 'MemberExpression': {
      if (parent.object !== use) return '';
      const name = memberNameOf(parent);
      if (isWriteTarget(parent)) return name;
      return changesList(name ?? '') ? null : '';
    }
    case 'CallExpression':
      return isReader(memberNameOf(parent.callee) ?? '') ? '' : null;
    case 'AssignmentExpression':
      return parent.left === use || parent.left.type === 'MemberExpression' ? '' : null;
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'BinaryExpression':
    case 'UnaryExpression':
    case 'SpreadElement':
    case 'Property':
      return '';
    default:
      return null;
  }
}
