// What whoever starts an entry calls of it is told as at start-up: the function of a console script, `register()` of Next.

import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

async function impactsOf(files: Readonly<Record<string, string>>) {
  const root = temporaryFolder();
  writeFiles(root, files);
  const { report } = await checkFiles(root);
  return report.findings.map(({ impact }) => [
    impact?.when,
    impact?.enclosing,
    impact?.chain,
    impact?.branchIn,
  ]);
}

const SHOP = {
  'shop/__init__.py': 'from .cli import main\n',
  'shop/cli.py':
    'from shop import tools\n\ndef main():\n    run()\n\ndef run():\n    tools.gone()\n\ndef later():\n    tools.gone()\n',
  'shop/tools.py': 'x = 1\n',
};
const withScript = (settings: string) => ({
  ...SHOP,
  'pyproject.toml': `[project]\nname = "shop"\nversion = "1"\n${settings}\n`,
});

test('a console script calls its function, also one that its module takes from another', async () => {
  expect(await impactsOf(withScript('[project.scripts]\nshop = "shop:main"'))).toEqual([
    ['startup', 'run', ['shop/__init__.py', 'shop/cli.py'], undefined],
    ['call', 'later', ['shop/__init__.py', 'shop/cli.py'], undefined],
  ]);
});

test('a plugin is only loaded', async () => {
  const found = await impactsOf(withScript('[project.entry-points."x.plugins"]\nshop = "shop:main"'));
  expect(found.map(([when]) => when)).toEqual(['call', 'call']);
});

test('Next calls register() of its instrumentation', async () => {
  const found = await impactsOf({
    'package.json': '{ "name": "web", "dependencies": { "next": "15" } }',
    'instrumentation.js':
      "import * as lib from './lib';\nexport async function register() {\n  lib.gone();\n  if (process.env.X) lib.gone2();\n}\n",
    'middleware.js': "import * as lib from './lib';\nexport function middleware() {\n  lib.gone();\n}\n",
    'lib.js': 'export const there = 1;\n',
  });
  expect(found).toEqual([
    ['startup', 'register', ['instrumentation.js'], undefined],
    ['startup', 'register', ['instrumentation.js'], 'instrumentation.js'],
    ['call', 'middleware', ['middleware.js'], undefined],
  ]);
});

const db = 'def connect(): pass\n';
const SERVED = {
  'app/__init__.py': '',
  'app/db.py': db,
  'app/main.py':
    'from contextlib import asynccontextmanager\nfrom fastapi import FastAPI\nfrom app import db\n\n@asynccontextmanager\nasync def lifespan(app):\n    db.gone()\n    yield\n    db.gone()\n\napp = FastAPI(lifespan=lifespan)\n\n@app.get("/")\ndef page():\n    db.gone()\n\nif __name__ == "__main__":\n    db.gone()\n',
};

test('a module that a server is told is imported, and its lifespan runs up to its yield', async () => {
  const chain = ['app/main.py'];
  expect(await impactsOf({ ...SERVED, Procfile: 'web: uvicorn app.main:app --port 80\n' })).toEqual([
    ['startup', 'lifespan', chain, undefined],
    ['call', 'lifespan', chain, undefined],
    ['call', 'page', chain, undefined],
    ['call', '__main__', chain, undefined],
  ]);
  const run = await impactsOf({ ...SERVED, Procfile: 'web: python app/main.py\n' });
  expect(run).toContainEqual(['startup', null, chain, undefined]);
});

test.each([
  ['from fastapi import FastAPI', 'FastAPI()', '@app.on_event("startup")\nasync def begin():', ''],
  [
    'from fastapi import FastAPI',
    'FastAPI()',
    'async def begin():',
    'app.add_event_handler("startup", begin)',
  ],
  [
    'from starlette.applications import Starlette',
    'None',
    'def begin():',
    'star = Starlette(on_startup=[begin])',
  ],
  ['from aiohttp import web', 'web.Application()', 'async def begin(app):', 'app.on_startup.append(begin)'],
])('a handler of the start: %s, %s, %s', async (imported, made, head, registered) => {
  const found = await impactsOf({
    'app/__init__.py': '',
    'app/db.py': db,
    'app/main.py': `${imported}\nfrom app import db\napp = ${made}\n\n${head}\n    db.gone()\n\n${registered}\n`,
    Procfile: 'web: gunicorn app.main:app\n',
  });
  expect(found).toEqual([['startup', 'begin', ['app/main.py'], undefined]]);
});

test('a factory that a server calls, and a command of click', async () => {
  const factory = 'from app import db\n\ndef create():\n    db.gone()\n\ndef other():\n    db.gone()\n';
  const files = { 'app/__init__.py': '', 'app/db.py': db, 'app/main.py': factory };
  for (const command of ["gunicorn 'app.main:create()'", 'uvicorn --factory app.main:create']) {
    const found = await impactsOf({ ...files, Procfile: `web: ${command}\n` });
    expect(found.map(([when, enclosing]) => [when, enclosing])).toEqual([
      ['startup', 'create'],
      ['call', 'other'],
    ]);
  }
  const found = await impactsOf({
    ...files,
    'app/main.py':
      'import click\nfrom app import db, own\n\n@click.command()\n@click.option("--x")\ndef cli(x):\n    db.gone()\n\n@own.skip\ndef skipped():\n    db.gone()\n\nif __name__ == "__main__":\n    cli()\n    skipped()\n',
    'app/own.py': 'def skip(f):\n    return print\n',
    Procfile: 'web: python -m app.main\n',
  });
  expect(found.map(([when, enclosing]) => [when, enclosing])).toEqual([
    ['startup', 'cli'],
    ['call', 'skipped'],
  ]);
});
