// When a line runs, in the words of `danglint why`.

import type { Runs } from '../model/module-record.ts';
import { runningCode } from '../report/sentences.ts';

export function whenOf({ runs, enclosing }: { readonly runs: Runs; readonly enclosing?: string }): string {
  if (runs === 'never') return 'types only';
  if (runs === 'load') return 'at load';
  return enclosing === undefined ? 'on call' : `when ${runningCode(enclosing)} runs`;
}
