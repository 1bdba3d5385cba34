// What evaluating a module does, read from its text when somebody asks. Few modules are ever asked about: those on a
// cycle that is entered so that one of them reads what another has not initialised.

import { createHash } from 'node:crypto';
import { FileReadError, type FileSystem } from '../host/file-system.ts';
import type { Evaluation } from '../model/evaluation.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { LanguageId, ModuleRecord } from '../model/module-record.ts';
import { baseNameOf } from '../model/path.ts';
import type { Frontend } from './read-module.ts';
import type { ReadingCache } from './reading-cache.ts';

interface EvaluationContext {
  readonly frontends: ReadonlyMap<LanguageId, Frontend>;
  readonly fileSystem: FileSystem;
  readonly cache: ReadingCache;
}

/** @returns null for modules that cannot be read, and those whose evaluation cannot be told from their text */
export function createEvaluations(
  graph: ModuleGraph,
  context: EvaluationContext,
): (module: ModuleId) => Evaluation | null {
  const told = new Map<ModuleId, Evaluation | null>();
  return (module) => {
    const known = told.get(module);
    if (known !== undefined) return known;
    const record = graph.get(module)?.record;
    const evaluation = record === undefined ? null : evaluate(module, record, context);
    told.set(module, evaluation);
    return evaluation;
  };
}

function evaluate(
  module: ModuleId,
  record: ModuleRecord,
  { frontends, fileSystem, cache }: EvaluationContext,
): Evaluation | null {
  const frontend = frontends.get(record.language);
  if (frontend?.parser.evaluation === undefined || fileSystem.stat(module) !== 'file') return null;
  const format = frontend.resolver.format(module);
  const version = cache.isKept ? fileSystem.version(module) : null;
  const key = version === null ? '' : `${frontend.parser.version}|${format}|${digestOf(record)}`;
  const known = version === null ? undefined : cache.get('evaluation', module, version, key);
  if (known !== undefined) return known;
  try {
    const options = { fileName: baseNameOf(module), format, detail: 'names' } as const;
    const evaluation = frontend.parser.evaluation(fileSystem.readText(module), options, record);
    if (version !== null) cache.set('evaluation', module, version, key, evaluation);
    return evaluation;
  } catch (error) {
    if (error instanceof FileReadError) return null;
    throw error;
  }
}

/** An evaluation names entries of the record, which depends on more than the text: the whole graph may complete it. */
function digestOf(record: ModuleRecord): string {
  return createHash('sha1').update(JSON.stringify(record)).digest('base64');
}
