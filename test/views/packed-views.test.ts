// The views of what is shipped: npm package, docker context, list of files.

import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { viewMistake } from '../../src/config/validate-config.ts';
import { relativeId } from '../../src/model/module-id.ts';
import { openView } from '../../src/views/open-view.ts';
import {
  gitEnvironment,
  temporaryFolder,
  temporaryRepository,
  writeFiles,
} from '../host/temporary-repository.ts';
import { checkFiles, linesOf } from '../support/check-files.ts';

function project(files: Record<string, string>): string {
  const root = temporaryFolder();
  writeFiles(root, files);
  return root;
}

const relative = (root: string, paths: readonly string[] | null) =>
  paths?.map((path) => relativeId(root, path));

test('npm: what "files" names, with the reason for the rest', async () => {
  const root = project({
    'package.json':
      '{ "name": "p", "version": "1.0.0", "main": "./lib/index.js", "bin": "./cli.js", "files": ["lib"] }',
    'lib/index.js': '',
    'lib/.npmignore': '*.test.js\n',
    'lib/a.test.js': '',
    'cli.js': '',
    'src/index.ts': '',
    'README.md': '',
    'tsconfig.json': '{}',
  });
  const view = await openView('npm', { root });
  expect(relative(root, view.files)).toEqual(['README.md', 'cli.js', 'lib/index.js', 'package.json']);
  expect(view.absence?.reason(`${root}/src/index.ts`)).toBe('not in "files" of package.json');
  expect(view.absence?.reason(`${root}/lib/a.test.js`)).toBe('excluded by lib/.npmignore:1 (*.test.js)');
  // Settings say how the project is to be read, shipped or not.
  expect(view.fileSystem.stat(`${root}/tsconfig.json`)).toBe('file');
});

test('npm: without "files" the ignore files decide', async () => {
  const root = project({
    'package.json': '{ "name": "p", "version": "1.0.0" }',
    'index.js': '',
    '.gitignore': 'dist/\n',
    'dist/a.js': '',
  });
  const { files, absence } = await openView('npm', { root });
  expect(relative(root, files)).toEqual(['index.js', 'package.json']);
  expect(absence?.reason(`${root}/dist/a.js`)).toBe('excluded by .gitignore:1 (dist/)');
});

test('npm: in a workspace every public package, private ones when asked', async () => {
  const root = project({
    'package.json': '{ "name": "root", "private": true, "workspaces": ["packages/*"] }',
    'packages/a/package.json': '{ "name": "a", "version": "1.0.0", "files": ["index.js"] }',
    'packages/a/index.js': '',
    'packages/a/secret.js': '',
    'packages/b/package.json': '{ "name": "b", "version": "1.0.0", "private": true }',
    'packages/b/index.js': '',
    // Not of a package: the root is none that npm packs.
    'scripts/release.js': '',
  });
  const view = await openView('npm', { root });
  expect(relative(root, view.files)).toEqual(['packages/a/index.js', 'packages/a/package.json']);
  expect(view.absence?.reason(`${root}/packages/b/index.js`)).toBe(
    'its package is private (packages/b/package.json)',
  );
  const all = await openView('npm:all', { root });
  expect(relative(root, all.files)).toEqual([
    'packages/a/index.js',
    'packages/a/package.json',
    'packages/b/index.js',
    'packages/b/package.json',
  ]);
});

test('npm: a file of a sibling that is not packed is missing, not unbuilt', async () => {
  const root = project({
    'package.json': '{ "name": "root", "private": true, "workspaces": ["packages/*"] }',
    'packages/a/package.json':
      '{ "name": "@r/a", "version": "1.0.0", "main": "src/a.js", "dependencies": { "@r/b": "1" }, "files": ["src"] }',
    'packages/a/src/a.js': "require('@r/b');\nrequire('@r/b/lib/secret');\nrequire('@r/b/lib/deep');\n",
    'packages/b/package.json': '{ "name": "@r/b", "version": "1.0.0", "main": "src/b", "files": ["src"] }',
    'packages/b/src/b.js': '',
    'packages/b/lib/secret.js': '',
    'packages/b/lib/deep/index.js': '',
    'node_modules/unrelated/package.json': '{ "name": "unrelated" }',
  });
  mkdirSync(`${root}/node_modules/@r`);
  for (const name of ['a', 'b']) symlinkSync(`../../packages/${name}`, `${root}/node_modules/@r/${name}`);
  const expected = ['packages/a/src/a.js:2 not-deployed', 'packages/a/src/a.js:3 not-deployed'];
  expect(linesOf(await checkFiles(root, { view: 'npm' }))).toEqual(expected);
  expect(linesOf(await checkFiles(root, { view: 'npm:all' }))).toEqual(expected);
});

test('npm: agrees with npm pack', async () => {
  const root = project({
    'package.json':
      '{ "name": "p", "version": "1.0.0", "main": "./main", "bin": { "p": "./bin/p.js" }, "files": ["lib/**/*.js", "!lib/x.js", "./extra"] }',
    'main.js': '',
    'bin/p.js': '',
    'lib/a.js': '',
    'lib/x.js': '',
    'lib/deep/b.js': '',
    'lib/deep/b.ts': '',
    'extra/e.txt': '',
    '.npmrc': '',
    LICENSE: '',
    'other.js': '',
  });
  const view = await openView('npm', { root });
  expect(relative(root, view.files)).toEqual(packedByNpm(root));
});

function packedByNpm(root: string): string[] {
  const packed: unknown = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'], {
      cwd: root,
      env: { ...gitEnvironment(), npm_config_cache: `${temporaryFolder()}/cache` },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  const [{ files }] = packed as [{ files: { path: string }[] }];
  return files.map(({ path }) => path).sort();
}

test.each([
  ['everything that is installed is bundled', { bundleDependencies: true, dependencies: { dep: '1' } }],
  ['nothing is bundled', { bundledDependencies: false }],
  ['"main" and "browser" behind ./', { main: './lib/main.js', browser: './lib/web.js', files: ['bin'] }],
  ['"main" and "browser"', { main: 'lib/main.js', browser: 'lib/web.js', files: ['docs'] }],
  ['commands of a folder', { directories: { bin: 'bin' }, files: ['docs'] }],
])('npm: agrees with npm pack where %s', async (_, fields) => {
  const root = project({
    'package.json': JSON.stringify({ name: 'p', version: '1.0.0', ...fields }),
    'lib/main.js': '',
    'lib/web.js': '',
    'bin/run.js': '',
    'bin/.hidden.js': '',
    'docs/a.md': '',
  });
  expect(relative(root, (await openView('npm', { root })).files)).toEqual(packedByNpm(root));
});

test('npm: agrees with npm pack of the root of a workspace', async () => {
  const root = project({
    'package.json':
      '{ "name": "p", "version": "1.0.0", "files": ["src"], "workspaces": ["packages/*"], "main": "src/a.js" }',
    'src/a.js': '',
    'src/b.js': '',
    // npm reads it as a list of what to leave out, instead of the next.
    'src/package.json': '{ "type": "module" }',
    'src/.npmignore': '*.js\n',
    'packages/a/package.json': '{ "name": "a", "version": "1.0.0", "private": true }',
  });
  expect(relative(root, (await openView('npm', { root })).files)).toEqual(packedByNpm(root));
});

test('npm: ignore files around a package count in a workspace of npm, and not in one of pnpm', async () => {
  const files = {
    '.gitignore': '*.gen.js\n',
    'packages/a/package.json': '{ "name": "a", "version": "1.0.0", "main": "main.js" }',
    'packages/a/main.js': "require('./names.gen.js');\n",
    'packages/a/names.gen.js': '',
  };
  const ofNpm = project({
    ...files,
    'package.json': '{ "name": "root", "private": true, "workspaces": ["packages/*"] }',
  });
  expect(linesOf(await checkFiles(ofNpm, { view: 'npm' }))).toEqual(['packages/a/main.js:1 not-deployed']);
  const ofPnpm = project({
    ...files,
    'package.json': '{ "name": "root", "private": true }',
    'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
  });
  expect(linesOf(await checkFiles(ofPnpm, { view: 'npm' }))).toEqual([]);
});

test('npm: only what the entries reach is checked; types are entries too', async () => {
  const root = project({
    'package.json':
      '{ "name": "p", "version": "1.0.0", "type": "module", "exports": { ".": { "types": "./index.d.ts", "default": "./lib/index.js" } }, "files": ["lib", "docs", "index.d.ts"] }',
    'index.d.ts': "export * from './src/types';\n",
    'src/types.ts': 'export type T = 1;\n',
    'lib/index.js': "import './a.js';\n",
    'lib/a.js': "import '../src/gone.js';\nimport '../src/there.js';\n",
    'src/there.js': '',
    'docs/example.js': "import './never.js';\n",
  });
  const found = linesOf(await checkFiles(root, { view: 'npm' }));
  expect(found).toEqual([
    'index.d.ts:1 not-deployed',
    'lib/a.js:1 unresolved-module',
    'lib/a.js:2 not-deployed',
  ]);
  expect(linesOf(await checkFiles(root))).toContain('docs/example.js:1 unresolved-module');
});

test('npm: before the build nothing can be said of what it makes', async () => {
  const { root } = temporaryRepository({
    'package.json':
      '{ "name": "p", "version": "1.0.0", "type": "module", "main": "./dist/a.js", "bin": "./bin.js", "files": ["dist"] }',
    'other/package.json': '{ "name": "no-workspace", "version": "1.0.0" }',
    'other/index.js': "import './gone.js';\n",
    '.gitignore': 'gen/\n',
    'bin.js': "import './gen/a.js';\nimport './gone.js';\n",
  });
  const result = await checkFiles(root, { view: 'npm' });
  expect(linesOf(result)).toEqual(['bin.js:2 unresolved-module']);
  expect(result.analysis?.unknown).toMatchObject([
    { reason: 'unbuilt', hint: 'git-ignored by .gitignore:1 (gen/), and not built here' },
  ]);
});

test('npm: an entry that the package does not hold is a finding, one that waits for its build is none', async () => {
  const manifest =
    '{ "name": "p", "version": "1.0.0", "bin": "./bin.js", "exports": { ".": "./lib/a.js", "./b": "./src/b.js", "./c": "./lib/c.js" }, "files": ["lib"] }';
  const { root } = temporaryRepository({
    'package.json': manifest,
    '.gitignore': 'lib/\n',
    'bin.js': '',
    'src/b.js': '',
  });
  expect(linesOf(await checkFiles(root, { view: 'npm' }))).toEqual(['package.json:1 not-deployed']);
  mkdirSync(`${root}/lib`);
  writeFileSync(`${root}/lib/a.js`, '');
  // What is there of the folder is what the build made.
  expect(linesOf(await checkFiles(root, { view: 'npm' }))).toEqual([
    'package.json:1 not-deployed',
    'package.json:1 unresolved-module',
  ]);
  expect(linesOf(await checkFiles(root))).toEqual([]);
});

test('npm: what is built and not packed is told, whatever else is packed', async () => {
  const root = project({
    'package.json':
      '{ "name": "p", "version": "1.0.0", "main": "./lib-a/a.js", "files": ["lib-*", "other.js"] }',
    'lib-a/a.js': '',
    'other.js': '',
  });
  // npm takes no folder by such a pattern.
  expect(packedByNpm(root)).toEqual(['other.js', 'package.json']);
  expect(linesOf(await checkFiles(root, { view: 'npm' }))).toEqual(['package.json:1 not-deployed']);
});

test('npm: a package without a module is refused', async () => {
  const root = project({ 'package.json': '{ "name": "p", "version": "1.0.0", "files": ["x"] }', 'a.js': '' });
  await expect(checkFiles(root, { view: 'npm' })).rejects.toThrow('npm would pack no module');
});

test('npm: a package of data has nothing to check', async () => {
  const root = project({
    'package.json': '{ "name": "p", "version": "1.0.0", "main": "db.json" }',
    'db.json': '{}',
  });
  expect(linesOf(await checkFiles(root, { view: 'npm' }))).toEqual([]);
  const nameless = project({
    'package.json': '{ "name": "p", "version": "1.0.0", "files": ["data"] }',
    'data/a.json': '{}',
    'README.md': '',
  });
  expect(linesOf(await checkFiles(nameless, { view: 'npm' }))).toEqual([]);
});

test('npm: of a package that is not built it is said', async () => {
  const root = project({
    'package.json': '{ "name": "p", "version": "1.0.0", "main": "./lib/a.js" }',
    'b.js': '',
  });
  expect((await openView('npm', { root })).notices?.[0]).toContain('no entry of package.json');
});

test('docker: the context after .dockerignore', async () => {
  const root = project({
    Dockerfile: 'FROM node\nCOPY . .\n',
    '.dockerignore': '# secrets\nsrc/db\n!src/db/keep.ts\n',
    'src/a.ts': '',
    'src/db/pool.ts': '',
    'src/db/keep.ts': '',
  });
  const { files, absence } = await openView('docker', { root });
  expect(relative(root, files)).toEqual(['.dockerignore', 'Dockerfile', 'src/a.ts', 'src/db/keep.ts']);
  expect(absence?.reason(`${root}/src/db/pool.ts`)).toBe('excluded by .dockerignore:2 (src/db)');
});

test('docker: a Containerfile, and the ignore file that Podman reads first', async () => {
  const files = {
    '.dockerignore': 'src/a.ts\n',
    '.containerignore': 'src/b.ts\n',
    'src/a.ts': '',
    'src/b.ts': '',
    'rest.ts': '',
  };
  const shipped = async (name: string) => {
    const root = project({ ...files, [name]: 'FROM node\nCOPY src ./src\n' });
    return relative(root, (await openView('docker', { root })).files);
  };
  expect(await shipped('Containerfile')).toEqual(['src/a.ts']);
  expect(await shipped('Dockerfile')).toEqual(['src/b.ts']);
  expect(await shipped('dockerfile')).toEqual(['src/b.ts']);
});

test('docker: the context folder of a compose file, and the ignore file of the Dockerfile first', async () => {
  const root = project({
    'compose.yaml': 'services:\n  web:\n    build:\n      context: ./server\n',
    'server/Dockerfile': '',
    'server/Dockerfile.dockerignore': 'b.ts\n',
    'server/.dockerignore': 'a.ts\n',
    'server/a.ts': '',
    'server/b.ts': '',
    'shared/c.ts': '',
  });
  const { files, absence } = await openView('docker', { root });
  expect(relative(root, files)).toContain('server/a.ts');
  expect(absence?.reason(`${root}/server/b.ts`)).toBe('excluded by server/Dockerfile.dockerignore:1 (b.ts)');
  expect(absence?.reason(`${root}/shared/c.ts`)).toBe('outside of the build context server');
  await expect(openView('docker:nowhere', { root })).rejects.toThrow('no folder and no service nowhere');
});

test.each<[name: string, dockerfile: string, findings: string[]]>([
  ['all of it', 'FROM node\nWORKDIR /app\nCOPY . .\n', []],
  [
    'a folder',
    'FROM node\nCOPY --chown=node:node src/ ./src/\nCMD ["node", "src/main.ts"]\n',
    ['src/main.ts:1'],
  ],
  ['two folders', 'FROM node\nCOPY src src\nCOPY config ./config\n', []],
  ['a list with blanks', 'FROM node\nCOPY ["./src", "/config", "/app/"]\n', []],
  ['several lines', 'FROM node\nCOPY src \\\n# and\n  config \\\n  /app/\n', []],
  ['patterns', 'FROM node\nADD src/*.ts src/\nADD con??g/[a-c]*.ts config/\n', []],
  [
    'a pattern that misses',
    'FROM node\nADD src/*.ts src/\nADD config/[d-f]*.ts config/\n',
    ['src/main.ts:1'],
  ],
  [
    'another stage',
    'FROM node AS build\nCOPY src src\nCOPY config config\nRUN make\nFROM node\nCOPY --from=build /src /src\n',
    [],
  ],
  [
    'a stage that the image is not made of',
    'FROM node AS base\nCOPY src src\nFROM base AS test\nCOPY config config\nFROM base\n',
    ['src/main.ts:1'],
  ],
  ['a known variable', 'ARG FROM_DIR=config\nFROM node\nCOPY src src\nCOPY ${FROM_DIR} /app\n', []],
  ['an unknown variable', 'FROM node\nARG DIR\nCOPY src src\nCOPY $DIR /app\n', []],
  [
    'a file that a command only reads',
    'FROM node\nCOPY src src\nRUN --mount=type=bind,source=config/app.ts,target=/app.ts make\n',
    ['src/main.ts:1'],
  ],
  [
    'a file that a stage is built from',
    'FROM node AS build\nCOPY src src\nRUN --mount=type=bind,source=config/app.ts,target=/app.ts make\nFROM node\nCOPY --from=build /x /x\n',
    [],
  ],
  ['a mount', 'FROM node\nCOPY src src\nRUN --mount=type=bind,source=config,target=/config make\n', []],
  [
    'here-documents',
    'FROM node\nCOPY src src\nRUN <<EOF\nCOPY config config\nEOF\nCOPY <<"END" /a.txt\nx\nEND\n',
    ['src/main.ts:1'],
  ],
  [
    'what only looks like a here-document',
    'FROM node\nCOPY src src\nRUN echo $((1 <<2))\nCOPY config /c\n',
    [],
  ],
  ['all but a folder', 'FROM node\nCOPY --exclude=config . .\n', ['src/main.ts:1']],
  ['all but tests', 'FROM node\nCOPY --exclude=**/*.test.ts . .\n', []],
  [
    'a folder without what a pattern names in it',
    'FROM node\nCOPY src src\nCOPY --exclude=app.* config config\nCOPY --exclude=config testing testing\n',
    ['src/main.ts:1'],
  ],
  ['nothing but manifests: the rest is mounted', 'FROM node\nCOPY package.json .\nRUN npm ci\n', []],
])('docker: COPY of %s', async (_name, dockerfile, findings) => {
  const root = project({
    Dockerfile: dockerfile,
    'package.json': '{ "type": "module" }',
    'src/main.ts': "import '../config/app.ts';\n",
    'src/main.test.ts': "import '../testing/tools.ts';\n",
    'testing/tools.ts': '',
    'config/app.ts': '',
  });
  const { report } = await checkFiles(root, { view: 'docker' });
  expect(report.findings.map(({ file, line }) => `${file}:${line}`)).toEqual(findings);
  for (const { message } of report.findings)
    expect(message).toContain('no COPY of Dockerfile takes it into the image');
});

test.each([
  ['FROM node\nRUN --mount=type=bind,source=package.json,target=package.json npm ci\nCOPY src src\n', 1],
  ['FROM node\nCOPY package.json .\nRUN npm ci\nCOPY src src\n', 0],
  ['FROM node AS build\nCOPY package.json src .\nFROM node\nCOPY --from=build /out /out\n', 0],
])('docker: a package.json that code reads has to be in the image: %j', async (dockerfile, findings) => {
  const root = project({
    Dockerfile: dockerfile,
    'package.json': '{ "type": "module", "version": "1.0.0" }',
    'src/main.js': "import self from '../package.json' with { type: 'json' };\nself.version;\n",
  });
  const found = linesOf(await checkFiles(root, { view: 'docker' }));
  expect(found).toEqual(findings === 0 ? [] : ['src/main.js:1 not-deployed']);
});

const WEB = 'FROM node\nARG APP=api\nCOPY package.json .\nCOPY apps/${APP} apps/${APP}\n';
/** What the web application lacks in its image. */
const LACKS = ['apps/web/main.js:1 not-deployed'];

test.each([
  ['by name', { 'compose.yaml': 'services: { web: { build: { context: ., args: { APP: web } } } }' }, LACKS],
  ['in a list', { 'compose.yaml': 'services: { web: { build: { context: ., args: [APP=web] } } }' }, LACKS],
  [
    'with a default',
    { 'compose.yaml': "services: { web: { build: { context: ., args: { APP: '${NAME:-web}' } } } }" },
    LACKS,
  ],
  [
    'from .env',
    {
      'compose.yaml': "services: { web: { build: { context: ., args: ['APP=$NAME'] } } }",
      '.env': 'NAME="web"\n',
    },
    LACKS,
  ],
  // Only the shell of whoever builds has it: any application may be copied.
  [
    'that nobody here knows',
    { 'compose.yaml': 'services: { web: { build: { context: ., args: [APP] } } }' },
    [],
  ],
  ['not at all', { 'compose.yaml': 'services: { web: { build: . } }' }, []],
])('docker: ARG given %s', async (_, files, findings) => {
  const root = project({
    Dockerfile: WEB,
    'package.json': '{ "type": "module" }',
    'apps/web/main.js': "import '../../shared/a.js';\n",
    'apps/api/main.js': '',
    'shared/a.js': '',
    ...files,
  });
  expect(linesOf(await checkFiles(root, { view: 'docker' }))).toEqual(findings);
});

test.each<[string, Record<string, string>]>([
  [
    'by a variable',
    { 'compose.yaml': "services: { web: { build: { context: ., dockerfile: '${F-}web.docker' } } }" },
  ],
  [
    'by an anchor',
    {
      'compose.yaml':
        'x-b: &b\n  dockerfile: web.docker\nservices:\n  web:\n    build:\n      <<: *b\n      context: .\n',
    },
  ],
  [
    'by the service that it extends',
    {
      'compose.yaml':
        'services: { web: { extends: base, build: { context: . } }, base: { extends: { file: base.yaml, service: base } } }',
      'base.yaml': 'services: { base: { build: { context: gone, dockerfile: web.docker } } }',
    },
  ],
  [
    'in a file that is included',
    {
      'compose.yaml': 'include: [deploy/compose.yaml]',
      'deploy/compose.yaml': 'services: { web: { build: { context: .., dockerfile: web.docker } } }',
    },
  ],
])('docker: the Dockerfile is told %s', async (_, files) => {
  const root = project({
    'web.docker': 'FROM node\nCOPY package.json .\nCOPY apps/web apps/web\n',
    'package.json': '{ "type": "module" }',
    'apps/web/main.js': "import '../../shared/a.js';\n",
    'shared/a.js': '',
    ...files,
  });
  expect(linesOf(await checkFiles(root, { view: 'docker' }))).toEqual(LACKS);
});

test('docker: without a Dockerfile that is said', async () => {
  const root = project({
    'compose.yaml': "services: { web: { build: { context: ., dockerfile: '${FILE}' } } }",
    'a.js': '',
  });
  expect((await openView('docker', { root })).notices).toEqual([
    'there is no Dockerfile, so the whole folder counts as copied',
  ]);
});

test('docker: the stage and the Dockerfile that the compose file names', async () => {
  const root = project({
    'compose.yaml':
      'services:\n  web:\n    build:\n      context: .\n      dockerfile: docker/web\n      target: Run\n',
    'docker/web': 'FROM node AS run\nCOPY src src\nFROM node AS more\nCOPY . .\n',
    'src/main.js': "import '../more/a.js';\n",
    'more/a.js': '',
  });
  expect(linesOf(await checkFiles(root, { view: 'docker' }))).toEqual(['src/main.js:1 not-deployed']);
});

test.each([
  ['an object', 'additional_contexts:\n        Shared: ./shared\n'],
  ['a list', 'additional_contexts:\n        - Shared=./shared\n        - alpine=docker-image://alpine\n'],
])('docker: a folder that is sent beside the context, in %s', async (_name, contexts) => {
  const root = project({
    'compose.yaml': `services:\n  web:\n    build:\n      ${contexts}`,
    Dockerfile: 'FROM node\nCOPY src src\nCOPY --from=shared . shared\n',
    'src/main.js': "import '../shared/a.js';\nimport '../shared/b.js';\n",
    'shared/a.js': '',
    'shared/b.js': '',
    'shared/.dockerignore': 'b.js\n',
  });
  expect(linesOf(await checkFiles(root, { view: 'docker' }))).toEqual(['src/main.js:2 not-deployed']);
});

test('docker: of a compose file with several builds the first one is checked, and the others are named', async () => {
  const root = project({
    'deploy.yml':
      'services:\n  db:\n    image: db\n  api:\n    build: ./api\n  web:\n    build:\n      context: web\n',
    'api/Dockerfile': 'FROM node\nCOPY . .\n',
    'api/a.js': '',
    'web/Dockerfile': 'FROM node\nCOPY . .\n',
    'web/a.js': '',
    'none.yml': 'services:\n  db:\n    image: db\n',
  });
  const view = await openView('docker:deploy.yml', { root });
  expect(relative(root, view.files)).toEqual(['api/Dockerfile', 'api/a.js']);
  expect(view.notices).toEqual([
    'only the image of api/Dockerfile was checked; the compose file builds others (--view docker:web/Dockerfile)',
  ]);
  expect((await openView('docker:web/Dockerfile', { root })).notices).toBeUndefined();
  await expect(openView('docker:none.yml', { root })).rejects.toThrow('no service of none.yml is built');
});

test('docker: of images that stand in one compose file, or come from one Dockerfile, the service is named', async () => {
  const inline = (copied: string) =>
    `build:\n      dockerfile_inline: |\n        FROM node\n        COPY ${copied} .\n`;
  const root = project({
    'compose.yaml': `services:\n  api:\n    ${inline('a.js')}  web:\n    ${inline('b.js')}`,
    'deploy.yaml':
      'services:\n  one:\n    build:\n      context: .\n      target: one\n  two:\n    build:\n      context: .\n      target: two\n',
    Dockerfile: 'FROM node AS one\nCOPY a.js .\nFROM node AS two\nCOPY b.js .\n',
    'a.js': '',
    'b.js': '',
  });
  const seen = async (where: string) => {
    const { files, notices } = await openView(where, { root });
    return [relative(root, files), notices];
  };
  const notice = (checked: string, other: string) => [
    `only the image of service ${checked} was checked; the compose file builds others (--view docker:${other})`,
  ];
  expect(await seen('docker:compose.yaml')).toEqual([
    ['a.js'],
    notice('compose.yaml#api', 'compose.yaml#web'),
  ]);
  expect(await seen('docker:web')).toEqual([['b.js'], undefined]);
  expect(await seen('docker:deploy.yaml')).toEqual([['a.js'], notice('deploy.yaml#one', 'deploy.yaml#two')]);
  expect(await seen('docker:deploy.yaml#two')).toEqual([['b.js'], undefined]);
  await expect(openView('docker:none', { root })).rejects.toThrow('no folder and no service none');
});

test('docker: what an archive holds that ADD unpacks is not known', async () => {
  const root = project({ Dockerfile: 'FROM node\nADD code.tar.gz .\n', 'code.tar.gz': '', 'a.js': '' });
  expect((await openView('docker', { root })).absence?.isAbsent(`${root}/a.js`)).toBe(false);
});

test('docker: a .dockerignore that docker refuses is refused', async () => {
  const root = project({ Dockerfile: '', '.dockerignore': 'a\n[b\n', 'a.js': '' });
  await expect(openView('docker', { root })).rejects.toThrow('.dockerignore:2 ([b)');
});

test('docker: what the image builds itself is no loss', async () => {
  const root = project({
    Dockerfile: '',
    '.dockerignore': 'dist\nlib\n',
    'tsconfig.json': '{ "compilerOptions": { "outDir": "dist" } }',
    'dist/a.js': '',
    'lib/b.js': '',
  });
  const { absence } = await openView('docker', { root });
  expect(absence?.madeBy(`${root}/dist/a.js`)).toBe('tsc (outDir of tsconfig.json)');
  expect(absence?.madeBy(`${root}/lib/b.js`)).toBeNull();
});

test('manifest: the list decides, wherever the project is on the server', async () => {
  const root = project({
    'src/app.py': 'import src.db',
    'src/db.py': '',
    'src/pool.py': '',
    'files.txt': '/srv/bot/src/app.py\n/srv/bot/src/db.py\n/srv/bot/src/only_there.py\n',
  });
  const view = await openView('manifest:files.txt', { root });
  expect(relative(root, view.files)).toEqual(['src/app.py', 'src/db.py']);
  expect(view.absence?.reason(`${root}/src/pool.py`)).toBe('not in the list of files.txt');
  expect(view.fileSystem.stat(`${root}/src/only_there.py`)).toBe('file');
  expect(() => view.fileSystem.readText(`${root}/src/only_there.py`)).toThrow('not on this disk');
  const piped = await openView('manifest:-', { root, manifestText: './src/app.py\0./src/pool.py\0' });
  expect(relative(root, piped.files)).toEqual(['src/app.py', 'src/pool.py']);
});

test('manifest: what find and tar print of a real folder, folders included', async () => {
  const files = {
    'package.json': '{ "type": "commonjs" }',
    'src/main.js': "require('./db');\nrequire('../config/a');\n",
    'src/db/index.js': '',
    'config/a.js': '',
  };
  const root = project(files);
  const server = project(
    Object.fromEntries(
      Object.entries(files)
        .filter(([path]) => !path.startsWith('config'))
        .map(([path, text]) => [`opt/releases/42/${path}`, text]),
    ),
  );
  for (const command of [
    'find "$PWD" -type f',
    'find "$PWD" -type f -print0',
    'find "$PWD"',
    'find . -ls',
    'ls -R',
    'ls -laR "$PWD"',
    "find . -printf '%s %p\\n'",
    'git init -q && git add -A && git ls-tree -r $(git write-tree)',
    'tar -c opt | tar -t',
    'tar -C opt/releases/42 -c . | tar -tv',
  ]) {
    const manifestText = execFileSync('sh', ['-c', command], {
      cwd: server,
      encoding: 'utf8',
      env: gitEnvironment(),
    });
    const result = await checkFiles(root, { view: 'manifest:-', manifestText });
    expect(linesOf(result), command).toEqual(['src/main.js:2 not-deployed']);
  }
});

test('manifest: a list in UTF-16, and one with NUL, from a file', async () => {
  const root = project({ 'a.py': '', 'b.py': '' });
  writeFileSync(`${root}/powershell.txt`, Buffer.from('\uFEFFC:\\app\\a.py\r\n', 'utf16le'));
  writeFileSync(`${root}/zero.txt`, './a.py\0');
  for (const list of ['powershell.txt', 'zero.txt'])
    expect(relative(root, (await openView(`manifest:${list}`, { root })).files)).toEqual(['a.py']);
});

test('manifest: links, which "find -type f" does not name, are where they lead', async () => {
  const root = project({
    'package.json': '{ "main": "main.js" }',
    'main.js': "require('./shared/a');\nrequire('./linked');\nrequire('./gone');\n",
    'lib/a.js': "require('./b');\n",
    'lib/b.js': '',
  });
  symlinkSync('lib', `${root}/shared`);
  symlinkSync('lib/a.js', `${root}/linked.js`);
  symlinkSync('lib/c.js', `${root}/gone.js`);
  writeFileSync(`${root}/lib/c.js`, '');
  const manifestText = './package.json\n./main.js\n./lib/a.js\n./lib/b.js\n';
  const result = await checkFiles(root, { view: 'manifest:-', manifestText });
  expect(linesOf(result)).toEqual(['main.js:3 not-deployed']);
});

test.each([
  'src\nmain.js\n',
  'src/\nmain.js\n',
  'drwxr-xr-x 2 me us 4096 Nov 26 10:37 src\n-rw-r--r-- 1 me us 9 Nov 26 10:37 main.js\n',
])('manifest: a list of the outermost folder alone is refused: %j', async (manifestText) => {
  const root = project({ 'src/a.js': '', 'main.js': "require('./src/a');" });
  await expect(openView('manifest:-', { root, manifestText })).rejects.toThrow(/folder src and none/);
});

test('manifest: a list of something else is refused', async () => {
  const root = project({ 'a.py': '', 'notes.txt': '' });
  const options = { root, manifestText: '/srv/other/x.py\n' };
  await expect(openView('manifest:-', options)).rejects.toThrow('none of the 1 paths');
  await expect(openView('manifest:gone.txt', { root })).rejects.toThrow('there is no file gone.txt');
  await expect(openView('manifest:-', { root })).rejects.toThrow('no list on standard input');
  await expect(openView('manifest:-', { root, manifestText: '\n' })).rejects.toThrow('is empty');
  const twice = { root, manifestText: '/srv/1/a.py\n/srv/2/a.py\n' };
  await expect(openView('manifest:-', twice)).rejects.toThrow('more than one folder: /srv/1/ and /srv/2/');
  await expect(checkFiles(root, { view: 'manifest:-', manifestText: 'notes.txt\n' })).rejects.toThrow(
    'no file to check in the view manifest:-',
  );
});

test('manifest: a list that has little of the project says so', async () => {
  const files = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`own${index}.py`, '']));
  const root = project({ 'a.py': '', ...files });
  const others = Object.keys(files).map((file) => `its-${file}`);
  const options = { root, manifestText: ['a.py', ...others].join('\n') };
  expect((await openView('manifest:-', options)).notices).toEqual([
    'only 1 of the 21 paths that standard input lists are files of this project',
  ]);
  expect((await openView('manifest:-', { ...options, manifestText: 'a.py' })).notices).toEqual([]);
});

test('manifest: letters that the server has taken apart are other letters', async () => {
  const root = project({ 'main.py': 'import übung\n', 'übung.py': '' });
  const view = await openView('manifest:-', { root, manifestText: 'main.py\nu\u0308bung.py\n' });
  expect(view.absence?.reason(`${root}/übung.py`)).toMatch(/which has .* \(NFD, as macOS does\)$/);
});

test('every view that opens is one that may be asked for', () => {
  const asked = ['worktree', 'npm:all', 'docker', 'docker:web.Dockerfile', 'commit:HEAD', 'manifest:-'];
  expect(asked.map(viewMistake)).toEqual(asked.map(() => null));
  expect(viewMistake('npm:some')).toContain('is no view');
});

test('an unknown view is refused with the list of views', async () => {
  await expect(openView('idnex', { root: '/' })).rejects.toThrow('there is no view "idnex"');
  await expect(openView('npm:some', { root: '/' })).rejects.toThrow('there is no view "npm:some"');
});

test('manifest: settings that only the server has are no broken ones', async () => {
  const root = project({
    'src/app.js': "import './db.js';\n",
    'src/db.js': '',
    'package.json': '{ "type": "module" }',
  });
  const list = 'package.json\nsrc/app.js\nsrc/db.js\nsrc/package.json\nsrc/tsconfig.json\n';
  const { report } = await checkFiles(root, { view: 'manifest:-', manifestText: list });
  expect(report.findings).toEqual([]);
});

test('docker: a Dockerfile that stands in the compose file', async () => {
  const root = project({
    'compose.yaml':
      'services:\n  web:\n    build:\n      context: .\n      dockerfile_inline: |\n        FROM node\n        COPY src src\n',
    '.dockerignore': 'src/b.js\n',
    'src/main.js': "import './a.js';\nimport './b.js';\nimport '../more/c.js';\n",
    'src/a.js': '',
    'src/b.js': '',
    'more/c.js': '',
  });
  const { report } = await checkFiles(root, { view: 'docker' });
  expect(report.findings.map(({ message }) => message)).toEqual([
    '"./b.js" is on this disk only: excluded by .dockerignore:1 (src/b.js)',
    '"../more/c.js" is on this disk only: no COPY of compose.yaml takes it into the image',
  ]);
});

test.each(['docker-bake.hcl', 'docker-bake.json'])('docker: %s is refused in a sentence', async (name) => {
  const root = project({ [name]: '{}', 'main.js': '' });
  await expect(openView(`docker:${name}`, { root })).rejects.toThrow(
    `${name} is a file of docker buildx bake, which is not read`,
  );
});

test('manifest: a file that the server has under a name of other case', async () => {
  const root = project({
    'main.js': "import './pool.js';\n",
    'pool.js': '',
    'files.txt': 'main.js\nPool.js\n',
  });
  const { report } = await checkFiles(root, { view: 'manifest:files.txt' });
  expect(report.findings.map(({ message }) => message)).toEqual([
    '"./pool.js" is on this disk only: not in the list of files.txt, which has Pool.js',
  ]);
});

test('sdist: MANIFEST.in takes out modules too, and nothing below .', async () => {
  const root = project({
    'pyproject.toml':
      '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "shop"\nversion = "1.0"\n[tool.setuptools]\npackages = ["shop"]\n',
    'MANIFEST.in': 'exclude shop/cart.py\nrecursive-exclude . *.py\nprune .\n',
    'shop/__init__.py': '',
    'shop/cart.py': '',
    'shop/till.py': 'from shop import cart\n',
  });
  const { files, absence } = await openView('sdist', { root });
  const python = relative(root, files)?.filter((path) => path.endsWith('.py'));
  expect(python).toEqual(['shop/__init__.py', 'shop/till.py']);
  expect(absence?.reason(`${root}/shop/cart.py`)).toBe(
    'not in the sdist: taken out by MANIFEST.in:1 (exclude shop/cart.py)',
  );
  expect(linesOf(await checkFiles(root, { view: 'sdist' }))).toEqual(['shop/till.py:1 not-deployed']);
});
