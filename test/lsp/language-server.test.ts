// A real client speaks to the real command over standard input and output.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import {
  type CodeAction,
  createMessageConnection,
  type Diagnostic,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

const bin = fileURLToPath(new URL('../../bin/danglint.js', import.meta.url));

let folder: string;
let connection: MessageConnection;
let server: ChildProcessByStdio<Writable, Readable, null>;
let stop: () => void;
/** What the server asks the client to watch. */
let watched: string;
/** What the client shows, by file name. */
let shown: Map<string, Diagnostic[]>;
let onShown: () => void = () => undefined;

const uri = (file: string) => pathToFileURL(join(folder, file)).href;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'danglint lsp ')));
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "app", "type": "module" }');
  writeFileSync(join(folder, 'src/pool.ts'), 'export function connect() {}\n');
  writeFileSync(join(folder, 'src/db.ts'), "import { connect } from './pool.js';\nconnect();\n");
  server = spawn(process.execPath, [bin, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  stop = () => server.kill();
  connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  shown = new Map();
  connection.onNotification(
    'textDocument/publishDiagnostics',
    (params: { uri: string; diagnostics: Diagnostic[] }) => {
      shown.set(fileURLToPath(params.uri).split('/').at(-1) ?? '', params.diagnostics);
      onShown();
    },
  );
  connection.onRequest('client/registerCapability', (params: unknown) => {
    watched = JSON.stringify(params);
    return null;
  });
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: {
      workspace: { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
    },
  });
  await connection.sendNotification('initialized', {});
});

afterEach(() => {
  connection.dispose();
  stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Waits until the findings shown in a file are these rules. */
async function rulesIn(file: string, rules: string[]): Promise<Diagnostic[]> {
  const current = () => shown.get(file) ?? [];
  while (JSON.stringify(current().map(({ code }) => code)) !== JSON.stringify(rules)) {
    await new Promise<void>((resolve) => {
      onShown = resolve;
    });
  }
  return current();
}

const open = (file: string, text: string) =>
  connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri: uri(file), languageId: 'typescript', version: 1, text },
  });

it('shows the importer what an unsaved change of its target breaks, and takes it back', async () => {
  await open('src/pool.ts', 'export function connectPool() {}\n');
  const [diagnostic] = await rulesIn('db.ts', ['missing-export']);
  expect(diagnostic?.range).toEqual({ start: { line: 0, character: 9 }, end: { line: 0, character: 16 } });
  expect(diagnostic?.severity).toBe(1);
  await connection.sendNotification('textDocument/didChange', {
    textDocument: { uri: uri('src/pool.ts'), version: 2 },
    contentChanges: [{ text: 'export function connect() {}\n' }],
  });
  expect(await rulesIn('db.ts', [])).toEqual([]);
});

const actionsIn = (file: string, diagnostic: Diagnostic | undefined) =>
  connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: uri(file) },
    range: diagnostic?.range,
    context: { diagnostics: [] },
  });

it('writes the stub of a module that is not there, and the finding becomes the one of a stub', async () => {
  const messages: string[] = [];
  connection.onNotification(
    'window/showMessage',
    ({ message }: { message: string }) => void messages.push(message),
  );
  await open('src/db.ts', "import { connect } from './gone.js';\nconnect();\n");
  const [diagnostic] = await rulesIn('db.ts', ['unresolved-module']);
  const action = (await actionsIn('src/db.ts', diagnostic)).find(
    ({ command }) => command?.command === 'danglint.stub',
  );
  expect(action).toMatchObject({ kind: 'quickfix', title: expect.stringContaining('stub') });
  const { command, arguments: values } = action?.command ?? {};
  // What is on disk is what a stub is written for: an editor saves first.
  writeFileSync(join(folder, 'src/db.ts'), "import { connect } from './gone.js';\nconnect();\n");
  await connection.sendRequest('workspace/executeCommand', { command, arguments: values });
  expect(readFileSync(join(folder, 'src/gone.ts'), 'utf8')).toContain('export const connect');
  await rulesIn('db.ts', ['stub-in-use']);
  expect(messages).toEqual(['Wrote src/gone.ts: using it throws.']);
});

it('says in the log what is wrong with the configuration, and goes on', async () => {
  const logged = new Promise<string>((resolve) => {
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => resolve(message));
  });
  writeFileSync(join(folder, 'danglint.json'), '{ "rule": {} }');
  await connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [] });
  expect(await logged).toContain('there is no key "rule"');
  rmSync(join(folder, 'danglint.json'));
  await open('src/pool.ts', 'export function connectPool() {}\n');
  await rulesIn('db.ts', ['missing-export']);
});

it('tells an editor that an open file has no findings', async () => {
  const text = readFileSync(join(folder, 'src/db.ts'), 'utf8');
  const textDocument = { uri: uri('src/db.ts'), languageId: 'typescript', version: 1, text };
  await connection.sendNotification('textDocument/didOpen', { textDocument });
  while (!shown.has('db.ts'))
    await new Promise<void>((resolve) => {
      onShown = resolve;
    });
  expect(shown.get('db.ts')).toEqual([]);
});

it('shows the places that a finding speaks of', async () => {
  writeFileSync(join(folder, 'src/other.ts'), 'export function connect() {}\n');
  writeFileSync(join(folder, 'src/index.ts'), "export * from './pool.js';\nexport * from './other.js';\n");
  await open('src/db.ts', "import { connect } from './index.js';\nconnect();\n");
  const [diagnostic] = await rulesIn('db.ts', ['ambiguous-export']);
  const places = diagnostic?.relatedInformation?.map(({ location }) => [
    location.uri,
    location.range.start.line,
  ]);
  expect(places).toEqual([
    [uri('src/index.ts'), 0],
    [uri('src/index.ts'), 1],
  ]);
});

it('offers the nearest name, and a suppression above the line', async () => {
  const text = "  import { conect } from './pool.js';\nconect();\n";
  await open('src/db.ts', text);
  const [diagnostic] = await rulesIn('db.ts', ['missing-export']);
  const actions = await actionsIn('src/db.ts', diagnostic);
  const edits = actions.map(({ edit }) => edit?.changes?.[uri('src/db.ts')]?.[0]);
  expect(edits).toContainEqual({
    range: { start: { line: 0, character: 11 }, end: { line: 0, character: 17 } },
    newText: 'connect as conect',
  });
  expect(edits).toContainEqual({
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    newText: '  // danglint-disable-next-line missing-export -- say why\n',
  });
});

it('offers to import a name from where it is now', async () => {
  writeFileSync(join(folder, 'src/other.ts'), 'export function close() {}\n');
  await open('src/db.ts', "import { close, connect } from './pool.js';\nclose(connect);\n");
  const [diagnostic] = await rulesIn('db.ts', ['missing-export']);
  const action = (await actionsIn('src/db.ts', diagnostic)).find(({ title }) =>
    title.startsWith('Import it'),
  );
  expect(action?.title).toBe('Import it from "./other.js"');
  expect(action?.edit?.changes?.[uri('src/db.ts')]).toEqual([
    { range: { start: { line: 0, character: 9 }, end: { line: 0, character: 16 } }, newText: '' },
    {
      range: { start: { line: 0, character: 43 }, end: { line: 0, character: 43 } },
      newText: "\nimport { close } from './other.js';",
    },
  ]);
});

it('offers no stub for a name that only lacks its export', async () => {
  await open('src/pool.ts', 'function connect() {}\nexport const other = connect;\n');
  const [diagnostic] = await rulesIn('db.ts', ['missing-export']);
  await open('src/db.ts', "import { connect } from './pool.js';\nconnect();\n");
  const titles = (await actionsIn('src/db.ts', diagnostic)).map(({ title }) => title);
  expect(titles).toEqual([expect.stringContaining('Suppress')]);
});

it('checks each open folder, and forgets one that is closed', async () => {
  const second = realpathSync(mkdtempSync(join(tmpdir(), 'danglint lsp ')));
  onTestFinished(() => rmSync(second, { recursive: true, force: true }));
  writeFileSync(join(second, 'package.json'), '{ "name": "second", "type": "module" }');
  writeFileSync(join(second, 'second.ts'), "import './gone.js';\n");
  const added = [{ uri: pathToFileURL(second).href, name: 'second' }];
  const change = (event: object) =>
    connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
  await change({ added, removed: [] });
  await rulesIn('second.ts', ['unresolved-module']);
  await open('src/pool.ts', 'export function connectPool() {}\n');
  await rulesIn('db.ts', ['missing-export']);
  await change({ added: [], removed: added });
  await rulesIn('second.ts', []);
  expect(shown.get('db.ts')).toHaveLength(1);
});

it('asks to be told of changes that others make', async () => {
  writeFileSync(join(folder, 'src/pool.ts'), 'export function connectPool() {}\n');
  await connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [] });
  await rulesIn('db.ts', ['missing-export']);
  expect(watched).toContain('workspace/didChangeWatchedFiles');
});

it.each([
  [
    'is told to',
    async () => {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
    },
  ],
  ['has lost its client', async () => server.stdin.destroy()],
])('ends when it %s', async (_when, end) => {
  const code = new Promise((resolve) => server.once('exit', resolve));
  await end();
  expect(await code).toBe(_when === 'is told to' ? 0 : 1);
});
