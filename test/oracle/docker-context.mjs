// Compares the docker view's reading of .dockerignore with the docker command: a builder that only lists what it is sent
// stands in for the daemon, and random files meet random patterns. That is the classic builder; where BuildKit differs is
// in docker-ignore.ts and its test. See README.md.
//
//   npm run build && node test/oracle/docker-context.mjs [seed] [cases]

import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { excludingRule, parseDockerIgnore } from '../../dist/views/docker-ignore.js';

const [seed = 1, cases = 100] = process.argv.slice(2).map(Number);
let state = seed;
const below = (limit) => {
  state = (state * 1103515245 + 12345) & 0x7fffffff;
  return (state >> 8) % limit;
};
const pick = (list) => list[below(list.length)];
const times = (count, make) => Array.from({ length: count }, make);

const NAMES = ['a', 'b', 'ab', 'a.js', 'b.ts', '.env', 'a-b', 'x y', 'A', 'a!b', '#c', 'é.js', '$a', 'a+', '(a)'];
const PARTS = [
  ...['*', '**', '?', '*.js', '**.js', '.*', 'a*', '**a', 'a**', 'd?', 'd*', '***', '[ab]', '[^a]', '[a-c]*'],
  ...['[!a]', '[a\\-c]', '\\*', '.', '..', '', 'a', 'b', 'd', 'da', 'd.x', 'x y', '#c', '!a', '$a', '(a)', 'a+'],
  ...['{a,b}', 'A', '[a', '[]', 'a\\'],
];
const folder = mkdtempSync(join(tmpdir(), 'danglint-docker-'));
const context = join(folder, 'context');
const files = times(70, () => [...times(below(4), () => `d${pick(['', 'a', 'b', '.x'])}`), pick(NAMES)].join('/'));
for (const file of files) {
  mkdirSync(join(context, dirname(file)), { recursive: true });
  writeFileSync(join(context, file), '');
}
writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\n');

const daemon = createServer((request, response) => {
  if (request.url.includes('/_ping')) {
    response.setHeader('Api-Version', '1.44');
    response.setHeader('Ostype', 'linux');
    response.end('OK');
    return;
  }
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    response.setHeader('Content-Type', 'application/json');
    if (!request.url.includes('/build')) return response.end('{}');
    const tar = execFileSync('tar', ['-t', '--quoting-style=literal'], { input: Buffer.concat(chunks) });
    response.end(JSON.stringify({ stream: `LIST${JSON.stringify(tar.toString().split('\n'))}\n` }));
  });
});
const socket = join(folder, 'docker.sock');
await new Promise((resolve) => daemon.listen(socket, resolve));

const pattern = () =>
  (below(3) === 0 ? '!' : '') + (below(6) === 0 ? '/' : '') + times(1 + below(3), () => pick(PARTS)).join('/');
let differences = 0;
let refused = 0;
for (let run = 0; run < cases; run++) {
  const text = times(1 + below(4), () => (below(12) === 0 ? '# comment' : pattern())).join('\n');
  writeFileSync(join(context, '.dockerignore'), text);
  const rules = parseDockerIgnore(text);
  const env = { ...process.env, DOCKER_BUILDKIT: '0', DOCKER_HOST: `unix://${socket}` };
  const sent = await promisify(execFile)('docker', ['build', context], { env }).then(
    ({ stdout }) => new Set(JSON.parse(/^LIST(.*)$/m.exec(stdout)?.[1] ?? '[]')),
    () => null,
  );
  if (sent === null) refused++;
  const wrong = files.find((file) =>
    sent === null ? rules.refused === null : sent.has(file) !== (excludingRule(rules, file, 'classic') === null),
  );
  if (wrong === undefined) continue;
  differences++;
  console.log(JSON.stringify({ text, file: wrong, docker: sent === null ? 'refuses' : sent.has(wrong) }));
}
console.log(`${cases} cases, ${refused} refused by docker, ${differences} differences`);
daemon.close();
rmSync(folder, { recursive: true, force: true });
process.exitCode = differences === 0 ? 0 : 1;
