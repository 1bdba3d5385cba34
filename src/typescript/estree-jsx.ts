// JSX → ESTree.

import type { ts } from 'ts-morph';
import { type Conversion, type Tree, typeArguments } from './estree-conversion.ts';
import { loadTsMorph } from './load.ts';

/** Null for what is no JSX. */
export function jsx(node: ts.Node, to: Conversion): Tree | null {
  const { ts } = loadTsMorph();
  if (ts.isJsxElement(node)) {
    return to.make(node, 'JSXElement', {
      openingElement: to.node(node.openingElement),
      children: to.nodes(node.children),
      closingElement: to.make(node.closingElement, 'JSXClosingElement', {
        name: tagName(node.closingElement.tagName, to),
      }),
    });
  }
  if (ts.isJsxSelfClosingElement(node)) {
    return to.make(node, 'JSXElement', {
      openingElement: opening(node, to),
      children: [],
      closingElement: null,
    });
  }
  if (ts.isJsxOpeningElement(node)) return opening(node, to);
  if (ts.isJsxFragment(node)) return to.make(node, 'JSXFragment', { children: to.nodes(node.children) });
  if (ts.isJsxExpression(node)) {
    return to.make(node, 'JSXExpressionContainer', { expression: to.node(node.expression) });
  }
  if (ts.isJsxText(node)) return to.make(node, 'JSXText', {});
  if (ts.isJsxSpreadAttribute(node))
    return to.make(node, 'JSXSpreadAttribute', { argument: to.node(node.expression) });
  if (ts.isJsxAttribute(node)) {
    const name = to.make(node.name, 'JSXIdentifier', { name: node.name.getText(to.source) });
    return to.make(node, 'JSXAttribute', { name, value: to.node(node.initializer) });
  }
  return null;
}

function opening(node: ts.JsxOpeningLikeElement, to: Conversion): Tree {
  return to.make(node, 'JSXOpeningElement', {
    name: tagName(node.tagName, to),
    typeArguments: typeArguments(node.typeArguments, to),
    attributes: to.nodes(node.attributes.properties),
  });
}

function tagName(node: ts.Node, to: Conversion): Tree {
  const { ts } = loadTsMorph();
  if (!ts.isPropertyAccessExpression(node))
    return to.make(node, 'JSXIdentifier', { name: node.getText(to.source) });
  const property = to.make(node.name, 'JSXIdentifier', { name: node.name.text });
  return to.make(node, 'JSXMemberExpression', { object: tagName(node.expression, to), property });
}
