// What evaluating a module does, read from its text when somebody asks. Few modules are ever asked about: those on a
// cycle, and those on the way to one that is entered so that one of them reads what another has not initialised.

import { createHash } from 'node:crypto';
import type { FileSystem } from '../host/file-system.ts';
import type { Parser } from '../languages/language.ts';
import type { AskingRecord, Evaluation } from '../model/evaluation.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { LanguageId } from '../model/module-record.ts';
import { type EvaluationResult, type EvaluationTask, evaluate } from './evaluate-module.ts';
import { type Frontend, keyOf, taskOf } from './read-module.ts';
import type { ReadingCache } from './reading-cache.ts';
import type { ReadingThreads } from './reading-threads.ts';

export interface Evaluations {
  /** Null for modules that cannot be read, and those whose evaluation cannot be told from their text. */
  of(module: ModuleId): Evaluation | null;
  /** Tells it of modules that will be asked about, on all processors; changes no answer. */
  readAhead(modules: readonly ModuleId[]): Promise<void>;
}

interface EvaluationContext {
  readonly frontends: ReadonlyMap<LanguageId, Frontend>;
  readonly fileSystem: FileSystem;
  readonly cache: ReadingCache;
  readonly threads: ReadingThreads;
}

/** So many are shared at a time: with each goes what its record asks for, a second time in every thread. */
const AT_ONCE = 2000;

interface Pending {
  readonly task: EvaluationTask;
  readonly parser: Parser;
  readonly key: string;
  /** Before the text was read. */
  readonly version: string | null;
}

export function createEvaluations(
  graph: ModuleGraph,
  { frontends, fileSystem, cache, threads }: EvaluationContext,
): Evaluations {
  const told = new Map<ModuleId, Evaluation | null>();

  /** What is to be found out about a module; null when it is told, now or before. */
  function lookUp(module: ModuleId): Pending | null {
    if (told.has(module)) return null;
    const record = graph.get(module)?.record;
    const frontend = record === undefined ? undefined : frontends.get(record.language);
    if (record === undefined || frontend === undefined || fileSystem.stat(module) !== 'file') {
      told.set(module, null);
      return null;
    }
    const { moduleKind, requests, imports } = record;
    const task = {
      ...taskOf(module, frontend, 'names', undefined, []),
      record: { moduleKind, requests, imports },
    };
    const version = cache.isKept ? fileSystem.version(module) : null;
    const key = version === null ? '' : `${keyOf(task, frontend)}|${digestOf(task.record)}`;
    const known = version === null ? undefined : cache.get('evaluation', module, version, key);
    if (known === undefined) return { task, parser: frontend.parser, version, key };
    told.set(module, known);
    return null;
  }

  function keep({ task, version, key }: Pending, { evaluation, isRead }: EvaluationResult): void {
    told.set(task.id, evaluation);
    if (version !== null && isRead) cache.set('evaluation', task.id, version, key, evaluation);
  }

  function tell(pending: Pending): void {
    keep(pending, evaluate(pending.task, pending.parser, fileSystem));
  }

  async function readTogether(modules: readonly ModuleId[]): Promise<void> {
    if (modules.length < threads.least()) return;
    const pending = modules.map(lookUp).filter((one) => one !== null);
    if (pending.length < threads.least()) return;
    const at = (position: number, act: (one: Pending) => void) => {
      const one = pending[position];
      if (one !== undefined) act(one);
    };
    await threads.share(
      pending.map(({ task }) => ({ asks: 'evaluation', ...task })),
      (position) => at(position, tell),
      (position, answer) => at(position, (one) => keep(one, JSON.parse(answer) as EvaluationResult)),
    );
  }

  return {
    of(module) {
      const pending = lookUp(module);
      if (pending !== null) tell(pending);
      return told.get(module) ?? null;
    },
    async readAhead(modules) {
      for (let start = 0; start < modules.length; start += AT_ONCE)
        await readTogether(modules.slice(start, start + AT_ONCE));
    },
  };
}

/** The record depends on more than the text: the whole graph may complete it. */
function digestOf(record: AskingRecord): string {
  return createHash('sha1').update(JSON.stringify(record)).digest('base64');
}
