// The INI dialect of setup.cfg (Python's configparser): sections, `key = value`, values that go on in indented lines.

export type Ini = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Section → key (lower case) → value with its lines joined by `\n`. Lines that make no sense are passed over. */
export function parseIni(text: string): Ini {
  const sections = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  let key: string | null = null;
  for (const raw of text.split(/\r\n|\r|\n/)) {
    const line = raw.replace(/(?:^|\s)[#;].*$/, '');
    const head = /^\[([^\]]+)\]/.exec(line);
    if (head?.[1] !== undefined) {
      section = sections.get(head[1].trim()) ?? new Map();
      sections.set(head[1].trim(), section);
      key = null;
    } else if (/^\s/.test(line)) {
      if (key !== null && line.trim() !== '') section.set(key, `${section.get(key) ?? ''}\n${line.trim()}`);
    } else {
      const pair = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(line);
      key = pair?.[1]?.toLowerCase() ?? null;
      if (key !== null) section.set(key, pair?.[2]?.trim() ?? '');
    }
  }
  return sections;
}
