// Reads one logical line after the other: closes the blocks that it ends, then takes it for a clause, a compound statement
// or simple ones.

import { clause, compound } from './compound.ts';
import { type Reader, simpleStatements } from './statements.ts';
import { tokenText } from './targets.ts';
import { TOKEN } from './tokens.ts';

/** Reads the current logical line. */
export function readLine(reader: Reader): void {
  const { draft, blocks } = reader;
  const { line, text } = draft;
  const first = line.kinds[0] === TOKEN.name ? tokenText(text, line, 0) : '';
  while (blocks.top().column >= line.indent) {
    const { group, column, role } = blocks.top();
    blocks.endBranch();
    if (column === line.indent && clause(reader, group, role, first)) return;
    blocks.endGroup(group);
  }
  if (first !== '' && compound(reader, first)) return;
  simpleStatements(reader, 0);
}
