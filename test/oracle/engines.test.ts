// The two engines judge each other: on every fixture they find the same, place by place.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkProject } from '../../src/check-project.ts';
import type { ReportedFinding } from '../../src/model/report.ts';
import { rules } from '../../src/rules/rules.ts';
import { caseFileOf, copyOf, optionsFor } from '../support/fixture-case.ts';

const fixtures = fileURLToPath(new URL('../../fixtures', import.meta.url));
const isRule = (name: string) => rules.some(({ id }) => id === name);

/** Cases with JavaScript or TypeScript in them; the engines read Python alike. */
const cases = readdirSync(fixtures)
  .flatMap((name): { name: string; folder: string; rule: string | null }[] => {
    const folder = join(fixtures, name);
    if (!isRule(name)) return [{ name, folder, rule: null }];
    return readdirSync(folder).map((inner) => ({
      name: `${name}/${inner}`,
      folder: join(folder, inner),
      rule: name,
    }));
  })
  .filter(({ folder }) => existsSync(folder) && hasScript(folder));

function hasScript(folder: string): boolean {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((path) =>
    /\.(?:[cm]?[jt]sx?|vue|svelte|astro|mdx)$/.test(path),
  );
}

/**
 * All that a finding says. Of syntax errors only the fatal ones and their place: each parser has its own words, and its
 * own mind about what it may recover from (TypeScript leaves `declare declare` to its checker).
 */
function told(findings: readonly ReportedFinding[]): string[] {
  return findings
    .filter(({ rule, messageId }) => rule !== 'parse-error' || messageId === 'fatal')
    .map(({ file, line, column, rule, messageId, message, name, target }) => {
      const words = rule === 'parse-error' ? '' : message;
      return [`${file}:${line}:${column}`, rule, messageId, words, name ?? '', target ?? ''].join(' | ');
    });
}

describe.each(cases)('$name', ({ folder, rule }) => {
  test('both engines find the same', async () => {
    const project = copyOf(folder);
    onTestFinished(project.remove);
    const options = optionsFor(project.root, rule, caseFileOf(folder));
    const byOxc = await checkProject({ ...options, engine: 'oxc' });
    const byTypeScript = await checkProject({ ...options, engine: 'ts-morph' });
    expect(told(byTypeScript.report.findings)).toEqual(told(byOxc.report.findings));
    expect(byTypeScript.report.summary.engine).toBe('ts-morph');
  });
});
