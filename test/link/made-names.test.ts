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

test('what modules put into the prototype of a class that they are called with', async () => {
  const files = {
    'main.js':
      "const api = require('./api'); module.exports = [api.start, api.link, api.deep, api.custom, api.gone];",
    'api.js': "const Api = require('./class'); module.exports = new Api(); module.exports.custom = Api;",
    'class.js': "class Api { start() {} } require('./link')(Api); module.exports = Api;",
    'link.js':
      "module.exports = function (CLI) { CLI.prototype.link = () => CLI.name; require('./deep').fill(CLI); };",
    'deep.js': 'module.exports = { fill: (of) => { of.prototype.deep = 1; } };',
  };
  expect(await asked(files)).toEqual({ findings: [], unknown: 1 });
  const whole = { ...files, 'link.js': 'module.exports = function (CLI) { CLI.prototype.link = 1; };' };
  expect(await asked(whole)).toEqual({ findings: ['deep of ./api', 'gone of ./api'], unknown: 0 });
  const handed = { ...files, 'link.js': 'module.exports = (CLI) => { register(CLI); };' };
  expect(await asked(handed)).toEqual({ findings: [], unknown: 3 });
});

test('a member of another module, its instances and what it returns: found, and what it lacks is unknown', async () => {
  const files = {
    'main.js':
      "const rules = require('./rules'); const log = require('./log'); const shell = require('./shell');\n" +
      'module.exports = [rules.own, rules.get, log.info, shell.exit, shell.config, shell.gone];',
    'rules.js': "const { Lazy } = require('./lazy'); module.exports = new Lazy([]);",
    'lazy.js': 'class Lazy extends Map { own() {} } exports.Lazy = Lazy;',
    'log.js': "const logs = require('./logs'); module.exports = logs.create();",
    'logs.js': "exports.create = require('./create').create;",
    'create.js': 'module.exports = { create: () => ({ info() {} }) };',
    'shell.js': "module.exports = require('./common').shell; module.exports.exit = 1;",
    'common.js': 'const shell = { config: {} }; exports.shell = shell;',
  };
  expect(await asked(files)).toEqual({ findings: [], unknown: 1 });
});

test('names that others give to a function which the module exports', async () => {
  const files = {
    'main.js':
      "const shell = require('./shell'); const own = require('./own'); require('./cat');\n" +
      'module.exports = [shell.cat, shell.gone, own.first, own.gone];',
    'shell.js': "module.exports = require('./common').shell;",
    'common.js':
      'const shell = {}; exports.shell = shell;\n' +
      'function register(name, run) { if (!shell.hasOwnProperty(name)) shell[name] = run; } exports.register = register;',
    'cat.js': "require('./common').register('cat', () => 1); require('./own').define('first', 1);",
    'own.js': 'module.exports = { define: (name, value) => { module.exports[name] = value; } };',
  };
  expect(await asked(files)).toEqual({ findings: [], unknown: 2 });
});

test('what a function makes is told where more may be put into what it is', async () => {
  const files = {
    'main.js': "const g = require('./g'); module.exports = [g.f, g.gone];",
    'g.js': "const SG = require('./sg'); module.exports = SG();",
    'sg.js':
      "const Base = require('./base'); function SG() { if (!(this instanceof SG)) return new SG(); return new Base(); }\n" +
      'Object.setPrototypeOf(SG, Base); SG.other = 1; module.exports = SG;',
    'base.js': 'module.exports = class { f() {} };',
  };
  expect(await asked(files)).toEqual({ findings: [], unknown: 1 });
});

test('a class of a package, through its modules, which declarations stand beside', async () => {
  const kit = 'node_modules/kit/';
  const files = {
    'main.js': "const own = require('./own'); module.exports = [own.run, own.gone];",
    'own.js': "const Kit = require('kit'); module.exports = new Kit();",
    [`${kit}package.json`]: '{ "name": "kit", "main": "index.js", "types": "index.d.ts" }',
    [`${kit}index.js`]: 'const k_1 = require("./k"); module.exports = k_1.Kit;',
    [`${kit}index.d.ts`]: 'declare class Kit { run(): void } export = Kit;',
    [`${kit}k.js`]:
      'Object.defineProperty(exports, "__esModule", { value: true }); class Kit { run() {} } exports.Kit = Kit;',
  };
  expect(await asked(files)).toEqual({ findings: [], unknown: 1 });
});

test('what a function copies from what it is called with, by a loop over the descriptions of its members', async () => {
  const files = {
    'main.js': "const api = require('./api'); module.exports = [api.Plugin, api.run, api.Gone];",
    'api.js': `const merge = (target, from) => {
        const described = Object.getOwnPropertyDescriptors(from);
        for (const name of Object.keys(described)) Object.defineProperty(target, name, described[name]);
        for (const [key, value] of Object.entries(from)) target[key] = value;
        return Object.freeze(target);
      };
      const run = () => 1;
      run.run = 1;
      module.exports = merge(run, { get Plugin() { return class {}; } });`,
  };
  expect(await asked(files)).toEqual({ findings: ['Gone of ./api'], unknown: 0 });
});
