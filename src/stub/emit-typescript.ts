// Writes a stub in TypeScript. Everything is typed so that the places that use it pass `strict`: `any` wherever that
// does, and a type with call signatures where a function without parameter types is handed over, which `any` would
// leave implicitly typed.

import { outOfBlockComment } from '../model/block-comment.ts';
import { type StubMember, type StubName, type StubValue, WHOLE_MODULE } from '../model/stub.ts';
import type { EmitContext, StubEmitter, StubSection } from './emitter.ts';
import { esReexport } from './es-reexport.ts';
import { readStubText, sectionMark } from './header.ts';
import {
  commentText,
  exportName,
  isDeclarable,
  isIdentifier,
  isTypeName,
  isWellFormed,
  localName,
  quote,
} from './javascript-names.ts';
import { renderHeader, renderPrelude } from './javascript-prelude.ts';
import { valueExpression, whenItThrows } from './value-expression.ts';

/** `es`: export declarations. `equals`: one `export =`. `declaration`: a `.d.ts`, which has no values to run. */
type Style = 'es' | 'equals' | 'declaration';

/** The object and namespace that `export =` exports. */
const EXPORTS = 'StubExports';

export const typescriptEmitter: StubEmitter = createEmitter('es');
export const typescriptCommonjsEmitter: StubEmitter = createEmitter('equals');
export const declarationEmitter: StubEmitter = createEmitter('declaration');

function createEmitter(style: Style): StubEmitter {
  return {
    section: (name, context) => ({ name: name.name, text: sectionText(name, context, style) }),
    render: (sections, context) => renderFile(sections, context, style),
    read: (text) => readStubText(text, '//', outOfBlockComment),
    refuses: (name) => refuses(name, style),
    reexport: style === 'es' ? esReexport : null,
  };
}

function refuses(name: string, style: Style): string | null {
  if (!isWellFormed(name)) return 'the name is not well-formed Unicode';
  if (name === WHOLE_MODULE && style !== 'equals') return 'an ES module has no value as a whole';
  return null;
}

function sectionText(name: StubName, context: EmitContext, style: Style): string {
  const local = localName(name.name);
  const reason = context.header.reason === undefined ? '' : ` ${commentText(context.header.reason)}`;
  const what = name.value === null ? 'stands for any type' : whenItThrows(name.value);
  const lines = [
    `// ${sectionMark(name.name, quote)}`,
    `/** @deprecated Compatibility stub: ${what}.${reason} */`,
  ];
  const direct = style !== 'equals' && isDeclarable(name.name) && name.name !== 'default';
  const exported = direct ? 'export ' : '';
  if (name.value !== null) {
    const type = valueType(name.value);
    // The class has none of the members that its type promises: it is never constructed.
    const instance = name.value.kind === 'class' && type !== 'any' ? ' as any' : '';
    lines.push(
      style === 'declaration'
        ? `${exported}declare const ${local}: ${type};`
        : `${exported}const ${local}: ${type} = ${valueExpression(name.name, name.value)}${instance};`,
    );
  }
  if (name.type !== null) lines.push(...typeLines(name, local, exported, style));
  if (!direct && style !== 'equals') {
    lines.push(`export ${name.value === null ? 'type ' : ''}{ ${local} as ${exportName(name.name)} };`);
  }
  return lines.join('\n');
}

function typeLines(name: StubName, local: string, exported: string, style: Style): string[] {
  const { type } = name;
  if (type === null) return [];
  const body = type.callable ? '(...args: any[]) => any' : 'any';
  const alias = (as: string) => `type ${as}${typeParameters(type.typeArguments)} = ${body};`;
  const members = type.members.filter(isTypeName);
  const namespace =
    members.length === 0
      ? []
      : [
          `${exported}declare namespace ${local} { ${members.map((member) => `export type ${member} = any;`).join(' ')} }`,
        ];
  if (style !== 'equals') return [`${exported}${alias(local)}`, ...namespace];
  return isTypeName(name.name) ? [`declare namespace ${EXPORTS} { export ${alias(name.name)} }`] : [];
}

function renderFile(sections: readonly StubSection[], context: EmitContext, style: Style): string {
  const parts = [renderHeader(context)];
  if (sections.some(({ text }) => text.includes('StubArgument'))) parts.push(ARGUMENT_TYPE);
  if (style !== 'declaration') parts.push(...renderPrelude(sections, context, true));
  parts.push(...sections.map(({ text }) => text));
  if (style === 'equals') parts.push(footer(sections));
  else if (sections.length === 0) parts.push('export {};');
  return `${parts.join('\n\n')}\n`;
}

/**
 * Takes anything, and still gives the parameters of functions in it a type: a union with one call signature is a
 * contextual type, and `{}` beside it accepts what has no index signature.
 */
const ARGUMENT_TYPE = `type StubArgument =
  | ((...args: any[]) => any)
  | { readonly [key: string]: StubArgument }
  | readonly StubArgument[]
  | {}
  | null
  | undefined;`;

function footer(sections: readonly StubSection[]): string {
  const values = sections.filter(({ text }) => /^const /m.test(text)).map(({ name }) => name);
  const named = values.filter((name) => name !== WHOLE_MODULE);
  const members = named.map((name) => {
    const key = name === '__proto__' ? '["__proto__"]' : quote(name);
    return `${key}: ${localName(name)}`;
  });
  const object = `{ ${members.join(', ')} }`;
  const whole = values.includes(WHOLE_MODULE);
  const local = localName(WHOLE_MODULE);
  const lines = whole
    ? [
        `const ${EXPORTS}: typeof ${local} & ${objectType(named)} = ${named.length === 0 ? local : `Object.assign(${local}, ${object})`};`,
      ]
    : [`const ${EXPORTS} = ${object};`];
  return [
    `// @end`,
    ...lines,
    ...(whole && named.length > 0 ? visibleToNode(object) : []),
    `export = ${EXPORTS};`,
  ].join('\n');
}

/** Node's ESM loader only sees names that stand in an assignment of this form; it need not run. */
function visibleToNode(object: string): string[] {
  return ['declare const module: { exports: unknown };', `0 && (module.exports = ${object});`];
}

function objectType(names: readonly string[]): string {
  return `{ ${names.map((name) => `readonly ${quote(name)}: typeof ${localName(name)};`).join(' ')} }`;
}

function typeParameters(count: number): string {
  if (count === 0) return '';
  // The underscore tells TypeScript that a parameter is not used on purpose.
  return `<${Array.from({ length: count }, (_, index) => `_${index + 1} = any`).join(', ')}>`;
}

function valueType(value: StubValue): string {
  if (value.kind === 'object' || value.kind === 'unknown') return 'any';
  const callbacks = value.parameters.some((parameter) => parameter.takesCallbacks);
  const signature = `${typeParameters(value.typeArguments)}(${parameterList(value)})`;
  if (value.kind === 'function') {
    const call = `${signature} => ${value.async ? 'Promise<any>' : 'any'}`;
    return value.members.length === 0 ? call : `(${call}) & ${memberTypes(value.members)}`;
  }
  const overridden = value.inherited.some((member) => member.as !== 'used');
  // Whatever a subclass or an annotation asks of a class, `any` has it, but for call signatures and what it overrides.
  if (!callbacks && !overridden && (value.rest || value.members.length > 0)) return 'any';
  const construct = `new ${signature} => ${overridden ? instanceType(value.inherited) : 'any'}`;
  return value.members.length === 0 ? construct : `(${construct}) & ${memberTypes(value.members)}`;
}

function instanceType(members: readonly StubMember[]): string {
  const types = members.map(({ name, as }) => {
    if (as === 'method') return `${propertyName(name)}(...rest: any[]): any;`;
    return as === 'accessor' ? `get ${propertyName(name)}(): any;` : `${propertyName(name)}: any;`;
  });
  return `{ ${types.join(' ')} [member: string]: any }`;
}

function propertyName(name: string): string {
  return isIdentifier(name) ? name : quote(name);
}

function memberTypes(members: readonly string[]): string {
  return `{ ${members.map((member) => `${propertyName(member)}: any;`).join(' ')} }`;
}

function parameterList(value: StubValue): string {
  const callbacks = value.parameters.some((parameter) => parameter.takesCallbacks);
  const parameters = value.parameters.map(
    ({ name, optional, takesCallbacks }) =>
      `${name}${optional ? '?' : ''}: ${takesCallbacks ? 'StubArgument' : 'any'}`,
  );
  const rest = value.rest ? [`...rest: ${callbacks ? 'StubArgument' : 'any'}[]`] : [];
  return [...parameters, ...rest].join(', ');
}
