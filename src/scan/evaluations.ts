// What evaluating a module does, read from its text when somebody asks. Few modules are ever asked about: those on a
// cycle that is entered so that one of them reads what another has not initialised.

import { FileReadError, type FileSystem } from '../host/file-system.ts';
import type { Evaluation } from '../model/evaluation.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { LanguageId, ModuleRecord } from '../model/module-record.ts';
import { baseNameOf } from '../model/path.ts';
import type { Frontend } from './read-module.ts';

/** By the record, which is made anew whenever the text or the way to read it is another. */
export type KnownEvaluations = WeakMap<ModuleRecord, Evaluation | null>;

/**
 * @param known what was told before, also in an earlier check of a process that checks again and again
 * @returns null for modules that cannot be read, and those whose evaluation cannot be told from their text
 */
export function createEvaluations(
  graph: ModuleGraph,
  frontends: ReadonlyMap<LanguageId, Frontend>,
  fileSystem: FileSystem,
  known: KnownEvaluations,
): (module: ModuleId) => Evaluation | null {
  function evaluate(module: ModuleId, record: ModuleRecord): Evaluation | null {
    const frontend = frontends.get(record.language);
    if (frontend === undefined || fileSystem.stat(module) !== 'file') return null;
    try {
      const format = frontend.resolver.format(module);
      const options = { fileName: baseNameOf(module), format, detail: 'names' } as const;
      return frontend.parser.evaluation?.(fileSystem.readText(module), options, record) ?? null;
    } catch (error) {
      if (error instanceof FileReadError) return null;
      throw error;
    }
  }

  return (module) => {
    const record = graph.get(module)?.record;
    if (record === undefined) return null;
    const answer = known.get(record);
    if (answer !== undefined) return answer;
    const evaluation = evaluate(module, record);
    known.set(record, evaluation);
    return evaluation;
  };
}
