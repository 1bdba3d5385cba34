// How a single value is used: which member of it is asked for, whether it is called, tested, assigned. Looks at the
// nodes around the value only.

import type { MemberName, MemberUse } from '../../../model/member-use.ts';
import type { LogicalExpression, Node } from '../syntax-tree.ts';
import { assertsAbsence } from './assertions.ts';
import { isNothing, literalString, memberNameOf, nameSpan } from './nodes.ts';
import type { Binding } from './scopes.ts';

interface Step {
  readonly to: Node;
  /** The member asked for; null for a node that only wraps the value. */
  readonly name: MemberName | null;
  readonly optional: boolean;
}

/** From a value to the node around it that is the value itself, or a literally named member of it. */
export function stepInto(value: Node): Step | null {
  const parent = value.parent;
  switch (parent?.type) {
    case 'ChainExpression':
    case 'TSNonNullExpression':
      return { to: parent, name: null, optional: false };
    case 'MemberExpression': {
      const name = parent.object === value ? memberNameOf(parent) : null;
      return name === null
        ? null
        : { to: parent, name: { name, span: nameSpan(parent.property) }, optional: parent.optional };
    }
    case 'JSXMemberExpression':
      if (parent.object !== value) return null;
      return {
        to: parent,
        name: { name: parent.property.name, span: nameSpan(parent.property) },
        optional: false,
      };
    case 'TSQualifiedName':
      if (parent.left !== value) return null;
      return { to: parent, name: { name: parent.right.name, span: nameSpan(parent.right) }, optional: false };
    case 'TSTypeQuery':
      return { to: parent, name: null, optional: false };
    case 'TSIndexedAccessType': {
      // (typeof ns)['x']
      if (parent.objectType !== value || value.type !== 'TSTypeQuery') return null;
      const key = parent.indexType.type === 'TSLiteralType' ? literalString(parent.indexType.literal) : null;
      return key === null
        ? null
        : { to: parent, name: { name: key, span: nameSpan(parent.indexType) }, optional: false };
    }
    default:
      return null;
  }
}

export function accessOf(member: Node): MemberUse['access'] {
  const parent = member.parent;
  switch (parent?.type) {
    case 'CallExpression':
      if (parent.callee !== member) break;
      return parent.optional ? 'tested' : 'call';
    case 'TaggedTemplateExpression':
      return parent.tag === member ? 'call' : 'read';
    case 'NewExpression':
      return parent.callee === member ? 'construct' : 'read';
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parent.superClass === member ? 'extends' : 'read';
    case 'ForOfStatement':
    case 'SpreadElement':
      if (isIterated(member)) return 'iterate';
      break;
    case 'BinaryExpression':
      return objectAsked(member) ?? (isTested(member) ? 'tested' : 'read');
    case 'JSXOpeningElement':
      return 'jsx';
    case 'TSTypeReference':
    case 'TSTypeQuery':
    case 'TSClassImplements':
    case 'TSInterfaceHeritage':
    case 'TSImportEqualsDeclaration':
    case 'TSIndexedAccessType':
      return 'type';
    case 'UnaryExpression':
      if (parent.operator === 'delete') return 'write';
      break;
  }
  if (member.type === 'TSTypeQuery' || member.type === 'TSIndexedAccessType') return 'type';
  if (isWriteTarget(member)) return 'write';
  return isTested(member) ? 'tested' : 'read';
}

/** `for (const x of value)`, `[...value]`, `f(...value)`. ECMA-262, 7.4.3 (GetIterator) */
export function isIterated(value: Node): boolean {
  const { parent } = value;
  if (parent?.type === 'ForOfStatement') return parent.right === value && !parent.await;
  return parent?.type === 'SpreadElement' && parent.parent?.type !== 'ObjectExpression';
}

/** The operator behind which a value stands that has to be an object: `x instanceof value`. ECMA-262, 13.10.1 */
export function objectAsked(value: Node): 'in' | 'instanceof' | null {
  const { parent } = value;
  if (parent?.type !== 'BinaryExpression' || parent.right !== value) return null;
  const { operator } = parent;
  return operator === 'in' || operator === 'instanceof' ? operator : null;
}

/** Whether only the presence or truth of a value is asked. */
function isTested(value: Node): boolean {
  const parent = value.parent;
  switch (parent?.type) {
    case 'UnaryExpression':
      return parent.operator === 'typeof' || parent.operator === '!';
    case 'LogicalExpression':
      return parent.left === value || isAlternative(parent, value) || isTested(parent);
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
      return parent.test === value;
    case 'BinaryExpression': {
      if (!/^[!=]==?$/.test(parent.operator)) return false;
      const other = parent.left === value ? parent.right : parent.left;
      return isNothing(other);
    }
    case 'CallExpression':
      return assertsAbsence(parent, value);
    default:
      return false;
  }
}

/**
 * `util.getCallSites ?? util.getCallSite`, `fs.existsSync || path.existsSync`: whichever of its names this version of the
 * module has, or whichever module has the name in this version of Node.
 */
function isAlternative({ operator, left, right }: LogicalExpression, value: Node): boolean {
  if (operator === '&&' || right !== value) return false;
  const before = left.type === 'LogicalExpression' ? left.right : left;
  const [one, other] = [ownerOf(before), ownerOf(value)];
  // What a module hands on where it lacks it (`module.exports.a ?? require('./stub').a`) has to be there.
  if (one === null || other === null || one === 'exports') return false;
  const name = memberNameOf(value);
  return one === other || (name !== null && memberNameOf(before) === name);
}

function ownerOf(value: Node): string | null {
  return value.type === 'MemberExpression' && value.object.type === 'Identifier' ? value.object.name : null;
}

/** Whether a reference is assigned to, directly or inside a destructuring pattern. */
export function isWriteTarget(reference: Node): boolean {
  let child = reference;
  for (let parent = child.parent ?? null; parent !== null; child = parent, parent = parent.parent ?? null) {
    switch (parent.type) {
      case 'AssignmentExpression':
      case 'ForInStatement':
      case 'ForOfStatement':
        return parent.left === child;
      case 'UpdateExpression':
        return true;
      case 'AssignmentPattern':
        if (parent.left !== child) return false;
        break;
      case 'Property':
        if (parent.value !== child || parent.parent?.type !== 'ObjectPattern') return false;
        break;
      case 'ObjectPattern':
      case 'ArrayPattern':
      case 'RestElement':
        break;
      default:
        return false;
    }
  }
  return false;
}

/** Whether a variable has one value for its whole life: one initialiser or one assignment. */
export function isAssignedOnce(binding: Binding): boolean {
  if (binding.declarations.length !== 1) return false;
  const declarator = binding.declarations[0]?.parent;
  const initialised = declarator?.type === 'VariableDeclarator' && declarator.init !== null ? 1 : 0;
  const isLoopVariable =
    declarator?.parent?.parent?.type === 'ForInStatement' ||
    declarator?.parent?.parent?.type === 'ForOfStatement';
  if (isLoopVariable || binding.kind === 'parameter') return false;
  return initialised + binding.references.filter(isWriteTarget).length === 1;
}
