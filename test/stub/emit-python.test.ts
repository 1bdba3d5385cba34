// CPython imports the stubs, and every use of a name raises.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { StubHeader, StubName } from '../../src/model/stub.ts';
import { analyseProject } from '../../src/pipeline.ts';
import { pythonEmitter } from '../../src/stub/emit-python.ts';
import { pythonReexport } from '../../src/stub/python-reexport.ts';
import { proposeStubs } from '../../src/stub/stub-project.ts';
import { checkOptions } from '../support/check-files.ts';

const python = spawnSync('python3', ['--version']).status === 0;
const header: StubHeader = {
  created: '2025-01-14',
  version: '0.1.0',
  reason: 'the pool is "off" \\ """ now',
};
const context = { moduleName: 'src.pool', file: 'src/pool.py', header };

function stub(...names: string[]): string {
  const all = names.map((name): StubName => ({ name, value: null, type: null, askedBy: [] }));
  return pythonEmitter.render(
    all.map((name) => pythonEmitter.section(name, context)),
    context,
  );
}

const folders: string[] = [];
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'danglint-stub-'));
  folders.push(made);
  return made;
}
afterEach(() => {
  for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true });
});

function run(directory: string, ...args: string[]): { stdout: string; stderr: string } {
  const { stdout, stderr } = spawnSync('python3', ['-B', ...args], {
    cwd: directory,
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { stdout, stderr };
}

describe.skipIf(!python)('a Python stub (skipped where there is no python3)', () => {
  it.each([
    ['get_connection', 'get_connection(1, timeout=2)'],
    ['Pool', 'Pool("url")'],
    ['Pool', 'Pool.create()'],
    ['Pool', 'type("Sub", (Pool,), {})()'],
    ['PoolError', 'PoolError("x")'],
    ['MAX_SIZE', 'MAX_SIZE + 1'],
    ['MAX_SIZE', 'int(MAX_SIZE)'],
    ['MAX_SIZE', 'str(MAX_SIZE)'],
    ['MAX_SIZE', '[x for x in MAX_SIZE]'],
    ['MAX_SIZE', 'MAX_SIZE["a"]'],
    ['MAX_SIZE', 'MAX_SIZE.value'],
    ['MAX_SIZE', 'bool(MAX_SIZE)'],
    ['MAX_SIZE', 'MAX_SIZE == 1'],
  ])('is imported with %s, and %s raises', (name, use) => {
    const directory = folder();
    writeFileSync(join(directory, 'pool.py'), stub('Pool', 'get_connection', 'MAX_SIZE', 'PoolError'));
    const code = `from pool import ${name}\nrepr(${name})\nprint("imported")\n${use}`;
    const { stdout, stderr } = run(directory, '-c', code);
    expect(stdout).toBe('imported\n');
    expect(stderr).toContain(`NotImplementedError: "${name}`);
    expect(stderr).toContain(
      'of "src.pool" is a compatibility stub: the pool is "off" \\ """ now (src/pool.py;',
    );
  });

  it('can be caught and named in annotations where its classes stand', () => {
    const directory = folder();
    writeFileSync(join(directory, 'pool.py'), stub('Pool', 'PoolError'));
    const code =
      'from pool import Pool, PoolError\ndef f(p: Pool) -> Pool: return p\ntry: pass\nexcept PoolError: pass\nprint(isinstance(1, Pool))';
    expect(run(directory, '-c', code)).toEqual({ stdout: 'False\n', stderr: '' });
  });

  /** `main.py` asks `app` for something that is not there; its stub is written, and `main.py` run with `use` behind it. */
  async function stubbed(main: string, files: Readonly<Record<string, string>>, use: string) {
    const directory = folder();
    for (const [path, text] of Object.entries({ 'main.py': main, ...files })) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    const analysis = await analyseProject(
      checkOptions(directory.replaceAll('\\', '/'), { today: '2025-01-14' }),
    );
    const { changes } = proposeStubs(analysis, { paths: [], version: '0.1.0' });
    for (const { path, after } of changes) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, after ?? '');
    }
    const { stdout, stderr } = run(
      directory,
      '-c',
      `import main\nfrom main import *\nprint("loaded")\n${use}`,
    );
    return {
      written: changes.map(({ path }) => path.slice(directory.length + 1)).sort(),
      loaded: stdout.startsWith('loaded\n'),
      stderr: stderr.trim().split('\n').at(-1) ?? '',
    };
  }

  it.each([
    ['a function with the name of a class', 'def f(): return Connect.now()\nConnect', 'f()'],
    ['a function', 'def f(): return connect("url")', 'f()'],
    ['a function in a decorator', 'def f():\n    @connect\n    def g(): pass', 'f()'],
    ['a base class in lower case', 'class Pool(connect): pass', 'Pool()'],
    ['a base class with arguments', 'class Pool(Connect[int]): pass', 'Pool()'],
    ['a class that is asked for', 'def f(x): return isinstance(x, connect)\nprint\nf(1)', 'connect()'],
    ['an annotation', 'def f(x: connect, y: "int" = 1) -> connect[str]: return connect', 'f(1)()'],
    ['an annotation with an alternative', 'pool: connect | None = None', 'connect()'],
    ['an error', 'def f():\n    try: 1 / 0\n    except Failed: pass', 'Failed()'],
    [
      'an error of another name',
      'def f():\n    try: pass\n    except (ValueError, connect): pass\nf()',
      'connect()',
    ],
    ['an error that is raised', 'def f(): raise Failed("x")', 'f()'],
    ['a constant', 'def f(): return LIMIT + 1', 'f()'],
    ['a constant in lower case', 'def f(): return [x for x in limits]', 'f()'],
    ['a constant with members', 'def f(): return settings.debug', 'f()'],
    ['a text', 'def f(): return f"{name}"', 'str(name)'],
    ['what is only passed on', 'g = [limit]', 'g[0]()'],
  ])('has the shape of its uses: %s', async (_, code, use) => {
    const names = ['Connect', 'connect', 'Failed', 'LIMIT', 'limits', 'settings', 'name', 'limit'];
    const asked = names.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
    const main = `from app.pool import ${asked.join(', ')}\n${code}\n`;
    const { loaded, stderr } = await stubbed(main, { 'app/__init__.py': '' }, use);
    expect([loaded, stderr.split(':')[0]]).toEqual([true, 'NotImplementedError']);
    expect(stderr).toContain(`"${asked[0]}`);
  });

  it.each([
    ['as it is', '@connect\ndef f(): return 1', 'f()'],
    ['called', '@connect(5, key="a")\ndef f(): return 1', 'f()'],
    ['of a method', 'class A:\n    @connect\n    def f(self): return 1', 'A().f()'],
    ['of a coroutine', '@connect()\nasync def f(): return 1', 'f()'],
    [
      'of a class that is extended',
      '@connect\nclass A:\n    x: int = 1\nclass B(A): pass\nassert B.x == 1',
      'B()',
    ],
    ['of what cannot be extended', 'import enum\n@connect\nclass A(enum.Enum):\n    B = 1', 'A(1)'],
    ['in both ways', '@connect\ndef f(): pass\n@connect(1)\ndef g(): pass', 'g()'],
    ['and a call', '@connect\ndef f(): pass\ndef g(): return connect("url")', 'g()'],
  ])('lets a module load that it decorates, %s', async (_, code, use) => {
    const main = `from app.pool import connect\n${code}\n`;
    const { loaded, stderr } = await stubbed(main, { 'app/__init__.py': '' }, use);
    expect(loaded).toBe(true);
    expect(stderr).toContain('NotImplementedError: "connect');
  });

  it('has the names that a star was to bring', async () => {
    const main =
      'from app.pool import *\nfrom app.there import *\nclass A(Base): pass\ndef f():\n    return connect(LIMIT)\ndef g():\n    return here';
    const files = { 'app/__init__.py': '', 'app/there.py': 'here = 1' };
    expect(await stubbed(main, files, 'assert g() == 1\nA()')).toMatchObject({ loaded: true });
    const { stderr } = await stubbed(main, files, 'f()');
    expect(stderr).toContain('NotImplementedError: "connect"');
  });

  it('reads what is used of a module', async () => {
    const main =
      'import app.pool as p\nimport app.pool\nclass A(p.base): pass\ndef f(): return app.pool.size + 1';
    expect(await stubbed(main, { 'app/__init__.py': '' }, 'A()')).toMatchObject({ loaded: true });
    const { stderr } = await stubbed(main, { 'app/__init__.py': '' }, 'f()');
    expect(stderr).toContain('NotImplementedError: "size"');
  });

  it.each([
    [
      'in a regular package, with the packages on the way',
      { 'app/__init__.py': '' },
      ['app/gone/__init__.py', 'app/gone/far/__init__.py', 'app/gone/far/pool.py'],
    ],
    [
      'in a namespace package, without them',
      { 'app/there/__init__.py': '', 'other.py': 'import app.there' },
      ['app/gone/far/pool.py'],
    ],
  ])('stands %s', async (_, files, expected) => {
    const result = await stubbed('from app.gone.far.pool import connect', files, 'connect()');
    expect(result).toMatchObject({ written: expected, loaded: true });
    expect(result.stderr).toContain('NotImplementedError');
  });

  it('is a package where a module below it is asked for too', async () => {
    const main = 'from app.gone import connect\nfrom app.gone.deeper import pool';
    const result = await stubbed(main, { 'app/__init__.py': '' }, 'connect()');
    expect(result).toMatchObject({
      written: ['app/gone/__init__.py', 'app/gone/deeper.py'],
      loaded: true,
    });
  });

  it('is a package where modules in it are asked for by names that are computed', async () => {
    const main =
      "import importlib\n\ndef load(name):\n    return importlib.import_module(f'app.lost.{name}')\n";
    const { written, loaded, stderr } = await stubbed(main, { 'app/__init__.py': '' }, "load('card')");
    expect({ written, loaded }).toEqual({ written: ['app/lost/__init__.py'], loaded: true });
    expect(stderr).toBe("ModuleNotFoundError: No module named 'app.lost.card'");
  });

  it('brings the incident back to life: check, stub, and the reconnect runs into the error of the stub', async () => {
    const directory = folder();
    cpSync(fileURLToPath(new URL('../../fixtures/incident-python', import.meta.url)), directory, {
      recursive: true,
    });
    expect(run(directory, '-m', 'src.bot').stderr).toContain(
      "No module named 'src.database.connection_pool'",
    );
    const root = directory.replaceAll('\\', '/');
    const analysis = await analyseProject(checkOptions(root, { today: '2025-01-14' }));
    const { changes } = proposeStubs(analysis, {
      paths: [],
      version: '0.1.0',
      message: 'Connection pool is switched off',
    });
    expect(changes.map(({ path }) => path.slice(root.length))).toEqual(['/src/database/connection_pool.py']);
    for (const { path, after } of changes) writeFileSync(path, after ?? '');
    const { stdout, stderr } = run(directory, '-m', 'src.bot');
    expect(stdout).toContain('are you there?');
    expect(stderr).toContain(
      '"get_connection" of "src.database.connection_pool" is a compatibility stub: Connection pool is switched off',
    );
    expect(changes[0]?.after).toContain('def get_db_pool(');
  });

  it('is a module for what everybody takes names from, and a name of the package for what is used itself', async () => {
    const root = folder();
    const files = {
      'app/__init__.py': '',
      'app/db.py':
        'from . import pool as p, start\n\nclass Client(p.Base):\n    def run(self) -> p.Result:\n        return p.connect(p.MAX)\n\n\ndef go():\n    start()\n    start.now\n',
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const { changes } = proposeStubs(await analyseProject(checkOptions(root)), {
      paths: [join(root, 'app/__init__.py')],
      version: '0.1.0',
    });
    expect(changes.map(({ path }) => path.slice(root.length + 1)).sort()).toEqual([
      'app/__init__.py',
      'app/_init_stub.py',
      'app/pool.py',
    ]);
    for (const { path, after } of changes) writeFileSync(path, after ?? '');
    const { stdout, stderr } = run(
      root,
      '-c',
      'from app.db import Client, go\nfor use in (Client, go, lambda: Client.run(None)):\n    try: use()\n    except NotImplementedError as error: print(error)',
    );
    expect(stderr).toBe('');
    expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([
      '"Base"',
      '"start"',
      '"connect"',
      '',
    ]);
  });

  it('is named as Python imports it, and has the names that only entry points ask for', async () => {
    const root = folder();
    const files = {
      'pyproject.toml':
        '[project]\nname = "bot"\n[project.scripts]\nbot = "bot.cli:main"\nbot-admin = "bot.app:admin"\n[project.entry-points."bot.plugins"]\npool = "bot.cli:PoolPlugin"\n',
      'src/bot/__init__.py': '',
      'src/bot/app.py': 'from bot.pool import connect\n\n\ndef run():\n    connect()\n',
      'src/bot/relative.py': 'from .gone import close\nfrom .deep.inner import dig\n',
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const { changes, plan } = proposeStubs(await analyseProject(checkOptions(root)), {
      paths: [],
      version: '0.1.0',
    });
    expect(plan.files.map(({ moduleName, names }) => [moduleName, names.map(({ name }) => name)])).toEqual([
      ['bot.app', ['admin']],
      ['bot.cli', ['PoolPlugin', 'main']],
      ['bot.deep', []],
      ['bot.deep.inner', ['dig']],
      ['bot.gone', ['close']],
      ['bot.pool', ['connect']],
    ]);
    for (const { path, after } of changes) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, after ?? '');
    }
    const { stdout, stderr } = run(
      join(root, 'src'),
      '-c',
      'from bot import relative\nfrom bot.app import admin, run\nfrom bot.cli import main, PoolPlugin\nfor use in (run, main, PoolPlugin, admin, relative.close, relative.dig):\n    try: use()\n    except NotImplementedError as error: print(str(error).split(" is ")[0])',
    );
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n')).toEqual([
      '"connect" of "bot.pool"',
      '"main" of "bot.cli"',
      '"PoolPlugin" of "bot.cli"',
      '"admin" of "bot.app"',
      '"close" of "bot.gone"',
      '"dig" of "bot.deep.inner"',
    ]);
  });
});

describe('the text of a Python stub', () => {
  it('is the same after it was read and written again', () => {
    const text = stub('Pool', 'get_connection', 'MAX_SIZE');
    const parts = pythonEmitter.read(text);
    expect(parts?.header).toEqual(header);
    expect(pythonEmitter.render(parts?.sections ?? [], context)).toBe(text);
  });

  it.each(['class', 'a-b', '1x', '*', '_DanglintValue'])('refuses the name %s', (name) => {
    expect(pythonEmitter.refuses(name)).not.toBeNull();
  });

  it('finds its own line again, and no other', () => {
    const line = pythonReexport.write('._pool_stub', ['a', 'b']);
    const text = `x = "# @danglint-stub"\n${line}\n`;
    const span = pythonReexport.find(text, '/p/pool.py');
    expect(span && text.slice(span.start, span.end)).toBe(line);
    expect(pythonReexport.find('x = "# @danglint-stub"\n', '/p/pool.py')).toBeNull();
    expect(pythonReexport.siblingOf('/p/pool.py')).toBe('/p/_pool_stub.py');
  });
});
