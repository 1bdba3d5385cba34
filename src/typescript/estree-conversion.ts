// What the parts of the conversion share: the shape of a converted node, and the way back into the conversion for
// children. TypeScript's syntax tree becomes an ESTree as the native parser gives it, so that everything behind the
// parser runs on it unchanged.

import type { ts } from 'ts-morph';

/** A converted node: `type`, offsets, and the fields that ESTree (with its TypeScript extension) gives that type. */
export interface Tree {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export interface Conversion {
  readonly source: ts.SourceFile;
  /** Converts a child; null for none. */
  node(child: ts.Node | undefined): Tree | null;
  nodes(children: readonly ts.Node[] | undefined): Tree[];
  /** A node of `type` that stands where `at` stands. */
  make(at: ts.Node, type: string, fields: Readonly<Record<string, unknown>>): Tree;
}

/** Converts the nodes that it knows; null leaves a node to the next part. */
export type Part = (node: ts.Node, to: Conversion) => Tree | null;

/** A type annotation: `: T`. */
export function annotation(type: ts.TypeNode | undefined, to: Conversion): Tree | null {
  return type === undefined ? null : to.make(type, 'TSTypeAnnotation', { typeAnnotation: to.node(type) });
}

/** `<A, B>` at a use. */
export function typeArguments(types: readonly ts.TypeNode[] | undefined, to: Conversion): Tree | null {
  const first = types?.[0];
  if (types === undefined || first === undefined) return null;
  return to.make(first, 'TSTypeParameterInstantiation', { params: to.nodes(types) });
}

/** `<A, B>` at a declaration. */
export function typeParameters(
  parameters: readonly ts.TypeParameterDeclaration[] | undefined,
  to: Conversion,
): Tree | null {
  const first = parameters?.[0];
  if (parameters === undefined || first === undefined) return null;
  return to.make(first, 'TSTypeParameterDeclaration', { params: to.nodes(parameters) });
}
