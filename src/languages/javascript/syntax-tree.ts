// What a parse gives: module record, comments, errors and (on demand) the syntax tree, in the shapes of oxc-parser. Only
// its types and its list of child properties are used here, neither of which needs the native binding.
// All offsets are UTF-16 code units.

/// <reference path="./oxc-visitor-keys.d.ts" />

import type { EcmaScriptModule, Node, Comment as OxcComment, OxcError, Program } from 'oxc-parser';
import oxcVisitorKeys from 'oxc-parser/src-js/generated/visit/keys';

export type {
  ArrowFunctionExpression,
  BindingPattern,
  CallExpression,
  CatchClause,
  Class,
  ExportExportName,
  ExportImportName,
  ExportLocalName,
  Expression,
  Function as FunctionNode,
  IdentifierName,
  JSXIdentifier,
  LogicalExpression,
  MemberExpression,
  NewExpression,
  Node,
  ObjectExpression,
  ObjectPattern,
  Program,
  Statement,
  StaticExport,
  StaticExportEntry,
  StaticImport,
  StaticImportEntry,
  TryStatement,
  TSModuleDeclaration,
  ValueSpan,
} from 'oxc-parser';

export type Comment = OxcComment;
export type StaticModule = EcmaScriptModule;
export type SyntaxError = OxcError;

/** How a text is read: the grammar, and what a file without module syntax is taken for. */
export interface Dialect {
  readonly lang: 'js' | 'jsx' | 'ts' | 'tsx' | 'dts';
  readonly sourceType: 'module' | 'commonjs' | 'script' | 'unambiguous';
}

export interface Parsed {
  readonly module: StaticModule;
  readonly comments: readonly Comment[];
  readonly errors: readonly SyntaxError[];
  /** The syntax tree without parentheses nodes; brought to JavaScript when called. Empty when the parser gave up. */
  program(): Program;
}

/** The child properties of each node type. */
export const visitorKeys: Readonly<Record<string, readonly string[]>> = oxcVisitorKeys;

/** Parses a text. Never throws for syntax: see `errors`. */
export type ParseSource = (text: string, dialect: Dialect) => Parsed;

/** The children of a node, in the order of {@link visitorKeys}. */
export function* childrenOf(node: Node): Generator<Node> {
  const keys = visitorKeys[node.type];
  if (keys === undefined) return;
  const fields = node as unknown as Readonly<
    Record<string, Node | readonly (Node | null)[] | null | undefined>
  >;
  for (const key of keys) {
    const value = fields[key];
    if (value === null || value === undefined) continue;
    if (Array.isArray(value)) {
      for (const child of value as readonly (Node | null)[]) if (child !== null) yield child;
    } else yield value as Node;
  }
}
