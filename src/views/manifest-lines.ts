// The path in one line of a list of files: of a plain list the line, of a long one (`tar -tv`, `ls -l`, `find -ls`,
// `rsync --list-only`, `unzip -l`, `git ls-tree`, `du -a`, `sha1sum`) what stands behind the columns.

export interface ListedPath {
  readonly path: string;
  readonly isDirectory: boolean;
}

const MODE = `(?<kind>[-bcdhlps])[-rwxsStT]{9}[.+@]?`;
const CLOCK = String.raw`\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?:\s[-+]\d{4})?`;
/** `Jan 15 10:00`, `15 Jan  2025`, `2025-01-15 10:00`, `2025/01/15 10:00:00` */
const DATE = String.raw`(?:(?:\p{L}{3,4}\.?\s+\d\d?|\d\d?\.?\s+\p{L}{3,4}\.?)\s+(?:\d{4}|${CLOCK})|\d{4}[-/]\d\d[-/]\d\d(?:\s${CLOCK})?|\d\d[-/]\d\d\s${CLOCK})`;
const SIZE = String.raw`[\d.,]+\p{L}?`;
const PATH = String.raw`\s(?<path>.+)`;

const LONG: readonly RegExp[] = [
  // `tar -tv` of GNU and busybox
  String.raw`${MODE}\s+\S+/\S+\s+(?:${SIZE}|\d+,\d+)\s+${DATE}${PATH}`,
  // `find -ls`: inode and blocks, then as `ls -l`; `ls -l` and `tar -tv` of BSD
  String.raw`\s*(?:\d+\s+\d+\s+)?${MODE}\s+\d+\s+\S+\s+\S+\s+(?:${SIZE}|\d+,\s*\d+)\s+${DATE}${PATH}`,
  // `rsync --list-only`
  String.raw`${MODE}\s+[\d,.]+\p{L}?\s+${DATE}${PATH}`,
  // `zipinfo`
  String.raw`${MODE}\s+[\d.]+\s+\w{3}\s+\d+\s+\S{2}\s+(?:\d+%?\s+)?\w{4}\s+\S+\s\d\d:\d\d${PATH}`,
  // `unzip -l`, `unzip -v`, `jar tvf` has its dates otherwise
  String.raw`\s*\d+\s+(?:\w+(?::\w)?\s+\d+\s+-?\d+%\s+)?(?:${DATE}|\d\d-\d\d-\d{4} \d\d:\d\d)(?:\s[\da-f]{8})?\s{1,2}\s(?<path>.+)`,
  String.raw`\s*\d+\s\p{L}{3}\s\p{L}{3}\s\d\d\s${CLOCK}\s\w+\s\d{4}${PATH}`,
  // `aws s3 ls --recursive`, `gsutil ls -l`
  String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s+\d+${PATH}`,
  String.raw`\s*\d+\s+\d{4}-\d\d-\d\dT[\d:.]+Z\s+(?<path>\S.*)`,
  // `git ls-tree -r`, `git ls-tree -r -l`, `git ls-files -s`
  String.raw`(?<mode>\d{6})\s(?:(?:blob|tree|commit)\s)?[\da-f]{40,64}(?:\s+[\d-]+)?\t(?<path>.+)`,
  // `du -a`
  String.raw`${SIZE}\t(?<path>.+)`,
  // `sha1sum` and its kind: the sum, a space, a space or `*`
  String.raw`\\?(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{56}|[\da-f]{64}|[\da-f]{96}|[\da-f]{128}) [ *](?<path>.+)`,
].map((source) => new RegExp(`^${source}$`, 'u'));

/** Lines around a list that name no file. */
const BESIDE = [
  /^total \d+[\d.,]*\w?$/,
  /^Archive: {2}/,
  /^\s*Length\s+(?:Method\s+Size\s+Cmpr\s+)?Date\s+Time\s+(?:CRC-32\s+)?Name$/,
  /^[-\s]*---+(?:\s+-+)*\s*$/,
  /^\s*\d+\s+(?:\d+\s+\d+%\s+)?\d+ files?$/,
  /^Zip file size: \d+ bytes/,
  /^\d+ files?, \d+ bytes uncompressed/,
];

/** @returns null for a line that names nothing */
export function pathInLine(line: string): ListedPath | null {
  for (const pattern of LONG) {
    const groups = pattern.exec(line)?.groups;
    const path = groups?.['path'];
    if (groups === undefined || path === undefined) continue;
    const { kind, mode } = groups;
    const isDirectory = kind === 'd' || mode === '040000' || mode === '160000' || path.endsWith('/');
    return { path: kind === undefined ? plainPath(path) : pathOfMode(path, kind), isDirectory };
  }
  if (line.trim() === '' || BESIDE.some((pattern) => pattern.test(line))) return null;
  return { path: plainPath(line), isDirectory: line.endsWith('/') };
}

/** Whether a line has columns before the path. */
export function isLongLine(line: string): boolean {
  return LONG.some((pattern) => pattern.test(line));
}

/** Long lists of modes mark what is odd in a name, and say where links lead. */
function pathOfMode(path: string, kind: string): string {
  const name = kind === 'l' ? path.replace(/ -> .*$/, '') : path;
  return /^".*"$/.test(name) ? plainPath(name) : unescaped(name);
}

/** `git ls-files` quotes odd names; `tar -t` writes bytes outside of ASCII as numbers where the locale has none of them. */
export function plainPath(line: string): string {
  const quoted = /^"(.*)"$/.exec(line)?.[1];
  return quoted === undefined ? withBytes(line) : unescaped(quoted);
}

/** `\303\274` is a letter in UTF-8. */
function withBytes(text: string): string {
  return text.replace(/(?:\\[23][0-7]{2})+/g, (bytes) =>
    new TextDecoder().decode(Uint8Array.from(bytes.slice(1).split('\\'), (byte) => Number.parseInt(byte, 8))),
  );
}

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function unescaped(text: string): string {
  return withBytes(text).replace(/\\([0-7]{3}|.)/g, (_whole, sign: string) =>
    sign.length === 3 ? String.fromCharCode(Number.parseInt(sign, 8)) : (CONTROLS[sign] ?? sign),
  );
}
