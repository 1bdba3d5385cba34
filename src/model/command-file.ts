// The file that a command tells Node or Python to run: `node --enable-source-maps src/server.js`.

export interface CommandFile {
  /** The word of the command that leads to it. */
  readonly word: string;
  /** The path as it is written. */
  readonly specifier: string;
  readonly program: 'node' | 'python';
}

const SHELL = /[;&|<>$`]/;
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
  if (program === null || words.some((word) => SHELL.test(word))) return null;
  const word = others.find((each, index) => !each.startsWith('-') || TAKING.test(others[index - 1] ?? ''));
  const before = word === undefined ? [] : others.slice(0, others.indexOf(word));
  if (word === undefined || !FILE.test(word) || before.some((flag) => TAKING.test(flag))) return null;
  return { word, specifier: word, program };
}

const LOADED_FIRST = /^(?:-r|--require|--import)(?:=(.*))?$/;

/**
 * The first file that Node is told to load before anything else, which nothing can have prepared:
 * `node --import ./trace.js src/server.js`. https://nodejs.org/api/cli.html#--importmodule
 */
export function preloadedFile(words: readonly string[]): CommandFile | null {
  const [program = '', ...others] = words[0] === 'exec' ? words.slice(1) : words;
  if (!/^(?:node|nodejs)$/.test(program) || words.some((word) => SHELL.test(word))) return null;
  const at = others.findIndex(
    (word) => !word.startsWith('-') || TAKING.test(word) || LOADED_FIRST.test(word),
  );
  const flag = others[at] ?? '';
  const value = LOADED_FIRST.exec(flag)?.[1];
  const specifier = value ?? (LOADED_FIRST.test(flag) ? others[at + 1] : undefined) ?? '';
  const isFile = /^\.\.?\//.test(specifier) && FILE.test(specifier);
  return isFile ? { word: specifier, specifier, program: 'node' } : null;
}
