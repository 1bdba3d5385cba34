// The lists of files that real tools print: of a copy of a project on a "server", from which files were dropped. A list is
// read right, exactly those files are absent, or it is refused with a sentence; nothing in between.

import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeList } from '../../src/host/list-file.ts';
import { UserError } from '../../src/host/user-error.ts';
import { openView } from '../../src/views/open-view.ts';
import { gitEnvironment, temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { createRandom, type Random } from '../judge/random.ts';

const SEED = Number(process.env['DANGLINT_MANIFEST_SEED'] ?? 1);
const TIMES = Number(process.env['DANGLINT_MANIFEST_TIMES'] ?? 2);

/** Whether the format must be read, or may be refused: what is refused must say so. */
type Asked = 'read' | 'either';

/** Run in the folder that holds `app/`, with $APP for its name and $LIST for a folder beside it. */
const FORMATS: readonly (readonly [command: string, asked: Asked])[] = [
  ['find app -type f', 'read'],
  ['cd app && find . -type f', 'read'],
  ['find "$PWD/app" -type f', 'read'],
  ['find app', 'read'],
  ['find app -print0', 'read'],
  ['find app -ls', 'read'],
  ['cd app && find * .[a-z]* -type f 2>/dev/null', 'read'],
  ["find app -type f -printf '%p\\n'", 'read'],
  ["find app -type f -printf '%P\\n'", 'read'],
  ["find app -type f -printf '%f\\n'", 'either'],
  ["find app -type f -printf '%s %p\\n'", 'read'],
  ["find app -type f -printf '%T@ %p\\n'", 'read'],
  ["find app -type f -printf '%M %p\\n'", 'either'],
  ["find app -printf '%M %p\\n'", 'either'],
  ["cd app && find . -type f -printf '%M %u %g %s %p\\n'", 'either'],
  ["cd app && find . -type f -printf '%M %s %P\\n'", 'either'],
  ["find app -type f -printf '%y %p\\n'", 'either'],
  ["find app -type f -printf '%p %s\\n'", 'either'],
  ["find app -type f -printf '%p\\t%s\\n'", 'either'],
  ["find app -type f -printf '%s,%p\\n'", 'either'],
  ["find app -type f -printf '%m:%p\\n'", 'either'],
  ["find app -type f -printf '%h %f\\n'", 'either'],
  ['find app -type f -printf \'"%p"\\n\'', 'either'],
  ['find app -type f -printf "\'%p\'\\n"', 'either'],
  ['find app -type f -printf \'"%p",\\n\'', 'either'],
  ["find app -type f -printf '%p:\\n'", 'either'],
  ["find app -type f -printf '%p '", 'either'],
  ["find app -type f -printf '%p,'", 'either'],
  ["find app -type f -printf '- %p\\n'", 'either'],
  ["find app -type f -printf '%TY-%Tm-%Td %TH:%TM %p\\n'", 'either'],
  ["find app -type f -printf '%TY-%Tm-%Td %TH:%TM:%TS %s %p\\n'", 'either'],
  ['find app -type f | cat -n', 'either'],
  ['find app -type f | nl', 'either'],
  ['find app -type f | column', 'either'],
  ['find app -type f | xargs -d "\\n" echo', 'either'],
  ['find app -type f | sort -r', 'read'],
  ["find app -type f | sed 's/$/\\r/'", 'read'],
  ["find app -type f | sed 's|/|\\\\|g'", 'read'],
  ["find app -type f | sed 's|/|\\\\|g; s|^|C:\\\\srv\\\\|; s/$/\\r/'", 'read'],
  ['find app -type f -exec stat -c %n {} +', 'read'],
  ["find app -type f -exec stat -c '%A %U %s %n' {} +", 'either'],
  ["find app -type f -exec stat -c '%N' {} +", 'either'],
  ['find app -type f -exec stat {} +', 'either'],
  ['find app -type f -exec wc -c {} +', 'read'],
  ['find app -type f -exec file {} +', 'either'],
  ['find app -type f -exec basename {} \\;', 'either'],
  ['find app -type f -exec ls -l {} +', 'read'],
  ['find app -type f -exec ls {} +', 'read'],
  ['find app -type f -exec ls -m {} +', 'either'],
  ['ls -R app', 'read'],
  ['cd app && ls -R', 'read'],
  ['ls -1R app', 'read'],
  ['ls -aR app', 'read'],
  ['ls -lR app', 'read'],
  ['ls -laR "$PWD/app"', 'read'],
  ['ls -lAhR app', 'read'],
  ['ls -lnR app', 'read'],
  ['ls -loR app', 'either'],
  ['ls -lgR app', 'either'],
  ['ls -lGR app', 'either'],
  ['ls -liR app', 'either'],
  ['ls -lsR app', 'either'],
  ['ls -lZR app', 'either'],
  ['ls -sR app', 'either'],
  ['ls -iR app', 'either'],
  ['ls -ZR app', 'either'],
  ['ls -FR app', 'read'],
  ['ls -pR app', 'read'],
  ['ls -RQ app', 'either'],
  ['ls -lRQ app', 'either'],
  ['ls -bR app', 'either'],
  ['ls -mR app', 'either'],
  ['ls -CR app', 'either'],
  ['ls -xR app', 'either'],
  ['ls -R --color=always app', 'either'],
  ['ls -lR --full-time app', 'read'],
  ['ls -lR --time-style=long-iso app', 'read'],
  ['ls -lR --time-style=+%s app', 'either'],
  ['ls -R --quoting-style=shell-always app', 'either'],
  ['ls -R --quoting-style=shell-escape app', 'either'],
  ['ls -R --quoting-style=c-maybe app', 'either'],
  ['ls app', 'either'],
  ['ls -l app', 'either'],
  ['find app -type f | iconv -f utf-8 -t utf-16', 'read'],
  ['find app -type f | iconv -f utf-8 -t utf-16le', 'read'],
  ['find app -type f | iconv -c -f utf-8 -t latin1', 'either'],
  ['LC_ALL=C find app -type f | LC_ALL=C sort', 'read'],
  ['LC_ALL=C ls -lR app', 'read'],
  ['LC_ALL=C ls -qR app', 'either'],
  ['tar -c app | LC_ALL=C tar -tv', 'read'],
  ['LC_ALL=C tree -fia app', 'either'],
  ['zip -qr "$LIST/a.zip" app && LC_ALL=C unzip -l "$LIST/a.zip"', 'read'],
  ['find app -maxdepth 2', 'either'],
  ['find app -maxdepth 3', 'either'],
  ['tar -c app | tar -t', 'read'],
  ['tar -C app -c . | tar -t', 'read'],
  ['tar -c app | tar -tv', 'read'],
  ['tar -cv app 2>&1 >/dev/null', 'read'],
  ['tar -c app | tar -tv --numeric-owner', 'read'],
  ['tar -c app | tar -tvv --full-time', 'either'],
  ['tar -c app | tar -tR', 'either'],
  ['tar -c app | tar -t --quoting-style=c', 'either'],
  ['tar -c app | tar -xvOf - 2>&1 >/dev/null', 'read'],
  ['cd app && git init -q . && git add -A && git ls-files && rm -rf .git', 'read'],
  ['cd app && git init -q . && git add -A && git ls-files -z && rm -rf .git', 'read'],
  ['cd app && git init -q . && git add -A && git ls-files -s && rm -rf .git', 'read'],
  ['cd app && git init -q . && git add -A && git ls-files -s -z && rm -rf .git', 'either'],
  ['cd app && git init -q . && git add -A && git ls-files -t && rm -rf .git', 'either'],
  ['cd app && git init -q . && git add -A && git ls-files --eol && rm -rf .git', 'either'],
  [
    'cd app && git init -q . && git add -A && git ls-tree -r --name-only $(git write-tree) && rm -rf .git',
    'read',
  ],
  ['cd app && git init -q . && git add -A && git ls-tree -r $(git write-tree) && rm -rf .git', 'read'],
  ['cd app && git init -q . && git add -A && git ls-tree -r -z $(git write-tree) && rm -rf .git', 'either'],
  ['cd app && git init -q . && git add -A && git ls-tree -r -l -t $(git write-tree) && rm -rf .git', 'read'],
  ['cd app && git init -q . && git add -A && git status --short && rm -rf .git', 'either'],
  ['cd app && git init -q . && git add -A && git diff --cached --stat && rm -rf .git', 'either'],
  ['cd app && git init -q . && git add -A && git diff --cached --name-only && rm -rf .git', 'read'],
  ['cd app && git init -q . && git add -A && git diff --cached --name-status && rm -rf .git', 'either'],
  ['cd app && git init -q . && git add -A && git archive $(git write-tree) | tar -t && rm -rf .git', 'read'],
  ['find app -type f -exec sha256sum {} +', 'read'],
  ['find app -type f -exec md5sum {} +', 'read'],
  ['find app -type f -exec sha1sum --tag {} +', 'either'],
  ['find app -type f -exec cksum {} +', 'either'],
  ['find app -type f -exec b2sum {} +', 'read'],
  ['du -a app', 'read'],
  ['du -ah app', 'read'],
  ['du -a0 app', 'either'],
  ['du -a --time app', 'either'],
  ['rsync -r --list-only app/', 'read'],
  ['rsync -r --list-only app', 'read'],
  ['rsync -rv app "$LIST/copy"', 'either'],
  ['rsync -rni app "$LIST/copy"', 'either'],
  ['tree app', 'either'],
  ['tree -fi app', 'read'],
  ['tree -fia app', 'read'],
  ['tree -fia --noreport app', 'read'],
  ['tree -fip app', 'either'],
  ['tree -fis app', 'either'],
  ['tree -fiaD app', 'either'],
  ['tree -f app', 'either'],
  ['tree -J app', 'either'],
  ['tree -X app', 'either'],
  ['tree -fiaQ app', 'either'],
  ['tree -fiaF app', 'either'],
  ['zip -qr "$LIST/a.zip" app && unzip -l "$LIST/a.zip"', 'read'],
  ['zip -qr "$LIST/a.zip" app && unzip -v "$LIST/a.zip"', 'read'],
  ['zip -qr "$LIST/a.zip" app && unzip -Z1 "$LIST/a.zip"', 'read'],
  ['zip -qr "$LIST/a.zip" app && unzip -Z2 "$LIST/a.zip"', 'read'],
  ['zip -qr "$LIST/a.zip" app && zipinfo "$LIST/a.zip"', 'read'],
  ['zip -qr "$LIST/a.zip" app && zipinfo -m "$LIST/a.zip"', 'read'],
  ['zip -qr "$LIST/a.zip" app && zipinfo -l "$LIST/a.zip"', 'read'],
  ['zip -qr "$LIST/a.zip" app && unzip -t "$LIST/a.zip"', 'either'],
  ['zip -r "$LIST/a.zip" app', 'either'],
  ['zip -qr "$LIST/a.zip" app && jar tf "$LIST/a.zip"', 'read'],
  ['zip -qr "$LIST/a.zip" app && jar tvf "$LIST/a.zip"', 'read'],
  ['zip -qr "$LIST/a.zip" app && bsdtar -tvf "$LIST/a.zip"', 'read'],
  ['zip -qr "$LIST/a.zip" app && python3 -m zipfile -l "$LIST/a.zip"', 'either'],
  ['tar -cf "$LIST/a.tar" app && python3 -m tarfile -l "$LIST/a.tar"', 'read'],
  ['tar -cf "$LIST/a.tar" app && python3 -m tarfile -v -l "$LIST/a.tar"', 'either'],
  ['bsdtar -c app | bsdtar -t', 'read'],
  ['bsdtar -c app | bsdtar -tv', 'read'],
  ['bsdtar -c app | busybox tar -t', 'read'],
  ['tar -c app | busybox tar -tv', 'read'],
  ['find app -type f | cpio -o --quiet | cpio -t --quiet', 'read'],
  ['find app -type f | cpio -o --quiet | cpio -tv --quiet', 'read'],
  ['busybox find app -type f', 'read'],
  ['busybox ls -R app', 'read'],
  ['busybox ls -lR app', 'read'],
  ['busybox ls -laR app', 'read'],
  ['busybox ls -1R app', 'read'],
  ['busybox du -a app', 'read'],
  ['7z a -bso0 "$LIST/a.7z" app && 7z l "$LIST/a.7z"', 'either'],
  ['7z a -bso0 "$LIST/a.7z" app && 7z l -ba "$LIST/a.7z"', 'either'],
  ['7z a -bso0 "$LIST/a.7z" app && 7z l -slt "$LIST/a.7z"', 'either'],
  ['cd app && npm pack --dry-run --ignore-scripts 2>&1', 'either'],
  ['cd app && npm pack --dry-run --json --ignore-scripts 2>/dev/null', 'either'],
  ['grep -rl "" app', 'read'],
  ['grep -rc "" app', 'either'],
  ['rg --files --hidden app', 'read'],
  ['find app -type f | jq -R .', 'either'],
  ["find app -type f | jq -Rn '[inputs]'", 'either'],
  // What the command lines of clouds print, made by awk from find; none of them is a tool that can be run here.
  ["cd app && find . -type f -printf '%TY-%Tm-%Td %TH:%TM:00 %10s %P\\n'", 'read'],
  ["cd app && find . -type f -printf 'gs://bucket/app/%P\\n'", 'read'],
  [
    "cd app && find . -type f -printf '%10s  %TY-%Tm-%TdT%TH:%TM:00Z  gs://bucket/app/%P\\n'; echo 'TOTAL: 9 objects, 99 bytes (99 B)'",
    'read',
  ],
  [
    "cd app && find . -type f -printf '%TY-%Tm-%Td %TH:%TM:00 %10s %P\\n'; echo; echo 'Total Objects: 9'; echo '   Total Size: 99'",
    'either',
  ],
];

const NAMES = ['a.js', 'b.js', 'index.js', 'util.ts', 'run.sh', 'x.json', 'README.md', '.env.js'];
const ODD = [
  'a b.js',
  'ünï.js',
  "it's.js",
  '[slug].ts',
  '+page.ts',
  '$x.ts',
  'a,b.js',
  'c, d.js',
  '(x).js',
  'a=b.js',
  'x  y.js',
  'q"q.js',
  '#a.js',
  'a:b.js',
  '12 x.js',
  '-rw.js',
  'ж.py',
  'star*.js',
  'end ',
  'copy of a.js',
  'tab\tin.js',
  '~t.js',
];
const FOLDERS = [
  'src',
  'lib',
  'src/lib',
  'src/db/deep',
  'with space',
  'test',
  'node',
  'src/with space',
  '.hid',
];

interface Case {
  readonly root: string;
  readonly server: string;
  readonly beside: string;
  readonly kept: readonly string[];
  readonly dropped: readonly string[];
}

function makeCase(random: Random, oddity: number): Case {
  const files = new Set(['package.json', 'src/index.js']);
  const count = 3 + random.below(12);
  for (let made = 0; made < count; made++) {
    const folder = random.below(6) === 0 ? '' : `${FOLDERS[random.below(FOLDERS.length)]}/`;
    const names = random.below(100) < oddity ? ODD : NAMES;
    files.add(folder + names[random.below(names.length)]);
  }
  const all = [...files].sort();
  // What settings hold is taken from here, listed or not.
  const dropped = random
    .sample(all.slice(0), random.below(Math.min(4, all.length)))
    .filter((path) => path !== 'package.json');
  const kept = all.filter((file) => !dropped.includes(file));
  const root = temporaryFolder();
  const server = temporaryFolder();
  const textOf = (path: string) =>
    path === 'package.json' ? '{ "name": "app", "version": "1.0.0" }' : 'x\n'.repeat(random.below(2000));
  writeFiles(root, Object.fromEntries(all.map((path) => [path, textOf(path)])));
  writeFiles(server, Object.fromEntries(kept.map((path) => [`app/${path}`, textOf(path)])));
  for (const path of kept) if (random.below(4) === 0) chmodSync(`${server}/app/${path}`, 0o755);
  return { root, server, beside: temporaryFolder(), kept, dropped };
}

const hasTool = (() => {
  const known = new Map<string, boolean>();
  return (tool: string): boolean => {
    if (!known.has(tool)) {
      try {
        execFileSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' });
        known.set(tool, true);
      } catch {
        known.set(tool, false);
      }
    }
    return known.get(tool) === true;
  };
})();

const TOOLS = /\b(?:tree|zip|jar|bsdtar|busybox|7z|cpio|rsync|jq|rg|unzip|python3|column|file|iconv|npm)\b/g;
const isOnMachine = (command: string) => [...command.matchAll(TOOLS)].every(([tool]) => hasTool(tool));

for (const [command, asked] of FORMATS) {
  test.skipIf(!isOnMachine(command))(`${command} (skipped where a tool in it is not installed)`, async () => {
    const seen = { read: 0, refused: [] as string[] };
    for (let time = 0; time < TIMES; time++) {
      const made = makeCase(createRandom(SEED * 1000 + time), time === 0 ? 0 : 30);
      const manifestText = listOf(command, made);
      if (manifestText === null) continue;
      const where = `${command}\n${manifestText}`;
      try {
        const view = await openView('manifest:-', { root: made.root, manifestText });
        const absent = [...made.kept, ...made.dropped].filter(
          (path) => view.fileSystem.stat(`${made.root}/${path}`) === null,
        );
        // Of names with a dot in front it may be unknown whether they are there.
        const expected = made.dropped.filter((path) => absent.includes(path) || !/(?:^|\/)\./.test(path));
        expect(absent.sort(), where).toEqual(expected.sort());
        seen.read++;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        seen.refused.push(error.message);
        // Of odd names a tool may say too little; of plain ones the usual tools say all.
        expect(asked === 'read' && time === 0 ? `${error.message}\n${where}` : '').toBe('');
      }
    }
    expect(seen.read + seen.refused.length, command).toBeGreaterThan(0);
    if (process.env['DANGLINT_MANIFEST_SHOW'] !== undefined)
      console.log(`${command}: read ${seen.read}, refused ${seen.refused.length} ${seen.refused[0] ?? ''}`);
  });
}

/** @returns null where the tool fails on such names */
function listOf(command: string, { server, beside }: Case): string | null {
  const env = { ...gitEnvironment(), LIST: beside, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };
  try {
    const stdio = ['ignore', 'pipe', 'ignore'] as const;
    return decodeList(execFileSync('sh', ['-c', command], { cwd: server, env, stdio: [...stdio] }));
  } catch {
    return null;
  }
}
