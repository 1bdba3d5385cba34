import { expect, test } from 'vitest';
import { checkProject } from '../../src/check-project.ts';
import { createMemoryFileSystem } from '../../src/host/memory-file-system.ts';
import { checkOptions } from '../support/check-files.ts';

const manifest = (fields: Record<string, unknown>): string => JSON.stringify(fields);

async function helpFor(specifier: string, files: Record<string, string>): Promise<string | undefined> {
  const all = { 'main.mjs': `import '${specifier}';`, ...files };
  const disk = createMemoryFileSystem(
    Object.fromEntries(Object.entries(all).map(([path, text]) => [`/app/${path}`, text])),
  );
  const { report } = await checkProject(checkOptions('/app'), undefined, disk);
  return report.findings.find((finding) => finding.specifier === specifier)?.help;
}

test('a package whose "exports" lead to a file that it lacks is not to be installed again', async () => {
  const files = {
    'package.json': manifest({ name: 'app', dependencies: { server: '1' } }),
    'node_modules/server/package.json': manifest({
      name: 'server',
      exports: { './stream': './dist/stream.mjs' },
    }),
  };
  expect(await helpFor('server/stream', files)).toBe(
    '"server" is installed, and has no dist/stream.mjs: import what it has, or install another version',
  );
  expect(await helpFor('serve', files)).toBe('did you mean "server"?');
  expect(await helpFor('other-thing', files)).toBe('declare and install "other-thing"');
});

test('the name of the package itself is no package to install', async () => {
  const files = {
    'package.json': manifest({ name: 'app', dependencies: { server: '1' } }),
    'node_modules/server/package.json': manifest({ name: 'server' }),
  };
  expect(await helpFor('app', files)).toBe(
    '"app" is the name of this package itself: import its files by a path, or give it "exports" if it has none',
  );
});

test('what only editors read of JavaScript stops nothing', async () => {
  const disk = createMemoryFileSystem({
    '/app/package.json': manifest({ name: 'app', dependencies: { server: '1' } }),
    '/app/node_modules/server/package.json': manifest({ name: 'server' }),
    '/app/plain.js': '/// <reference types="gone" />\nexport const a = 1;\n',
    '/app/typed.ts': '/// <reference types="gone" />\nexport const b = 1;\n',
  });
  const { report } = await checkProject(checkOptions('/app'), undefined, disk);
  expect(report.findings.map(({ file, severity }) => [file, severity])).toEqual([
    ['typed.ts', 'error'],
    ['plain.js', 'warning'],
  ]);
});

test('a copy of the sources that a tool makes on demand', async () => {
  const disk = createMemoryFileSystem({
    '/app/package.json': manifest({ name: 'app' }),
    '/app/lib/app.js': 'exports.a = 1;\n',
    '/app/copy.js': "module.exports = process.env.COV ? require('./lib-cov/app') : require('./lib/app');\n",
    '/app/other.js': "module.exports = process.env.SQL ? require('./sql/app') : require('./lib/app');\n",
  });
  const { report } = await checkProject(checkOptions('/app'), undefined, disk);
  expect(report.findings.map(({ file, severity, help }) => [file, severity, help])).toEqual([
    ['other.js', 'error', 'a file of that name is lib/app.js'],
    ['copy.js', 'warning', 'take the branch out, if nothing makes that copy any more'],
  ]);
});
