// A handler that gives the error to who called is no idiom for a module that may be absent.

import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../../host/temporary-repository.ts';
import { checkFiles } from '../../support/check-files.ts';

test.each([
  ["exports.go = (next) => { try { require('./gone'); } catch (e) { next(e); } };", 'error'],
  ["exports.go = (x, cb) => { try { require('./gone'); } catch (e) { return cb(e, x); } };", 'error'],
  ["exports.go = () => new Promise((a, b) => { try { require('./gone'); } catch (e) { b(e); } });", 'error'],
  ["exports.go = (cb) => { import('./gone').catch((e) => cb(e)); };", 'error'],
  ["exports.go = (cb) => { import('./gone').catch((e) => { cb(e); }); };", 'error'],
  ["exports.go = (cb) => { try { require('./gone'); } catch (e) { if (e.code) return cb(e); } };", 'warning'],
  ["exports.go = (cb) => { try { require('./gone'); } catch (e) { cb(null); } };", 'warning'],
  ["exports.go = (cb) => { try { require('./gone'); } catch { cb(); } };", 'warning'],
])('%s', async (code, severity) => {
  const root = temporaryFolder();
  writeFiles(root, { 'package.json': '{ "name": "app", "main": "./main.js" }', 'main.js': code });
  const { report } = await checkFiles(root);
  expect(report.findings.map((finding) => [finding.specifier, finding.severity])).toEqual([
    ['./gone', severity],
  ]);
});
