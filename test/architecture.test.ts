// danglint on itself: the arrows of ARCHITECTURE.md, read from its own graph. Type-only imports count.

import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { stronglyConnected } from '../src/link/components.ts';
import { relativeId } from '../src/model/module-id.ts';
import { type Analysis, analyseProject } from '../src/pipeline.ts';
import { checkOptions } from './support/check-files.ts';

const root = fileURLToPath(new URL('..', import.meta.url))
  .replaceAll('\\', '/')
  .replace(/\/$/, '');

interface Arrow {
  readonly from: string;
  /** A file below the root, `node:fs`, or the name of a package. */
  readonly to: string;
}

let analysis: Analysis;
let arrows: Arrow[];

beforeAll(async () => {
  analysis = await analyseProject(checkOptions(root));
  arrows = [];
  for (const { id, record, resolutions } of analysis.graph.values()) {
    const from = relativeId(root, id);
    if (!from.startsWith('src/')) continue;
    record.requests.forEach(({ specifier }, request) => {
      const resolution = resolutions[request];
      if (resolution?.kind !== 'module') arrows.push({ from, to: specifier });
      else if (specifier.startsWith('.')) arrows.push({ from, to: relativeId(root, resolution.module) });
      else arrows.push({ from, to: specifier });
    });
  }
});

const isFile = (to: string) => to.startsWith('src/');
const inFolders = (path: string, ...folders: string[]) =>
  folders.some((folder) => path.startsWith(`src/${folder}/`));

/** Arrows from some files to what they must not know. */
function forbidden(from: (file: string) => boolean, to: (target: string) => boolean): string[] {
  return arrows
    .filter((arrow) => from(arrow.from) && to(arrow.to))
    .map((arrow) => `${arrow.from} → ${arrow.to}`);
}

describe('the arrows that must never exist', () => {
  it('sees the imports of the project', () => {
    expect(arrows.length).toBeGreaterThan(300);
    expect(arrows).toContainEqual({ from: 'src/pipeline.ts', to: 'src/scan/scan.ts' });
  });

  it('model imports nothing', () => {
    expect(
      forbidden(
        (file) => inFolders(file, 'model'),
        (to) => !inFolders(to, 'model'),
      ),
    ).toEqual([]);
  });

  it('a parser is a function of text and options', () => {
    const isParser = (file: string) => /^src\/languages\/\w+\/(?:.*\/)?parse[\w-]*\.ts$/.test(file);
    expect(
      forbidden(
        isParser,
        (to) => inFolders(to, 'host', 'config', 'scan', 'discover') || to.startsWith('node:'),
      ),
    ).toEqual([]);
  });

  it('one language never imports another', () => {
    const languageOf = (file: string) =>
      /^src\/languages\/(\w+)\//.exec(file)?.[1]?.replace('components', 'javascript');
    const crossing = arrows.filter(({ from, to }) => {
      const [source, target] = [languageOf(from), languageOf(to)];
      return source !== undefined && target !== undefined && source !== target;
    });
    expect(crossing).toEqual([]);
  });

  it('link imports only model', () => {
    expect(
      forbidden(
        (file) => inFolders(file, 'link'),
        (to) => !inFolders(to, 'link', 'model'),
      ),
    ).toEqual([]);
  });

  it('a rule imports model, link and the contract, never another rule', () => {
    const isRule = (file: string) => inFolders(file, 'rules') && file !== 'src/rules/rules.ts';
    const isOther = (to: string) =>
      inFolders(to, 'rules') &&
      /^src\/rules\/[\w-]+\.ts$/.test(to) &&
      to !== 'src/rules/rule.ts' &&
      ruleFiles().has(to);
    expect(forbidden(isRule, (to) => isOther(to) || !inFolders(to, 'rules', 'model', 'link'))).toEqual([]);
  });

  it('report imports only model', () => {
    expect(
      forbidden(
        (file) => inFolders(file, 'report'),
        (to) => isFile(to) && !inFolders(to, 'report', 'model'),
      ),
    ).toEqual([]);
  });

  it('only host touches files and processes', () => {
    expect(
      forbidden(
        (file) => !inFolders(file, 'host'),
        (to) => /^(?:node:)?(?:fs|fs\/promises|child_process|worker_threads)$/.test(to),
      ),
    ).toEqual([]);
  });

  it('ts-morph and oxc-parser stand behind one folder each', () => {
    expect(
      forbidden(
        (file) => !inFolders(file, 'typescript'),
        (to) => to === 'ts-morph',
      ),
    ).toEqual([]);
    expect(
      forbidden(
        (file) => !file.startsWith('src/languages/javascript/'),
        (to) => to === 'oxc-parser',
      ),
    ).toEqual([]);
  });

  it('there is no cycle', () => {
    const targets = new Map<string, string[]>();
    for (const { from, to } of arrows) {
      if (!isFile(to)) continue;
      targets.set(from, [...(targets.get(from) ?? []), to]);
    }
    const nodes = [...new Set(arrows.flatMap(({ from, to }) => (isFile(to) ? [from, to] : [from])))];
    expect(stronglyConnected(nodes, (node) => targets.get(node) ?? [])).toEqual([]);
  });

  it('danglint has no finding about itself', () => {
    expect(
      analysis.findings.map(({ rule, location }) => `${rule} ${relativeId(root, location.module)}`),
    ).toEqual([]);
  });
});

/** The files that are rules: those that the list imports. */
function ruleFiles(): ReadonlySet<string> {
  return new Set(arrows.filter(({ from }) => from === 'src/rules/rules.ts').map(({ to }) => to));
}
