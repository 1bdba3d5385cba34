// Finds a statement with a certain comment behind it. The syntax decides, so that the same words in a string, a template
// or a comment of the user's are nothing.

import { lineAround } from '../edit/lines.ts';
import type { Span } from '../model/span.ts';
import { loadTsMorph } from './load.ts';

/**
 * The line of the last statement on the top level that is followed by `comment` on its own line.
 * @param fileName decides the dialect
 * @param comment the whole comment, `//` included
 */
export function findMarkedLine(text: string, fileName: string, comment: string): Span | null {
  if (!text.includes(comment)) return null;
  const { Project, ts } = loadTsMorph();
  const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });
  const ending = /\.(?:[cm]?[jt]s|[jt]sx)$/.exec(fileName)?.[0] ?? '.ts';
  const { compilerNode } = project.createSourceFile(`/file${ending}`, text);
  for (const statement of compilerNode.statements.toReversed()) {
    const comments = ts.getTrailingCommentRanges(text, statement.end) ?? [];
    if (comments.some(({ pos, end }) => text.slice(pos, end).trimEnd() === comment))
      return lineAround(text, statement.end);
  }
  return null;
}
