// What one thread asks another for: plain data.

import type { CodeTask } from './read-code.ts';
import type { ReadTask } from './read-module.ts';

export type ReadingTask = ({ readonly asks: 'record' } & ReadTask) | CodeTask;
