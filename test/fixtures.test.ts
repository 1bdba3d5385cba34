// Every folder `fixtures/<rule>/<case>/` is a project that says in its own text what is to be found in it, no more and
// no less. Each is checked cold, from a warm cache, and scanned with its files in reversed order.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { checkProject } from '../src/check-project.ts';
import { createDiskFileSystem } from '../src/host/disk-file-system.ts';
import { languages } from '../src/languages/languages.ts';
import { analyseProject } from '../src/pipeline.ts';
import { rules } from '../src/rules/rules.ts';
import { noReadingCache } from '../src/scan/reading-cache.ts';
import { noReadingThreads } from '../src/scan/reading-threads.ts';
import { scan } from '../src/scan/scan.ts';
import { compareWithExpectations, expectationsIn } from './support/expectations.ts';
import {
  caseFileOf,
  copyOf,
  expectationsOf,
  optionsFor,
  type Project,
  projectOf,
} from './support/fixture-case.ts';

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));
const folders = (path: string): string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
    : [];

/** The rule is null for a story of its own (`incident-typescript`): all rules run. */
const cases = folders(fixtures).flatMap((name): { name: string; folder: string; rule: string | null }[] => {
  if (!rules.some(({ id }) => id === name)) return [{ name, folder: join(fixtures, name), rule: null }];
  return folders(join(fixtures, name)).map((inner) => ({
    name: `${name}/${inner}`,
    folder: join(fixtures, name, inner),
    rule: name,
  }));
});

const projects: Project[] = [];
const kept = (project: Project): Project => {
  projects.push(project);
  return project;
};
afterEach(() => {
  for (const project of projects.splice(0)) project.remove();
});

describe.each(cases)('$name', ({ folder, rule }) => {
  const caseFile = caseFileOf(folder);

  test('finds what is expected, cold and from a warm cache', async () => {
    const { root } = kept(copyOf(folder));
    const cache = kept(projectOf({})).root;
    const options = { ...optionsFor(root, rule, caseFile), cacheDirectory: cache };
    const { report: cold } = await checkProject(options);
    expect(compareWithExpectations(expectationsOf(folder), cold.findings)).toEqual([]);
    for (const { message, help } of cold.findings) expect(`${message} ${help ?? ''}`).not.toMatch(/\{\w+\}/);
    const { report: warm } = await checkProject(options);
    expect(warm.findings).toEqual(cold.findings);
  });

  test('has the same graph whatever the order of its files, and records that survive JSON', async () => {
    const { root } = kept(copyOf(folder));
    const options = optionsFor(root, rule, caseFile);
    const { discovery } = await analyseProject({ ...options, view: 'worktree' });
    const scanned = (files: readonly string[]) =>
      scan({
        files,
        programs: discovery.programs,
        fileSystem: createDiskFileSystem(),
        languages,
        cache: noReadingCache,
        threads: noReadingThreads,
        context: {
          root,
          fileSystem: createDiskFileSystem(),
          files: new Set([...discovery.files, ...discovery.targets]),
          options: options.resolver,
        },
      });
    const forwards = await scanned(discovery.files);
    const backwards = await scanned([...discovery.files].reverse());
    expect([...backwards.graph]).toEqual([...forwards.graph]);
    const records = [...forwards.graph.values()].map(({ record }) => record);
    expect(JSON.parse(JSON.stringify(records))).toEqual(records);
  });
});

describe('the fixtures as a whole', () => {
  const expected = cases.flatMap(({ folder, rule }) =>
    expectationsOf(folder).map((expectation) => ({ ...expectation, folder, folderRule: rule })),
  );

  // Rules whose cases need git, a view or a clock are tested where those are: test/views, test/findings, test/stub.
  test.each(rules.map(({ id }) => id))('%s has a case with findings and a clean one', (id) => {
    const own = cases.filter(({ rule }) => rule === id);
    const broken = own.filter(({ folder }) => expectationsOf(folder).some(({ rule }) => rule === id));
    expect(broken.length, 'cases with a finding').toBeGreaterThan(0);
    expect(own.length - broken.length, 'cases without a finding').toBeGreaterThan(0);
  });

  test.each(rules.flatMap(({ id, messages }) => Object.keys(messages).map((messageId) => [id, messageId])))(
    '%s:%s is expected by name somewhere',
    (id, messageId) => {
      expect(expected.some((one) => one.rule === id && one.messageId === messageId)).toBe(true);
    },
  );
});

describe('expectations', () => {
  test.each([
    ['//~ missing-export:missing "a"', 1],
    ['\n//~^ missing-export', 1],
    ['\n\n//~^^ missing-export', 1],
    ['//~v missing-export', 2],
    ['#~ missing-export', 1],
  ])('%j stands for line %i', (text, line) => {
    expect(expectationsIn('a.ts', text)).toMatchObject([{ line, rule: 'missing-export' }]);
  });

  test('a bar repeats the line of the one before', () => {
    const lines = expectationsIn('a.ts', 'x //~ missing-export\n//~| missing-member').map(({ line }) => line);
    expect(lines).toEqual([1, 1]);
  });

  test.each(['//~missing-export', '//~ Missing', '//~^v missing-export', '//~ missing-export "a'])(
    '%j is refused',
    (text) => {
      expect(() => expectationsIn('a.ts', text)).toThrow('not an expectation');
    },
  );

  test('what is found without being expected, and expected without being found, is a difference', () => {
    const finding = {
      file: 'a.ts',
      line: 1,
      rule: 'missing-export',
      messageId: 'missing',
      message: '"a" is not',
    };
    const expectation = { file: 'a.ts', line: 2, rule: 'missing-export' };
    expect(compareWithExpectations([expectation], [finding])).toEqual([
      'expected, not found: a.ts:2 missing-export',
      'found, not expected: a.ts:1 missing-export:missing ""a" is not"',
    ]);
  });
});
