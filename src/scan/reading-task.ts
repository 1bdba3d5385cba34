// What one thread asks another for: plain data.

import type { EvaluationTask } from './evaluate-module.ts';
import type { ReadTask } from './read-module.ts';

export type ReadingTask =
  | ({ readonly asks: 'record' } & ReadTask)
  | ({ readonly asks: 'evaluation' } & EvaluationTask);
