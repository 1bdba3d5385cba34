// What the code of a module does, read from its text when somebody asks. Few modules are ever asked about: those on a
// cycle, and those on the way to one that is entered so that one of them reads what another has not initialised; and, for
// the calls, those that may lead to a finding.

import { createHash } from 'node:crypto';
import type { FileSystem } from '../host/file-system.ts';
import type { Parser } from '../languages/language.ts';
import type { AskingRecord, Evaluation } from '../model/evaluation.ts';
import type { ModuleCalls } from '../model/module-calls.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { LanguageId } from '../model/module-record.ts';
import { type CodeQuestion, type CodeResult, type CodeTask, readCode } from './read-code.ts';
import { type Frontend, keyOf, taskOf } from './read-module.ts';
import type { ReadingCache, Readings } from './reading-cache.ts';
import type { ReadingThreads } from './reading-threads.ts';

/** Null for modules that cannot be read, and those of which it cannot be told from their text. */
export interface CodeReadings {
  evaluationOf(module: ModuleId): Evaluation | null;
  callsOf(module: ModuleId): ModuleCalls | null;
  /** Tells it of modules whose evaluation will be asked about, on all processors; changes no answer. */
  readEvaluationsAhead(modules: readonly ModuleId[]): Promise<void>;
}

interface CodeContext {
  readonly frontends: ReadonlyMap<LanguageId, Frontend>;
  readonly fileSystem: FileSystem;
  readonly cache: ReadingCache;
  readonly threads: ReadingThreads;
  readonly pythonVersion?: string;
}

/** So many are shared at a time: with each goes what its record asks for, a second time in every thread. */
const AT_ONCE = 2000;

export function createCodeReadings(graph: ModuleGraph, context: CodeContext): CodeReadings {
  const { threads } = context;
  const evaluations = createAnswers('evaluation', graph, context);
  const calls = createAnswers('calls', graph, context);

  async function readTogether(modules: readonly ModuleId[]): Promise<void> {
    if (modules.length < threads.least()) return;
    const pending = modules.map(evaluations.lookUp).filter((one) => one !== null);
    if (pending.length < threads.least()) return;
    const at = (position: number, act: (one: Pending<'evaluation'>) => void) => {
      const one = pending[position];
      if (one !== undefined) act(one);
    };
    await threads.share(
      pending.map(({ task }) => task),
      (position) => at(position, evaluations.tell),
      (position, answer) => at(position, (one) => evaluations.keep(one, JSON.parse(answer))),
    );
  }

  return {
    evaluationOf: evaluations.of,
    callsOf: calls.of,
    async readEvaluationsAhead(modules) {
      for (let start = 0; start < modules.length; start += AT_ONCE)
        await readTogether(modules.slice(start, start + AT_ONCE));
    },
  };
}

/** What is to be found out about a module. */
interface Pending<Question extends CodeQuestion> {
  readonly task: CodeTask<Question>;
  readonly parser: Parser;
  readonly key: string;
  /** Before the text was read. */
  readonly version: string | null;
}

interface Answers<Question extends CodeQuestion> {
  of(module: ModuleId): Readings[Question] | null;
  /** Null when it is told, now or before. */
  lookUp(module: ModuleId): Pending<Question> | null;
  tell(pending: Pending<Question>): void;
  keep(pending: Pending<Question>, result: CodeResult<Question>): void;
}

function createAnswers<Question extends CodeQuestion>(
  asks: Question,
  graph: ModuleGraph,
  { frontends, fileSystem, cache, pythonVersion }: CodeContext,
): Answers<Question> {
  const told = new Map<ModuleId, Readings[Question] | null>();

  function lookUp(module: ModuleId): Pending<Question> | null {
    if (told.has(module)) return null;
    const record = graph.get(module)?.record;
    const frontend = record === undefined ? undefined : frontends.get(record.language);
    if (record === undefined || frontend === undefined || fileSystem.stat(module) !== 'file') {
      told.set(module, null);
      return null;
    }
    const { moduleKind, requests, imports } = record;
    const task = {
      asks,
      ...taskOf(module, frontend, 'names', pythonVersion, []),
      record: { moduleKind, requests, imports },
    };
    const version = cache.isKept ? fileSystem.version(module) : null;
    const key = version === null ? '' : `${keyOf(task, frontend)}|${digestOf(task.record)}`;
    const known = version === null ? undefined : cache.get(asks, module, version, key);
    if (known === undefined) return { task, parser: frontend.parser, version, key };
    told.set(module, known);
    return null;
  }

  function keep({ task, version, key }: Pending<Question>, result: CodeResult<Question>): void {
    told.set(task.id, result.isRead ? result.answer : null);
    if (version !== null && result.isRead) cache.set(asks, task.id, version, key, result.answer);
  }

  function tell(pending: Pending<Question>): void {
    keep(pending, readCode(pending.task, pending.parser, fileSystem));
  }

  return {
    of(module) {
      const pending = lookUp(module);
      if (pending !== null) tell(pending);
      return told.get(module) ?? null;
    },
    lookUp,
    tell,
    keep,
  };
}

/** The record depends on more than the text: the whole graph may complete it. */
function digestOf(record: AskingRecord): string {
  return createHash('sha1').update(JSON.stringify(record)).digest('base64');
}
