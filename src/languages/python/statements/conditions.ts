// Decides the conditions that Python code asks about its own run: TYPE_CHECKING, `__name__`, versions, constants.
// Invariant: everything else, the platform included, is undecided, and so is a version inside of the supported range.

import type { LogicalLine } from '../tokens/tokens.ts';
import { TOKEN } from '../tokens/tokens.ts';
import { compareVersions, type VersionRange } from '../version.ts';

/** What a condition is when the module is imported, and what decided it. */
export interface Decision {
  readonly value: boolean;
  readonly why: 'types' | 'main' | 'never';
}

/** The value of a name that the file binds to a constant. */
type ConstantOf = (name: string) => Decision | undefined;

/** Names that the file gives to `sys.version_info`. */
type VersionNames = ReadonlySet<string>;

/** https://six.readthedocs.io/#six.PY2 */
export const SIX: Readonly<Record<string, Decision>> = {
  'six.PY2': { value: false, why: 'never' },
  'six.PY3': { value: true, why: 'never' },
};

/**
 * @param from index of the first token of the condition
 * @param to index behind its last token
 * @returns null when it cannot be told
 */
export function decide(
  text: string,
  line: LogicalLine,
  from: number,
  to: number,
  range: VersionRange,
  constantOf: ConstantOf = () => undefined,
  versionNames: VersionNames = NO_NAMES,
): Decision | null {
  const word = (index: number): string => text.slice(line.starts[index] ?? 0, line.ends[index] ?? 0);

  function either(start: number, end: number): Decision | null {
    return combine(split(start, end, 'or'), both, true);
  }

  function both(start: number, end: number): Decision | null {
    return combine(split(start, end, 'and'), inverted, false);
  }

  /** One operand with the value `absorbing` decides; else all have to be decided. */
  function combine(
    operands: readonly (readonly [number, number])[],
    decideOperand: (start: number, end: number) => Decision | null,
    absorbing: boolean,
  ): Decision | null {
    const decisions = operands.map(([start, end]) => decideOperand(start, end));
    const absorbed = decisions.find((decision) => decision?.value === absorbing);
    if (absorbed) return absorbed;
    return decisions.includes(null) ? null : (decisions[0] ?? null);
  }

  function split(start: number, end: number, separator: 'and' | 'or'): [number, number][] {
    const parts: [number, number][] = [];
    let depth = 0;
    let partStart = start;
    for (let index = start; index < end; index++) {
      const kind = line.kinds[index];
      if (kind === 40 || kind === 91 || kind === 123) depth++;
      else if (kind === 41 || kind === 93 || kind === 125) depth--;
      else if (depth === 0 && kind === TOKEN.name && word(index) === separator) {
        parts.push([partStart, index]);
        partStart = index + 1;
      }
    }
    parts.push([partStart, end]);
    return parts;
  }

  function inverted(start: number, end: number): Decision | null {
    if (line.kinds[start] === TOKEN.name && word(start) === 'not') {
      const inner = inverted(start + 1, end);
      return inner && { value: !inner.value, why: inner.why };
    }
    if (line.kinds[start] === 40 && closing(start) === end - 1) return either(start + 1, end - 1);
    return atom(start, end);
  }

  function closing(open: number): number {
    let depth = 0;
    for (let index = open; index < to; index++) {
      const kind = line.kinds[index];
      if (kind === 40 || kind === 91 || kind === 123) depth++;
      else if ((kind === 41 || kind === 93 || kind === 125) && --depth === 0) return index;
    }
    return -1;
  }

  function atom(start: number, end: number): Decision | null {
    const source = text.slice(line.starts[start] ?? 0, line.ends[end - 1] ?? 0).replace(/\s+/g, '');
    if (/^(?:\w+\.)?TYPE_CHECKING$/.test(source)) return { value: false, why: 'types' };
    if (/^(?:True|[1-9]\d*)$/.test(source)) return { value: true, why: 'never' };
    if (/^(?:False|None|0)$/.test(source)) return { value: false, why: 'never' };
    const main =
      /^__name__(==|!=)(["'])__main__\2$/.exec(source) ?? /^(["'])__main__\1(==|!=)__name__$/.exec(source);
    if (main) return { value: main.includes('!='), why: 'main' };
    if (IS_PYTHON_2.test(text.slice(line.starts[start] ?? 0, line.ends[end - 1] ?? 0)))
      return { value: false, why: 'never' };
    return constantOf(source) ?? SIX[source] ?? decideVersion(inFull(turned(source), versionNames), range);
  }

  return from < to ? either(from, to) : null;
}

/** There the two were one. */
const IS_PYTHON_2 = /^(?:str\s+(?:is|==)\s+bytes|bytes\s+(?:is|==)\s+str)$/;

const NO_NAMES: VersionNames = new Set();

const LITERAL_FIRST = /^((["'])\d\2|\w+|\([\d,]+\))(<=|>=|<|>|==|!=)(\w[\w.[\]:]*)$/;
const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** `2==sys.version_info[0]`: what is asked about goes in front. */
function turned(source: string): string {
  const [, literal = '', , operator = '', asked = ''] = LITERAL_FIRST.exec(source) ?? [];
  return /^["'(\d]/.test(literal) ? asked + (MIRRORED[operator] ?? operator) + literal : source;
}

/** `_ver[0]==2`, where `_ver` is `sys.version_info`. */
function inFull(source: string, versionNames: VersionNames): string {
  const [name = ''] = versionNames.size === 0 ? [] : (/^\w+/.exec(source) ?? []);
  return versionNames.has(name) ? `version_info${source.slice(name.length)}` : source;
}

/** Whether an expression may ask for the version, or be it. */
export const NAMES_VERSION = /\b(?:version_info|sys\s*\.\s*(?:version|hexversion))\b/;

/** `sys.version[0] == '3'`, `sys.version < '3'`: texts are compared, so that no more than one digit can be told. */
const VERSION_TEXT_TEST = /^sys\.version(\[:1\]|\[0\])?(<=|>=|<|>|==|!=)(["'])(\d)\3$/;

/** `sys.hexversion >= 0x03000000`: major and minor number come first. */
const HEX_VERSION_TEST = /^sys\.hexversion(<=|>=|<|>)0x(\d{1,2})([\da-f]{2})[\da-f]{4}$/i;

const VERSION_TEST =
  /^(?:\w+\.)?version_info(\[:\d\]|\[0\]|\.major)?(<=|>=|<|>|==|!=)(?:\((\d+(?:,\d+)*),?\)|(\d+))$/;

function decideVersion(source: string, range: VersionRange): Decision | null {
  const ofText = VERSION_TEXT_TEST.exec(source);
  if (ofText) {
    const [, part, operator = '', , digit = ''] = ofText;
    return decided(compareRange(range, [Number(digit)], operator, part !== undefined, 1));
  }
  const ofNumber = HEX_VERSION_TEST.exec(source);
  if (ofNumber) {
    const [, operator = '', major = '', minor = ''] = ofNumber;
    const limit = [Number.parseInt(major, 16), Number.parseInt(minor, 16)];
    return decided(compareRange(range, limit, operator, false, 2));
  }
  const test = VERSION_TEST.exec(source);
  if (!test) return null;
  const [, part, operator = '', tuple, single] = test;
  const limit = (tuple ?? single ?? '').split(',').map(Number);
  const major = part === '[0]' || part === '.major';
  if (major !== (tuple === undefined)) return null;
  if (limit.length > 2)
    return part === '[:1]' ? null : decided(compareFar(range, limit.slice(0, 2), operator));
  // A whole version is longer than `(3, 8)`, so that it is never equal and `> (3, 8)` is true of 3.8.1 itself.
  const bounded = major || part !== undefined;
  return decided(compareRange(range, limit, operator, bounded, major ? 1 : part ? Number(part[2]) : 2));
}

function decided(value: boolean | null): Decision | null {
  return value === null ? null : { value, why: 'never' };
}

/** `>= (3, 7, 0)`: told where no version of the range has the first two numbers of the limit. */
function compareFar(range: VersionRange, limit: readonly number[], operator: string): boolean | null {
  const isAbove = compareVersions(range.lowest.slice(0, 2), limit) > 0;
  const isBelow = compareVersions((range.highest ?? LATEST).slice(0, 2), limit) < 0;
  if (!isAbove && !isBelow) return null;
  return operator.startsWith('>') ? isAbove : operator.startsWith('<') ? isBelow : operator === '!=';
}

/** Stands for every later version; there is no Python 4 to judge for. */
const LATEST = [3, 999];

function compareRange(
  range: VersionRange,
  limit: readonly number[],
  operator: string,
  bounded: boolean,
  length: number,
): boolean | null {
  const low = compareVersions(range.lowest.slice(0, length), limit);
  const high = compareVersions((range.highest ?? LATEST).slice(0, length), limit);
  const grows = bounded ? 0 : 1;
  const test = (order: number): boolean | null => {
    const sign = order === 0 ? grows : order;
    if (operator === '<') return sign < 0;
    if (operator === '>=') return sign >= 0;
    if (operator === '>') return sign > 0;
    if (operator === '<=') return sign <= 0;
    return operator === '==' ? sign === 0 : sign !== 0;
  };
  if (operator === '==' || operator === '!=') {
    if (low === high) return test(low);
    return low > 0 || high < 0 ? operator === '!=' : null;
  }
  const atLow = test(low);
  return atLow === test(high) ? atLow : null;
}
