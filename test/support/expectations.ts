// What a fixture says about itself: `//~ rule[:message-id] ["text"]` in the line of the finding, `//~^` one line above
// (repeatable), `//~v` one below, `//~|` in the line of the expectation before; `#~` in Python; and for files that
// hold no comments `expected.txt`, with lines `path:line rule[:message-id] ["text"]`.

export interface Expectation {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly messageId?: string;
  /** Part of the message. */
  readonly text?: string;
}

/** What an expectation is compared with. */
export interface Reported {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly messageId: string;
  readonly message: string;
}

const mark = /(?:\/\/|#)~/;
const wellFormed = /(?:\/\/|#)~(?<place>\^*|v*|\|)\s+(?<what>\S.*)$/;
const what = /^(?<rule>[a-z-]+)(?::(?<messageId>[a-z-]+))?(?:\s+"(?<text>[^"]*)")?\s*(?:-->|\*\/)?\s*$/;

/**
 * The expectations in one file.
 * @throws {Error} for a comment that has the mark and is not understood
 */
export function expectationsIn(file: string, text: string): Expectation[] {
  const expectations: Expectation[] = [];
  let previous = 0;
  for (const [index, content] of text.split(/\r\n|\r|\n/).entries()) {
    if (!mark.test(content)) continue;
    const { place, what: said } = wellFormed.exec(content)?.groups ?? {};
    if (place === undefined || said === undefined) throw malformed(file, index + 1, content);
    const line =
      place === '|' ? previous : index + 1 + (place.startsWith('v') ? place.length : -place.length);
    previous = line;
    expectations.push(parse(file, line, said, content));
  }
  return expectations;
}

/** The expectations of an `expected.txt`. */
export function expectationsListed(text: string): Expectation[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line, index) => {
      const { file, number, said } = /^(?<file>\S+):(?<number>\d+)\s+(?<said>\S.*)$/.exec(line)?.groups ?? {};
      if (file === undefined || said === undefined) throw malformed('expected.txt', index + 1, line);
      return parse(file, Number(number), said, line);
    });
}

function parse(file: string, line: number, said: string, content: string): Expectation {
  const { rule, messageId, text } = what.exec(said)?.groups ?? {};
  if (rule === undefined) throw malformed(file, line, content);
  return {
    ...{ file, line, rule },
    ...(messageId === undefined ? {} : { messageId }),
    ...(text === undefined ? {} : { text }),
  };
}

function malformed(file: string, line: number, content: string): Error {
  return new Error(`${file}:${line}: not an expectation: ${content.trim()}`);
}

/** The differences, as lines for people; empty when each finding is expected and each expectation met. */
export function compareWithExpectations(
  expectations: readonly Expectation[],
  findings: readonly Reported[],
): string[] {
  const open = [...findings];
  const unmet: string[] = [];
  // The most specific first, so that it is not robbed of its finding by a vague one.
  const bySpecificity = [...expectations].sort((left, right) => specificity(right) - specificity(left));
  for (const expectation of bySpecificity) {
    const index = open.findIndex((finding) => meets(finding, expectation));
    if (index === -1) unmet.push(`expected, not found: ${show(expectation)}`);
    else open.splice(index, 1);
  }
  const surplus = open.map(
    ({ file, line, rule, messageId, message }) =>
      `found, not expected: ${file}:${line} ${rule}:${messageId} "${message}"`,
  );
  return [...unmet, ...surplus].sort();
}

function specificity({ messageId, text }: Expectation): number {
  return (messageId === undefined ? 0 : 1) + (text === undefined ? 0 : 2);
}

function meets(finding: Reported, expected: Expectation): boolean {
  return (
    finding.file === expected.file &&
    finding.line === expected.line &&
    finding.rule === expected.rule &&
    (expected.messageId === undefined || finding.messageId === expected.messageId) &&
    (expected.text === undefined || finding.message.includes(expected.text))
  );
}

function show({ file, line, rule, messageId, text }: Expectation): string {
  const id = messageId === undefined ? rule : `${rule}:${messageId}`;
  return `${file}:${line} ${id}${text === undefined ? '' : ` "${text}"`}`;
}
