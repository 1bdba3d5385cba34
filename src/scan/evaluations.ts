// What evaluating a module does, read from its text when somebody asks. Few modules are ever asked about: those on a
// cycle that is entered so that one of them reads what another has not initialised.

import { FileReadError, type FileSystem } from '../host/file-system.ts';
import type { Evaluation } from '../model/evaluation.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { LanguageId } from '../model/module-record.ts';
import { baseNameOf } from '../model/path.ts';
import type { Frontend } from './read-module.ts';

/** @returns null for modules that cannot be read, and those whose evaluation cannot be told from their text */
export function createEvaluations(
  graph: ModuleGraph,
  frontends: ReadonlyMap<LanguageId, Frontend>,
  fileSystem: FileSystem,
): (module: ModuleId) => Evaluation | null {
  const known = new Map<ModuleId, Evaluation | null>();

  function evaluate(module: ModuleId): Evaluation | null {
    const record = graph.get(module)?.record;
    const frontend = record === undefined ? undefined : frontends.get(record.language);
    if (record === undefined || frontend === undefined || fileSystem.stat(module) !== 'file') return null;
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
    const answer = known.get(module);
    if (answer !== undefined) return answer;
    const evaluation = evaluate(module);
    known.set(module, evaluation);
    return evaluation;
  };
}
