// The ways in which a healthy project gets a dangling import, each as a small edit of one file. Candidates are found
// in the syntax tree of TypeScript, which is no parser of danglint's.

import ts from 'typescript';

export const mutationKinds = [
  'rename-export',
  'remove-export',
  'remove-default',
  'delete-file',
  'misspell-name',
  'misspell-specifier',
  'misspell-package',
  'misspell-member',
  'misspell-dynamic',
  'drop-reexport',
] as const;

export type MutationKind = (typeof mutationKinds)[number];

export interface Mutation {
  readonly kind: MutationKind;
  readonly file: string;
  /** The text of the file after it; null: the file is deleted. */
  readonly text: string | null;
  /** For people: what was done to what. */
  readonly description: string;
}

/** A mutation that is not carried out yet; the edits of one file are many, its texts are large. */
export interface Candidate {
  readonly kind: MutationKind;
  readonly file: string;
  readonly description: string;
  readonly edit: Edit | 'delete';
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** Carries out a candidate on the text of its file. */
export function mutate(candidate: Candidate, text: string): Mutation {
  const { kind, file, description, edit } = candidate;
  if (edit === 'delete') return { kind, file, description, text: null };
  return {
    kind,
    file,
    description,
    text: text.slice(0, edit.start) + edit.replacement + text.slice(edit.end),
  };
}

/** Every candidate in a source file. */
export function candidatesIn(source: ts.SourceFile): Candidate[] {
  const found: Candidate[] = [];
  const add = (kind: MutationKind, node: ts.Node, replacement: string) => {
    const [start, end] = [node.getStart(source), node.getEnd()];
    const description = `${kind} ${source.text.slice(start, end).split('\n')[0]}`;
    found.push({ kind, file: source.fileName, description, edit: { start, end, replacement } });
  };
  if (ts.isExternalModule(source)) {
    found.push({ kind: 'delete-file', file: source.fileName, description: 'delete-file', edit: 'delete' });
  }
  const namespaces = new Set<string>();
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) addImport(statement, add, namespaces);
    else if (ts.isExportDeclaration(statement)) addExportDeclaration(statement, add);
    else if (ts.isExportAssignment(statement)) {
      if (statement.isExportEquals !== true)
        add('remove-default', statement, `void (${statement.expression.getText(source)});`);
    } else addDeclaration(statement, add);
  }
  addUses(source, namespaces, add);
  return found;
}

type Add = (kind: MutationKind, node: ts.Node, replacement: string) => void;

function addImport(statement: ts.ImportDeclaration, add: Add, namespaces: Set<string>): void {
  addSpecifier(statement.moduleSpecifier, add);
  const bindings = statement.importClause?.namedBindings;
  if (bindings === undefined) return;
  if (ts.isNamespaceImport(bindings)) {
    namespaces.add(bindings.name.text);
    return;
  }
  for (const element of bindings.elements) {
    if (element.propertyName !== undefined) {
      if (ts.isIdentifier(element.propertyName))
        add('misspell-name', element.propertyName, `${element.propertyName.text}Gone`);
    } else add('misspell-name', element.name, `${element.name.text}Gone as ${element.name.text}`);
  }
}

function addSpecifier(node: ts.Expression, add: Add): void {
  if (!ts.isStringLiteral(node)) return;
  const quote = node.getText().charAt(0);
  const { text } = node;
  if (text.startsWith('.')) add('misspell-specifier', node, quote + misspelt(text) + quote);
  else if (!text.startsWith('node:'))
    add('misspell-package', node, `${quote}${misspeltPackage(text)}${quote}`);
}

/** `./a/b.js` → `./a/bGone.js`. */
function misspelt(specifier: string): string {
  const match = /^(.*?)((?:\.[cm]?[jt]sx?|\.json)?)$/.exec(specifier);
  const stem = match?.[1] ?? specifier;
  return /[./]$/.test(stem) ? `${stem}/gone` : `${stem}Gone${match?.[2] ?? ''}`;
}

function misspeltPackage(specifier: string): string {
  const parts = specifier.split('/');
  const last = specifier.startsWith('@') ? 1 : 0;
  return parts.map((part, index) => (index === last ? `${part}-gone` : part)).join('/');
}

function addExportDeclaration(statement: ts.ExportDeclaration, add: Add): void {
  const specifier = statement.moduleSpecifier;
  if (specifier !== undefined) addSpecifier(specifier, add);
  const clause = statement.exportClause;
  if (clause === undefined || !ts.isNamedExports(clause)) {
    if (specifier !== undefined) add('drop-reexport', statement, 'export {};');
    return;
  }
  for (const element of clause.elements) {
    const kind: MutationKind = specifier === undefined ? 'rename-export' : 'drop-reexport';
    const inner = (element.propertyName ?? element.name).text;
    if (element.name.text !== 'default') add(kind, element.name, renamedElement(element, inner));
    if (
      specifier !== undefined &&
      ts.isIdentifier(element.propertyName ?? element.name) &&
      inner !== 'default'
    ) {
      const name = element.propertyName ?? element.name;
      add(
        'misspell-name',
        name,
        element.propertyName === undefined ? `${inner}Gone as ${inner}` : `${inner}Gone`,
      );
    }
  }
}

function renamedElement(element: ts.ExportSpecifier, inner: string): string {
  return element.propertyName === undefined ? `${inner} as ${inner}Gone` : `${element.name.text}Gone`;
}

function addDeclaration(statement: ts.Statement, add: Add): void {
  if (!ts.canHaveModifiers(statement)) return;
  const modifiers = ts.getModifiers(statement);
  const exported = modifiers?.find(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (exported === undefined) return;
  const byDefault = modifiers?.find(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  const name = nameOf(statement);
  if (byDefault !== undefined) {
    if (name === undefined) return;
    // `export default function f` → `export function f`: the default is gone, the rest stands.
    add('remove-default', byDefault, '');
    return;
  }
  add('remove-export', exported, '');
  if (name !== undefined) add('rename-export', name, `${name.text}Gone`);
}

function nameOf(statement: ts.Statement): ts.Identifier | undefined {
  if (ts.isVariableStatement(statement)) {
    const name = statement.declarationList.declarations[0]?.name;
    return name !== undefined && ts.isIdentifier(name) ? name : undefined;
  }
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return statement.name;
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return statement.name;
  return ts.isEnumDeclaration(statement) ? statement.name : undefined;
}

/** Members of namespace imports, specifiers and members of `import()` and of import types. */
function addUses(source: ts.SourceFile, namespaces: ReadonlySet<string>, add: Add): void {
  const visit = (node: ts.Node): void => {
    if (
      ts.isPropertyAccessExpression(node) &&
      isNamespace(node.expression, namespaces) &&
      ts.isIdentifier(node.name)
    ) {
      // Of `<ns.X>…</ns.X>` both ends would have to change.
      const isOneEnd = ts.isJsxOpeningElement(node.parent) || ts.isJsxClosingElement(node.parent);
      if (!isOneEnd && !isAssignedOrTested(node)) add('misspell-member', node.name, `${node.name.text}Gone`);
    } else if (ts.isQualifiedName(node) && isNamespace(node.left, namespaces)) {
      add('misspell-member', node.right, `${node.right.text}Gone`);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      addDynamic(node.arguments[0], add);
    } else if (ts.isImportTypeNode(node)) {
      if (ts.isLiteralTypeNode(node.argument)) addDynamic(node.argument.literal, add);
      const { qualifier } = node;
      if (qualifier !== undefined && ts.isIdentifier(qualifier))
        add('misspell-member', qualifier, `${qualifier.text}Gone`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

function addDynamic(node: ts.Node | undefined, add: Add): void {
  if (node === undefined || !ts.isStringLiteral(node)) return;
  if (!node.text.startsWith('.')) return;
  const quote = node.getText().charAt(0);
  add('misspell-dynamic', node, quote + misspelt(node.text) + quote);
}

function isNamespace(node: ts.Node, namespaces: ReadonlySet<string>): boolean {
  return ts.isIdentifier(node) && namespaces.has(node.text);
}

const assignmentsAndTests: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** `ns.x?.()`, `if (ns.x)`, `ns.x = …`: TypeScript complains, and the code still runs. */
function isAssignedOrTested(node: ts.PropertyAccessExpression): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isConditionalExpression(parent) || ts.isPrefixUnaryExpression(parent))
    return true;
  if (ts.isTypeOfExpression(parent)) return true;
  if (ts.isPropertyAccessExpression(parent) || ts.isCallExpression(parent))
    return parent.questionDotToken !== undefined;
  return ts.isBinaryExpression(parent) && assignmentsAndTests.has(parent.operatorToken.kind);
}
