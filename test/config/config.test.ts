// The configuration: what is accepted, how mistakes are told, and that schema.json says the same.

import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { createSeverities } from '../../src/config/severities.ts';
import { validateConfig } from '../../src/config/validate-config.ts';
import { createMemoryFileSystem } from '../../src/host/memory-file-system.ts';
import { UserError } from '../../src/host/user-error.ts';
import fc from '../support/property.ts';

const SCHEMA = JSON.parse(readFileSync(new URL('../../schema.json', import.meta.url), 'utf8'));
const RULES: string[] = Object.keys(SCHEMA.definitions.rules.properties);

const read = (name: string, text: string) =>
  readConfig(`/app/${name}`, name, createMemoryFileSystem({ [`/app/${name}`]: text }), RULES);

async function mistakesOf(name: string, text: string): Promise<string> {
  try {
    await read(name, text);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('every kind of file', () => {
  it.each([
    ['danglint.json', '{ "ignore": ["dist"] }'],
    ['danglint.jsonc', '\uFEFF{ // why\n "ignore": ["dist",], }'],
    ['package.json', '{ "name": "x", "danglint": { "ignore": ["dist"] } }'],
    ['pyproject.toml', '[project]\nname = "x"\n[tool.danglint]\nignore = ["dist"]\n'],
  ])('%s', async (name, text) => {
    expect(await read(name, text)).toEqual({ ignore: ['dist'] });
  });
});

describe('mistakes', () => {
  it.each([
    [
      'danglint.json',
      '{\n  "ingore": []\n}',
      'danglint.json:2:3: there is no key "ingore"; did you mean "ignore"?',
    ],
    ['danglint.json', '{ "ignore": "dist" }', 'danglint.json:1:13: "ignore" must be a list, not "dist"'],
    [
      'danglint.json',
      '{ "rules": { "missing-exprot": "error" } }',
      'danglint.json:1:14: there is no rule "missing-exprot"; did you mean "missing-export"?',
    ],
    [
      'danglint.json',
      '{ "rules": { "missing-export": "warn" } }',
      'danglint.json:1:32: "missing-export" must be "error", "warning", "off", not "warn"',
    ],
    ['danglint.json', '{ "overrides": [{ "rules": {} }] }', 'danglint.json:1:17: "files" is missing'],
    [
      'danglint.json',
      '{ "view": "idnex" }',
      'danglint.json:1:11: "idnex" is no view: worktree, index, commit:REV, npm, wheel, sdist, docker or manifest:FILE; did you mean "index"?',
    ],
    [
      'danglint.json',
      '{ "node": 20 }',
      'danglint.json:1:11: "node" must be a version of Node such as "20" or "22.3", not 20',
    ],
    ['danglint.json', '{ "a": 1 "b": 2 }', 'danglint.json:1:10: comma expected'],
    ['danglint.json', '', 'danglint.json:1:1: value expected'],
    ['danglint.json', '[]', 'danglint.json:1:1: the configuration must be an object, not a list'],
    ['package.json', '{}', 'package.json has no section for danglint'],
    [
      'pyproject.toml',
      '[project]\nname = "x"\n\n[tool.danglint]\n# why\nruntime = "deno"\n',
      'pyproject.toml:6:11: "runtime" must be "node", "bundler", "auto", not "deno"',
    ],
    [
      'pyproject.toml',
      '[tool.danglint]\nrules = { missing-export = "off", "no.rule" = "off" }\n',
      'pyproject.toml:2:35: there is no rule "no.rule"',
    ],
    [
      'pyproject.toml',
      '[tool.danglint]\n  rules = { missing-export="of" }\n',
      'pyproject.toml:2:28: "missing-export" must be "error", "warning", "off", not "of"',
    ],
    [
      'pyproject.toml',
      '[tool.danglint]\nrules = { "missing-export" = "error" }\n[tool.danglint.rule]\n',
      'pyproject.toml:3:1: there is no key "rule"; did you mean "rules"?',
    ],
  ])('%s %s', async (name, text, expected) => {
    expect(await mistakesOf(name, text)).toBe(expected);
  });

  it('tells all of them at once', async () => {
    expect((await mistakesOf('danglint.json', '{ "a": 1,\n "node": false }')).split('\n')).toHaveLength(2);
  });

  it('tells a syntax error of TOML with its place', async () => {
    expect(await mistakesOf('pyproject.toml', '[tool.danglint]\nignore = [\n')).toMatch(
      /^pyproject\.toml:\d+:\d+: /,
    );
  });

  it('treats inherited names as unknown keys', async () => {
    expect(await mistakesOf('danglint.json', '{ "constructor": 1 }')).toContain(
      'there is no key "constructor"',
    );
    expect(await mistakesOf('danglint.json', '{ "__proto__": 1 }')).toContain('__proto__');
  });
});

describe('schema.json', () => {
  const validate = new Ajv({ strict: true, strictTypes: false }).compile(SCHEMA);
  const keys = Object.keys(SCHEMA.properties);
  const leaf = fc.oneof(
    fc.constantFrom(
      'error',
      'warning',
      'off',
      'node',
      'auto',
      'skip',
      '20',
      '3.12',
      'index',
      'commit:HEAD',
      'commit:',
    ),
    fc.integer(),
    fc.constant(null),
    fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 2 }),
  );
  const rules = fc.dictionary(fc.constantFrom(...RULES, 'nothing'), leaf, { maxKeys: 2 });
  const override = fc.record({ files: leaf, rules: fc.oneof(leaf, rules) }, { requiredKeys: [] });
  const value = fc.oneof(leaf, rules, fc.array(override, { maxLength: 2 }));
  const config = fc.dictionary(fc.constantFrom(...keys, 'unknown'), value, { maxKeys: 3 });

  it('accepts exactly what the validator accepts', () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof(config, leaf), (candidate) => {
        const valid = 'config' in validateConfig(candidate, RULES);
        if (valid) accepted++;
        expect(validate(candidate)).toBe(valid);
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  it('accepts a configuration that uses every key', () => {
    const full: Required<Config> = {
      $schema: './node_modules/danglint/schema.json',
      rules: { 'missing-export': 'error' },
      overrides: [{ files: ['test/**'], rules: { 'dev-dependency': 'off' } }],
      entries: ['src/worker.ts'],
      ignore: ['legacy'],
      generated: ['src/api/*.gen.ts'],
      alias: { '~/': 'src/' },
      conditions: ['development'],
      runtime: 'bundler',
      view: 'manifest:files.txt',
      node: '22.3',
      python: '3.12',
      pythonPath: ['lib'],
      tsconfig: 'tsconfig.base.json',
      fixtures: 'check',
    };
    expect(validate(full)).toBe(true);
    expect(validateConfig(full, RULES)).toEqual({ config: full });
    expect(Object.keys(full).sort()).toEqual(keys.sort());
  });
});

describe('severities', () => {
  const config: Config = {
    rules: { 'missing-export': 'warning' },
    overrides: [
      { files: ['test/**'], rules: { 'missing-export': 'off' } },
      { files: ['test/e2e/**'], rules: { 'missing-export': 'error' } },
    ],
  };
  it.each([
    ['rules', 'missing-export', '/app/src/a.ts', [], 'warning'],
    ['an override', 'missing-export', '/app/test/a.ts', [], 'off'],
    ['the last override', 'missing-export', '/app/test/e2e/a.ts', [], 'error'],
    ['the command line', 'missing-export', '/app/test/a.ts', [['missing-export', 'error']], 'error'],
    ['nothing', 'parse-error', '/app/test/a.ts', [], undefined],
  ] as const)('%s', (_title, rule, file, commandLine, expected) => {
    expect(createSeverities([{ directory: '/app', config }], new Map(commandLine))(rule, file)).toBe(
      expected,
    );
  });
});

it('docs/config.md describes every key', () => {
  const page = readFileSync(new URL('../../docs/config.md', import.meta.url), 'utf8');
  const described = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, key]) => key);
  expect(described.sort()).toEqual(Object.keys(SCHEMA.properties).sort());
});
