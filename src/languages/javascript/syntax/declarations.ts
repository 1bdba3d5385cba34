// What a list of statements declares and exports: the top level of a module, the body of a namespace, the body of
// `declare module 'x'`. Needs the tree, for what the native module record does not tell: whether a namespace is a
// value, what an exported local means, and TypeScript's implicit exports in ambient code.

import type { LocalExport, Meaning } from '../../../model/export-entry.ts';
import { addTo } from '../../../model/lists.ts';
import { mergeMeanings } from '../static-entries.ts';
import type { Node } from '../syntax-tree.ts';
import { literalString, nameSpan } from './nodes.ts';
import { bindingIdentifiers } from './scopes.ts';

export interface Declared {
  readonly name: string;
  readonly meaning: Meaning;
  readonly span: { readonly start: number; readonly end: number };
  /** The member names of a namespace; null when the declaration is something else. */
  readonly members: readonly string[] | null;
  /** The names of the values of an enum, which other enums and namespaces may be merged with. */
  readonly values?: readonly string[];
  /** `import A = N.B`: the path that it is another name of. */
  readonly alias?: readonly string[];
  /** Those of the namespaces inside it, by path, as in `LocalExport`. */
  readonly inner: Inner;
  readonly exported: boolean;
  /** `open`: may have members that no declaration lists (a value, a class); `function`: only what is assigned to it. */
  readonly shape: 'closed' | 'function' | 'open';
}

type Inner = Readonly<Record<string, readonly string[]>>;

/** Everything that the statements declare, one entry per declaration (merged declarations give several). */
export function declarationsIn(statements: readonly Node[], ambient: boolean): Declared[] {
  const implicit = ambient && exportsImplicitly(statements);
  const found: Declared[] = [];
  for (const statement of statements) {
    if (statement.type === 'ExportNamedDeclaration') {
      if (statement.declaration !== null) found.push(...declaredBy(statement.declaration, true, ambient));
    } else if (statement.type === 'ExportDefaultDeclaration') {
      for (const one of declaredBy(statement.declaration, false, ambient)) found.push(one);
    } else found.push(...declaredBy(statement, implicit, ambient));
  }
  return found.map((one) => aliased(one, found));
}

/** With the members of what it is another name of, where that is a namespace among the same statements. */
function aliased(one: Declared, all: readonly Declared[]): Declared {
  const [root, ...path] = one.alias ?? [];
  if (root === undefined) return one;
  const { members: own, innerMembers = {} } = mergeDeclared(all.filter(({ name }) => name === root)) ?? {};
  const inside = path.join('.');
  const members = inside === '' ? own : innerMembers[inside];
  if (members === undefined) return one;
  const prefix = inside === '' ? '' : `${inside}.`;
  const inner = Object.entries(innerMembers).flatMap(([place, names]) =>
    place.startsWith(prefix) && place !== inside ? [[place.slice(prefix.length), names] as const] : [],
  );
  return { ...one, shape: 'closed', members, inner: Object.fromEntries(inner) };
}

/**
 * In ambient code every declaration is exported, unless the block holds an export list or an export assignment
 * (`hasExportDeclarations` in TypeScript's binder; handbook, "Declaration files: modules").
 */
export function exportsImplicitly(statements: readonly Node[]): boolean {
  return !statements.some(
    (statement) =>
      statement.type === 'ExportAllDeclaration' ||
      statement.type === 'TSExportAssignment' ||
      (statement.type === 'ExportNamedDeclaration' && statement.declaration === null) ||
      (statement.type === 'ExportDefaultDeclaration' && !isDefinition(statement.declaration)),
  );
}

function isDefinition(node: Node): boolean {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'TSDeclareFunction' ||
    node.type === 'ClassDeclaration' ||
    node.type === 'TSInterfaceDeclaration'
  );
}

function declaredBy(statement: Node, exported: boolean, ambient: boolean): Declared[] {
  switch (statement.type) {
    case 'VariableDeclaration':
      return statement.declarations
        .flatMap((declarator) => bindingIdentifiers(declarator.id))
        .sort((a, b) => a.start - b.start)
        .map((identifier) => declared(identifier, 'value', exported, 'open'));
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
      return statement.id === null ? [] : [declared(statement.id, 'value', exported, 'function')];
    case 'ClassDeclaration':
      return statement.id === null ? [] : [declared(statement.id, 'both', exported, 'open')];
    case 'TSEnumDeclaration': {
      const values = statement.body.members.map(({ id }) => moduleExportName(id));
      const shape = values.includes('') ? 'open' : 'closed';
      return [{ ...declared(statement.id, 'both', exported, shape), values }];
    }
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return [declared(statement.id, 'type', exported, 'closed')];
    case 'TSImportEqualsDeclaration': {
      // import A = N.B;  (an alias of anything)
      if (statement.moduleReference.type === 'TSExternalModuleReference') return [];
      const alias = namespaceName(statement.moduleReference).map(moduleExportName);
      return [{ ...declared(statement.id, 'both', exported, 'open'), alias }];
    }
    case 'TSModuleDeclaration':
      return namespaceDeclared(statement, exported, ambient);
    default:
      return [];
  }
}

function namespaceDeclared(statement: Node, exported: boolean, ambient: boolean): Declared[] {
  if (statement.type !== 'TSModuleDeclaration' || statement.kind === 'global') return [];
  const isAmbient = ambient || statement.declare;
  const [root, ...others] = namespaceName(statement.id);
  if (root === undefined) return [];
  const body = statement.body?.body ?? [];
  let contents = namespaceContents(body, isAmbient);
  for (const identifier of others.reverse()) {
    const name = identifier.type === 'Identifier' ? identifier.name : '';
    contents = { members: [name], inner: contents === null ? {} : under(name, contents) };
  }
  const meaning = isInstantiated(body) ? 'both' : 'type';
  const { members, inner } = contents ?? { members: null, inner: {} };
  return [{ ...declared(root, meaning, exported, members === null ? 'open' : 'closed'), members, inner }];
}

interface Contents {
  readonly members: readonly string[];
  readonly inner: Inner;
}

/** The names that a namespace body exports; null when not all of them can be told. */
function namespaceContents(body: readonly Node[], ambient: boolean): Contents | null {
  const groups = new Map<string, Declared[]>();
  for (const one of declarationsIn(body, ambient)) {
    if (one.exported) addTo(groups, one.name, one);
  }
  const listed = new Set<string>();
  for (const statement of body) {
    if (statement.type === 'ExportAllDeclaration') return null;
    if (statement.type !== 'ExportNamedDeclaration') continue;
    for (const specifier of statement.specifiers) listed.add(moduleExportName(specifier.exported));
  }
  const inner: Record<string, readonly string[]> = {};
  for (const [name, group] of groups) {
    const merged = listed.has(name) ? null : mergeDeclared(group);
    if (merged?.members !== undefined)
      Object.assign(inner, under(name, { members: merged.members, inner: merged.innerMembers ?? {} }));
  }
  return { members: [...new Set([...groups.keys(), ...listed])], inner };
}

/** Namespaces further inside are not told: nobody writes them, and the paths of all of them would fill the memory. */
const maximumPath = 8;

/** What is in a namespace, by the paths of the one around it. */
function under(name: string, { members, inner }: Contents): Inner {
  const deeper = Object.entries(inner)
    .filter(([path]) => path.split('.').length < maximumPath)
    .map(([path, names]) => [`${name}.${path}`, names] as const);
  return Object.fromEntries([[name, members], ...deeper]);
}

/** `A.B.C` → its identifiers; empty for `declare module 'x'`. */
function namespaceName(id: Node): Node[] {
  const names: Node[] = [];
  let left = id;
  for (; left.type === 'TSQualifiedName'; left = left.left) names.push(left.right);
  if (left.type === 'Identifier') names.push(left);
  return names.reverse();
}

/** Whether a namespace exists at run time: it holds something that is more than a type. */
function isInstantiated(body: readonly Node[]): boolean {
  return body.some((statement) => {
    const inner =
      statement.type === 'ExportNamedDeclaration' && statement.declaration !== null
        ? statement.declaration
        : statement;
    switch (inner.type) {
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        return false;
      case 'TSModuleDeclaration':
        return inner.kind !== 'global' && isInstantiated(inner.body?.body ?? []);
      case 'ExportNamedDeclaration':
        // export { T } of types declared here
        return inner.specifiers.some((specifier) => specifier.exportKind !== 'type') &&
          inner.exportKind !== 'type'
          ? inner.specifiers.some((specifier) => declaresValue(body, moduleExportName(specifier.local)))
          : false;
      default:
        return true;
    }
  });
}

function declaresValue(body: readonly Node[], name: string): boolean {
  const own = declarationsIn(body, true).filter((one) => one.name === name);
  return own.length === 0 || own.some((one) => one.meaning !== 'type');
}

function declared(identifier: Node, meaning: Meaning, exported: boolean, shape: Declared['shape']): Declared {
  const name = identifier.type === 'Identifier' ? identifier.name : '';
  return { name, meaning, span: nameSpan(identifier), members: null, inner: {}, exported, shape };
}

export function moduleExportName(node: Node): string {
  return node.type === 'Identifier' ? node.name : (literalString(node) ?? '');
}

/** All declarations of one name as one: what it means, and its members when namespaces and enums alone make it up. */
export function mergeDeclared(
  declarations: readonly Declared[],
): Pick<LocalExport, 'meaning' | 'members' | 'innerMembers'> | null {
  const [first, ...others] = declarations;
  if (first === undefined) return null;
  const meaning = others.reduce((all, one) => mergeMeanings(all, one.meaning), first.meaning);
  const hasMembers = declarations.some(({ members, values }) => members !== null || values !== undefined);
  if (!hasMembers || declarations.some((one) => one.shape !== 'closed')) return { meaning };
  const innerMembers = mergedInner(declarations);
  return {
    meaning,
    members: memberNames(declarations),
    ...(Object.keys(innerMembers).length === 0 ? {} : { innerMembers }),
  };
}

/** Told where all blocks of the namespace that have the inner one tell it. */
function mergedInner(declarations: readonly Declared[]): Inner {
  const merged: Record<string, readonly string[]> = {};
  for (const path of new Set(declarations.flatMap(({ inner }) => Object.keys(inner)))) {
    const at = path.lastIndexOf('.');
    const owners = declarations.filter(({ members, inner }) =>
      (at === -1 ? members : inner[path.slice(0, at)])?.includes(path.slice(at + 1)),
    );
    const names = owners.map(({ inner }) => inner[path]);
    if (names.every((some) => some !== undefined)) merged[path] = [...new Set(names.flat())];
  }
  return merged;
}

/** The names that `export = X` gives in a declaration file, where functions have what their namespaces list. */
export function membersOfExportEquals(declarations: readonly Declared[]): string[] | null {
  if (declarations.length === 0 || declarations.some((one) => one.shape === 'open')) return null;
  const isFunction = declarations.some((one) => one.shape === 'function');
  return [...memberNames(declarations), ...(isFunction ? ofEveryFunction : [])];
}

/** lib.es5.d.ts, `interface Function` */
const ofEveryFunction = [
  'apply',
  'call',
  'bind',
  'toString',
  'prototype',
  'length',
  'arguments',
  'caller',
  'name',
];

function memberNames(declarations: readonly Declared[]): string[] {
  return [...new Set(declarations.flatMap(({ members, values = [] }) => [...(members ?? []), ...values]))];
}
