// Functions that are handed to other code, which decides when they run: `server.on('close', save)`, `setUp({ onError() {} })`.

import type { HandedFunction } from '../../../model/module-calls.ts';
import { runsAtOnce } from '../syntax/called-at-once.ts';
import { memberNameOf } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import type { Node } from '../syntax-tree.ts';
import type { FunctionValue } from './callable.ts';
import { extentOf } from './given-functions.ts';
import { functionsOf, nameOfCode } from './named-functions.ts';

export function handedFunctions(index: SyntaxIndex): HandedFunction[] {
  const names = index.moduleScope.bindings.values();
  return [
    ...functionsOf(index).flatMap((code): HandedFunction[] => {
      // What runs where it stands is code of the function around: `items.map((item) => …)`.
      const to = runsAtOnce(code) ? null : receiverOf(code);
      return to === null ? [] : [{ ...extentOf(code, index), to }];
    }),
    ...[...names].flatMap(({ declarations: [declared], references }): HandedFunction[] => {
      const name = declared === undefined ? null : declaredName(declared);
      const to = name === null ? undefined : references.map(receiverOf).find((one) => one !== null);
      return name === null || to == null ? [] : [{ name, to }];
    }),
  ];
}

/** The name of the function that a binding is declared as; null for every other one. */
function declaredName(declared: Node): string | null {
  const { parent } = declared;
  const code: Node | null | undefined = parent?.type === 'VariableDeclarator' ? parent.init : parent;
  const isCode = code?.type === 'FunctionDeclaration' || isExpression(code);
  return code != null && isCode ? nameOfCode(code) : null;
}

function isExpression(code: Node | null | undefined): code is FunctionValue {
  return code?.type === 'ArrowFunctionExpression' || code?.type === 'FunctionExpression';
}

/** The function that a value is an argument of, or a part of one; as it is written. */
function receiverOf(value: Node): string | null {
  let child = value;
  for (let parent = value.parent ?? null; parent !== null; child = parent, parent = parent.parent ?? null) {
    switch (parent.type) {
      case 'CallExpression':
      case 'NewExpression': {
        if (parent.callee === child) return null;
        const name = writtenName(parent.callee);
        return name === null ? null : parent.type === 'NewExpression' ? `new ${name}` : name;
      }
      case 'Property':
        if (parent.value !== child) return null;
        break;
      case 'ObjectExpression':
      case 'ArrayExpression':
        break;
      default:
        return null;
    }
  }
  return null;
}

/** `server.on`; of a longer chain the last name: `….then`. */
function writtenName(callee: Node): string | null {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'ThisExpression') return 'this';
  const member = memberNameOf(callee);
  if (callee.type !== 'MemberExpression' || member === null) return null;
  const owner = writtenName(callee.object);
  return owner === null ? member : `${owner}.${member}`;
}
