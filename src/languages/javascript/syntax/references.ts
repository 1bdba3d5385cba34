// Which identifiers stand for a binding, as opposed to naming a property, a label or an imported name.

import type { Node } from '../syntax-tree.ts';

/** Whether an identifier stands for a binding; property names, labels and imported names do not. */
export function isReference(node: Node): boolean {
  const parent = node.parent;
  if (parent === null || parent === undefined) return false;
  switch (parent.type) {
    case 'MemberExpression':
      return parent.object === node || parent.computed;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'TSAbstractMethodDefinition':
    case 'TSAbstractPropertyDefinition':
    case 'TSAbstractAccessorProperty':
    case 'TSPropertySignature':
    case 'TSMethodSignature':
      return parent.key !== node || parent.computed;
    case 'LabeledStatement':
      return parent.label !== node;
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
    case 'ImportAttribute':
    case 'ImportSpecifier':
    case 'ExportAllDeclaration':
    case 'TSImportType':
    case 'TSNamespaceExportDeclaration':
    case 'TSTypePredicate':
    case 'JSXAttribute':
    case 'JSXClosingElement':
    case 'JSXNamespacedName':
      return false;
    case 'ExportSpecifier':
      return parent.local === node && !isReExport(parent);
    case 'TSQualifiedName':
      return parent.left === node;
    case 'TSEnumMember':
      return parent.id !== node;
    case 'TSNamedTupleMember':
      return parent.label !== node;
    case 'JSXMemberExpression':
      return parent.object === node;
    case 'JSXOpeningElement':
      return node.type === 'JSXIdentifier' && !/^[a-z]/.test(node.name);
    default:
      return true;
  }
}

function isReExport(specifier: Node): boolean {
  const statement = specifier.parent;
  return statement?.type === 'ExportNamedDeclaration' && statement.source !== null;
}
