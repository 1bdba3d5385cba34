// Generates module graphs with circles, in the ways in which people write modules. Every module m<N> has a constant, a
// class and a function; it uses those of others at once, keeps them for later, or behind a condition.

import { randomFrom } from '../support/random.ts';

export type Kind = 'commonjs' | 'esm' | 'mixed' | 'compiled';

export interface Generated {
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
  /** Whether a module may or may not load another, or TypeScript drops an import: then danglint may be silent. */
  readonly isUnsure: boolean;
}

type Next = (below: number) => number;

export function generateCycles(kind: Kind, seed: number): Generated {
  const next = randomFrom(seed * 7 + 1);
  const count = 3 + next(4);
  const isEsm = Array.from({ length: count }, () => kind === 'esm' || (kind === 'mixed' && next(2) === 0));
  const nameOf = (index: number): string => {
    if (kind === 'compiled') return `m${index}.ts`;
    return kind === 'mixed' ? `m${index}.${isEsm[index] === true ? 'mjs' : 'cjs'}` : `m${index}.js`;
  };
  const files: Record<string, string> = {
    'package.json': JSON.stringify({
      name: 'cycles',
      type: kind === 'esm' ? 'module' : 'commonjs',
      main: `./${nameOf(0)}`,
    }),
  };
  if (kind === 'compiled') {
    files['tsconfig.json'] = JSON.stringify({
      compilerOptions: { module: 'commonjs', target: 'es2022', esModuleInterop: true },
    });
  }
  for (let index = 0; index < count; index++) {
    const uses = Array.from({ length: 1 + next(3) }, (_, use) => {
      const forward = next(2) === 0 && index + 1 < count ? index + 1 + next(count - index - 1) : next(count);
      return { target: forward === index ? (index + 1) % count : forward, local: `l${index}_${use}` };
    });
    const path = (target: number) => (kind === 'compiled' ? `./m${target}` : `./${nameOf(target)}`);
    const write = isEsm[index] === true ? writeEsm : kind === 'compiled' ? writeEsm : writeCommonJs;
    const requirable = uses.filter(
      ({ target }) => isEsm[index] === true || isEsm[target] !== true || next(3) === 0,
    );
    files[nameOf(index)] = write({
      index,
      uses: requirable,
      path,
      next,
      isForeign: (target) => isEsm[target] !== isEsm[index],
      isTyped: kind === 'compiled',
      isUnsure: seed % 5 === 0,
    });
  }
  return {
    files,
    entry: nameOf(0),
    isUnsure: Object.values(files).some((text) => /never\) require|let typed_/.test(text)),
  };
}

interface Plan {
  readonly index: number;
  readonly uses: readonly { readonly target: number; readonly local: string }[];
  readonly path: (target: number) => string;
  readonly next: Next;
  /** Whether a module is of the other system: ESM for CommonJS. */
  readonly isForeign: (target: number) => boolean;
  readonly isTyped: boolean;
  readonly isUnsure: boolean;
}

function writeEsm({ index, uses, path, next, isForeign, isTyped }: Plan): string {
  const imports: string[] = [];
  const body: string[] = [];
  const calls: string[] = [];
  for (const { target, local } of uses) {
    const from = `from '${path(target)}';`;
    const name = ['value', 'Class', 'hoisted', 'early'][next(4)] + String(target);
    const place = `m${index}#${name}`;
    if (isForeign(target)) {
      imports.push(`import * as ${local} ${from}`);
      body.push(`offer('m${index}#later_${local}', () => Object.keys(${local}));`);
      continue;
    }
    switch (next(isTyped ? 15 : 14)) {
      case 0:
        imports.push(`import { ${name} as ${local} } ${from}`);
        body.push(`export const later_${local} = () => ${local};`);
        break;
      case 1:
        imports.push(`import { ${name} as ${local} } ${from}`);
        body.push(`note('${place}', ${local});`);
        break;
      case 2:
        imports.push(`import { Class${target} as ${local} } ${from}`);
        body.push(`export class Sub_${local} extends ${local} {}`);
        break;
      case 3:
        imports.push(`import * as ${local} ${from}`);
        body.push(`note('m${index}#value${target}', ${local}.value${target});`);
        break;
      case 4:
        imports.push(`import { ${name} as ${local} } ${from}`);
        body.push(`if (globalThis.never) ${local};`);
        break;
      case 5:
        imports.push(`import { hoisted${target} as ${local} } ${from}`);
        body.push(`${local}();`);
        break;
      case 6:
        imports.push(`import { early${target} as ${local} } ${from}`);
        body.push(`${local}.length;`);
        break;
      case 7:
        imports.push(`import { Class${target} as ${local} } ${from}`);
        body.push(`function make_${local}() { return new ${local}(); }`, `make_${local}();`);
        break;
      case 8:
        imports.push(`export { ${name} as via_${local} } ${from}`, `export * ${from}`);
        break;
      case 9:
        imports.push(`import { ${name} as ${local} } ${from}`);
        body.push(
          `class Made_${local} { field = note('${place}', ${local}); constructor() { this.start(); } start() { return ${local}; } }`,
          `new Made_${local}();`,
        );
        break;
      case 10:
        imports.push(`import { value${target} as ${local} } ${from}`);
        body.push(
          `class Made_${local} { static start() { ${local}.toFixed(); } }`,
          `(() => { Made_${local}.start(); })();`,
        );
        break;
      case 11:
        imports.push(`import { Class${target} as ${local} } ${from}`);
        body.push(
          `class Sup_${local} { constructor(x = new ${local}()) {} }`,
          `class Made_${local} extends Sup_${local} {}`,
        );
        if (next(2) === 0) body.push(`export const made_${local} = new Made_${local}();`);
        break;
      case 12:
        imports.push(`import { value${target} as ${local} } ${from}`);
        body.push(
          `const given_${local} = (x = ${local}.toFixed()) => x;`,
          `given_${local}(${next(2) === 0 ? '' : '1'});`,
        );
        break;
      case 13:
        imports.push(`import { hoisted${target} as ${local} } ${from}`);
        calls.push(`${local}();`);
        break;
      case 14:
        imports.push(`import { Class${target} as ${local} } ${from}`);
        body.push(`export let typed_${local}: ${local} | undefined;`);
    }
  }
  const inside = ['', `value${index}.toFixed();`, `return inner${index};`, `early${index}.length;`][next(4)];
  const early = `export var early${index} = 'early';`;
  return [
    ...(isTyped ? ['declare const note: any, offer: any;'] : []),
    ...imports,
    `export function hoisted${index}() { ${[...calls, inside].join(' ')} }`,
    `const inner${index} = 'inner';`,
    ...(next(2) === 0 ? [early, ...body] : [...body, early]),
    `export const value${index} = ${index};`,
    `export class Class${index} {}`,
    '',
  ].join('\n');
}

function writeCommonJs({ index, uses, path, next, isForeign, isUnsure }: Plan): string {
  const lines: string[] = [];
  const own = [`value${index}`, `Class${index}`, `hoisted${index}`, `early${index}`];
  const style = next(4);
  const declarations = [
    `class Class${index} {}`,
    `const value${index} = ${index};`,
    `var early${index} = 'early';`,
    `function hoisted${index}() {}`,
  ];
  for (const { target, local } of uses) {
    const required = `require('${path(target)}')`;
    const name = ['value', 'Class', 'hoisted', 'early'][next(4)] + String(target);
    const offer = (body: string) =>
      `offer('m${index}#later_${local}', function later_${local}() { ${body} });`;
    if (isForeign(target)) {
      lines.push(`const ${local} = ${required};`);
      continue;
    }
    switch (next(isUnsure ? 12 : 11)) {
      case 0:
        lines.push(`const { ${name}: ${local} } = ${required};`, `note('m${index}#${name}', ${local});`);
        break;
      case 1:
        lines.push(
          `const { Class${target}: ${local} } = ${required};`,
          `class Sub_${local} extends ${local} {}`,
        );
        break;
      case 2:
        lines.push(`const ${local} = ${required};`, `class Sub_${local} extends ${local}.Class${target} {}`);
        break;
      case 3:
        lines.push(`const ${local} = ${required};`, `${local}.hoisted${target}();`);
        break;
      case 4:
        lines.push(`${required}.hoisted${target}();`);
        break;
      case 5:
        lines.push(`const { hoisted${target}: ${local} } = ${required};`, offer(`${local}();`));
        break;
      case 6:
        lines.push(`const ${local} = ${required};`, offer(`new ${local}.Class${target}();`));
        break;
      case 7:
        lines.push(`const ${local} = ${required}.early${target};`, offer(`${local}.length;`));
        break;
      case 8:
        lines.push(`offer('m${index}#deferred_${local}', () => new (${required}.Class${target})());`);
        break;
      case 9:
        lines.push(`const { early${target}: ${local} = 'none' } = ${required};`, `${local}.length;`);
        break;
      case 10:
        lines.push(`const ${local} = ${required};`, `note('m${index}#${name}', ${local}.${name});`);
        break;
      case 11:
        lines.push(`if (globalThis.never) ${required}.hoisted${target}();`);
    }
  }
  switch (style) {
    case 0:
      return [...declarations, ...own.map((name) => `exports.${name} = ${name};`), ...lines, ''].join('\n');
    case 1:
      return [...lines, ...declarations, ...own.map((name) => `exports.${name} = ${name};`), ''].join('\n');
    case 2:
      return [...lines, ...declarations, `module.exports = { ${own.join(', ')} };`, ''].join('\n');
    default: {
      const half = Math.floor(lines.length / 2);
      const [first = '', ...rest] = own.map((name) => `module.exports.${name} = ${name};`);
      return [
        ...declarations,
        first,
        ...lines.slice(0, half),
        ...rest.slice(0, 2),
        ...lines.slice(half),
        ...rest.slice(2),
        '',
      ].join('\n');
    }
  }
}
