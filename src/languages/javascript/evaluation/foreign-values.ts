// Which expressions are values of other modules: imported bindings, what `require()` gives, the variables that hold it
// for good, and the first member that is read off them.

import type { AskingRecord } from '../../../model/evaluation.ts';
import { calleeName } from '../syntax/commonjs-sources.ts';
import { isWriteTarget } from '../syntax/member-access.ts';
import { memberNameOf, nameSpan, propertyKeyOf } from '../syntax/nodes.ts';
import type { Binding, SyntaxIndex } from '../syntax/scopes.ts';
import type { Node } from '../syntax-tree.ts';

export interface ForeignValue {
  readonly of: { readonly import: number } | { readonly request: number };
  /** The exported name; null for an imported binding, and for a module as a whole. */
  readonly member: string | null;
  /** Whether its members are exports: a namespace, the result of `require()`. */
  readonly isModule: boolean;
  /** As engines quote the expression. */
  readonly text: string;
}

/** A variable of the module that is given a value of another module once, when its declaration runs. */
export interface Holder {
  readonly binding: Binding;
  readonly value: ForeignValue;
  /** Where the value is taken: the name in a pattern, else the variable. */
  readonly span: { readonly start: number; readonly end: number };
}

export interface ForeignValues {
  valueAt(node: Node): ForeignValue | null;
  /** The request of a `require()` call; null for every other node. */
  requestOf(node: Node): number | null;
  /** The variables at module level that hold what was required. */
  readonly holders: readonly Holder[];
}

/** Helpers that give back what they are called with, where that is no ES module. */
const WRAPPERS = /^_*(?:interop_?require_?wildcard|importStar|toESM)$/i;

/** @param record of the text that was indexed */
export function createForeignValues(record: AskingRecord, index: SyntaxIndex): ForeignValues {
  const requests = new Map(
    record.requests.flatMap(({ form, span }, request) => (form === 'require' ? [[span.start, request]] : [])),
  );
  const imports = new Map(record.imports.map(({ localName }, position) => [localName, position]));
  const held = new Map<Binding, ForeignValue>();
  const holders: Holder[] = [];

  function requestOf(node: Node): number | null {
    if (node.type !== 'CallExpression') return null;
    const [first] = node.arguments;
    if (first === undefined) return null;
    const request = requests.get(first.start + 1);
    if (request !== undefined) return request;
    return WRAPPERS.test(calleeName(node.callee)) ? requestOf(first) : null;
  }

  function valueAt(node: Node): ForeignValue | null {
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return valueOfName(node);
    const request = requestOf(node);
    if (request !== null) return { of: { request }, member: null, isModule: true, text: 'require(...)' };
    const name = memberNameOf(node);
    if (name === null || node.type !== 'MemberExpression') return null;
    const object = valueAt(node.object);
    if (object === null || !object.isModule) return null;
    // A namespace is never null; what was required may be.
    if (node.optional && !('import' in object.of)) return null;
    return { of: object.of, member: name, isModule: false, text: `${object.text}.${name}` };
  }

  function valueOfName(node: Node): ForeignValue | null {
    const binding = index.bindingOf.get(node);
    if (binding === undefined || binding.scope !== index.moduleScope) return null;
    const position = binding.kind === 'import' ? imports.get(binding.name) : undefined;
    if (position === undefined) return held.get(binding) ?? null;
    const isModule = record.imports[position]?.importName === '*';
    return { of: { import: position }, member: null, isModule, text: binding.name };
  }

  function hold(target: Node, value: ForeignValue, span: Holder['span']): void {
    const binding = index.declaredBy.get(target);
    if (!binding || binding.scope !== index.moduleScope || binding.declarations.length !== 1) return;
    if (binding.references.some(isWriteTarget)) return;
    const kept = { ...value, text: binding.name };
    held.set(binding, kept);
    holders.push({ binding, value: kept, span });
  }

  for (const statement of index.program.body) {
    if (statement.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declarations) {
      const value = init === null ? null : valueAt(init);
      if (value === null || !('request' in value.of)) continue;
      if (id.type === 'Identifier') hold(id, value, nameSpan(id));
      if (id.type !== 'ObjectPattern' || !value.isModule) continue;
      for (const property of id.properties) {
        const member = propertyKeyOf(property);
        // `{ x = fallback }` expects that x may be absent.
        if (property.type !== 'Property' || member === null || property.value.type !== 'Identifier') continue;
        hold(property.value, { ...value, member, isModule: false }, nameSpan(property.key));
      }
    }
  }
  return { valueAt, requestOf, holders };
}
