// The decorators that making a class calls, and the names that stand as types in what they decorate: TypeScript's
// `emitDecoratorMetadata` writes them down (`design:type`, `design:paramtypes`, `design:returntype`) where they are classes.
// https://www.typescriptlang.org/docs/handbook/decorators.html#metadata

import type { Class, IdentifierName, Node } from '../syntax-tree.ts';

type Element = Class['body']['body'][number];

/** Of a class, of its members, and of their parameters: all of them are called when the class is made. */
export function decoratorsOf({ decorators, body }: Class): Class['decorators'] {
  const ofMembers = body.body.flatMap((element) => {
    if (element.type !== 'PropertyDefinition' && element.type !== 'MethodDefinition') return [];
    const parameters = element.type === 'MethodDefinition' ? element.value.params : [];
    return [...element.decorators, ...parameters.flatMap((parameter) => parameter.decorators ?? [])];
  });
  return [...decorators, ...ofMembers];
}

/** A type by its name, or as a member of a namespace. */
export interface DescribedType {
  readonly name: IdentifierName;
  readonly member: IdentifierName | null;
}

/** The names of types, in source order; those of type parameters are left out. */
export function describedTypes(node: Class): DescribedType[] {
  const own = parametersIn(node.typeParameters);
  return node.body.body.flatMap((element) =>
    signaturesOf(element, node).filter(({ name }) => !own.has(name.name)),
  );
}

function signaturesOf(element: Element, { decorators }: Class): DescribedType[] {
  if (element.type === 'PropertyDefinition') {
    if (element.decorators.length === 0 || element.declare === true) return [];
    return typeNames(element.typeAnnotation);
  }
  if (element.type !== 'MethodDefinition') return [];
  const { params, returnType, typeParameters } = element.value;
  const isConstructor = element.kind === 'constructor';
  const ofParameters = params.some((parameter) => (parameter.decorators ?? []).length > 0);
  const isDecorated = (isConstructor ? decorators : element.decorators).length > 0 || ofParameters;
  if (!isDecorated || element.value.body === null) return [];
  const own = parametersIn(typeParameters);
  const names = [...params.flatMap(typesOfParameter), ...(isConstructor ? [] : typeNames(returnType))];
  return names.filter(({ name }) => !own.has(name.name));
}

function typesOfParameter(parameter: Node): DescribedType[] {
  switch (parameter.type) {
    case 'TSParameterProperty':
      return typesOfParameter(parameter.parameter);
    case 'AssignmentPattern':
      return typesOfParameter(parameter.left);
    case 'RestElement': {
      const rest = parameter.typeAnnotation?.typeAnnotation;
      return rest?.type === 'TSArrayType' ? nameOf(rest.elementType) : [];
    }
    case 'Identifier':
      // `this` is no parameter.
      return parameter.name === 'this' ? [] : typeNames(parameter.typeAnnotation);
    case 'ObjectPattern':
    case 'ArrayPattern':
      return typeNames(parameter.typeAnnotation);
    default:
      return [];
  }
}

function typeNames(annotation: { readonly typeAnnotation: Node } | null | undefined): DescribedType[] {
  return annotation == null ? [] : nameOf(annotation.typeAnnotation);
}

/** Of anything but a name (`A | null`, `A[]`) the compiler may write something else. */
function nameOf(type: Node): DescribedType[] {
  if (type.type !== 'TSTypeReference') return [];
  const { typeName } = type;
  if (typeName.type === 'Identifier') return [{ name: typeName, member: null }];
  if (typeName.type !== 'TSQualifiedName' || typeName.left.type !== 'Identifier') return [];
  return [{ name: typeName.left, member: typeName.right }];
}

function parametersIn(parameters: Class['typeParameters'] | undefined): ReadonlySet<string> {
  return new Set(parameters?.params.map(({ name }) => name.name) ?? []);
}
