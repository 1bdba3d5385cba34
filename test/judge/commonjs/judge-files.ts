// Judges the records of many files: quickly together first, then each that differs once more, alone in a process, so that
// nothing counts which another module has done.

import type { Parser } from '../../../src/languages/language.ts';
import type { ModuleRecord } from '../../../src/model/module-record.ts';
import {
  askedFor,
  compareRecord,
  type RecordAt,
  type RecordDifference,
  recordOf,
} from './compare-records.ts';
import { realNames } from './real-names.ts';

export interface Judgement {
  /** Records of loaded files that name all exports, and that do not. */
  readonly complete: number;
  readonly open: number;
  /** By file, for those that Node could load. */
  readonly judged: ReadonlyMap<string, readonly RecordDifference[]>;
}

/** As many files as share a process; more of them would share too much memory. */
const together = 150;

export async function judgeFiles(
  parser: Parser,
  files: readonly string[],
  textOf: (file: string) => string,
): Promise<Judgement> {
  const judged = new Map<string, readonly RecordDifference[]>();
  const counts = { complete: 0, open: 0 };
  for (let at = 0; at < files.length; at += together) {
    const records = new Map<string, ModuleRecord>();
    const recordAt: RecordAt = (file) => {
      const known = records.get(file);
      if (known !== undefined || !/\.c?js$/.test(file)) return known ?? null;
      const record = recordOf(parser, file, textOf(file));
      records.set(file, record);
      return record;
    };
    const batch = files.slice(at, at + together).flatMap((file) => {
      const record = recordAt(file);
      return record?.moduleKind === 'commonjs' ? [{ file, record }] : [];
    });
    const judge = async (some: typeof batch): Promise<void> => {
      const real = await realNames(some.map(({ file, record }) => askedFor(file, record)));
      for (const { file, record } of some) {
        const names = real.get(file);
        if (names === undefined) continue;
        judged.set(file, compareRecord(file, record, textOf(file), names, recordAt));
      }
    };
    await judge(batch);
    for (const one of batch) if ((judged.get(one.file)?.length ?? 0) > 0) await judge([one]);
    for (const { file, record } of batch)
      if (judged.has(file)) counts[record.exportsKind === 'static' ? 'complete' : 'open']++;
  }
  return { ...counts, judged };
}
