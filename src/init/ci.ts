// The CI job that `danglint init` sets up: a workflow of its own on GitHub, a job in the one file that GitLab has.

import { below } from '../model/path.ts';
import { folderOf, type InitFacts, type InitPlan, throughManager } from './init-facts.ts';
import { yamlChange } from './yaml-change.ts';

export type CiKind = 'github' | 'gitlab' | 'none';

export function detectCi({ top, read }: Pick<InitFacts, 'top' | 'read'>): CiKind {
  if (read(below(top, '.gitlab-ci.yml')) !== null) return 'gitlab';
  return /github\.com/.test(read(below(top, '.git/config')) ?? '') ? 'github' : 'none';
}

export function planCi(kind: CiKind, facts: InitFacts): InitPlan {
  return CI[kind](facts);
}

const INSTALL: Readonly<Record<InitFacts['packageManager'], string>> = {
  npm: 'npm ci',
  pnpm: 'corepack enable && pnpm install --frozen-lockfile',
  yarn: 'corepack enable && yarn install --immutable',
  bun: 'npm install --global bun && bun install --frozen-lockfile',
};

const CI: Readonly<Record<CiKind, (facts: InitFacts) => InitPlan>> = {
  none: () => ({ changes: [], notes: [] }),
  github(facts) {
    const name = '.github/workflows/danglint.yml';
    const path = below(facts.top, name);
    if (facts.read(path) !== null) return { changes: [], notes: [`${name} is there already`] };
    return { changes: [{ path, before: null, after: githubWorkflow(facts) }], notes: [] };
  },
  gitlab(facts) {
    const folder = folderOf(facts);
    // GitLab's own name for it; `danglint.json` is the configuration.
    const report = 'gl-code-quality-report.json';
    const job = {
      image: 'node:22',
      variables: { GIT_DEPTH: '0' },
      script: [
        ...(folder === '' ? [] : [`cd ${JSON.stringify(folder)}`]),
        ...install(facts),
        `${throughManager(facts)} --format gitlab=${report} --format stylish`,
      ],
      artifacts: {
        when: 'always',
        reports: { codequality: folder === '' ? report : `${folder}/${report}` },
      },
    };
    return yamlChange(below(facts.top, '.gitlab-ci.yml'), facts.read, (document) =>
      document.set('danglint', document.createNode(job)),
    );
  },
};

function githubWorkflow(facts: InitFacts): string {
  const folder = folderOf(facts);
  return `name: danglint
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  imports:
    runs-on: ubuntu-latest
${folder === '' ? '' : `    defaults:\n      run:\n        working-directory: ${JSON.stringify(folder)}\n`}    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # danglint asks git which commit removed a name
      - uses: actions/setup-node@v4
        with:
          node-version: 22
${[...install(facts), throughManager(facts)].map((command) => `      - run: ${command}\n`).join('')}`;
}

/** What is not run from node_modules of the project needs none. */
function install({ runsFrom, packageManager }: InitFacts): string[] {
  return runsFrom === 'download' ? [] : [INSTALL[packageManager]];
}
