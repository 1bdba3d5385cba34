// Programs of PhantomJS and CasperJS: a file that asks for what only they have is run by them, with their own modules.
// Source: phantomjs.org/api, docs.casperjs.org/en/latest/modules.

import type { ModuleRecord } from '../../../model/module-record.ts';
import type { Resolution } from '../../../model/resolution.ts';

/** Nothing else gives modules of these names. */
const TELLING = /^(?:webpage|webserver|casper)$/;

/** In the place of Node's, with other members; the types of Node's do not count either. */
const INSTEAD_OF_BUILTIN = /^(?:fs|child_process)$/;

/** What they give besides, where no package of the name is there. */
const GIVEN = /^(?:webpage|webserver|system|casper|clientutils|colorizer|mouse|tester|utils)$/;

/**
 * @param answer what the name means to Node
 * @returns the answer where PhantomJS runs the file and gives the module itself; null in all other cases
 */
export function givenByPhantom(
  specifier: string,
  record: ModuleRecord,
  answer: Resolution,
): Resolution | null {
  const isGiven =
    INSTEAD_OF_BUILTIN.test(specifier) || (answer.kind === 'unresolved' && GIVEN.test(specifier));
  const isItsProgram = () =>
    record.requests.some(({ form, specifier: name }) => form === 'require' && TELLING.test(name));
  return isGiven && isItsProgram() ? { kind: 'unknown', reason: 'virtual-module' } : null;
}
