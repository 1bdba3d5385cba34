// The language server: after each change the project is checked again with the unsaved texts in front of the files,
// and every file whose findings changed is told, the importers of the open file included. One project for each folder
// that the client has open. Source: Language Server Protocol 3.17.

import {
  createConnection,
  DidChangeWatchedFilesNotification,
  type InitializeResult,
  MessageType,
  ShowMessageNotification,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { UserError } from '../host/user-error.ts';
import type { CheckOptions } from '../options.ts';
import { STUB_COMMAND } from './code-actions.ts';
import { pathOfUri } from './file-uri.ts';
import { createEditorProject } from './project.ts';

/** What a check may depend on, for clients that watch files for their servers. */
const WATCHED =
  '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,vue,svelte,astro,mdx,py,pyi,json,jsonc,toml,yaml,cfg,txt}';

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
  const projects = new Map<string, ReturnType<typeof createEditorProject>>();
  let canWatch = false;
  let canChangeFolders = false;

  connection.onInitialize(({ rootUri, workspaceFolders, capabilities }): InitializeResult => {
    canWatch = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    canChangeFolders = capabilities.workspace?.workspaceFolders === true;
    const opened = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);
    for (const uri of opened) open(uri);
    return {
      serverInfo: { name: 'danglint', version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Full, save: true },
        codeActionProvider: { codeActionKinds: ['quickfix'] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(writeStub === undefined ? {} : { executeCommandProvider: { commands: [STUB_COMMAND] } }),
      },
    };
  });
  connection.onInitialized(() => {
    if (canWatch) {
      const watchers = [{ globPattern: WATCHED }];
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    if (canChangeFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) close(uri);
        for (const { uri } of added) open(uri)?.checkSoon();
        // What a closed folder showed may belong to another one that is still open.
        checkAll();
      });
    }
    checkAll();
  });
  connection.onDidOpenTextDocument(({ textDocument }) => change(textDocument.uri, textDocument.text));
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    const text = contentChanges.at(-1)?.text;
    if (text !== undefined) change(textDocument.uri, text);
  });
  connection.onDidCloseTextDocument(({ textDocument }) => change(textDocument.uri, null));
  connection.onDidSaveTextDocument(checkAll);
  connection.onDidChangeWatchedFiles(checkAll);
  connection.onCodeAction((params) => [...projects.values()].flatMap((each) => each.codeActions(params)));
  connection.onExecuteCommand(async ({ command, arguments: values }) => {
    const file: unknown = values?.[0];
    if (command !== STUB_COMMAND || typeof file !== 'string' || writeStub === undefined) return null;
    const project = [...projects.values()].find((each) => each.covers(file));
    if (project === undefined) return null;
    try {
      await say(await writeStub(await optionsFor(project.folder), file), MessageType.Info);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      await say(error.message, MessageType.Error);
    }
    project.checkSoon();
    return null;
  });
  connection.listen();

  function open(uri: string) {
    const folder = pathOfUri(uri);
    if (folder === null || projects.has(folder)) return undefined;
    const project = createEditorProject({
      folder,
      connection,
      unsaved,
      optionsFor,
      isShownElsewhere: (root) =>
        [...projects.values()].some((other) => other !== project && other.root() === root),
    });
    projects.set(folder, project);
    return project;
  }

  function close(uri: string): void {
    const folder = pathOfUri(uri);
    if (folder === null) return;
    projects.get(folder)?.close();
    projects.delete(folder);
  }

  function checkAll(): void {
    for (const project of projects.values()) project.checkSoon();
  }

  /** A notification: a request would wait for a button that is not offered. */
  function say(message: string, type: MessageType): Promise<void> {
    return connection.sendNotification(ShowMessageNotification.type, { type, message });
  }

  function change(uri: string, text: string | null): void {
    const path = pathOfUri(uri);
    if (path === null) return;
    if (text === null) unsaved.delete(path);
    else unsaved.set(path, text);
    for (const project of projects.values()) if (project.covers(path)) project.checkSoon();
  }
}
