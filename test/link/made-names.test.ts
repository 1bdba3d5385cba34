// A CommonJS module that has names from the functions of others: those that it hands its exports object to, that return it,
// or whose instance it is.

import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

async function asked(files: Readonly<Record<string, string>>) {
  const root = temporaryFolder();
  writeFiles(root, { 'package.json': '{ "dependencies": { "kit": "1" } }', ...files });
  const { report } = await checkFiles(root);
  const findings = report.findings.map(({ name, specifier }) => `${name} of ${specifier}`);
  return { findings, unknown: report.summary.unknown };
}

const main = (names: string) => `const { ${names} } = require('./user'); module.exports = [${names}];`;

test('what the exports object gets where it is handed on, through several modules', async () => {
  const files = {
    'main.js': main('own, create, hash, gone'),
    'user.js':
      "const User = module.exports; User.own = 1; require('./create')(User); require('./promises')(User);",
    'create.js':
      "const extend = require('./password'); module.exports = function (User) { User.create = 1; extend(0, User); };",
    'password.js': 'module.exports = (options, User) => { User.hash = options; };',
    'promises.js': `module.exports = function (target) { all(target);
      function all(of) { const keys = Object.keys(of); keys.forEach((key) => { of[key] = () => of[key]; }); } };`,
  };
  expect(await asked(files)).toEqual({ findings: ['gone of ./user'], unknown: 0 });
});

test('what a function returns, and the instances of a class', async () => {
  const files = {
    'main.js':
      "const api = require('./api'); const paths = require('./paths');\n" +
      'module.exports = [api.start, api.gone, paths.home, paths.log, paths.gone];',
    'api.js': "const Api = require('./class'); module.exports = new Api(); module.exports.custom = Api;",
    'class.js': 'class Api { start() { this.state = 1; } } module.exports = Api;',
    'paths.js': "module.exports = Object.assign({ log: 1 }, require('./find')(process.cwd()));",
    'find.js': 'module.exports = function (home) { const paths = { home }; return paths; };',
  };
  const findings = ['gone of ./api', 'gone of ./paths'];
  expect(await asked(files)).toEqual({ findings, unknown: 0 });
});

test('what a class has from a class of another module, without an instance and on one', async () => {
  const files = {
    'main.js':
      "const Child = require('./child'); const child = require('./only'); require('./adds');\n" +
      'module.exports = [Child.own, Child.base, Child.once, Child.added, Child.gone, child.run, child.stop, child.gone];',
    'child.js': "class Child extends require('./base') { static own() {} run() {} } module.exports = Child;",
    'base.js':
      "const Events = require('events'); module.exports = class Base extends Events { static base() {} stop() {} };",
    'adds.js': "require('./base').added = 1;",
    'plain.js': 'module.exports = class { stop() {} };',
    'only.js':
      "const Plain = require('./plain'); class Only extends Plain { run() {} } module.exports = new Only();",
  };
  const findings = ['gone of ./child', 'gone of ./only'];
  expect(await asked(files)).toEqual({ findings, unknown: 0 });
});

test.each([
  ['is given to somebody else there', 'module.exports = (User) => { register(User); };'],
  ['gets computed names', 'module.exports = (User) => { User[process.title] = 1; };'],
  ['is an argument by number', 'module.exports = function () { arguments[0].create = 1; };'],
  ['is handed to one of several functions', 'module.exports = process.title ? (a) => a : (User) => User;'],
  ['is handed to what is not told', 'module.exports = process.title;'],
  [
    'is handed to what others may make',
    "module.exports = process.title ? require('./a') : require('./b')();",
  ],
])('where the object %s, nothing is missing', async (_, create) => {
  const files = {
    'main.js': main('gone'),
    'user.js': "require('./create')(exports);",
    'create.js': create,
    'a.js': 'module.exports = () => undefined;',
    'b.js': 'module.exports = () => process.title;',
  };
  expect(await asked(files)).toEqual({ findings: [], unknown: 1 });
});

test('what a module hands itself to, by a function that others may call as well', async () => {
  const files = {
    'main.js': main('version, expect, gone'),
    'user.js': `exports.version = 1; exports.use = function (plugin) { plugin(exports); return exports; };
      var expect = require('./expect'); exports.use(expect);`,
    'expect.js': 'module.exports = function (user) { user.expect = function () { return arguments[0]; }; };',
  };
  expect(await asked(files)).toEqual({ findings: [], unknown: 1 });
});

test('what is merged by a function of another module may be there, and more', async () => {
  const files = {
    'main.js': main('one, two, gone'),
    'user.js': "module.exports = require('./make')();",
    'make.js':
      "const extend = require('./extend'); module.exports = () => { const base = { one: 1 }; return extend(base, { two: 2 }); };",
    'extend.js': 'module.exports = (target, source) => copy(target, source);',
  };
  expect(await asked(files)).toEqual({ findings: [], unknown: 1 });
});

test('in a package, the modules whose functions are called are read', async () => {
  const files = {
    'main.js': "const kit = require('kit'); module.exports = [kit.made, kit.gone];",
    'node_modules/kit/package.json': '{ "name": "kit", "main": "./lib/kit.js" }',
    'node_modules/kit/lib/kit.js': "module.exports = require('./make')();",
    'node_modules/kit/lib/make.js': 'module.exports = () => ({ made: 1 });',
  };
  expect(await asked(files)).toEqual({ findings: ['gone of kit'], unknown: 0 });
});
