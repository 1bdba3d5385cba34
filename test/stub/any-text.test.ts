// Any name, message and path gives correct code, never an injection: generated stubs are loaded by Node and used.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { javascript } from '../../src/languages/javascript/index.ts';
import { type StubName, type StubValue, WHOLE_MODULE } from '../../src/model/stub.ts';
import { commonjsEmitter } from '../../src/stub/emit-commonjs.ts';
import { esmEmitter } from '../../src/stub/emit-esm.ts';
import {
  declarationEmitter,
  typescriptCommonjsEmitter,
  typescriptEmitter,
} from '../../src/stub/emit-typescript.ts';
import type { EmitContext, StubEmitter } from '../../src/stub/emitter.ts';
import { isWellFormed, oneLine } from '../../src/stub/javascript-names.ts';
import fc from '../support/property.ts';

const parser = await javascript.loadParser();

const nasty = fc.constantFrom(
  'a-b',
  'default',
  'delete',
  'class',
  'await',
  'yield',
  'let',
  'eval',
  'arguments',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'Error',
  'Proxy',
  'StubCallError',
  'stubValue',
  'stub_default',
  'stub_exports',
  'StubArgument',
  'module',
  'exports',
  'require',
  'any',
  'string',
  'undefined',
  'Promise',
  '',
  ' ',
  '"',
  "'",
  '`',
  '${1}',
  '*/',
  '/*',
  '*\\/',
  '*\\\\/',
  '//',
  '\\',
  '\n',
  '\r\n',
  '\u2028',
  '\u2029',
  '\0',
  '\u007f',
  '</script>',
  '// @stub "x"',
  '// @end',
  '"); globalThis.HACKED = 1; ("',
  '*/ globalThis.HACKED = 1; /*',
  '${globalThis.HACKED = 1}',
  '名前',
  'é',
  '👍',
  'a$b',
  '$',
  '_',
  'a\u200cb',
  '1a',
  'NaN',
);
const text = fc.oneof(
  nasty,
  fc.string({ unit: 'binary' }),
  fc.tuple(nasty, nasty).map(([a, b]) => a + b),
);
const names = fc.uniqueArray(text, { minLength: 20, maxLength: 40 });
const message = fc.oneof(
  text,
  fc.array(nasty, { minLength: 3, maxLength: 6 }).map((parts) => parts.join('')),
);

const KINDS: readonly StubValue['kind'][] = ['function', 'class', 'object', 'unknown'];

function stubNames(all: readonly string[], emitter: StubEmitter): StubName[] {
  return all
    .filter((name) => emitter.refuses(name) === null)
    .map((name, index) => ({
      name,
      value: {
        kind: KINDS[index % KINDS.length] ?? 'function',
        parameters: [],
        rest: true,
        async: false,
        typeArguments: 0,
        members: index % 3 === 0 ? ['a-b', 'prototype', '"', name] : [],
        enumerated: false,
        inherited: [],
      },
      type: index % 2 === 0 ? { typeArguments: 1, members: [], callable: false } : null,
      askedBy: [],
    }));
}

function contextFor(reason: string, path: string): EmitContext {
  return { moduleName: path, file: path, header: { created: '2026-11-22', reason, version: '0.1.0' } };
}

function render(emitter: StubEmitter, all: readonly string[], reason: string, path: string) {
  const context = contextFor(oneLine(reason), path);
  const given = stubNames(all, emitter);
  const sections = given.map((name) => emitter.section(name, context));
  return { given, context, sections, stub: emitter.render(sections, context) };
}

/** Loads the stub as Node does and uses every name: what is thrown, by name. */
function use(
  stub: string,
  file: string,
  all: readonly string[],
): Record<string, { name: string; message: string }> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'danglint-any-')));
  try {
    writeFileSync(join(folder, file), stub);
    writeFileSync(join(folder, 'names.json'), JSON.stringify(all));
    writeFileSync(
      join(folder, 'main.mjs'),
      `import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const names = JSON.parse(readFileSync(new URL('./names.json', import.meta.url), 'utf8'));
const imported = await import('./${file}');
const required = ${file.endsWith('.cjs') ? `createRequire(import.meta.url)('./${file}')` : 'imported'};
const thrown = names.map((name) => {
  const value = name === ${JSON.stringify(WHOLE_MODULE)} ? required : Object.getOwnPropertyDescriptor(required, name)?.value;
  try { Reflect.construct(value, []); } catch (error) {
    if (error.name === 'StubCallError') return [name, error.name, error.message];
  }
  try { value.used; } catch (error) { return [name, error.name, error.message]; }
  return [name, 'nothing', typeof value];
});
console.log(JSON.stringify({ thrown, hacked: 'HACKED' in globalThis }));`,
    );
    const output = execFileSync(process.execPath, [join(folder, 'main.mjs')], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { thrown, hacked } = JSON.parse(output) as { thrown: [string, string, string][]; hacked: boolean };
    expect(hacked).toBe(false);
    const result: Record<string, { name: string; message: string }> = Object.create(null);
    for (const [name, errorName, errorMessage] of thrown)
      result[name] = { name: errorName, message: errorMessage };
    return result;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const compiled = (stub: string, module: ts.ModuleKind) => {
  const { outputText, diagnostics } = ts.transpileModule(stub, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module },
  });
  expect(diagnostics?.map(({ messageText }) => messageText)).toEqual([]);
  return outputText;
};

const dialects = [
  { what: 'ES modules', emitter: esmEmitter, file: 'stub.mjs', script: (stub: string) => stub },
  { what: 'CommonJS', emitter: commonjsEmitter, file: 'stub.cjs', script: (stub: string) => stub },
  {
    what: 'TypeScript',
    emitter: typescriptEmitter,
    file: 'stub.mjs',
    script: (stub: string) => compiled(stub, ts.ModuleKind.ES2022),
  },
  {
    what: 'TypeScript with export =',
    emitter: typescriptCommonjsEmitter,
    file: 'stub.cjs',
    script: (stub: string) => compiled(stub, ts.ModuleKind.CommonJS),
  },
];

describe.each(dialects)('$what', ({ emitter, file, script }) => {
  test('every name is exported, its use throws the message, and nothing of them is code', () => {
    fc.assert(
      fc.property(names, message, text, (all, reason, path) => {
        const { given, stub } = render(emitter, all, reason, path);
        const asked = given.map(({ name }) => name);
        const thrown = use(script(stub), file, asked);
        for (const name of asked) {
          expect(thrown[name]?.name, `${JSON.stringify(name)} in\n${stub}`).toBe('StubCallError');
          expect(thrown[name]?.message).toContain(`of ${JSON.stringify(path)}`.slice(0, 3));
          expect(thrown[name]?.message).toContain(oneLine(reason));
        }
      }),
      { numRuns: 6 },
    );
  });

  test('a stub taken apart and written again is the same text', () => {
    fc.assert(
      fc.property(names, message, text, (all, reason, path) => {
        const { context, sections, stub } = render(emitter, all, reason, path);
        const parts = emitter.read(stub);
        expect(parts?.header).toEqual(context.header.reason === '' ? expect.anything() : context.header);
        expect([...(parts?.sections ?? [])].sort(byName)).toEqual([...sections].sort(byName));
        expect(emitter.render(parts?.sections ?? [], context)).toBe(stub);
      }),
      { numRuns: 50 },
    );
  });

  test('the parser knows it for a stub, with the same reason', () => {
    fc.assert(
      fc.property(names, message, (all, reason) => {
        const { stub } = render(emitter, all.filter(isWellFormed), reason, 'x');
        const { directives, errors } = parser.parse(stub, {
          fileName: 'stub.ts',
          format: 'esm',
          detail: 'names',
        });
        expect(errors).toEqual([]);
        const told = oneLine(reason);
        expect(directives.filter(({ kind }) => kind === 'stub')).toMatchObject([
          { created: '2026-11-22', ...(told === '' ? {} : { reason: told }) },
        ]);
      }),
      { numRuns: 20 },
    );
  });
});

test('a declaration file is correct for any name', () => {
  fc.assert(
    fc.property(names, message, (all, reason) => {
      const { stub } = render(declarationEmitter, all, reason, 'x');
      const { errors } = parser.parse(stub, { fileName: 'stub.d.ts', format: 'esm', detail: 'names' });
      expect(errors, stub).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

function byName(left: { name: string }, right: { name: string }): number {
  return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}
