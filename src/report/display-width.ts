// How many columns of a terminal a text takes: East Asian wide characters and emoji take two, combining marks none.

/** Made when a text needs it: that takes as long as checking a small project. */
let segmenter: Intl.Segmenter | null = null;
const ASCII = /^[\x20-\x7e]*$/;
/** Wide and fullwidth of UAX #11; its halfwidth katakana is not, the prolonged sound mark is. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u4DBF\u4E00-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6B\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18CFF}\u{1B000}-\u{1B2FF}\u{20000}-\u{3FFFD}\p{Emoji_Presentation}]/u;
const EMOJI_PRESENTATION_SELECTOR = '\uFE0F';
const INVISIBLE = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

export interface Grapheme {
  readonly text: string;
  /** UTF-16 offset in the text. */
  readonly index: number;
  readonly width: number;
}

/** What a reader sees as one character each; expects printable text. */
export function graphemesOf(text: string): Grapheme[] {
  if (ASCII.test(text)) return [...text].map((character, index) => ({ text: character, index, width: 1 }));
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return [...segmenter.segment(text)].map(({ segment, index }) => ({
    text: segment,
    index,
    width: widthOfGrapheme(segment),
  }));
}

export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  return graphemesOf(text).reduce((sum, { width }) => sum + width, 0);
}

function widthOfGrapheme(text: string): number {
  if (INVISIBLE.test(text)) return 0;
  return WIDE.test(text) || text.includes(EMOJI_PRESENTATION_SELECTOR) ? 2 : 1;
}
