// Large bundles are not looked into: nobody judges what they hold. Everything else of that size is.

import { expect, it } from 'vitest';
import { record } from './excerpt.ts';

const filler = `var filler = "${'x'.repeat(250_000)}";`;
const umd = (body: string) =>
  `(function (g, f) { typeof exports === "object" && typeof module !== "undefined" ? module.exports = f() : (g.paint = f()); })(this, function () { ${body} });`;

/** What is asked for, and whether all exports are told. */
function told(source: string, fileName = 'a.js') {
  const { requests, exportsKind, errors } = record(source, fileName);
  return [requests.map(({ specifier }) => specifier), exportsKind, errors.length];
}

it.each([
  ['UMD', umd(`require("./gone"); ${filler}`)],
  [
    'chunks of webpack',
    `(window["webpackJsonp"] = []).push([["a"], { b: function () { require("./gone"); ${filler} } }]);`,
  ],
  ['a script that speaks of no module', `(function () { ${filler} })();`],
])('%s', (_, source) => {
  expect(told(source)).toEqual([[], 'dynamic', 0]);
});

it.each([
  ['a small bundle', umd('require("./gone");'), ['./gone']],
  ['what is no bundle', `require("./gone"); ${filler}`, ['./gone']],
  ['an ES module', `import "./gone"; typeof exports; ${filler}`, ['./gone']],
])('%s is looked into', (_, source, requests) => {
  expect(told(source)[0]).toEqual(requests);
});

it('a bundle that breaks off is told', () => {
  expect(told(`${umd(filler)} (function () {`)[2]).toBeGreaterThan(0);
});
