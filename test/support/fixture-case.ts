// A folder of files as a project of its own: copied to a temporary place, where no package.json, tsconfig or
// repository above it has a say, and checked there.

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Severity } from '../../src/model/finding.ts';
import type { CheckOptions } from '../../src/options.ts';
import { rules as allRules } from '../../src/rules/rules.ts';
import { type Expectation, expectationsIn, expectationsListed } from './expectations.ts';

/** `case.json`: what differs from a plain check with the one rule of the folder. */
interface CaseFile {
  readonly options?: Partial<Omit<CheckOptions, 'resolver'>> & {
    readonly resolver?: Partial<CheckOptions['resolver']>;
  };
  readonly rules?: Readonly<Record<string, Severity>>;
}

const isRule = (id: string): boolean => allRules.some((rule) => rule.id === id);

export interface Project {
  readonly root: string;
  readonly remove: () => void;
}

/** Copies a fixture folder, without what only speaks to the tests. */
export function copyOf(folder: string): Project {
  const project = emptyProject();
  cpSync(folder, project.root, {
    recursive: true,
    filter: (source) => !['case.json', 'expected.txt'].includes(source.slice(folder.length + 1)),
  });
  return project;
}

/** Writes files (relative path → text) into a project of their own. */
export function projectOf(files: Readonly<Record<string, string>>): Project {
  const project = emptyProject();
  for (const [path, text] of Object.entries(files)) {
    const file = join(project.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return project;
}

/** Signs that mean something in globs, expressions, URLs, shells and replacements: a folder may have them all. */
const ANY_NAME = "w(e[i+r$& %d { x } '`#-";

function emptyProject(): Project {
  // In a folder of its own: what lies beside a project is seen where a path leads out of it.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'danglint-')));
  const root = mkdtempSync(join(folder, ANY_NAME));
  return { root: root.replaceAll('\\', '/'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The options of a run; `rule` null runs all rules at their defaults. */
export function optionsFor(
  root: string,
  rule: string | null,
  { options, rules }: CaseFile = {},
): CheckOptions {
  // A case cannot know where it will be copied to.
  const manifest = /^manifest:(.*)$/.exec(options?.view ?? '')?.[1];
  return {
    root,
    paths: [],
    view: 'worktree',
    changes: { kind: 'all' },
    engine: 'oxc',
    ignore: [],
    includeFixtures: false,
    severityOf: (id) => rules?.[id] ?? (rule === null || id === rule || !isRule(id) ? undefined : 'off'),
    entries: [],
    cacheDirectory: null,
    history: false,
    authors: false,
    today: '2026-01-15',
    ...options,
    ...(manifest === undefined ? {} : { view: `manifest:${root}/${manifest}` }),
    resolver: {
      alias: {},
      conditions: [],
      runtime: 'auto',
      generated: [],
      pythonPath: [],
      ...options?.resolver,
    },
  };
}

export function caseFileOf(folder: string): CaseFile {
  const path = join(folder, 'case.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

/** All that the files of a fixture say about what is to be found in them. */
export function expectationsOf(folder: string): Expectation[] {
  const listed = join(folder, 'expected.txt');
  const expectations = existsSync(listed) ? expectationsListed(readFileSync(listed, 'utf8')) : [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .replaceAll('\\', '/');
    if (!entry.isFile() || path.includes('node_modules/') || path === 'expected.txt') continue;
    expectations.push(...expectationsIn(path, readFileSync(join(folder, path), 'utf8')));
  }
  return expectations;
}
