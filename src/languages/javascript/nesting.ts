// Guards the native parser, which is recursive, against texts that are nested so deeply that it would overrun the
// stack and take the process with it. Brackets in strings and comments are counted too: the limit is far above code
// that people or generators write.

const maximumDepth = 1000;
/** `if … else if … else if …` nests as well, without brackets around it. */
const maximumElseChain = 1500;

/** Whether a text is nested too deeply to be parsed. */
export function isNestedTooDeeply(text: string): boolean {
  if (text.length < 4 * maximumDepth) return false;
  let depth = 0;
  let elseChain = 0;
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case 40: // (
      case 91: // [
      case 123: // {
        if (++depth > maximumDepth) return true;
        break;
      case 41: // )
      case 93: // ]
        if (depth > 0) depth--;
        break;
      case 125: // }
        if (depth > 0) depth--;
        elseChain = isElse(text, index + 1) ? elseChain + 1 : 0;
        if (elseChain > maximumElseChain) return true;
        break;
    }
  }
  return false;
}

function isElse(text: string, from: number): boolean {
  let index = from;
  while (index < text.length && text.charCodeAt(index) <= 32) index++;
  return text.startsWith('else', index);
}
