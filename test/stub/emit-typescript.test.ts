import { beforeAll, describe, expect, test } from 'vitest';
import { typescriptEmitter } from '../../src/stub/emit-typescript.ts';
import { run, stubFor, typeErrors } from './stub-project.ts';

/** Each importer exports `use`, which uses the stub in its own way; `throws` is the name in the error. */
const uses: readonly { what: string; text: string; throws?: string; notAtRunTime?: true }[] = [
  {
    what: 'a function that is called with different numbers of arguments',
    text: `import { get_connection } from './pool.js';
export const use = (url: string) => [get_connection(url), get_connection(url, 5).query('x')];`,
    throws: 'get_connection',
  },
  {
    what: 'a function that is awaited',
    text: `import { connect } from './pool.js';
export const use = async () => { const client = await connect({ host: 'x' }); return client.rows; };`,
    throws: 'connect',
  },
  {
    what: 'a function whose promise is chained with a callback without types',
    text: `import { connect } from './pool.js';
export const use = () => connect().then((client) => client.rows).catch((error) => { throw error; });`,
    throws: 'connect',
  },
  {
    what: 'callbacks without parameter types, alone and in objects and arrays',
    text: `import { on } from './pool.js';
export const use = () => { on('x', (event) => event.id); on('y', { ok: (a, b) => a + b, list: [(c) => c] }); on('z', 1); };`,
    throws: 'on',
  },
  {
    what: 'type arguments',
    text: `import { load } from './pool.js';
export const use = async () => (await load<{ id: number }>('x')).id;`,
    throws: 'load',
  },
  {
    what: 'spread arguments, call and apply',
    text: `import { log } from './pool.js';
export const use = (...all: string[]) => { log(...all); log.call(null, 1); log.apply(null, all); };`,
    throws: 'log',
  },
  {
    what: 'a function that is handed on',
    text: `import { compare } from './pool.js';
export const use = () => [2, 1].sort(compare);`,
    throws: 'compare',
  },
  {
    what: 'a called function with properties',
    text: `import { cached } from './pool.js';
export const use = () => { cached('x'); cached.clear(); };`,
    throws: 'cached',
  },
  {
    what: 'a class that is constructed',
    text: `import { Pool } from './pool.js';
export const use = () => { const pool: Pool<string> = new Pool<string>('x', 5); return pool.size; };`,
    throws: 'Pool',
  },
  {
    what: 'a class that is constructed with a callback',
    text: `import { Pool } from './pool.js';
export const use = () => new Pool((client) => client.id);`,
    throws: 'Pool',
  },
  {
    what: 'a class that is extended, with overrides and inherited members',
    text: `import { Base } from './pool.js';
class Child extends Base<number> {
  constructor(own: string) { super(own, 1); }
  override start() { super.start(); return this.state.size; }
}
export const use = () => new Child('x').start();`,
    throws: 'Base',
  },
  {
    what: 'a class with static members',
    text: `import { Pool } from './pool.js';
export const use = () => { const pool = Pool.create(1); return new Pool(pool); };`,
    throws: 'Pool.create',
  },
  {
    what: 'an error class that is thrown and tested for',
    text: `import { PoolError } from './pool.js';
export const use = () => { try { throw new Error('x'); } catch (error) { if (error instanceof PoolError) return 1; throw new PoolError('y'); } };`,
    throws: 'PoolError',
  },
  {
    what: 'a constant whose members are read',
    text: `import { config } from './pool.js';
export const use = () => config.database.host;`,
    throws: 'config.database',
  },
  {
    what: 'a constant with members that have the names of looks',
    text: `import { config } from './pool.js';
export const use = () => config.name + config.then;`,
    throws: 'config.name',
  },
  {
    what: 'a constant in a template',
    text: `import { URL_BASE } from './pool.js';
export const use = () => \`\${URL_BASE}/x\`;`,
    throws: 'URL_BASE',
  },
  {
    what: 'a constant in arithmetic',
    text: `import { LIMIT } from './pool.js';
export const use = () => LIMIT * 2;`,
    throws: 'LIMIT',
  },
  {
    what: 'an object that is spread',
    text: `import { defaults } from './pool.js';
export const use = () => ({ ...defaults, a: 1 });`,
    throws: 'defaults',
  },
  {
    what: 'a list that is iterated and one that is destructured',
    text: `import { list, pair } from './pool.js';
export const use = () => { for (const item of list) { const [a] = pair; return item + a; } return 0; };`,
    throws: 'list',
  },
  {
    what: 'an object that is destructured',
    text: `import { settings } from './pool.js';
export const use = () => { const { host, port: p = 1 } = settings; return [host, p]; };`,
    throws: 'settings.host',
  },
  {
    what: 'a promise that is awaited itself',
    text: `import { ready } from './pool.js';
export const use = async () => { await ready; };`,
    throws: 'ready.then',
  },
  {
    what: 'a tagged template',
    text: `import { sql } from './pool.js';
export const use = (id: number) => sql<string>\`select \${id}\`;`,
    throws: 'sql',
  },
  {
    what: 'a component',
    text: `import { Button } from './pool.js';
const React = { createElement: (type: any, props: any) => type(props) };
export const use = () => <Button label="x" onClick={(event) => event.id} />;
declare global { namespace JSX { interface IntrinsicElements { [name: string]: any } interface ElementChildrenAttribute { children: {} } } }`,
    throws: 'Button',
  },
  {
    what: 'a default export and a named one',
    text: `import pool, { size } from './pool.js';
export const use = () => pool(size);`,
    throws: 'default',
  },
  {
    what: 'a namespace',
    text: `import * as pool from './pool.js';
export const use = (x: pool.Connection) => pool.acquire(x);`,
    throws: 'acquire',
  },
  {
    what: 'a dynamic import, destructured',
    text: `export const use = async () => { const { get_connection, get_db_pool: other } = await import('./pool.js'); other; return get_connection(); };`,
    throws: 'get_connection',
  },
  {
    what: 'a dynamic import, chained',
    text: `export const use = () => import('./pool.js').then(({ acquire }) => acquire('x'));`,
    throws: 'acquire',
  },
  {
    what: 'a dynamic import, chained through a parameter and used through a variable',
    text: `export const use = async () => { const pool = await import('./pool.js'); await import('./pool.js').then((m) => m.second()); return pool.first(); };`,
    throws: 'second',
  },
  {
    what: 'names that are no identifiers or reserved',
    text: `import { "a-b" as ab, delete as remove, Promise as P, stubValue as s, StubCallError as E, __proto__ as proto } from './pool.js';
export const use = () => [() => ab(), () => remove(), () => new P(), () => s(), () => new E(), () => proto()].map((each) => each());`,
    throws: 'a-b',
  },
  {
    what: 'types only: an alias, with arguments, members and a typed callback',
    text: `import type { Row, Page, Color, Handler } from './pool.js';
export const handler: Handler = (event) => event.id;
export const use = (row: Row, pages: Page<string, number>[], red: Color.Red) => [row.id, pages.map((page) => page.next), red];
interface Wide extends Row { more: string }
export class Impl implements Row { wide?: Wide }`,
    notAtRunTime: true,
  },
  {
    what: 'an import type and a type query',
    text: `export const use = (a: import('./pool.js').Row<string>, b: typeof import('./pool.js').config) => [a.id, b.host];`,
    notAtRunTime: true,
  },
  {
    what: 'an enum: members as values and as types',
    text: `import { Color } from './pool.js';
export const use = (color: Color): Color.Red | null => (color === Color.Red ? color : null);`,
    throws: 'Color.Red',
  },
  {
    what: 'a decorator, called and not',
    text: `import { Injectable, sealed } from './pool.js';
export const use = () => { @sealed @Injectable({ scope: 'x' }) class Service {} return Service; };`,
    throws: 'Injectable',
  },
];

const files = (text: string) => {
  const importer = { 'importer.tsx': text };
  return {
    ...importer,
    'pool.ts': stubFor(typescriptEmitter, importer, './pool.js'),
    'package.json': '{"type":"module"}',
  };
};

describe('the type checker accepts the stub and every use of it', () => {
  // One program for all of them: most of its time goes into the library.
  const projects = uses.map(({ text }) => files(text));
  let errors: readonly string[];
  beforeAll(() => {
    const all = projects.flatMap((project, index) =>
      Object.entries(project).map(([name, text]) => [`${index}/${name}`, text] as const),
    );
    errors = typeErrors(Object.fromEntries(all));
  }, 60_000);

  test.each(uses.map(({ what }, index) => ({ what, index })))('$what', ({ index }) => {
    const own = errors.filter((error) => error.startsWith(`${index}/`));
    expect(own, projects[index]?.['pool.ts']).toEqual([]);
  });
});

describe('the import works, the use throws', () => {
  test.each(uses.filter((use) => use.notAtRunTime !== true))('$what', ({ text, throws }) => {
    const project = files(text);
    const main = `import { use } from './importer.js';
const report = (error) => console.log(JSON.stringify([error.name, error.message]));
try { await use(); console.log('nothing thrown'); } catch (error) { report(error); }`;
    const [name, message] = JSON.parse(run({ ...project, 'main.js': main }, 'main.js')) as [string, string];
    expect(name, message).toBe('StubCallError');
    expect(message).toBe(
      `"${throws}" of "src/pool" is a compatibility stub: The pool is off. Use Database() directly. (src/pool.ts; see "danglint explain stub-in-use")`,
    );
  });
});

test('what only looks at a stub does not throw', () => {
  const importer = {
    'importer.ts': `import { config, anything } from './pool.js';\nconfig.host;\nexport const use = [anything];`,
  };
  const main = `import { config, anything } from './pool.js';
import { inspect, format } from 'node:util';
import assert from 'node:assert';
for (const value of [config, anything]) {
  inspect(value); inspect(value, { showProxy: true }); format('%o %O %j', value, value, value);
  JSON.stringify({ value }); typeof value; 'x' in value; Object.prototype.toString.call(value); Array.isArray(value);
  await (async () => value)(); value === 1; !value; value?.$$typeof; value.asymmetricMatch; value.constructor;
  assert.notStrictEqual(value, 1);
  assert.throws(() => assert.strictEqual(value, 1), { name: 'AssertionError' });
}
assert.strictEqual({} instanceof anything, false);
structuredClone(JSON.parse(JSON.stringify({ config })));
console.log('fine');`;
  expect(
    run(
      { ...importer, 'pool.ts': stubFor(typescriptEmitter, importer, './pool.js'), 'main.js': main },
      'main.js',
    ),
  ).toBe('fine\n');
});
