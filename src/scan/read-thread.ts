// What the threads of read-ahead.ts run: one file's path and parse options in, its record out, as JSON.

import { createDiskFileSystem } from '../host/disk-file-system.ts';
import { answerTasks } from '../host/threads.ts';
import type { Parser } from '../languages/language.ts';
import { languages } from '../languages/languages.ts';
import type { LanguageId } from '../model/module-record.ts';
import { type ReadTask, read } from './read-module.ts';

const disk = createDiskFileSystem();
const parsers = new Map<LanguageId, Parser>();

await answerTasks<readonly LanguageId[], ReadTask>({
  async prepare(met) {
    for (const { id, loadParser } of languages) if (met.includes(id)) parsers.set(id, await loadParser());
  },
  answer(task) {
    const parser = parsers.get(task.language);
    if (parser === undefined) throw new Error(`no parser of ${task.language}`);
    return JSON.stringify(read(task, parser, disk));
  },
});
