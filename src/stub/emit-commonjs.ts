// Writes a stub as a CommonJS module. Every name is assigned in a form that cjs-module-lexer sees, so that it can be
// imported by name from an ES module too.

import { outOfBlockComment } from '../model/block-comment.ts';
import { type StubName, WHOLE_MODULE } from '../model/stub.ts';
import { findMarkedLine } from '../typescript/marked-line.ts';
import { docComment } from './emit-esm.ts';
import type { EmitContext, StubEmitter } from './emitter.ts';
import { siblingOf } from './es-reexport.ts';
import { readStubText, STUB_MARK, sectionMark } from './header.ts';
import { isIdentifier, localName, quote } from './javascript-names.ts';
import { renderHeader, renderPrelude } from './javascript-prelude.ts';
import { valueExpression } from './value-expression.ts';

export const commonjsEmitter: StubEmitter = {
  section: (name, context) => ({ name: name.name, text: sectionText(name, context) }),
  render(sections, context) {
    // `module.exports = …` would throw away what was assigned before it.
    const ordered = [...sections].sort(
      (a, b) => Number(b.name === WHOLE_MODULE) - Number(a.name === WHOLE_MODULE),
    );
    const prelude = renderPrelude(sections, context, false);
    const parts = [
      `'use strict';`,
      renderHeader(context),
      '// @ts-nocheck',
      ...prelude,
      ...ordered.map(({ text }) => text),
    ];
    return `${parts.join('\n\n')}\n`;
  },
  read: (text) => readStubText(text, '//', outOfBlockComment),
  refuses: () => null,
  reexport: {
    siblingOf,
    // A star (`Object.assign(module.exports, require(…))`) would hide the names from Node's ESM loader. The module's own
    // name comes first, should it be back.
    write: (specifier, names) =>
      `${names.map((name) => assignment(name, `module.exports${access(name)} ?? require(${quote(specifier)})${access(name)}`)).join(' ')} // ${STUB_MARK}`,
    find: (text, module) => findMarkedLine(text, module, `// ${STUB_MARK}`),
  },
};

function sectionText(name: StubName, context: EmitContext): string {
  const mark = `// ${sectionMark(name.name, quote)}`;
  if (name.value === null) return `${mark}\n${docComment(name, context)}`;
  const local = localName(name.name);
  return [
    mark,
    docComment(name, context),
    `const ${local} = ${valueExpression(name.name, name.value)};`,
    assignment(name.name, local),
  ].join('\n');
}

function assignment(name: string, value: string): string {
  if (name === WHOLE_MODULE) return `module.exports = ${value};`;
  // Assigning to `__proto__` sets the prototype; the lexer knows this form as well.
  if (name === '__proto__')
    return `Object.defineProperty(module.exports, "__proto__", { enumerable: true, value: ${value} });`;
  return `module.exports${access(name)} = ${value};`;
}

function access(name: string): string {
  if (name === WHOLE_MODULE) return '';
  return isIdentifier(name) ? `.${name}` : `[${quote(name)}]`;
}
