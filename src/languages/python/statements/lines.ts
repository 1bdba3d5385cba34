// Reads one logical line after the other: closes the blocks that it ends, then takes it for a clause, a compound statement
// or simple ones.

import { LAST_WORD } from '../tokens/identifiers.ts';
import { TOKEN } from '../tokens/tokens.ts';
import { clause, compound } from './compound.ts';
import type { Reader } from './reader.ts';
import { simpleStatements } from './statements.ts';

/** Reads the current logical line. */
export function readLine(reader: Reader): void {
  const { draft, blocks } = reader;
  const { line } = draft;
  const first = line.kinds[0] === TOKEN.name ? (line.words[0] ?? 0) : 0;
  const isStatement = first > 0 && first <= LAST_WORD;
  while (blocks.top().column >= line.indent) {
    const { group, column, role } = blocks.top();
    blocks.endBranch();
    if (column === line.indent && isStatement && clause(reader, group, role, first)) return;
    blocks.endGroup(group);
  }
  const { group, role } = blocks.top();
  if (isStatement && compound(reader, first)) {
    if (role === 'try' && group.attempt) group.attempt.bodyHasOthers = true;
    return;
  }
  simpleStatements(reader, 0);
}
