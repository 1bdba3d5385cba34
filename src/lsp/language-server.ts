// The language server: after each change the project is checked again with the unsaved texts in front of the files,
// and every file whose findings changed is told, the importers of the open file included.
// Source: Language Server Protocol 3.17.

import {
  type CodeAction,
  type CodeActionParams,
  type Connection,
  createConnection,
  type Diagnostic,
  type InitializeResult,
  MessageType,
  ShowMessageNotification,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { openCaches } from '../cache.ts';
import { UserError } from '../host/user-error.ts';
import type { ReportedFinding } from '../model/report.ts';
import type { CheckOptions } from '../options.ts';
import { type CheckResult, checkProject } from '../pipeline.ts';
import { codeActionsOf, STUB_COMMAND } from './code-actions.ts';
import { diagnosticOf } from './diagnostics.ts';
import { pathOfUri, uriOfPath } from './file-uri.ts';

/** How long nothing may be typed before the project is checked, in milliseconds. */
const PAUSE = 150;

export interface LanguageServerOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly version: string;
  /** The options of the project that a folder belongs to. */
  readonly optionsFor: (folder: string) => Promise<CheckOptions>;
  /** Writes the stubs that a file asks for; returns a sentence about what was written. Absent: none are offered. */
  readonly writeStub?: (options: CheckOptions, file: string) => Promise<string>;
}

/** Serves until the client says `exit`. */
export function serve({ input, output, version, optionsFor, writeStub }: LanguageServerOptions): void {
  const connection = createConnection(input, output);
  const unsaved = new Map<string, string>();
  const project = createProject(connection, unsaved, optionsFor);
  let folder: string | null = null;

  connection.onInitialize(({ rootUri, workspaceFolders }): InitializeResult => {
    folder = pathOfUri(workspaceFolders?.[0]?.uri ?? rootUri ?? '');
    return {
      serverInfo: { name: 'danglint', version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Full, save: true },
        codeActionProvider: { codeActionKinds: ['quickfix'] },
        ...(writeStub === undefined ? {} : { executeCommandProvider: { commands: [STUB_COMMAND] } }),
      },
    };
  });
  connection.onInitialized(() => project.checkSoon(folder));
  connection.onDidOpenTextDocument(({ textDocument }) => change(textDocument.uri, textDocument.text));
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    const text = contentChanges.at(-1)?.text;
    if (text !== undefined) change(textDocument.uri, text);
  });
  connection.onDidCloseTextDocument(({ textDocument }) => change(textDocument.uri, null));
  connection.onDidSaveTextDocument(() => project.checkSoon(folder));
  connection.onDidChangeWatchedFiles(() => project.checkSoon(folder));
  connection.onCodeAction((params) => project.codeActions(params));
  connection.onExecuteCommand(async ({ command, arguments: values }) => {
    const file: unknown = values?.[0];
    if (command !== STUB_COMMAND || typeof file !== 'string' || folder === null) return null;
    if (writeStub === undefined) return null;
    try {
      await say(await writeStub(await optionsFor(folder), file), MessageType.Info);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      await say(error.message, MessageType.Error);
    }
    project.checkSoon(folder);
    return null;
  });
  connection.listen();

  /** A notification: a request would wait for a button that is not offered. */
  function say(message: string, type: MessageType): Promise<void> {
    return connection.sendNotification(ShowMessageNotification.type, { type, message });
  }

  function change(uri: string, text: string | null): void {
    const path = pathOfUri(uri);
    if (path === null) return;
    if (text === null) unsaved.delete(path);
    else unsaved.set(path, text);
    project.checkSoon(folder);
  }
}

interface Shown {
  readonly finding: ReportedFinding;
  readonly diagnostic: Diagnostic;
}

/** The project as the client knows it: what was last published, and the check that is on its way. */
function createProject(
  connection: Connection,
  unsaved: ReadonlyMap<string, string>,
  optionsFor: LanguageServerOptions['optionsFor'],
) {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let again = false;
  let root = '';
  let shown = new Map<string, Shown[]>();
  let caches: ReturnType<typeof openCaches> | null = null;

  async function check(folder: string): Promise<void> {
    try {
      const options = await optionsFor(folder);
      caches ??= openCaches(options.cacheDirectory);
      root = options.root;
      publish(await checkProject({ ...options, history: false, unsaved: new Map(unsaved) }, caches));
    } catch (error) {
      // A configuration that is being typed is no reason to stop; the sentence says what is wrong.
      if (!(error instanceof UserError)) throw error;
      connection.console.warn(error.hint === undefined ? error.message : `${error.message} (${error.hint})`);
    }
  }

  function publish({ report }: CheckResult): void {
    const next = new Map<string, Shown[]>();
    for (const finding of report.findings) {
      const uri = uriOfPath(`${root}/${finding.file}`);
      const entry = { finding, diagnostic: diagnosticOf(finding, root) };
      next.set(uri, [...(next.get(uri) ?? []), entry]);
    }
    for (const uri of new Set([...shown.keys(), ...next.keys()])) {
      const diagnostics = (next.get(uri) ?? []).map(({ diagnostic }) => diagnostic);
      const before = (shown.get(uri) ?? []).map(({ diagnostic }) => diagnostic);
      if (JSON.stringify(before) === JSON.stringify(diagnostics)) continue;
      void connection.sendDiagnostics({ uri, diagnostics });
    }
    shown = next;
  }

  async function run(folder: string): Promise<void> {
    do {
      again = false;
      await check(folder);
    } while (again);
    running = null;
  }

  return {
    /** Checks once nothing was typed for a moment; what arrives during a check is checked after it. */
    checkSoon(folder: string | null): void {
      if (folder === null) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (running === null) running = run(folder);
        else again = true;
      }, PAUSE);
    },
    codeActions({ textDocument, range }: CodeActionParams): CodeAction[] {
      const path = pathOfUri(textDocument.uri);
      const lines = (path === null ? undefined : unsaved.get(path))?.split(/\r\n|\r|\n/) ?? [];
      return (shown.get(textDocument.uri) ?? [])
        .filter(
          ({ diagnostic }) =>
            diagnostic.range.start.line <= range.end.line && diagnostic.range.end.line >= range.start.line,
        )
        .flatMap(({ finding, diagnostic }) =>
          codeActionsOf(finding, diagnostic, lines[finding.line - 1] ?? '', root),
        );
    },
  };
}
