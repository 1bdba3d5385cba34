// Compares our resolution of installed packages with Node itself, in strict mode: each package and each plain subpath of
// its `exports`, by import and by require. Run by hand after a build:
// `node --experimental-import-meta-resolve test/oracle/compare-with-node.js DIRECTORY` (the one that has node_modules).

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const dist = process.env.DANGLINT_DIST ?? resolve(import.meta.dirname, '../../dist');
const { createResolver } = await import(`${dist}/languages/javascript/resolve.js`);
const { createDiskFileSystem } = await import(`${dist}/host/disk-file-system.js`);

const root = resolve(process.argv[2] ?? '.');
const options = { alias: {}, conditions: [], runtime: 'node', generated: [], pythonPath: [] };
const resolver = createResolver({ root, fileSystem: createDiskFileSystem(), files: new Set(), options });
const nodeRequire = createRequire(join(root, 'importer.cjs'));

const counts = { same: 0, bothRefuse: 0 };
const differences = [];
for (const specifier of specifiers()) {
  check(specifier, 'import', 'importer.mjs', () => {
    const url = import.meta.resolve(specifier, pathToFileURL(join(root, 'importer.mjs')));
    const path = fileURLToPath(url);
    readFileSync(path);
    return path;
  });
  check(specifier, 'require', 'importer.cjs', () => nodeRequire.resolve(specifier));
}
console.log(`same: ${counts.same}, both refuse: ${counts.bothRefuse}, different: ${differences.length}`);
for (const difference of differences.slice(0, Number(process.env.EXAMPLES ?? 40))) console.log(difference);

function check(specifier, form, file, ask) {
  let theirs;
  try {
    theirs = ask();
  } catch (error) {
    theirs = `refused ${error.code}`;
  }
  const request = { specifier, form, typeOnly: false, span: { start: 0, end: 0 }, runs: 'load', guard: 'none' };
  const record = { requests: [request], moduleKind: form === 'import' ? 'esm' : 'commonjs' };
  const answer = resolver.resolve(join(root, file), record, 0);
  const ours = answer.kind === 'module' ? answer.module : answer.kind === 'asset' ? answer.path : `refused ${answer.reason ?? answer.kind}`;
  if (ours === theirs) counts.same++;
  else if (ours.startsWith('refused') && theirs.startsWith('refused')) counts.bothRefuse++;
  else differences.push(`${form} ${specifier}\n   ours ${ours}\n   node ${theirs}`);
}

function specifiers() {
  const modules = join(root, 'node_modules');
  const names = readdirSync(modules).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : name.startsWith('.') ? [] : [name],
  );
  return names.flatMap((name) => {
    const found = [name, `${name}/package.json`, `${name}/not-there`, `${name}/index`];
    try {
      const { exports } = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
      if (typeof exports === 'object' && exports !== null) {
        for (const key of Object.keys(exports)) if (key.startsWith('./') && !key.includes('*')) found.push(name + key.slice(1));
      }
    } catch {}
    return found;
  });
}
