// The part of a stub in TypeScript and JavaScript that its names share: the error that they throw and, where a section
// needs it, the proxy that throws on any use. Each stub file carries its own copy, so that it depends on nothing.

import type { EmitContext, StubSection } from './emitter.ts';
import { headerLines } from './header.ts';
import { commentText, oneLine, quote } from './javascript-names.ts';

/** The header comment, and the line that keeps linters out. */
export function renderHeader(context: EmitContext): string {
  const lines = headerLines(context.header).map((line) => ` * ${commentText(line)}`.trimEnd());
  return ['/**', ...lines, ' */', '/* eslint-disable */'].join('\n');
}

/** The class `StubCallError`. Its message says the module, the name, the reason and the file of the stub. */
function renderError(context: EmitContext, typed: boolean): string {
  const reason = context.header.reason === undefined ? '' : `: ${oneLine(context.header.reason)}`;
  const rest = ` of ${quote(context.moduleName)} is a compatibility stub${reason} (${context.file}; see "danglint explain stub-in-use")`;
  return `class StubCallError extends Error {
  constructor(name${typed ? ': string' : ''}) {
    super(JSON.stringify(name) + ${quote(rest)});
    this.name = "StubCallError";
  }
}`;
}

/**
 * The function `stubValue`. What only looks at a value (printing, debuggers, test runners, JSON.stringify, `await`,
 * `typeof`, `in`, `instanceof`) is let through; members that an importer reads are never taken for a look.
 */
function renderProxy(typed: boolean): string {
  const as = (type: string) => (typed ? `: ${type}` : '');
  return `function stubValue(name${as('string')}, use${as('{ callable: boolean; enumerated: boolean; members: string[] }')})${as('any')} {
  const fail = ()${as('never')} => {
    throw new StubCallError(name);
  };
  const looks = /^(?:then|toJSON|inspect|asymmetricMatch|nodeType|tagName|hasAttribute|displayName|default|_is.*|__.*|[$]{2}.*|@@.*)$/;
  const target = Object.defineProperty(use.callable ? function () {} : {}, Symbol.toStringTag, { value: "stub " + name });
  return new Proxy(target, {
    apply: fail,
    construct: fail,
    set: fail,
    defineProperty: fail,
    deleteProperty: fail,
    ownKeys: (found) => (use.enumerated ? fail() : Reflect.ownKeys(found)),
    get(found, key) {
      if (key === Symbol.toPrimitive || (key === Symbol.iterator && use.enumerated)) return fail();
      if (typeof key === "symbol") return Reflect.get(found, key);
      if (use.members.indexOf(key) >= 0) throw new StubCallError(name + "." + key);
      if (key === "toJSON") return () => "stub " + name;
      if (looks.test(key)) return undefined;
      if (key in found && !/^(?:toString|valueOf|toLocaleString)$/.test(key)) return Reflect.get(found, key);
      throw new StubCallError(name + "." + key);
    },
  });
}`;
}

/** The parts of the prelude that the sections need, in order: an unused function would be an error in strict projects. */
export function renderPrelude(
  sections: readonly StubSection[],
  context: EmitContext,
  typed: boolean,
): readonly string[] {
  const code = sections.map(({ text }) => withoutTexts(text)).join('\n');
  const proxy = code.includes('stubValue(');
  return [
    ...(proxy || code.includes('StubCallError(') ? [renderError(context, typed)] : []),
    ...(proxy ? [renderProxy(typed)] : []),
  ];
}

/** The code without what stands in strings and comments: names and messages may say anything. */
function withoutTexts(code: string): string {
  return code.replace(/"(?:[^"\\\n]|\\.)*"|\/\*[\s\S]*?\*\/|\/\/.*$/gm, '""');
}
