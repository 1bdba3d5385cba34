// "Did you mean": the name among candidates that a typing mistake most likely turned into the given one. The weights
// are those of TypeScript's spelling suggestions, known to suggest little that is silly.

/**
 * @param isMeant asked of those candidates alone that are nearer than all before
 * @returns the nearest candidate, the first of equally near ones; null when none is near
 */
export function nearestName(
  name: string,
  candidates: Iterable<string>,
  isMeant: (candidate: string) => boolean = () => true,
): string | null {
  const letters = lettersOf(name);
  const maximumLengthDifference = Math.max(2, Math.floor(name.length * 0.34));
  let limit = Math.floor(name.length * 0.4) + 1;
  let best: string | null = null;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > maximumLengthDifference) continue;
    // Any two short names are near each other.
    if (candidate.length < 3 && candidate.toLowerCase() !== name.toLowerCase()) continue;
    // Each letter that only one of them has is inserted, deleted or half of a substitution.
    if (bitsOf(letters ^ lettersOf(candidate)) > limit - 0.1) continue;
    const distance = boundedDistance(name, candidate, limit - 0.1);
    if (distance === null || !isMeant(candidate)) continue;
    limit = distance;
    best = candidate;
  }
  return best;
}

/**
 * The candidate that one slip of the hand makes the name of: a letter too many, too few, another or two exchanged. Sure
 * enough to tell a mistake from a name that is only like it, where the name is long.
 */
export function misspeltName(name: string, candidates: Iterable<string>): string | null {
  for (const candidate of candidates) {
    if (candidate === name || Math.min(name.length, candidate.length) < SURE_LENGTH) continue;
    // `plugin-a` and `plugin-b` are two of a row.
    if (candidate.slice(0, -1) === name.slice(0, -1)) continue;
    if (isOneSlip(name.toLowerCase(), candidate.toLowerCase())) return candidate;
  }
  return null;
}

const SURE_LENGTH = 5;

/** What is left between the parts that two names begin and end with alike is one letter, or two in the other order. */
function isOneSlip(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  const shorter = Math.min(left.length, right.length);
  let before = 0;
  while (before < shorter && left[before] === right[before]) before++;
  let behind = 0;
  while (behind < shorter - before && left.at(-1 - behind) === right.at(-1 - behind)) behind++;
  const [one, other] = [left, right].map((name) => name.slice(before, name.length - behind));
  if (one === undefined || other === undefined) return false;
  return (
    Math.max(one.length, other.length) < 2 || (one.length === 2 && one === [...other].reverse().join(''))
  );
}

/** Which letters are in a text, whatever their case: one bit for several of them, one for all outside of ASCII. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    letters |= 1 << (code < 128 ? code & 31 : 0);
  }
  return letters;
}

function bitsOf(value: number): number {
  let rest = value >>> 0;
  let count = 0;
  for (; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** The rows of a distance, made once: a module that lost thousands of names is asked for each, among all that it has. */
let previous = new Float64Array(64);
let current = new Float64Array(64);

/**
 * Levenshtein distance: insert and delete cost 1, substitute 2, a change of case 0.1.
 * @returns null when it is more than `maximum`
 */
function boundedDistance(left: string, right: string, maximum: number): number | null {
  if (previous.length <= right.length) {
    previous = new Float64Array(right.length * 2);
    current = new Float64Array(right.length * 2);
  }
  for (let column = 0; column <= right.length; column++) previous[column] = column;
  for (let row = 1; row <= left.length; row++) {
    const letter = left.charCodeAt(row - 1);
    current[0] = row;
    let smallest = row;
    for (let column = 1; column <= right.length; column++) {
      const diagonal = previous[column - 1] ?? 0;
      const other = right.charCodeAt(column - 1);
      const substituted = letter === other ? diagonal : diagonal + (isSameLetter(letter, other) ? 0.1 : 2);
      const cost = Math.min(substituted, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      current[column] = cost;
      if (cost < smallest) smallest = cost;
    }
    if (smallest > maximum) return null;
    const filled = current;
    current = previous;
    previous = filled;
  }
  const distance = previous[right.length] ?? 0;
  return distance > maximum ? null : distance;
}

function isSameLetter(left: number, right: number): boolean {
  // Two characters of ASCII that differ only in case differ in this bit, as some that are no letters do.
  if ((left | 32) !== (right | 32) && left < 128 && right < 128) return false;
  return String.fromCharCode(left).toLowerCase() === String.fromCharCode(right).toLowerCase();
}
