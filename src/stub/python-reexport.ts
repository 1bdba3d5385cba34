// The line that gives a Python module the names of the stub beside it.

import { lineAround } from '../edit/lines.ts';
import { baseNameOf } from '../model/path.ts';
import type { Span } from '../model/span.ts';
import type { ReexportLine } from './emitter.ts';
import { STUB_MARK } from './header.ts';

const MARK = `# ${STUB_MARK}`;

/** `from ._pool_stub import get_connection  # noqa: E402,F401 # @danglint-stub`, at the end of `pool.py`. */
export const pythonReexport: ReexportLine = {
  siblingOf(module) {
    const name = baseNameOf(module);
    const stem = name.replace(/\.pyw?$/, '').replace(/^__init__$/, 'init');
    return `${module.slice(0, -name.length)}_${stem}_stub.py`;
  },
  write: (specifier, names) => `from ${specifier} import ${names.join(', ')}  # noqa: E402,F401 ${MARK}`,
  find(text): Span | null {
    for (let at = text.lastIndexOf(MARK); at !== -1; at = at === 0 ? -1 : text.lastIndexOf(MARK, at - 1)) {
      const line = lineAround(text, at);
      if (/^from \S+ import .*# @danglint-stub\s*$/.test(text.slice(line.start, line.end))) return line;
    }
    return null;
  },
};
