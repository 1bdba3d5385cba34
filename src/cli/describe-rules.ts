// The rules with their pages, for `explain` and for the formats that describe rules. The pages stand beside the rules
// in src/rules/ and are part of the package.

import { fileURLToPath } from 'node:url';
import { createDiskFileSystem } from '../host/disk-file-system.ts';
import { FileReadError } from '../host/file-system.ts';
import type { RuleDescription } from '../report/format.ts';
import { forwardSlashes } from './session.ts';

export async function describeRules(): Promise<RuleDescription[]> {
  const { rules } = await import('../rules/rules.ts');
  const fileSystem = createDiskFileSystem();
  return rules.map(({ id, summary, defaultSeverity }) => {
    const path = forwardSlashes(fileURLToPath(new URL(`../../src/rules/${id}.md`, import.meta.url)));
    try {
      return { id, summary, defaultSeverity, page: fileSystem.readText(path) };
    } catch (error) {
      if (error instanceof FileReadError) return { id, summary, defaultSeverity, page: '' };
      throw error;
    }
  });
}
