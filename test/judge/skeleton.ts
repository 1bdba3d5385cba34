// A source file without the function bodies that no import diagnostic can come from, line for line. What a module exports
// and imports does not depend on them, and checking them is nearly all of a checker's work.

import ts from 'typescript';

/**
 * @param namespaces names in this file that stand for a module: a body that mentions one is kept
 * @returns the text with the content of the other bodies blanked; line breaks stay
 */
export function skeletonOf(fileName: string, text: string, namespaces: ReadonlySet<string>): string {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const words = ['import\\s*\\(', 'import\\s*\\.', 'require', ...[...namespaces].map(escaped)];
  const keeps = new RegExp(`(?<![\\w$])(?:${words.join('|')})`);
  const blanks: { readonly start: number; readonly end: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node) && ts.isFunctionLike(node.parent)) {
      const [start, end] = [node.getStart(source) + 1, node.getEnd() - 1];
      if (!keeps.test(text.slice(start, end))) {
        blanks.push({ start, end });
        return;
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  let skeleton = text;
  for (const { start, end } of blanks) {
    const blank = text.slice(start, end).replace(/[^\r\n]/g, ' ');
    skeleton = skeleton.slice(0, start) + blank + skeleton.slice(end);
  }
  return skeleton;
}

function escaped(name: string): string {
  return name.replaceAll('$', '\\$');
}
