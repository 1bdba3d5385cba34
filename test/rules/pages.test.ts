// Every rule has a page, and the examples on it are true: what it calls incorrect is found, what it calls correct is not.
// An example is a fenced block `ts incorrect` or `ts correct`; a comment with a path alone starts another file.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkProject } from '../../src/check-project.ts';
import { RULE_IDS } from '../../src/rules/rule-ids.ts';
import { rules } from '../../src/rules/rules.ts';
import { optionsFor, projectOf } from '../support/fixture-case.ts';

const pageOf = (id: string): string => fileURLToPath(new URL(`../../src/rules/${id}.md`, import.meta.url));

test('the list of ids is the list of rules', () => {
  expect(RULE_IDS).toEqual(rules.map(({ id }) => id));
});

describe.each(rules.map(({ id }) => id))('%s', (id) => {
  test('has a page that bears its name', () => {
    expect(existsSync(pageOf(id))).toBe(true);
    expect(readFileSync(pageOf(id), 'utf8')).toMatch(new RegExp(`^# ${id}\n`));
  });

  test.each(examplesOf(id))('is right about the example that is $verdict', async ({ verdict, files }) => {
    const project = projectOf(files);
    try {
      const { report } = await checkProject(optionsFor(project.root, null));
      const found = report.findings.filter(({ rule }) => rule === id).length;
      expect(found > 0).toBe(verdict === 'incorrect');
    } finally {
      project.remove();
    }
  });
});

function examplesOf(id: string) {
  if (!existsSync(pageOf(id))) return [];
  const fences = readFileSync(pageOf(id), 'utf8').matchAll(/```\w+ (incorrect|correct)\n(.*?)```/gs);
  return [...fences].map(([, verdict = '', text = '']) => ({ verdict, files: filesIn(text) }));
}

function filesIn(text: string): Record<string, string> {
  const files: Record<string, string> = {};
  let path = 'main.ts';
  for (const line of text.split('\n')) {
    const next = /^(?:\/\/|#) ([\w./-]+\.\w+)$/.exec(line)?.[1];
    if (next === undefined) files[path] = `${files[path] ?? ''}${line}\n`;
    else path = next;
  }
  return files;
}
