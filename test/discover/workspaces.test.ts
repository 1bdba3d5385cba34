import { expect, test } from 'vitest';
import { findWorkspaces } from '../../src/discover/workspaces.ts';
import { createMemoryFileSystem, type MemoryFile } from '../../src/host/memory-file-system.ts';

const packages: Record<string, MemoryFile> = {
  '/m/packages/a/package.json': '{"name": "a"}',
  '/m/packages/b/package.json': '{"name": "@s/b"}',
  '/m/packages/b/node_modules/x/package.json': '{"name": "x"}',
  '/m/packages/b/test/deep/package.json': '{"name": "deep"}',
  '/m/packages/nameless/package.json': '{}',
  '/m/packages/broken/package.json': '{',
  '/m/apps/web/package.json': '{"name": "web"}',
  '/m/tools/package.json': '{"name": "tools"}',
};

test.each<[string, Record<string, MemoryFile>, string[]]>([
  ['npm', { '/m/package.json': '{"workspaces": ["packages/*", "./tools/"]}' }, ['a', '@s/b', 'tools']],
  ['yarn 1', { '/m/package.json': '{"workspaces": {"packages": ["apps/*"]}}' }, ['web']],
  ['pnpm', { '/m/pnpm-workspace.yaml': "packages:\n  - packages/**\n  - '!**/test/**'\n" }, ['a', '@s/b']],
  [
    'pnpm before package.json',
    { '/m/pnpm-workspace.yaml': 'packages: [apps/*]', '/m/package.json': '{"workspaces": ["packages/*"]}' },
    ['web'],
  ],
  ['lerna', { '/m/lerna.json': '{"packages": ["packages/{a,nameless}"]}' }, ['a']],
  ['none', { '/m/package.json': '{"name": "m"}' }, []],
  ['broken yaml', { '/m/pnpm-workspace.yaml': 'packages: [' }, []],
])('%s', (_, declaration, names) => {
  const fileSystem = createMemoryFileSystem({ ...packages, ...declaration });
  expect(findWorkspaces('/m', fileSystem).map((workspace) => workspace.name)).toEqual(names);
});
