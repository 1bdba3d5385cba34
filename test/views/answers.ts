// What is found in a view of a project, in a form in which two views of the same files are compared.

import { UserError } from '../../src/host/user-error.ts';
import type { CheckOptions } from '../../src/options.ts';
import { checkFiles } from '../support/check-files.ts';

export interface Answers {
  /**
   * `not-deployed` is what `unresolved-module` becomes where the file is on disk as well; and `from app import m` says that
   * `app` has no such name where it is not.
   */
  readonly findings: readonly string[];
  /** What was not judged: `file: specifier name`. */
  readonly unknown: readonly string[];
  /** Of the findings those of files that are on disk, in the words of `unknown`. */
  readonly onDisk: readonly string[];
}

const ABOUT_NAMES = /^(?:missing-export|missing-member|unresolved-module|not-deployed|parse-error)$/;

/** @returns a sentence where danglint refuses to check */
export async function answersIn(
  root: string,
  view: string,
  changes: CheckOptions['changes'] = { kind: 'all' },
): Promise<Answers | string> {
  try {
    const { report, analysis } = await checkFiles(root, { view, changes });
    const findings = report.findings.filter(({ rule }) => ABOUT_NAMES.test(rule));
    return {
      findings: findings
        .map(({ rule, file, line, specifier = '', name = '' }) =>
          `${file}:${line} ${rule.replace('not-deployed', 'unresolved-module')} ${specifier} ${name}`.replace(
            /^(.*\.py:\d+) missing-export (.*) /,
            '$1 unresolved-module $2.',
          ),
        )
        .map((finding) => finding.trimEnd())
        .sort(),
      unknown: (analysis?.unknown ?? [])
        .filter(({ reason }) => reason !== 'unresolved')
        .map(({ module, specifier, name = '' }) =>
          `${module.slice(root.length + 1)}: ${specifier} ${name}`.trimEnd(),
        )
        .sort(),
      onDisk: findings
        .filter(({ rule }) => rule === 'not-deployed')
        .map(({ file, specifier = '' }) => `${file}: ${specifier}`),
    };
  } catch (error) {
    if (error instanceof UserError) return error.message.replace(root, '');
    throw error;
  }
}

/** What one view finds and the other does not: of a file that is on disk more is known than of one that is nowhere. */
export function difference(found: Answers | string, expected: Answers | string): string[] {
  if (typeof found === 'string' || typeof expected === 'string') {
    return found === expected ? [] : [JSON.stringify([found, expected])];
  }
  // Python: of `app.m` nothing is known either where nobody knows `app`.
  const isUnknown = (answer: string) =>
    expected.unknown.some((unknown) => answer === unknown || answer.startsWith(`${unknown}.`));
  const known = new Set(found.onDisk.filter(isUnknown));
  const isKnown = (finding: string) => known.has(finding.replace(/:\d+ [\w-]+ /, ': '));
  const without = (all: readonly string[], others: readonly string[]) =>
    all.filter((one) => !others.includes(one));
  return [
    ...without(found.findings, expected.findings).filter((finding) => !isKnown(finding)),
    ...without(expected.findings, found.findings).map((finding) => `not found: ${finding}`),
    ...without(found.unknown, expected.unknown).map((answer) => `not judged: ${answer}`),
    ...without(expected.unknown, [...found.unknown, ...known]).map((answer) => `judged: ${answer}`),
  ];
}
