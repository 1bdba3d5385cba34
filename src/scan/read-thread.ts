// What the threads of reading-threads.ts run: one task in, what it asks for out, as JSON.

import { createDiskFileSystem } from '../host/disk-file-system.ts';
import { answerTasks } from '../host/threads.ts';
import type { Parser } from '../languages/language.ts';
import { languages } from '../languages/languages.ts';
import type { LanguageId } from '../model/module-record.ts';
import { readCode } from './read-code.ts';
import { read } from './read-module.ts';
import type { ReadingTask } from './reading-task.ts';

const disk = createDiskFileSystem();
const parsers = new Map<LanguageId, Parser>();

await answerTasks<readonly LanguageId[], ReadingTask>({
  async prepare(met) {
    for (const { id, loadParser } of languages) if (met.includes(id)) parsers.set(id, await loadParser());
  },
  answer(task) {
    const parser = parsers.get(task.language);
    if (parser === undefined) throw new Error(`no parser of ${task.language}`);
    return JSON.stringify(task.asks === 'record' ? read(task, parser, disk) : readCode(task, parser, disk));
  },
});
