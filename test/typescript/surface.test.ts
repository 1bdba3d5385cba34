// Surfaces of `export =` modules, asked of TypeScript's checker.

import { describe, expect, test } from 'vitest';
import { createMemoryFileSystem } from '../../src/host/memory-file-system.ts';
import type { AmbientModule } from '../../src/model/export-entry.ts';
import type { ModuleGraph, ModuleNode } from '../../src/model/module-graph.ts';
import type { ModuleRecord } from '../../src/model/module-record.ts';
import { completeSurfaces } from '../../src/typescript/surface.ts';
import { createSurfaceCache, noSurfaceCache } from '../../src/typescript/surface-cache.ts';

describe('completeSurfaces', () => {
  test.each([
    {
      title: 'a function merged with a namespace',
      text: `declare function f(): void; declare namespace f { interface Options {} const version: string } export = f;`,
      names: ['Options:type', 'export=:both', 'version:value'],
    },
    {
      title: 'a value whose type is an interface',
      text: `interface Api { open(): void; close(): void } declare const api: Api; export = api;`,
      names: ['close:value', 'export=:value', 'open:value'],
    },
    {
      title: 'a value whose type is computed from another module',
      text: `import type { Api } from './api'; declare const api: Pick<Api, 'open'>; export = api;`,
      names: ['export=:value', 'open:value'],
    },
    {
      title: 'statics of a class, inherited ones too',
      text: `import { Base } from './api'; declare class A extends Base { static create(): A } export = A;`,
      names: ['create:value', 'export=:both', 'from:value', 'prototype:value'],
    },
  ])('lists $title', ({ text, names }) => {
    const surface = surfaceOf(text, { '/app/node_modules/p/api.d.ts': api });
    expect(surface).toEqual(names);
  });

  test.each([
    { title: 'any', text: `declare const api: any; export = api;`, names: [] },
    {
      title: 'a type that is not there',
      text: `declare const api: import('gone').Api; export = api;`,
      names: [],
    },
    {
      title: 'a class with a base that is not there',
      text: `import { B } from 'gone'; declare class A extends B {} export = A;`,
      names: ['prototype:value'],
    },
    {
      title: 'an index signature, merged with a namespace',
      text: `declare const api: { [name: string]: number; a: number }; declare namespace api { type T = string } export = api;`,
      names: ['T:type', 'a:value'],
    },
  ])('lists what it sees of $title, and leaves the rest open', ({ text, names }) => {
    const completed = completedOf(text, {});
    expect(namesIn(completed).filter((name) => !name.startsWith('export='))).toEqual(names);
    // Without `members` the linker takes any other name for possible.
    const whole = completed?.record.exports.find(
      (entry) => entry.kind === 'local' && entry.exportName === 'export=',
    );
    expect(whole).toBeDefined();
    expect(whole).not.toHaveProperty('members');
  });

  test('lists an ambient module', () => {
    const file = '/app/types.d.ts';
    const block: AmbientModule = {
      ...{ specifier: 'legacy', augmentation: false, shorthand: false, exports: [] },
      span: { start: 0, end: 0 },
    };
    const graph: ModuleGraph = new Map([
      [file, node(file, { ...emptyRecord, ambientModules: [block] })],
      ['ambient:legacy', node('ambient:legacy', opaqueRecord)],
    ]);
    const text = `declare module 'legacy' { const api: { open(): void }; export = api; }`;
    const fileSystem = createMemoryFileSystem({ [file]: text });
    const completed = completeSurfaces({
      ...{ graph, fileSystem, root: '/app', cache: noSurfaceCache },
      unknownModules: ['ambient:legacy'],
    });
    expect(namesIn(completed.get('ambient:legacy'))).toEqual(['export=:value', 'open:value']);
  });

  test('asks for nothing but declarations with an export assignment', () => {
    const fileSystem = createMemoryFileSystem({ '/app/a.js': 'module.exports = make();' });
    const record: ModuleRecord = {
      ...opaqueRecord,
      moduleKind: 'commonjs',
      dynamicReason: 'computed-commonjs',
    };
    const graph: ModuleGraph = new Map([['/app/a.js', node('/app/a.js', record)]]);
    const input = { graph, fileSystem, root: '/app', cache: noSurfaceCache };
    expect(completeSurfaces({ ...input, unknownModules: ['/app/a.js', '/app/gone.d.ts'] }).size).toBe(0);
  });
});

describe('the cache of surfaces', () => {
  const file = '/app/node_modules/p/index.d.ts';
  const text = `import type { Api } from './api'; declare const api: Api; export = api;`;
  const before = { [file]: text, '/app/node_modules/p/api.d.ts': 'export interface Api { a: 1 }' };

  test('holds while no file that was read has changed', () => {
    const first = createSurfaceCache({});
    complete(before, first);
    const second = createSurfaceCache(JSON.parse(JSON.stringify(first.entries())));
    expect(namesIn(complete(before, second))).toEqual(['a:value', 'export=:value']);
    expect(second.changed()).toBe(false);
  });

  test('does not hold when a file behind the module has changed', () => {
    const first = createSurfaceCache({});
    complete(before, first);
    const second = createSurfaceCache(first.entries());
    const after = { ...before, '/app/node_modules/p/api.d.ts': 'export interface Api { a: 1; another: 2 }' };
    expect(namesIn(complete(after, second))).toEqual(['a:value', 'another:value', 'export=:value']);
  });

  function complete(files: Record<string, string>, cache: ReturnType<typeof createSurfaceCache>) {
    const fileSystem = createMemoryFileSystem(files);
    const graph: ModuleGraph = new Map([[file, node(file, opaqueRecord)]]);
    return completeSurfaces({ graph, fileSystem, root: '/app', cache, unknownModules: [file] }).get(file);
  }
});

const api = `
  export interface Api { open(): void; close(): void }
  export class Base { static from(): Base }
`;

const emptyRecord: ModuleRecord = {
  ...{ language: 'javascript', moduleKind: 'declaration', exportsKind: 'static' },
  ...{
    requests: [],
    imports: [],
    exports: [],
    memberUses: [],
    ambientModules: [],
    directives: [],
    errors: [],
  },
};

const opaqueRecord: ModuleRecord = { ...emptyRecord, exportsKind: 'dynamic', dynamicReason: 'export-equals' };

function node(id: string, record: ModuleRecord): ModuleNode {
  return {
    ...{ id, record, resolutions: [], role: 'target' },
    settings: { runtime: 'node', format: 'commonjs', typescript: true, verbatim: false, isolated: false },
  };
}

function surfaceOf(text: string, others: Record<string, string>): string[] {
  return namesIn(completedOf(text, others));
}

function completedOf(text: string, others: Record<string, string>): ModuleNode | undefined {
  const id = '/app/node_modules/p/index.d.ts';
  const fileSystem = createMemoryFileSystem({ ...others, [id]: text });
  const graph: ModuleGraph = new Map([[id, node(id, opaqueRecord)]]);
  const input = { graph, fileSystem, root: '/app', cache: noSurfaceCache, unknownModules: [id] };
  return completeSurfaces(input).get(id);
}

function namesIn(completed: ModuleNode | undefined): string[] {
  const named = completed?.record.exports.filter((entry) => entry.kind === 'local') ?? [];
  return named.map(({ exportName, meaning }) => `${exportName}:${meaning}`).sort();
}
