// One rewritten line on stderr for runs that take long; nothing for those that do not, in pipes and in CI.

import { groupedDigits } from '../report/grouped-digits.ts';
import type { Session } from './session.ts';
import { isSet } from './terminal.ts';

/** Milliseconds before the first line, and between two. */
const PATIENCE = 400;
const INTERVAL = 80;
const ERASE_LINE = '\r\u001B[K';

export interface Progress {
  readonly update: (done: number, total: number) => void;
  readonly clear: () => void;
}

export function createProgress({ stderr, env }: Session, milliseconds: () => number): Progress {
  const started = milliseconds();
  let last = started;
  let shown = false;
  if (!stderr.isTTY || isSet(env, 'CI') || env['TERM'] === 'dumb') {
    return { update: () => undefined, clear: () => undefined };
  }
  return {
    update: (done, total) => {
      const now = milliseconds();
      if (now - started < PATIENCE || (shown && now - last < INTERVAL)) return;
      last = now;
      shown = true;
      stderr.write(`${ERASE_LINE}${groupedDigits(done)} of ${groupedDigits(total)} files`);
    },
    clear: () => {
      if (shown) stderr.write(ERASE_LINE);
      shown = false;
    },
  };
}
