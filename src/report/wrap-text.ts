// A sentence in lines that a narrow terminal shows whole. A path or name is never cut: it could not be clicked or copied.

import { displayWidth } from './display-width.ts';

/** @param width columns; a word that is wider has a line of its own */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
