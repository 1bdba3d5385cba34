// Types → ESTree's TypeScript extension. Types whose kind nobody asks for become a union of their parts: the names in
// them are still seen.

import type { ts } from 'ts-morph';
import {
  annotation,
  type Conversion,
  type Part,
  type Tree,
  typeArguments,
  typeParameters,
} from './estree-conversion.ts';
import { key } from './estree-expressions.ts';
import { loadTsMorph } from './load.ts';

export const types: Part = (node, to) => {
  const { ts } = loadTsMorph();
  if (ts.isParenthesizedTypeNode(node)) return to.node(node.type);
  if (ts.isTypeReferenceNode(node)) {
    const args = typeArguments(node.typeArguments, to);
    return to.make(node, 'TSTypeReference', { typeName: to.node(node.typeName), typeArguments: args });
  }
  if (ts.isQualifiedName(node)) {
    return to.make(node, 'TSQualifiedName', { left: to.node(node.left), right: to.node(node.right) });
  }
  if (ts.isTypeQueryNode(node)) {
    const args = typeArguments(node.typeArguments, to);
    return to.make(node, 'TSTypeQuery', { exprName: to.node(node.exprName), typeArguments: args });
  }
  if (ts.isImportTypeNode(node)) return importType(node, to);
  if (ts.isIndexedAccessTypeNode(node)) {
    const indexType = to.node(node.indexType);
    return to.make(node, 'TSIndexedAccessType', { objectType: to.node(node.objectType), indexType });
  }
  if (ts.isLiteralTypeNode(node)) return to.make(node, 'TSLiteralType', { literal: to.node(node.literal) });
  if (ts.isTypePredicateNode(node)) {
    const parameterName = to.node(node.parameterName);
    return to.make(node, 'TSTypePredicate', { parameterName, typeAnnotation: annotation(node.type, to) });
  }
  if (ts.isMappedTypeNode(node)) {
    return to.make(node, 'TSMappedType', {
      key: to.node(node.typeParameter.name),
      constraint: to.node(node.typeParameter.constraint),
      nameType: to.node(node.nameType),
      typeAnnotation: to.node(node.type),
    });
  }
  if (ts.isConditionalTypeNode(node)) {
    return to.make(node, 'TSConditionalType', {
      checkType: to.node(node.checkType),
      extendsType: to.node(node.extendsType),
      trueType: to.node(node.trueType),
      falseType: to.node(node.falseType),
    });
  }
  if (ts.isInferTypeNode(node))
    return to.make(node, 'TSInferType', { typeParameter: to.node(node.typeParameter) });
  if (ts.isTypeParameterDeclaration(node)) {
    const [constraint, fallback] = [to.node(node.constraint), to.node(node.default)];
    return to.make(node, 'TSTypeParameter', { name: to.node(node.name), constraint, default: fallback });
  }
  if (ts.isTypeLiteralNode(node)) return to.make(node, 'TSTypeLiteral', { members: to.nodes(node.members) });
  if (ts.isNamedTupleMember(node)) {
    return to.make(node, 'TSNamedTupleMember', {
      label: to.node(node.name),
      elementType: to.node(node.type),
    });
  }
  return signature(node, to) ?? (ts.isTypeNode(node) ? sumOfParts(node, to) : null);
};

function sumOfParts(node: ts.TypeNode, to: Conversion): Tree {
  const { ts } = loadTsMorph();
  const parts: ts.Node[] = [];
  ts.forEachChild(node, (child) => void parts.push(child));
  return to.make(node, 'TSUnionType', { types: to.nodes(parts) });
}

/** `import('x').A.B`, and `typeof import('x')`, which is a query around it. */
function importType(node: ts.ImportTypeNode, to: Conversion): Tree {
  const { ts } = loadTsMorph();
  const { argument, qualifier } = node;
  const type = to.make(node, 'TSImportType', {
    source: ts.isLiteralTypeNode(argument) ? to.node(argument.literal) : null,
    options: null,
    qualifier: to.node(qualifier),
    typeArguments: typeArguments(node.typeArguments, to),
  });
  return node.isTypeOf ? to.make(node, 'TSTypeQuery', { exprName: type, typeArguments: null }) : type;
}

/** Members of interfaces and type literals, and function types. */
function signature(node: ts.Node, to: Conversion): Tree | null {
  const { ts } = loadTsMorph();
  if (ts.isPropertySignature(node)) {
    return to.make(node, 'TSPropertySignature', {
      ...key(node.name, to),
      typeAnnotation: annotation(node.type, to),
    });
  }
  if (ts.isMethodSignature(node)) {
    return to.make(node, 'TSMethodSignature', { ...key(node.name, to), ...callable(node, to) });
  }
  if (ts.isCallSignatureDeclaration(node))
    return to.make(node, 'TSCallSignatureDeclaration', callable(node, to));
  if (ts.isConstructSignatureDeclaration(node)) {
    return to.make(node, 'TSConstructSignatureDeclaration', callable(node, to));
  }
  if (ts.isFunctionTypeNode(node)) return to.make(node, 'TSFunctionType', callable(node, to));
  if (ts.isConstructorTypeNode(node)) return to.make(node, 'TSConstructorType', callable(node, to));
  if (ts.isIndexSignatureDeclaration(node)) {
    const parameters = to.nodes(node.parameters);
    return to.make(node, 'TSIndexSignature', { parameters, typeAnnotation: annotation(node.type, to) });
  }
  return null;
}

/** The fields that everything with parameters has. */
export function callable(node: ts.SignatureDeclarationBase, to: Conversion) {
  return {
    typeParameters: typeParameters(node.typeParameters, to),
    params: to.nodes(node.parameters),
    returnType: annotation(node.type, to),
  };
}
