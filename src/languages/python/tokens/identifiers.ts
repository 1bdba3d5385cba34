// Identifiers as numbers: the same name has the same number, and is the same string, in every file. The words that mean
// something are compared as numbers, no string is made for a name that was met before, and records do not keep the texts
// that they came from.

/** By number. */
const texts: string[] = [''];
/** By number: hash, and where the characters of the name begin in `pool`; they end where the next name begins. */
let hashes = new Int32Array(1 << 14);
let ends = new Int32Array(1 << 14);
let pool = new Uint8Array(1 << 17);
/** Open addressing: numbers by hash, 0 where nothing is. */
let table = new Int32Array(1 << 15);
/** Names with other characters than those of ASCII. */
const wide = new Map<string, number>();

/** What {@link identifierAt} wants as hash: begin with 0, and add each character code in order. */
export function addToHash(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0;
}

/**
 * The number of a name of ASCII characters.
 * @param codes holds its characters at `[start, end)`
 * @param hash of these characters, see {@link addToHash}
 */
export function identifierAt(codes: Uint8Array, start: number, end: number, hash: number): number {
  const mask = table.length - 1;
  let slot = spread(hash) & mask;
  for (let number = table[slot] as number; number !== 0; number = table[slot] as number) {
    if (hashes[number] === hash && isSame(number, codes, start, end)) return number;
    slot = (slot + 1) & mask;
  }
  return add(codes, start, end, hash, slot);
}

/** Names that differ in their last character only must not lie side by side: each look-up would pass them all. */
function spread(hash: number): number {
  const mixed = Math.imul(hash, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

function isSame(number: number, codes: Uint8Array, start: number, end: number): boolean {
  const from = ends[number - 1] as number;
  if ((ends[number] as number) - from !== end - start) return false;
  for (let at = start, known = from; at < end; at++, known++) if (codes[at] !== pool[known]) return false;
  return true;
}

function add(codes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
  const text = textOf(codes, start, end);
  const number = append(text);
  const from = ends[number - 1] as number;
  while (from + text.length > pool.length) pool = doubled(pool, Uint8Array);
  for (let index = 0; index < text.length; index++) pool[from + index] = text.charCodeAt(index);
  ends[number] = from + text.length;
  hashes[number] = hash;
  table[slot] = number;
  if (texts.length * 2 > table.length) rehash();
  return number;
}

/** The text of ASCII characters; not a part of a longer string, which it would keep in memory. */
export function textOf(codes: Uint8Array, start: number, end: number): string {
  // With `apply` no array is made, and no iterator is run.
  return String.fromCharCode.apply(null, codes.subarray(start, end) as unknown as number[]);
}

/** A number for a text; it has no characters in the pool yet. */
function append(text: string): number {
  const number = texts.length;
  if (number === hashes.length) {
    hashes = doubled(hashes, Int32Array);
    ends = doubled(ends, Int32Array);
  }
  texts.push(text);
  ends[number] = ends[number - 1] as number;
  return number;
}

function rehash(): void {
  table = new Int32Array(table.length * 2);
  const mask = table.length - 1;
  for (let number = 1; number < texts.length; number++) {
    if (ends[number] === ends[number - 1]) continue; // kept in `wide`
    const hash = hashes[number] as number;
    let slot = spread(hash) & mask;
    while (table[slot] !== 0) slot = (slot + 1) & mask;
    table[slot] = number;
  }
}

function doubled<Numbers extends Int32Array | Uint8Array>(
  numbers: Numbers,
  make: new (length: number) => Numbers,
): Numbers {
  const larger = new make(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

/** The number of any name, as Python compares it: NFKC-normalised (Language Reference 2.3). */
export function identifierOf(written: string): number {
  const name = written.normalize('NFKC');
  const codes = new Uint8Array(name.length);
  let hash = 0;
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index);
    if (code > 127) {
      const known = wide.get(name);
      if (known !== undefined) return known;
      const number = append(name);
      wide.set(name, number);
      return number;
    }
    codes[index] = code;
    hash = addToHash(hash, code);
  }
  return identifierAt(codes, 0, codes.length, hash);
}

export function hashOf(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = addToHash(hash, text.charCodeAt(index));
  return hash;
}

export function identifierText(number: number): string {
  return texts[number] ?? '';
}

/** Words that begin a statement which is more than an assignment or an expression. */
const STATEMENTS = {
  if: identifierOf('if'),
  elif: identifierOf('elif'),
  else: identifierOf('else'),
  while: identifierOf('while'),
  for: identifierOf('for'),
  try: identifierOf('try'),
  except: identifierOf('except'),
  finally: identifierOf('finally'),
  with: identifierOf('with'),
  match: identifierOf('match'),
  case: identifierOf('case'),
  def: identifierOf('def'),
  class: identifierOf('class'),
  async: identifierOf('async'),
  import: identifierOf('import'),
  from: identifierOf('from'),
  lazy: identifierOf('lazy'),
  global: identifierOf('global'),
  nonlocal: identifierOf('nonlocal'),
  del: identifierOf('del'),
  raise: identifierOf('raise'),
  type: identifierOf('type'),
  sys: identifierOf('sys'),
  os: identifierOf('os'),
  exit: identifierOf('exit'),
  quit: identifierOf('quit'),
  __all__: identifierOf('__all__'),
  __path__: identifierOf('__path__'),
};

/** Numbers up to this one begin such a statement. */
export const LAST_WORD = texts.length - 1;

/** The words that mean something to the reader. */
export const WORD = {
  ...STATEMENTS,
  False: identifierOf('False'),
  None: identifierOf('None'),
  True: identifierOf('True'),
  __name__: identifierOf('__name__'),
  __package__: identifierOf('__package__'),
  append: identifierOf('append'),
  as: identifierOf('as'),
  break: identifierOf('break'),
  continue: identifierOf('continue'),
  extend: identifierOf('extend'),
  getattr: identifierOf('getattr'),
  global_enum: identifierOf('global_enum'),
  in: identifierOf('in'),
  is: identifierOf('is'),
  lambda: identifierOf('lambda'),
  not: identifierOf('not'),
  modules: identifierOf('modules'),
  monkeypatch: identifierOf('monkeypatch'),
  pytest: identifierOf('pytest'),
  pytest_plugins: identifierOf('pytest_plugins'),
  return: identifierOf('return'),
  skip: identifierOf('skip'),
  skipTest: identifierOf('skipTest'),
  remove: identifierOf('remove'),
  setdefault: identifierOf('setdefault'),
  update: identifierOf('update'),
  version_info: identifierOf('version_info'),
};

/** The numbers of {@link WORD} by hash, 0 where nothing is: small, because every name of a text is looked up in it. */
const WORDS = new Uint8Array(1 << 10);
for (const word of Object.values(WORD)) {
  let slot = spread(hashes[word] ?? 0) & (WORDS.length - 1);
  while (WORDS[slot] !== 0) slot = (slot + 1) & (WORDS.length - 1);
  WORDS[slot] = word;
}

/** Like {@link identifierAt}, for names that are one of {@link WORD}; 0 for all others. */
export function wordAt(codes: Uint8Array, start: number, end: number, hash: number): number {
  let slot = spread(hash) & (WORDS.length - 1);
  for (let word = WORDS[slot] as number; word !== 0; word = WORDS[slot] as number) {
    if (hashes[word] === hash && isSame(word, codes, start, end)) return word;
    slot = (slot + 1) & (WORDS.length - 1);
  }
  return 0;
}
