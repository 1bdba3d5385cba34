// Whether a folder holds templates is told by its place in the project, and not by where the project lies.

import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../../host/temporary-repository.ts';
import { checkFiles, linesOf } from '../../support/check-files.ts';

test('a project below a folder called templates is a project', async () => {
  const root = `${temporaryFolder()}/templates/shop`;
  writeFiles(root, {
    'package.json': '{ "private": true, "workspaces": ["packages/*"] }',
    'packages/a/package.json': '{ "name": "a", "main": "index.js" }',
    'packages/a/index.js': 'module.exports = 1;',
    'example/package.json': '{ "name": "example", "main": "main.js" }',
    'example/main.js': "require('./gone.js');",
    'templates/app/package.json': '{ "name": "app", "main": "main.js" }',
    'templates/app/main.js': "require('./made-later.js');",
  });
  expect(linesOf(await checkFiles(root))).toEqual(['example/main.js:1 unresolved-module']);
});
