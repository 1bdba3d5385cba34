// Writes the stubs that one file asks for, for an editor.

import { writeFiles } from '../host/write-files.ts';
import { relativeId } from '../model/module-id.ts';
import type { CheckOptions } from '../options.ts';
import { analyseProject } from '../pipeline.ts';
import { version } from '../version.ts';
import { proposeStubs } from './stub-project.ts';

/**
 * @param file absolute: the importer
 * @returns a sentence about what was written
 * @throws {UserError} as {@link writeFiles}
 */
export async function writeStubsFor(options: CheckOptions, file: string): Promise<string> {
  const { plan, changes } = proposeStubs(await analyseProject(options), { paths: [file], version });
  writeFiles(options.root, changes);
  if (changes.length > 0) {
    return `Wrote ${changes.map(({ path }) => relativeId(options.root, path)).join(', ')}: using it throws.`;
  }
  const [refusal] = plan.refusals;
  return refusal === undefined
    ? 'Nothing is to be stubbed.'
    : `Not stubbed: ${refusal.why}; ${refusal.instead}.`;
}
