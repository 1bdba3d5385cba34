// When a line runs, in the words of `danglint why`.

import type { Timing } from '../model/timing.ts';
import { runningCode } from '../report/sentences.ts';

export function whenOf({ runs, enclosing }: Timing): string {
  if (runs === 'never') return 'types only';
  if (runs === 'load') return 'at load';
  return enclosing === undefined ? 'on call' : `when ${runningCode(enclosing)} runs`;
}
