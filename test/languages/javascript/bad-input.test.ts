import { describe, expect, it } from 'vitest';
import fc from '../../support/property.ts';
import { record, requests } from './excerpt.ts';

const endings = [
  'a.ts',
  'a.tsx',
  'a.d.ts',
  'a.js',
  'a.cjs',
  'a.mjs',
  'a.json',
  'a.vue',
  'a.svelte',
  'a.astro',
  'a.mdx',
];

const snippets = [
  "import * as ns from './m'; ns.a?.b",
  "export { x as default } from './m';",
  "declare module 'x' { export = y }",
  'namespace A.B { export const c = 1 }',
  "const { a: { b } } = await import('./m')",
  "module.exports = { ...require('./m'), a }",
  'Object.defineProperty(exports, key, {})',
  "vi.mock('./m', () => ({}))",
  '/** @import { A } from "./a" */',
  '/// <reference path="./a" />',
  '// danglint-disable-next-line x -- y',
  '<script setup>',
  '</script>',
  '---\n',
  'export = ',
  'import x = require(',
  'class A extends ns.B { static { this.x = 1 } }',
  '<ns.A/>',
  '`${',
  '"',
  '{ "a": ',
];

describe('any input', () => {
  it('gives a record that survives JSON', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.oneof(fc.constantFrom(...snippets), fc.string()), { maxLength: 6 })
        .map((parts) => parts.join('\n')),
      fc.tuple(fc.constantFrom(...snippets), fc.nat(60)).map(([snippet, length]) => snippet.slice(0, length)),
    );
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(...endings),
        fc.constantFrom('names', 'members'),
        (source, fileName, detail) => {
          const read = record(source, fileName, { detail });
          expect(JSON.parse(JSON.stringify(read))).toEqual(read);
          for (const { span } of [...read.requests, ...read.imports, ...read.exports, ...read.errors]) {
            expect(span.start).toBeGreaterThanOrEqual(0);
            expect(span.end).toBeLessThanOrEqual(source.length);
          }
          const starts = read.requests.map(({ span }) => span.start);
          expect(starts).toEqual([...starts].sort((a, b) => a - b));
        },
      ),
      { numRuns: 400 },
    );
  });

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['functions', 'function f() {'.repeat(20_000)],
    ['else if', `if (a) {}${' else if (a) {}'.repeat(20_000)}`],
    ['arrows', `x = ${'a => '.repeat(10_000)}1`],
    ['questions', `x = ${'a ? b : '.repeat(10_000)}1`],
    ['assignments', `${'a = '.repeat(10_000)}1`],
    ['if without braces', `${'if (a) '.repeat(10_000)};`],
    ['labels', `${'a: '.repeat(10_000)};`],
    ['type arguments', `let x: ${'A<'.repeat(10_000)}B${'>'.repeat(10_000)}`],
    ['sums', `${'a + '.repeat(200_000)}a`],
    ['the name of a namespace', `namespace a${'.a'.repeat(50_000)} {}`],
    ['operators before a value', `x = ${'! '.repeat(60_000)}a;`],
    ['signs before a value', `x = ${'- '.repeat(60_000)}a;`],
    ['words before a value', `x = ${'typeof '.repeat(60_000)}a;`],
    ['words before a type', `type X = ${'readonly '.repeat(10_000)}a[];`],
    ['heads of loops', `${'for(;;)'.repeat(20_000)}a;`],
    ['behind slashes in strings', `x = ${"' // ' + [[\n".repeat(5_000)}1`],
  ])('is not parsed when it is nested too deeply: %s', (_, source) => {
    expect(record(source, 'a.ts')).toMatchObject({
      dynamicReason: 'unparsed',
      errors: [{ severity: 'fatal' }],
    });
  });

  it.each([
    ['sums', `import * as ns from 'm'; x = ns.a${' + ns.a'.repeat(20_000)}`],
    [
      'a condition of comparisons',
      `import * as ns from 'm'; ns.a(${'1<=d&&d<=2||d==3||d<4||'.repeat(2_000)}d)`,
    ],
    ['calls', `import * as ns from 'm'; ns.a${'.b()'.repeat(5_000)}`],
    ['members', `import * as ns from 'm'; ns.a${'.b'.repeat(10_000)};`],
    ['the name of a namespace', `import * as ns from 'm'; ns.a; namespace a${'.a'.repeat(10_000)} {}`],
    ['bytes in a template', `import * as ns from 'm'; ns.a(\`${'\\0(['.repeat(5_000)}\`);`],
    ['recorded colours', `import * as ns from 'm'; ns.a([${"'\\x1b[31m', ".repeat(2_000)}]);`],
    ['what generated cases mean', `import * as ns from 'm'; ns.a();\n${"shift(1); // '(#'\n".repeat(3_000)}`],
    ['a program in a string', `import * as ns from 'm'; ns.a("${'[\\"{('.repeat(5_000)}");`],
  ])('may be long: %s', (_, source) => {
    expect(requests(record(source))).toEqual(['import m']);
  });
});

it('a NUL in a string is a character like others', () => {
  expect(record("export const separator = '\0';\nexport * from './more';")).toMatchObject({ errors: [] });
});

describe('syntax errors', () => {
  it('that the parser gives up on make the exports unknown, and keep the imports before them', () => {
    const read = record("import { a } from './a';\nconst = 5;\nexport const b = 1;");
    expect(read.dynamicReason).toBe('unparsed');
    expect(read.errors).toMatchObject([{ severity: 'fatal', span: { start: 31 } }]);
    expect(requests(read)).toContain('import ./a');
  });

  it('do not hide the imports after them', () => {
    const read = record(
      "import { a } from './a';\nconst = 5;\n/*\nimport 'comment'\n*/\nexport { b } from './b'\nimport * as c from \"./c\";\n",
    );
    expect(requests(read)).toEqual(['import ./a', 'export-from ./b', 'import ./c']);
    expect(read.errors).toMatchObject([{ severity: 'fatal' }]);
  });

  it('in a template tell nothing of the names that it takes', () => {
    const read = record(
      "import b, { type T } from './a';\nexport { c } from './c';\nx = <%-JSON.stringify(y)%>;",
    );
    expect(read.imports).toEqual([]);
    expect(read.exports).toEqual([]);
    expect(requests(read)).toEqual(['import ./a', 'import ./c']);
  });

  it('are no mistake of a Flow file, whose imports are read', () => {
    const source = [
      '/** @flow strict */',
      "import typeof Kind from './kind';",
      "import { type A, typeof B, c } from './a';",
      'export opaque type T: string = string;',
      'type Exact = {| +a: ?A, ...B |};',
      "export type { D } from './d';",
      "declare export function f(x: number): %checks(typeof x === 'string');",
    ].join('\n');
    const read = record(source, 'a.js');
    expect(read).toMatchObject({ errors: [], dynamicReason: 'unparsed' });
    expect(requests(read)).toEqual(['import ./kind type never', 'import ./a', 'export-from ./d type never']);
    const [kind] = read.requests;
    expect(source.slice(kind?.span.start, kind?.span.end)).toBe('./kind');
  });

  it('that it recovers from hide nothing', () => {
    const read = record("import { a } from './a'; export const b: number; const c; export { c }");
    expect(read.exportsKind).toBe('static');
    expect(read.exports).toHaveLength(2);
    expect(read.errors.every(({ severity }) => severity === 'recovered')).toBe(true);
  });

  it.each([
    ['JSX in a .js file', "import A from './a'; export const b = <A/>;", 'a.js'],
    ['types in a .js file', "import { type A } from './a'; export const b = (x: A): A => x;", 'a.js'],
    ['Flow', "// @flow\nimport type { A } from './a';\nexport const f = (x: ?A): string => x;", 'a.js'],
    ['a template of Django', "{% load i18n %}\nimport './a';\nvar {{ name }} = 1;", 'a.js'],
    ['a template of Jinja', "import './a';\nconst files = [{{ files }}];", 'a.js'],
    [
      'a template of Go',
      "import './a';\nconst a = {\n  field: {{ if site.Params.x }}'x'{{ else }}'y'{{ end }}\n};",
      'a.js',
    ],
    ['a template of EJS', "import './a';\nconst a = <%= a %>;", 'a.js'],
    ['a name in a template', "import type { T } from './a';\n<%-JSON.stringify(x)%>;", 'a.js'],
    ['a return at the top level of CommonJS', "if (x) return; require('./a')", 'a.cjs'],
    ['a hashbang', "#!/usr/bin/env node\nimport './a'", 'a.mjs'],
    ['a byte-order mark', "\ufeffimport './a'", 'a.ts'],
    ['CRLF', "import './a'\r\nexport {}\r\n", 'a.ts'],
    ['`await` as a name in a script', "var await = 1; require('./a')", 'a.js'],
    ['`with` in a script', "with (a) {} require('./a')", 'a.js'],
    ['generics in .mts', "import './a'; const f = <T>(x: T) => x; const y = <any>x;", 'a.mts'],
  ])('are none in %s', (_, source, fileName) => {
    const read = record(source, fileName);
    expect(read.errors).toEqual([]);
    expect(read.requests.map(({ specifier }) => specifier)).toEqual(['./a']);
  });
});
