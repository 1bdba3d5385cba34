// What a class or interface that extends or implements a name asks of it.

import type { ts } from 'ts-morph';
import type { NameUses, Subclass } from './uses.ts';

type Ts = typeof ts;

export function heritage(typescript: Ts, node: ts.ExpressionWithTypeArguments, uses: NameUses): void {
  const count = node.typeArguments?.length ?? 0;
  const clause = node.parent as ts.HeritageClause;
  const isClassBase =
    clause.token === typescript.SyntaxKind.ExtendsKeyword &&
    !typescript.isInterfaceDeclaration(clause.parent);
  if (isClassBase) uses.extended.push(subclass(typescript, clause.parent, count));
  else uses.types.push(count);
}

function subclass(
  typescript: Ts,
  node: ts.ClassLikeDeclaration | ts.InterfaceDeclaration,
  count: number,
): Subclass {
  const overrides = new Map<string, 'method' | 'property' | 'accessor'>();
  const declares = new Set<string>();
  const uses = new Set<string>();
  for (const each of node.members) {
    if (each.name === undefined || !typescript.isIdentifier(each.name)) continue;
    declares.add(each.name.text);
    if (!typescript.canHaveModifiers(each)) continue;
    const modifiers = typescript.getModifiers(each) ?? [];
    if (!modifiers.some(({ kind }) => kind === typescript.SyntaxKind.OverrideKeyword)) continue;
    const accessor = typescript.isAccessor(each);
    overrides.set(
      each.name.text,
      typescript.isMethodDeclaration(each) ? 'method' : accessor ? 'accessor' : 'property',
    );
  }
  visit(node);
  return { typeArguments: count, overrides, declares, uses };

  function visit(child: ts.Node): void {
    const { SyntaxKind } = typescript;
    if (typescript.isPropertyAccessExpression(child)) {
      const { kind } = child.expression;
      if (kind === SyntaxKind.ThisKeyword || kind === SyntaxKind.SuperKeyword) uses.add(child.name.text);
    }
    typescript.forEachChild(child, visit);
  }
}
