// The expression that a name is bound to in TypeScript and JavaScript: what throws, and how.

import type { StubValue } from '../model/stub.ts';
import { isIdentifier, quote } from './javascript-names.ts';

/** An expression over several lines; its first line continues `const x = `. */
export function valueExpression(name: string, value: StubValue): string {
  const fail = `throw new StubCallError(${quote(name)});`;
  switch (value.kind) {
    case 'function':
      if (value.members.length > 0 || value.enumerated) return proxy(name, value, true);
      return `${value.async ? 'async ' : ''}function () {\n  ${fail}\n}`;
    case 'class': {
      // A class cannot have a static member `prototype` of its own.
      const statics = value.members
        .filter((member) => member !== 'prototype')
        .map(
          (member) =>
            `\n  static get ${isIdentifier(member) ? member : `[${quote(member)}]`}() {\n    throw new StubCallError(${quote(`${name}.${member}`)});\n  }`,
        );
      return `class {\n  constructor() {\n    ${fail}\n  }${statics.join('')}\n}`;
    }
    case 'object':
      return proxy(name, value, false);
    case 'unknown':
      return proxy(name, value, true);
  }
}

/** What throws, as a word for the doc comment. */
export function whenItThrows(value: StubValue): string {
  switch (value.kind) {
    case 'function':
      return value.async ? 'rejects when it is called' : 'throws when it is called';
    case 'class':
      return 'throws when it is constructed';
    case 'object':
    case 'unknown':
      return 'throws when it is used';
  }
}

function proxy(name: string, value: StubValue, callable: boolean): string {
  const members = value.members.map(quote).join(', ');
  return `stubValue(${quote(name)}, { callable: ${callable}, enumerated: ${value.enumerated}, members: [${members}] })`;
}
