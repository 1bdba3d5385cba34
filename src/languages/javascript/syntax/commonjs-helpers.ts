// The functions that compilers write into their output to fill the exports object, and those that only read it, by name.

import type { Node } from '../syntax-tree.ts';

const readers = new Set([
  'keys',
  'values',
  'entries',
  'freeze',
  'seal',
  'getOwnPropertyNames',
  'getOwnPropertyDescriptor',
  'getOwnPropertyDescriptors',
  'getPrototypeOf',
  'hasOwnProperty',
  'call',
  'apply',
  'bind',
  'log',
]);

/** The methods that put something into a list, or take it out: ECMA-262, 23.1.3 (Array) and 24.2.4 (Set). */
const changing = new Set([
  'push',
  'unshift',
  'splice',
  'pop',
  'shift',
  'fill',
  'copyWithin',
  'add',
  'delete',
  'clear',
]);

/** `list.push(x)`; not `list.forEach(…)` */
export function changesList(name: string): boolean {
  return changing.has(name);
}

/** `Object.keys(exports)`, `Object.freeze(exports)`, `fn.call(exports)`, `fn.apply(exports, arguments)` */
export function isReader(name: string): boolean {
  return readers.has(name);
}

/** `Object.freeze(exports)`, `Object.defineProperty(exports, …)`: gives back the object that it is called with. */
export function givesItsTarget(name: string): boolean {
  return /^(?:freeze|seal|preventExtensions|definePropert(?:y|ies))$/.test(name) || isMerge(name);
}

/** swc and esbuild: `__export(exports, { name: () => name })` */
export function isExportHelper(name: string): boolean {
  return /^_*export$/.test(name);
}

/** TypeScript and swc: `__exportStar(require('x'), exports)` */
export function isStarHelper(name: string): boolean {
  return /^_*export_?star$/i.test(name);
}

/** esbuild: `__reExport(target, require('x'), module.exports)` */
export function isReExportHelper(name: string): boolean {
  return /^_*re_?export$/i.test(name);
}

/** esbuild: `__toCommonJS(namespace)` */
export function isWholeHelper(name: string): boolean {
  return /^_*toCommonJS$/.test(name);
}

/** `Symbol.toStringTag`, as rolldown and rollup write it into their output: no name. */
export function isSymbol(key: Node | undefined): boolean {
  return key?.type === 'MemberExpression' && key.object.type === 'Identifier' && key.object.name === 'Symbol';
}

/** `Object.assign(target, source)`, `_.extend(target, source)`: the target gets what the others have. */
export function isMerge(name: string): boolean {
  return /^_?(?:assign|extend|assignIn|defaults)$/.test(name);
}
