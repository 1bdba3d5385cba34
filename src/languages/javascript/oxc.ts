// The one file that knows oxc-parser: text in, module record, comments, errors and (on demand) the syntax tree out.
// All offsets are UTF-16 code units.

import {
  type EcmaScriptModule,
  type Node,
  type Comment as OxcComment,
  type OxcError,
  visitorKeys as oxcVisitorKeys,
  type Program,
  parseSync,
} from 'oxc-parser';

export type {
  ArrowFunctionExpression,
  BindingPattern,
  CallExpression,
  CatchClause,
  Class,
  Expression,
  Function as FunctionNode,
  MemberExpression,
  Node,
  ObjectExpression,
  ObjectPattern,
  Program,
  Statement,
  StaticExport,
  StaticExportEntry,
  StaticImport,
  TSModuleDeclaration,
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
export function parseSource(text: string, dialect: Dialect): Parsed {
  const result = parseSync('', text, {
    lang: dialect.lang,
    sourceType: dialect.sourceType,
    preserveParens: false,
  });
  return {
    module: result.module,
    comments: result.comments,
    errors: result.errors,
    program: () => result.program,
  };
}

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
