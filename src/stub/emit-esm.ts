// Writes a stub as a JavaScript module with export declarations. JSDoc says the types, for editors and `checkJs`.

import { outOfBlockComment } from '../model/block-comment.ts';
import { type StubName, type StubValue, WHOLE_MODULE } from '../model/stub.ts';
import type { EmitContext, StubEmitter } from './emitter.ts';
import { esReexport } from './es-reexport.ts';
import { readStubText, sectionMark } from './header.ts';
import { commentText, exportName, isDeclarable, isWellFormed, localName, quote } from './javascript-names.ts';
import { renderHeader, renderPrelude } from './javascript-prelude.ts';
import { valueExpression, whenItThrows } from './value-expression.ts';

export const esmEmitter: StubEmitter = {
  section: (name, context) => ({ name: name.name, text: sectionText(name, context) }),
  render(sections, context) {
    const body = sections.length === 0 ? ['export {};'] : sections.map(({ text }) => text);
    return `${[renderHeader(context), '// @ts-nocheck', ...renderPrelude(sections, context, false), ...body].join('\n\n')}\n`;
  },
  read: (text) => readStubText(text, '//', outOfBlockComment),
  refuses(name) {
    if (!isWellFormed(name)) return 'the name is not well-formed Unicode';
    return name === WHOLE_MODULE ? 'an ES module has no value as a whole' : null;
  },
  reexport: esReexport,
};

function sectionText(name: StubName, context: EmitContext): string {
  const local = localName(name.name);
  const direct = isDeclarable(name.name) && name.name !== 'default';
  return [
    `// ${sectionMark(name.name, quote)}`,
    docComment(name, context),
    ...(name.value === null
      ? [`/** @typedef {any} ${local} */`]
      : [`${direct ? 'export ' : ''}const ${local} = ${valueExpression(name.name, name.value)};`]),
    ...(direct || name.value === null ? [] : [`export { ${local} as ${exportName(name.name)} };`]),
  ].join('\n');
}

/** The doc comment of a name in JavaScript. */
export function docComment(name: StubName, context: EmitContext): string {
  const { value } = name;
  const reason = context.header.reason === undefined ? '' : ` ${commentText(context.header.reason)}`;
  const what = value === null ? 'stands for any type' : whenItThrows(value);
  const lines = [`@deprecated Compatibility stub: ${what}.${reason}`, ...typeTags(value)];
  return `/**\n${lines.map((line) => ` * ${line}`).join('\n')}\n */`;
}

function typeTags(value: StubValue | null): string[] {
  if (value === null) return [];
  if (value.kind !== 'function' || value.members.length > 0) return ['@type {any}'];
  const parameters = value.parameters.map(({ name, optional }) => `${name}${optional ? '?' : ''}: any`);
  const rest = value.rest ? ['...rest: any[]'] : [];
  return [`@type {(${[...parameters, ...rest].join(', ')}) => ${value.async ? 'Promise<any>' : 'any'}}`];
}
