// The members that the value of `export = X` surely has, where the declarations do not tell all of them: the names of
// namespaces merged with it, static members of a class, the properties of an object type or an interface. Enough for
// most imports of such a package, so that TypeScript's checker is asked only about a name that is not among them.

import type { LocalExport } from '../../../model/export-entry.ts';
import type { Node } from '../syntax-tree.ts';
import { declarationsIn } from './declarations.ts';
import { literalString, memberNameOf } from './nodes.ts';

type SomeMembers = Pick<LocalExport, 'someMembers' | 'typeName'>;

/**
 * @param name the name after `export =`
 * @param statements of the module or of the block in which it stands
 */
export function someMembersOf(name: string | null, statements: readonly Node[]): SomeMembers {
  if (name === null) return {};
  const own = declarationsIn(statements, true).filter((one) => one.name === name);
  const members = new Set(own.flatMap((one) => one.members ?? []));
  const types: string[] = [];
  const addAll = (names: readonly string[]) => {
    for (const each of names) members.add(each);
  };
  for (const statement of statements.map(declarationOf)) {
    if (statement.type === 'ClassDeclaration' && statement.id?.name === name)
      addAll(namesOfClass(statement.body.body, true));
    else if (statement.type === 'VariableDeclaration') {
      for (const { id } of statement.declarations) {
        if (id.type !== 'Identifier' || id.name !== name) continue;
        addType(id.typeAnnotation?.typeAnnotation, types, addAll);
      }
    }
  }
  if (types.length > 0) {
    const interfaces = interfaceMembers(statements);
    for (const type of types) addAll(interfaces.get(type) ?? []);
  }
  const [typeName] = types;
  return { someMembers: [...members], ...(typeName === undefined ? {} : { typeName }) };
}

/**
 * The properties of the interfaces that stand in the statements or in namespaces among them, by interface; those that they
 * inherit from one another, or from the instances of a class, included.
 */
export function interfaceMembers(statements: readonly Node[]): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  const bases = new Map<string, string[]>();
  const add = (statement: Node): void => {
    const declaration = declarationOf(statement);
    if (declaration.type === 'TSModuleDeclaration') declaration.body?.body.forEach(add);
    if (declaration.type === 'TSInterfaceDeclaration') {
      const { name } = declaration.id;
      members.set(name, [...(members.get(name) ?? []), ...signatureNames(declaration.body.body)]);
      const others = declaration.extends.map(({ expression }) => expression);
      bases.set(name, [...(bases.get(name) ?? []), ...others.flatMap(lastName)]);
    } else if (declaration.type === 'ClassDeclaration' && declaration.id !== null) {
      const { name } = declaration.id;
      members.set(name, [...(members.get(name) ?? []), ...namesOfClass(declaration.body.body, false)]);
      if (declaration.superClass !== null) bases.set(name, lastName(declaration.superClass));
    }
  };
  statements.forEach(add);
  const withInherited = (name: string, seen: Set<string>): string[] => {
    if (seen.has(name)) return [];
    seen.add(name);
    return [
      ...(members.get(name) ?? []),
      ...(bases.get(name) ?? []).flatMap((base) => withInherited(base, seen)),
    ];
  };
  return new Map([...members.keys()].map((name) => [name, withInherited(name, new Set())]));
}

/** `chalk.Chalk` → `Chalk` */
function lastName(reference: Node): string[] {
  if (reference.type === 'Identifier') return [reference.name];
  const name = memberNameOf(reference);
  return name === null ? [] : [name];
}

function addType(type: Node | undefined, types: string[], addAll: (names: readonly string[]) => void): void {
  switch (type?.type) {
    case 'TSTypeLiteral':
      addAll(signatureNames(type.members));
      break;
    case 'TSIntersectionType':
      for (const part of type.types) addType(part, types, addAll);
      break;
    case 'TSTypeReference': {
      const { typeName } = type;
      if (typeName.type === 'Identifier') types.push(typeName.name);
      else if (typeName.type === 'TSQualifiedName') types.push(typeName.right.name);
      break;
    }
  }
}

function declarationOf(statement: Node): Node {
  const isExport =
    statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration';
  return isExport && statement.declaration !== null ? statement.declaration : statement;
}

function signatureNames(members: readonly Node[]): string[] {
  return members.flatMap((member) =>
    member.type === 'TSPropertySignature' || member.type === 'TSMethodSignature' ? keyName(member) : [],
  );
}

function namesOfClass(members: readonly Node[], isStatic: boolean): string[] {
  return members.flatMap((member) => {
    const isMember =
      member.type === 'MethodDefinition' ||
      member.type === 'PropertyDefinition' ||
      member.type === 'TSAbstractMethodDefinition' ||
      member.type === 'TSAbstractPropertyDefinition';
    return isMember && member.static === isStatic && member.accessibility !== 'private'
      ? keyName(member)
      : [];
  });
}

function keyName({ key, computed }: { readonly key: Node; readonly computed: boolean }): string[] {
  if (!computed && key.type === 'Identifier') return [key.name];
  const text = literalString(key);
  return text === null ? [] : [text];
}
