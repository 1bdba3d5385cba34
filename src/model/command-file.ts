// The file that a command tells Node or Python to run: `node --enable-source-maps src/server.js`.

export interface CommandFile {
  /** The word of the command that leads to it. */
  readonly word: string;
  /** The path as it is written. */
  readonly specifier: string;
  readonly program: 'node' | 'python';
}

const FILE = /\.(?:[cm]?[jt]s|pyw?)$/;
/** A flag whose value is the next word, or that takes the place of a file. */
const TAKING =
  /^(?:-[A-Za-z]*[cem]|-r|-p|-W|-X|--(?:require|import|loader|experimental-loader|eval|print|test|run|watch-path|conditions))$/;

/**
 * @param words of the command
 * @returns null for any other command, and where something in front of it or behind it is a command as well
 */
export function commandFile(words: readonly string[]): CommandFile | null {
  const [first = '', ...others] = words[0] === 'exec' ? words.slice(1) : words;
  const program = /^(?:node|nodejs)$/.test(first) ? 'node' : /^python[\d.]*$/.test(first) ? 'python' : null;
  if (program === null || words.some((word) => /[;&|<>$`]/.test(word))) return null;
  const word = others.find((each, index) => !each.startsWith('-') || TAKING.test(others[index - 1] ?? ''));
  const before = word === undefined ? [] : others.slice(0, others.indexOf(word));
  if (word === undefined || !FILE.test(word) || before.some((flag) => TAKING.test(flag))) return null;
  return { word, specifier: word, program };
}
