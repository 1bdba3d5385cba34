// A real client speaks to the real command over standard input and output.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
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
let stop: () => void;
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
  const server = spawn(process.execPath, [bin, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
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
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: {},
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

it('offers the nearest name, and a suppression above the line', async () => {
  const text = "  import { conect } from './pool.js';\nconect();\n";
  await open('src/db.ts', text);
  const [diagnostic] = await rulesIn('db.ts', ['missing-export']);
  const actions = await connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: uri('src/db.ts') },
    range: diagnostic?.range,
    context: { diagnostics: [] },
  });
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
